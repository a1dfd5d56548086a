"""Numbers of Chinese resident identity cards: 18 characters, the last one a check (GB 11643-1999)."""

from datetime import date
from typing import Literal

RESIDENT_ID = "resident_id"
Problem = Literal["", "format", "check_digit", "birth_date", "sex"]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
"""ISO 7064, MOD 11-2: by the weighted sum of the 17 digits, modulo 11."""
_EARLIEST = date(1850, 1, 1)
_WOMAN = {"2", "F", "female"}
_MAN = {"1", "M", "male"}
"""GB/T 2261.1, and what other systems write."""


def problem(number: str, birth: date | None, sex: str, today: date) -> Problem:
    """Say what cannot be right about a number: its shape, its check, its date of birth, or that it is another's.

    ``birth`` and ``sex`` are what is said beside it; nothing said contradicts nothing.
    """
    digits, check = number[:17], number[17:].upper()
    if not (len(digits) == len(_WEIGHTS) and digits.isascii() and digits.isdecimal() and check):
        return "format"
    if check != check_of(digits):
        return "check_digit"
    born = birth_of(number)
    if born is None or not _EARLIEST <= born <= today or (birth or born) != born:
        return "birth_date"
    said = _WOMAN if int(digits[16]) % 2 else _MAN
    return "sex" if sex in said else ""


def check_of(digits: str) -> str:
    """Give the check character of the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % len(_CHECKS)]


def birth_of(number: str) -> date | None:
    """Give the date of birth that a number says; None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
