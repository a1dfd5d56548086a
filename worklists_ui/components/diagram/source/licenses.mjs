import { readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
const lock = JSON.parse(readFileSync("package-lock.json"));
let out = "The bundle diagram.js contains these packages.\n";
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path || entry.dev) continue;
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  out += `\n==== ${path.replace(/^.*node_modules\//, "")} ${entry.version} (${entry.license})\n\n`;
  if (file) out += readFileSync(`${path}/${file}`, "utf8").trim() + "\n";
}
writeFileSync("dist/LICENSES.txt", out);
