// npm's oidc-provider as a hospital's: every account exists, its own development pages sign in and ask for consent.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, callback, left] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "carelane",
      client_secret: "a-secret-of-the-hospital",
      redirect_uris: [callback],
      post_logout_redirect_uris: [left],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["only-for-a-test"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, email: `${id}@hospital.example` }),
  }),
});
createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("listening"));
