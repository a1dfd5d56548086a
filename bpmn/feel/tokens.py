"""The words of FEEL: splits a text into names, numbers, strings and symbols.

Names that contain spaces or operators are put together later, by the parser, which knows which names
exist. Positions are kept so that every complaint can point at its place.
"""

import re
from typing import Literal, NamedTuple

from bpmn.feel.errors import FeelSyntaxError

MAX_TEXT = 50_000
"""Longest expression that is read, in characters."""

Kind = Literal["name", "number", "string", "symbol", "end"]


class Token(NamedTuple):
    """One word: its kind, its text (of a string: the value) and where it starts and ends."""

    kind: Kind
    text: str
    start: int
    end: int


_WORD = re.compile(
    r"""(?P<name>(?:[^\W\d]|[?\U00010000-\U000EFFFF])
               (?:\w|[?\u00b7\u0300-\u036f\u203f\u2040\U00010000-\U000EFFFF])*)
      | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<symbol>\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()\[\]{},:.@'])""",
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"(?:[\s\ufeff]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def tokenize(text: str) -> list[Token]:
    """All words of the text, ended by one of kind ``end``; raises FeelSyntaxError."""
    if len(text) > MAX_TEXT:
        raise FeelSyntaxError(f"longer than {MAX_TEXT} characters", MAX_TEXT, text)
    tokens: list[Token] = []
    position = _skip(text, 0)
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            what = "string without an end" if text[position] == '"' else "unexpected character"
            raise FeelSyntaxError(f"{what} {text[position]!r}", position, text)
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the pattern's group names
        word = match.group()
        value = unescape(word[1:-1]) if kind == "string" else word
        tokens.append(Token(kind, value, position, match.end()))
        position = _skip(text, match.end())
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _skip(text: str, position: int) -> int:
    """Give the position after white space and comments."""
    match = _GAP.match(text, position)
    position = match.end() if match is not None else position
    if text.startswith("/*", position):
        raise FeelSyntaxError("comment without an end", position, text)
    return position


def unescape(body: str) -> str:
    r"""Give the value of a string literal's body: ``\n \r \t \" \' \\ \uXXXX \UXXXXXX`` replaced."""
    if "\\" not in body:
        return body
    plain = _ESCAPE.sub(_escaped, body)
    if any("\ud800" <= char <= "\udfff" for char in plain):  # surrogate pairs become one character
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _escaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - last code point
    return _SIMPLE.get(match[3], match[0])
