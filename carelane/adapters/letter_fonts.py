"""Noto Sans SC (SIL Open Font License 1.1), cut down to the characters of one letter, so that it reads the same everywhere.

The family comes as one variable font of 17 MB; a letter needs some hundred of its 30,000 characters, in two weights.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

_FILE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
_UNUSED = ("GSUB", "GPOS", "GDEF", "STAT", "BASE", "VORG", "vhea", "vmtx", "HVAR", "VVAR", "MVAR")
"""Tables that a static font of horizontal lines does without; the widths of weights follow from the outlines' own variations."""
_KEPT = 16
"""Cuts that are remembered, some hundred kilobytes each: a letter is mostly printed more than once."""
REGULAR, BOLD = 400, 700
_NAMES = (1, 4, 6)
"""Records of family, full and PostScript name."""
SUBSTITUTE = "〓"
"""Stands for a character that the font does not have."""
_ALWAYS = "".join(map(chr, range(32, 127))) + "–…·：，。" + SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Fonts:
    """Two static TrueType fonts, and the characters of the text that they lack."""

    regular: bytes
    bold: bytes
    missing: str


@cache
def known() -> frozenset[int]:
    """Give the code points that the family has."""
    with _opened() as font:
        return frozenset(font.getBestCmap())


def _opened() -> TTFont:
    path = files("justmytype_intl_cjk").joinpath(_FILE)
    return TTFont(str(path), lazy=True)


def drawable(character: str) -> bool:
    """Say whether a character is to be seen: no control or format character; one that Python is too old for is."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def fonts_for(text: str, family: str = "NotoSansSC") -> Fonts:
    """Give fonts with the characters of a text, under a family's name: programs take fonts of one name for the same."""
    wanted = {ord(character) for character in text if drawable(character)}
    small = _cut(frozenset(wanted & known() | {ord(each) for each in _ALWAYS}))
    missing = "".join(sorted(chr(code) for code in wanted - known()))
    regular, bold = _named(small, REGULAR, family), _named(small, BOLD, family)
    return Fonts(regular, bold, missing)


@lru_cache(maxsize=_KEPT)
def _cut(codes: frozenset[int]) -> bytes:
    options = subset.Options()
    options.layout_features = []
    options.notdef_outline = True
    options.drop_tables += _UNUSED
    with _opened() as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(font)
        return _saved(font)


@lru_cache(maxsize=2 * _KEPT)
def _weighed(small: bytes, weight: int) -> bytes:
    with TTFont(BytesIO(small)) as font:
        instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        return _saved(font)


def _named(small: bytes, weight: int, family: str) -> bytes:
    with TTFont(BytesIO(_weighed(small, weight))) as font:
        for number in _NAMES:
            font["name"].setName(f"{family}-{weight}", number, 3, 1, 0x409)
            font["name"].removeNames(number, platformID=1)
        return _saved(font)


def _saved(font: TTFont) -> bytes:
    written = BytesIO()
    font.save(written)
    return written.getvalue()
