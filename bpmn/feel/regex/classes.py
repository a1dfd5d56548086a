"""Reads ``[...]`` and the escapes of a pattern."""

import re

from bpmn.feel.errors import FeelError
from bpmn.feel.regex.charsets import ESCAPES, CharSet, Test, category, literal, opposite

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {char: char for char in "\\|.?*+(){}-[]^$"}
_PROPERTY = re.compile(r"\{([A-Za-z0-9\-]{1,80})\}")
_MAX_DEPTH = 10


class ClassReader:
    """A place in the pattern, and what can stand in a character class there."""

    def __init__(self, text: str, *, ignore_case: bool) -> None:
        self.text = text
        self.ignore_case = ignore_case
        self.at = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> str:
        """Give the next character, or nothing at the end."""
        return self.text[self.at + ahead : self.at + ahead + 1]

    def take(self) -> str:
        """Give the next character, consumed."""
        char = self.peek()
        self.at += 1
        return char

    def accept(self, text: str) -> bool:
        """Consume a text if it is next."""
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def escaped(self) -> CharSet:
        """Give what stands after a backslash."""
        test = self._many()
        if test is not None:
            return CharSet(tests=(test,))
        return literal(self._single_escape(), ignore_case=self.ignore_case)

    def _single_escape(self) -> str:
        char = self.take()
        if char not in _SINGLE:
            raise FeelError(f"the pattern has no escape \\{char}")
        return _SINGLE[char]

    def _many(self) -> Test | None:
        """Give the test of an escape that stands for many characters, or None if this is another."""
        char = self.peek()
        if char and char in ESCAPES:
            self.at += 1
            return ESCAPES[char]
        if char not in {"p", "P"}:
            return None
        match = _PROPERTY.match(self.text, self.at + 1)
        if match is None:
            raise FeelError(f"\\{char} needs the name of a category or block in braces")
        self.at = match.end()
        test = category(match[1])
        return test if char == "p" else opposite(test)

    def char_class(self) -> CharSet:
        """Give the class after its opening bracket."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise FeelError("the pattern has too many classes inside each other")
        negated = self.accept("^")
        ranges: list[tuple[str, str]] = []
        tests: list[Test] = []
        without = None
        first = True
        while not self.accept("]"):
            if self.peek() == "-" and self.peek(1) == "[" and not first:
                self.at += 2
                without = self.char_class()
                if not self.accept("]"):
                    raise FeelError("nothing may follow what is taken from a class")
                break
            self._part(ranges, tests, first=first)
            first = False
        self.depth -= 1
        if not ranges and not tests:
            raise FeelError("a class in the pattern is empty")
        return CharSet(tuple(ranges), tuple(tests), negated, without, self.ignore_case)

    def _part(self, ranges: list[tuple[str, str]], tests: list[Test], *, first: bool) -> None:
        if self.peek() == "-" and not first and self.peek(1) != "]":
            raise FeelError(
                "a hyphen in a class has to be escaped, or be its first or last character"
            )
        if self.peek() == "\\":
            self.at += 1
            test = self._many()
            if test is not None:
                tests.append(test)
                return
            low = self._single_escape()
        else:
            low = self._plain()
        if self.peek() == "-" and self.peek(1) not in {"[", "]", ""}:
            self.at += 1
            high = self._end()
            if high < low:
                raise FeelError("a range in a class ends before it begins")
            ranges.append((low, high))
        else:
            ranges.append((low, low))

    def _plain(self) -> str:
        char = self.take()
        if char in {"", "[", "]"}:
            raise FeelError("a class in the pattern has no end, or a bracket that is not escaped")
        return char

    def _end(self) -> str:
        if not self.accept("\\"):
            return self._plain()
        return self._single_escape()
