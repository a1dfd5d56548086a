"""How much a regular expression may cost at worst, read from its text.

A pattern that searching could make exponential is refused; of the others, the cost is a constant times
a power of the text's length. The reading is conservative: it may refuse a harmless pattern, and then a
simpler spelling (``[ab]`` for ``(a|b)``) helps.
"""

import re
from dataclasses import dataclass

from bpmn.feel.errors import FeelError

MAX_PATTERN = 500
"""Longest pattern, in characters."""
_MAX_DEPTH = 20
_MAX_FACTOR = 100_000
_COUNT = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")


@dataclass(frozen=True, slots=True)
class Cost:
    """``factor * length ** power`` comparisons; ``fixed`` if no two ways of matching exist."""

    factor: int = 1
    power: int = 0

    @property
    def fixed(self) -> bool:
        """Whether the part can match in one way only."""
        return self.factor == 1 and self.power == 0

    def of(self, length: int) -> int:
        """Give the most comparisons for a text of that length, tried from each of its positions."""
        return int(self.factor * (length + 1) ** (self.power + 1))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self, depth: int) -> Cost:
        """Give the cost of ``a|b|c``: that of the dearest, times their number."""
        if depth > _MAX_DEPTH:
            raise FeelError("the pattern has too many groups inside each other")
        branches = [self._sequence(depth)]
        while self._accept("|"):
            branches.append(self._sequence(depth))
        factor = (
            sum(branch.factor for branch in branches) if len(branches) > 1 else branches[0].factor
        )
        return _checked(Cost(factor, max(branch.power for branch in branches)))

    def _accept(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _sequence(self, depth: int) -> Cost:
        factor, power = 1, 0
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self._repeated(self._atom(depth))
            factor, power = factor * part.factor, power + part.power
            _checked(Cost(factor, power))
        return Cost(factor, power)

    def _atom(self, depth: int) -> Cost:
        char = self.pattern[self.at]
        self.at += 1
        if char == "(":
            return self._group(depth)
        if char == "[":
            self._character_class()
        elif char == "\\":
            self._escape()
        elif char in "*+?{":
            raise FeelError("a repetition in the pattern has nothing to repeat")
        return Cost()

    def _group(self, depth: int) -> Cost:
        if self._accept("?") and not self._accept(":"):
            raise FeelError("only (...) and (?:...) groups are supported in a pattern")
        cost = self.alternatives(depth + 1)
        if not self._accept(")"):
            raise FeelError("a group in the pattern has no end")
        return cost

    def _character_class(self) -> None:
        self._accept("^")
        first = True
        while self.at < len(self.pattern) and (first or self.pattern[self.at] != "]"):
            first = False
            if self._accept("\\"):
                self._escape()
            elif self._accept("["):
                raise FeelError("a class inside a class is not supported in a pattern")
            else:
                self.at += 1
        if not self._accept("]"):
            raise FeelError("a class in the pattern has no end")

    def _escape(self) -> None:
        char = self.pattern[self.at : self.at + 1]
        self.at += 1
        if not char or (char.isalnum() and char not in "dDsSwWnrtbB"):
            raise FeelError(f"the escape \\{char} is not supported in a pattern")

    def _repeated(self, atom: Cost) -> Cost:
        """Give the cost of an atom with its repetition, if it has one."""
        least, most = self._quantifier()
        if (least, most) == (1, 1):
            return atom
        self._accept("?")
        if self.pattern[self.at : self.at + 1] in {"*", "+", "?", "{"}:
            raise FeelError("a repetition of a repetition is not supported in a pattern")
        if most == 1:
            return Cost(atom.factor + 1, atom.power)
        if not atom.fixed:
            raise FeelError("the pattern repeats a part that repeats or chooses itself")
        if most is None:
            return Cost(1, 1)
        return Cost(most - least + 1, 0)

    def _quantifier(self) -> tuple[int, int | None]:
        for symbol, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._accept(symbol):
                return bounds
        match = _COUNT.match(self.pattern, self.at)
        if match is None:
            return 1, 1
        self.at = match.end()
        least = int(match[1])
        most = int(match[3]) if match[3] else None if match[2] else least
        if (most or least) > MAX_PATTERN:
            raise FeelError(f"a repetition in a pattern counts at most to {MAX_PATTERN}")
        if (least, most) == (1, 1):
            return 0, 1  # no repetition, but not the mark of a missing quantifier either
        return least, most


def _checked(cost: Cost) -> Cost:
    if cost.factor > _MAX_FACTOR:
        raise FeelError("the pattern has too many choices")
    return cost


def cost_of(pattern: str) -> Cost:
    """Give the cost of a pattern; raises FeelError for one that is too dangerous or not supported."""
    reader = _Reader(pattern)
    cost = reader.alternatives(0)
    if reader.at < len(pattern):
        raise FeelError("a group in the pattern has no beginning")
    return cost
