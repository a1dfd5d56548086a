"""Addresses inside the product: which ones are pages, and which one may follow a sign-in."""

from urllib.parse import urlencode, urlsplit

from carelane.domain import rights

PAGES = ("/", *(f"/{name}" for name in rights.PAGES))
SIGN_IN = "/signin"
SIGN_IN_FAILED = "/signin/failed"
SIGNED_OUT = "/signin/left"
AUTHORIZE = "/oidc/authorize"
LOGIN = "/auth/login"
"""Where Streamlit's `st.login` sends a browser."""
CALLBACK = "/oauth2callback"


def is_page(path: str) -> bool:
    """Say whether the path shows a page that needs a signed-in person."""
    return path.startswith("/") and (path.rstrip("/") or "/") in PAGES


def safe_next(address: str) -> str:
    """Give the address if it is a page of ours, else the first page: nobody is sent elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or "\\" in address or not is_page(parts.path):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def sign_in_address(page: str) -> str:
    """Give the sign-in address that comes back to ``page``."""
    return f"{SIGN_IN}?{urlencode({'next': page})}"
