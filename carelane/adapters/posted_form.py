"""The fields of a small form that was posted to one of our own routes."""

from urllib.parse import parse_qs

from starlette.requests import Request

LONGEST_BODY = 8_192
"""Bytes; no form of sign-in has more."""


async def posted(request: Request) -> dict[str, list[str]]:
    """Read an urlencoded body, every value of each field; a longer body says nothing, and is not read to its end."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return {}
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
