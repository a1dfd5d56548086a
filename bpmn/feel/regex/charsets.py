"""Sets of characters in a pattern: single ones, ranges, categories, blocks, and what is taken from them."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bpmn.feel.errors import FeelError
from bpmn.feel.regex.blocks import BLOCKS

Test = Callable[[str], bool]
"""Whether a character belongs."""

_CATEGORIES = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
"""First letters of the general categories, with the second letters that each may have."""
_REMEMBERED = 500


@dataclass(slots=True)
class CharSet:
    """Characters that belong: in a range or by a test, and not in ``without``; the reverse if negated.

    ``ignore_case`` lets a range count for all spellings of a character; tests stay as they are.
    """

    ranges: tuple[tuple[str, str], ...] = ()
    tests: tuple[Test, ...] = ()
    negated: bool = False
    without: "CharSet | None" = None
    ignore_case: bool = False
    known: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def has(self, char: str) -> bool:
        """Whether a character belongs; remembered."""
        found = self.known.get(char)
        if found is None:
            found = self._has(char)
            if len(self.known) < _REMEMBERED:
                self.known[char] = found
        return found

    def _has(self, char: str) -> bool:
        spellings = variants(char) if self.ignore_case else (char,)
        inside = any(low <= one <= high for one in spellings for low, high in self.ranges)
        inside = inside or any(test(char) for test in self.tests)
        return inside is not self.negated and not (self.without and self.without.has(char))


def variants(char: str) -> tuple[str, ...]:
    """Give all spellings of a character that differ in case only."""
    folded = {char, char.lower(), char.upper(), char.title(), char.upper().lower()}
    return tuple(sorted(one for one in folded if len(one) == 1))


def same_letter(one: str, other: str) -> bool:
    """Whether two characters differ in case only."""
    return one == other or bool(set(variants(one)) & set(variants(other)))


def literal(char: str, *, ignore_case: bool = False) -> CharSet:
    """Give the set of one character."""
    return CharSet(((char, char),), ignore_case=ignore_case)


def category(name: str) -> Test:
    r"""Give the test of ``\p{name}``: a general category or ``Is`` and a block; raises FeelError."""
    if name[0] in _CATEGORIES and (len(name) == 1 or name[1:] in [*_CATEGORIES[name[0]]]):
        return lambda char: unicodedata.category(char).startswith(name)
    block = BLOCKS.get(name.removeprefix("Is"))
    if not name.startswith("Is") or block is None:
        raise FeelError(f"no category or block is called {name[:40]!r}")
    return lambda char: any(first <= ord(char) <= last for first, last in block)


def _not(test: Test) -> Test:
    return lambda char: not test(char)


def _spans(spans: Iterable[str]) -> Test:
    pairs = [(span[0], span[-1]) for span in spans]
    return lambda char: any(low <= char <= high for low, high in pairs)


_START = [":", "AZ", "_", "az", "ÀÖ", "Øö", "ø\u02ff", "\u0370\u037d", "\u037f\u1fff"]
_START += ["\u200c\u200d", "\u2070\u218f", "\u2c00\u2fef", "\u3001\ud7ff", "\uf900\ufdcf"]
_START += ["\ufdf0\ufffd", "\U00010000\U000effff"]
_NAME = [*_START, "-", ".", "09", "\u00b7", "\u0300\u036f", "\u203f\u2040"]


def _word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


_ESCAPES: dict[str, Test] = {
    "s": lambda char: char in " \t\n\r",
    "i": _spans(_START),
    "c": _spans(_NAME),
    "d": category("Nd"),
    "w": _word,
}
ESCAPES: dict[str, Test] = _ESCAPES | {name.upper(): _not(test) for name, test in _ESCAPES.items()}
"""The tests of ``\\s \\i \\c \\d \\w`` and their opposites (XML Schema 1.1, part 2, appendix G)."""


def opposite(test: Test) -> Test:
    r"""Give the test of ``\P{...}``."""
    return _not(test)


ANY = CharSet(negated=True)
"""What a dot matches with the flag ``s``."""
IN_LINE = CharSet((("\n", "\n"), ("\r", "\r")), negated=True)
"""What a dot matches otherwise."""
