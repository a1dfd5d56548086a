"""Reads a pattern into a tree, strictly by the grammar of XML Schema 1.1 (part 2, appendix G) and XPath."""

from dataclasses import dataclass

from bpmn.feel.errors import FeelError
from bpmn.feel.regex.charsets import ANY, IN_LINE, CharSet, literal
from bpmn.feel.regex.classes import ClassReader

MAX_PATTERN = 2_000
"""Longest pattern, in characters."""
MAX_DEPTH = 30
MAX_COUNT = 10_000
"""Highest number in a quantifier; an upper bound above it is none, because no text is longer."""


class Node:
    """Any part of a pattern."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Chars(Node):
    """One character of a set."""

    chars: CharSet


@dataclass(frozen=True, slots=True)
class Anchor(Node):
    """``^`` or ``$``."""

    sign: str


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """What a group has matched."""

    group: int


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """``a|b``: the first that leads to a match."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group(Node):
    """``(a)`` with its number."""

    body: Node
    number: int


@dataclass(frozen=True, slots=True)
class Repeat(Node):
    """A part ``least`` to ``most`` times (None: without end); as often as it can, or as seldom."""

    body: Node
    least: int
    most: int | None
    greedy: bool


class PatternReader(ClassReader):
    """Reads from left to right; knows the groups so far."""

    def __init__(self, pattern: str, flags: str) -> None:
        super().__init__(pattern, ignore_case="i" in flags)
        self.dot = ANY if "s" in flags else IN_LINE
        self.groups = 0
        self.closed: set[int] = set()
        self.references = False

    def whole(self) -> Node:
        """Give the whole pattern."""
        node = self._choice(0)
        if self.at < len(self.text):
            raise FeelError("a group in the pattern has no beginning")
        return node

    def _choice(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FeelError("the pattern has too many groups inside each other")
        branches = [self._sequence(depth)]
        while self.accept("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Node:
        parts = []
        while self.peek() not in {"", "|", ")"}:
            parts.append(self._repeated(self._atom(depth)))
        return Sequence(tuple(parts))

    def _atom(self, depth: int) -> Node:
        char = self.take()
        if char == "(":
            return self._group(depth)
        if char == "[":
            return Chars(self.char_class())
        if char == ".":
            return Chars(self.dot)
        if char in "^$":
            return Anchor(char)
        if char == "\\":
            return self._escape()
        if char in "*+?{}]":
            raise FeelError(f"{char!r} has to be escaped in the pattern, or follow something")
        return Chars(literal(char, ignore_case=self.ignore_case))

    def _group(self, depth: int) -> Node:
        if self.accept("?"):
            if not self.accept(":"):
                raise FeelError("only (...) and (?:...) are groups of a pattern")
            body = self._choice(depth + 1)
            self._close()
            return body
        self.groups += 1
        number = self.groups
        body = self._choice(depth + 1)
        self._close()
        self.closed.add(number)
        return Group(body, number)

    def _close(self) -> None:
        if not self.accept(")"):
            raise FeelError("a group in the pattern has no end")

    def _escape(self) -> Node:
        if not self.peek().isascii() or not self.peek().isdigit() or self.peek() == "0":
            return Chars(self.escaped())
        number = int(self.take())
        while (
            self.peek().isascii()
            and self.peek().isdigit()
            and number * 10 + int(self.peek()) <= self.groups
        ):
            number = number * 10 + int(self.take())
        if number not in self.closed:
            raise FeelError(f"\\{number} refers to no group that ends before it")
        self.references = True
        return Reference(number)

    def _repeated(self, atom: Node) -> Node:
        least, most = self._quantifier()
        if (least, most) == (-1, -1):
            return atom
        return Repeat(atom, least, most, greedy=not self.accept("?"))

    def _quantifier(self) -> tuple[int, int | None]:
        """Give the bounds of a quantifier; -1 and -1 where there is none."""
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.accept(sign):
                return bounds
        if not self.accept("{"):
            return -1, -1
        least = self._count()
        most: int | None = least
        if self.accept(","):
            most = None if self.peek() == "}" else self._count()
        if not self.accept("}") or (most is not None and most < least):
            raise FeelError("a quantifier is {n}, {n,} or {n,m}")
        if least > MAX_COUNT:
            raise FeelError(f"a quantifier counts at most to {MAX_COUNT}")
        return least, None if most is None or most > MAX_COUNT else most

    def _count(self) -> int:
        digits = ""
        while self.peek().isascii() and self.peek().isdigit():
            digits += self.take()
        if not digits:
            raise FeelError("a quantifier is {n}, {n,} or {n,m}")
        return int(digits)
