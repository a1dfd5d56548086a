"""Ids of files wherever a case's variables hold them."""

from collections.abc import Iterator
from typing import Any


def ids_in(value: Any) -> Iterator[str]:
    """Find what may be the id of a file anywhere in a case's variables."""
    if isinstance(value, str):
        if len(value) == ID_LENGTH and value.isalnum():
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)


ID_LENGTH = 32
"""Letters of an id: 128 random bits."""
