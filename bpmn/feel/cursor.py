"""The parser's place in the text, and the names it can recognise there.

A FEEL name may contain spaces and operators (``date and time``, ``blood pressure``, ``a-b``), so what
a name is depends on which names exist: the longest known one wins, else a single word is the name.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NoReturn

from bpmn.feel.errors import FeelSyntaxError
from bpmn.feel.tokens import Token, tokenize

KEYWORDS = frozenset(
    [
        "and",
        "between",
        "else",
        "every",
        "false",
        "for",
        "function",
        "if",
        "in",
        "null",
        "or",
        "return",
        "satisfies",
        "some",
        "then",
        "true",
    ]
)
"""Words that are never a name by themselves."""


_Known = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Names of several words by their first word, the longest first: their words and their spelling."""


def _learn(known: _Known, name: str) -> None:
    try:
        words = tuple(token.text for token in tokenize(name)[:-1])
    except FeelSyntaxError:
        return
    same = known.get(words[0], ()) if len(words) > 1 else ()
    if len(words) > 1 and all(words != other for other, _ in same):
        longest_first = sorted([*same, (words, name)], key=lambda each: len(each[0]), reverse=True)
        known[words[0]] = tuple(longest_first)


@lru_cache(maxsize=256)
def _vocabulary(names: tuple[str, ...]) -> _Known:
    """Learn many names at once; kept, because most expressions of a file know the same ones."""
    known: _Known = {}
    for name in names:
        _learn(known, name)
    return known


class Cursor:
    """A list of words with a position; the base of the parser."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self._known = _vocabulary(tuple(names)).copy()

    @property
    def token(self) -> Token:
        """The next word."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """Give the next word, consumed; the end stays."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Whether the next words are these symbols or words."""
        if len(texts) == 1:  # asked for at every step of the parser
            token = self.tokens[self.at]
            return token.text == texts[0] and token.kind != "string"
        following = self.tokens[self.at : self.at + len(texts)]
        return len(following) == len(texts) and all(
            token.text == text and token.kind != "string"
            for token, text in zip(following, texts, strict=True)
        )

    def accept(self, *texts: str) -> bool:
        """Consume these words if they are next."""
        if self.sees(*texts):
            self.at += len(texts)
            return True
        return False

    def expect(self, text: str) -> Token:
        """Consume this word or complain."""
        if not self.sees(text):
            self.fail(f"expected {text!r} but found {self._found()}")
        return self.take()

    def fail(self, message: str, token: Token | None = None) -> NoReturn:
        """Complain about the next word, or about the one given."""
        raise FeelSyntaxError(message, (token or self.token).start, self.text)

    def unexpected(self) -> NoReturn:
        """Complain that the next word cannot stand here."""
        self.fail(f"unexpected {self._found()}")

    def _found(self) -> str:
        token = self.token
        return "the end" if token.kind == "end" else f"{token.kind} {token.text[:40]!r}"

    def learn(self, name: str) -> None:
        """Add a name to those known from here on; names of one word need no learning."""
        _learn(self._known, name)

    def known_name(self) -> str | None:
        """Give the longest known name of several words that stands here, consumed, or None."""
        for words, name in self._known.get(self.token.text, ()):
            if self.token.kind == "name" and self.sees(*words):
                self.at += len(words)
                return name
        return None

    def name(self, *, keywords: bool = False) -> str:
        """Give the name that stands here, consumed; ``keywords`` may be names after a dot."""
        found = self.known_name()
        if found is not None:
            return found
        token = self.token
        if token.kind != "name" or (token.text in KEYWORDS and not keywords):
            self.unexpected()
        self.take()
        return token.text

    def new_name(self, *ends: str) -> str:
        """Give a name being introduced: all words up to one of the symbols ``ends``, which stays."""
        first = self.token
        words = []
        while not self.sees_any(ends):
            token = self.token
            if token.kind in {"end", "string"} or token.text in "()[]{},:":
                self.unexpected()
            words.append(token)
            self.take()
        if not words or first.kind != "name":
            self.fail("expected a name", first)
        name = _joined(words)
        self.learn(name)
        return name

    def sees_any(self, texts: Iterable[str]) -> bool:
        """Whether one of these words is next."""
        return any(self.sees(text) for text in texts)


def _joined(words: list[Token]) -> str:
    """Give the words as they stood, with any white space between them as one space."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append(" " if word.start > before.end else "")
        parts.append(word.text)
    return "".join(parts)
