"""What the text of a comment may be."""

import unicodedata

from carelane.domain.errors import CommentEmpty, CommentTooLong, UnusableText

LONGEST = 4000
_LINES = "\n\t"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that let a text read otherwise than it is written."""


def checked(text: str) -> str:
    """Give a comment's text without blanks around it; raises `CommentEmpty`, `CommentTooLong`, `UnusableText`."""
    plain = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))
    if not plain:
        raise CommentEmpty
    if len(plain) > LONGEST:
        raise CommentTooLong
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each not in _LINES for each in plain):
        raise UnusableText
    if not _TURNING.isdisjoint(plain):
        raise UnusableText
    return plain
