"""How Streamlit's sign-in is set up: against our own provider in this process, or the hospital's."""

from typing import Any

from carelane.adapters.sign_in_keys import SignInKeys
from carelane.adapters.site import Site
from carelane.domain.errors import SignInUnusable
from carelane.settings import Settings

CLIENT = "carelane"
DISCOVERY = "/.well-known/openid-configuration"


def auth_section(settings: Settings, site: Site, keys: SignInKeys) -> dict[str, Any]:
    """Give what Streamlit reads as ``[auth]``; raises `SignInUnusable` where the secret cannot be read."""
    shared = {"redirect_uri": site.callback, "cookie_secret": keys.cookie_secret}
    if settings.oidc_issuer:
        return shared | _hospitals(settings)
    return shared | {
        "client_id": CLIENT,
        "client_secret": keys.client_secret,
        "server_metadata_url": f"{site.internal}/oidc{DISCOVERY}",
        # We ask ourselves: a web proxy of the environment has no part in it.
        "client_kwargs": {"scope": "openid profile", "trust_env": False, "prompt": "login"},
    }


def _hospitals(settings: Settings) -> dict[str, Any]:
    asked = {"scope": "openid profile email", "code_challenge_method": "S256"}
    prompt = {"prompt": settings.oidc_prompt} if settings.oidc_prompt else {}
    return {
        "client_id": settings.oidc_client_id,
        "client_secret": _secret(settings),
        "server_metadata_url": settings.oidc_issuer.rstrip("/") + DISCOVERY,
        "client_kwargs": asked | prompt,
    }


def _secret(settings: Settings) -> str:
    """Read the client's secret from its file."""
    path = settings.oidc_client_secret_file
    if path is None:
        raise SignInUnusable(
            "set CARELANE_OIDC_CLIENT_SECRET_FILE to the file of the client secret"
        )
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SignInUnusable(f"the client secret cannot be read from {path}") from error
    if not secret:
        raise SignInUnusable(f"there is no client secret in {path}")
    return secret
