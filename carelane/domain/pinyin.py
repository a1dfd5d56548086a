"""The initials of Chinese names, so that 张伟 is found by typing ``zw``.

The common characters stand in the order of their readings in GB 2312 (rows 16 to 55), so the place of a
character tells its initial. Frequent name characters outside that part, and family names that are read
differently as names, are listed here.
"""

from bisect import bisect_right

_STARTS = (
    (0xB0A1, "a"),
    (0xB0C5, "b"),
    (0xB2C1, "c"),
    (0xB4EE, "d"),
    (0xB6EA, "e"),
    (0xB7A2, "f"),
    (0xB8C1, "g"),
    (0xB9FE, "h"),
    (0xBBF7, "j"),
    (0xBFA6, "k"),
    (0xC0AC, "l"),
    (0xC2E8, "m"),
    (0xC4C3, "n"),
    (0xC5B6, "o"),
    (0xC5BE, "p"),
    (0xC6DA, "q"),
    (0xC8BB, "r"),
    (0xC8F6, "s"),
    (0xCBFA, "t"),
    (0xCDDA, "w"),
    (0xCEF4, "x"),
    (0xD1B9, "y"),
    (0xD4D1, "z"),
)
_CODES = tuple(code for code, _letter in _STARTS)
_LAST = 0xD7F9

_RARE: dict[str, str] = {
    character: letter
    for letter, characters in {
        "b": "鲍",
        "c": "岑褚谌",
        "h": "昊晗晖桦卉",
        "j": "嵇靳瑾",
        "l": "蔺骆璐莉琳",
        "m": "淼旻",
        "n": "楠",
        "p": "濮",
        "q": "亓裘琪麒茜倩祺覃",
        "r": "芮睿蓉榕",
        "s": "佘晟隋",
        "t": "佟仝婷韬",
        "w": "薇雯",
        "x": "荀郗冼鑫璇曦萱",
        "y": "俞鄢晏虞闫妍媛嫣瑜怡煜烨钰昱",
        "z": "翟湛臧梓",
    }.items()
    for character in characters
}
_AS_FAMILY_NAME = {"单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "乐": "y", "尉": "y"}


def initials(name: str) -> str:
    """Give the initials in small letters: ``zw`` for 张伟, ``om`` for 欧明, letters for Latin words."""
    if not name:
        return ""
    if name.isascii():
        return "".join(word[0] for word in name.lower().split())
    first, rest = name[0], name[1:]
    return _AS_FAMILY_NAME.get(first, _initial(first)) + "".join(map(_initial, rest))


def _initial(character: str) -> str:
    """Give one character's initial; empty where it is unknown."""
    if character.isascii():
        return character.lower().strip()
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return _RARE.get(character, "")
    if _CODES[0] <= code <= _LAST:
        return _STARTS[bisect_right(_CODES, code) - 1][1]
    return _RARE.get(character, "")
