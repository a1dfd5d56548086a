"""How cells of registry files are read: each reading gives a value or says, after the cell's text, why it is none."""

from collections.abc import Collection
from datetime import date, datetime

from carelane.services.registry_files import Reading

_YES, _NO = {"yes", "true", "1", "是", "y"}, {"no", "false", "0", "否", "n"}


def text(most: int = 200) -> Reading:
    """Read a text of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            message = f"has {len(cell)} letters instead of at most {most}"
            raise ValueError(message)
        return cell

    return read


def code(codes: Collection[str]) -> Reading:
    """Read one word out of a set."""

    def read(cell: str) -> str:
        if cell not in codes:
            message = f"is none of {', '.join(codes)}"
            raise ValueError(message)
        return cell

    return read


def reference(known: Collection[str], what: str) -> Reading:
    """Read the code of something that is there already, such as an institution; ``what`` names it."""

    def read(cell: str) -> str:
        if cell not in known:
            message = f"is no {what} known here"
            raise ValueError(message)
        return cell

    return read


def words(codes: Collection[str] = ()) -> Reading:
    """Read words with ``;`` between them, each once, out of a set if one is given."""

    def read(cell: str) -> list[str]:
        found = list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
        strange = [each for each in found if codes and each not in codes]
        if strange:
            message = f"has {strange[0]!r}, which is none of {', '.join(codes)}"
            raise ValueError(message)
        return found

    return read


def day(cell: str) -> date:
    """Read a date such as 2027-01-01."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        message = "is no date such as 2027-01-01"
        raise ValueError(message) from None


def moment(cell: str) -> datetime:
    """Read a moment with its offset from UTC: without one, nobody could say whose clock it was."""
    message = "is no moment with an offset such as 2027-01-01T08:00+08:00"
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError(message) from None
    if found.tzinfo is None:
        raise ValueError(message)
    return found


def number(low: float, high: float) -> Reading:
    """Read a number within a range, ends included."""

    def read(cell: str) -> float:
        message = f"is no number from {low:g} to {high:g}"
        try:
            found = float(cell)
        except ValueError:
            raise ValueError(message) from None
        if not low <= found <= high:  # nan is refused here too
            raise ValueError(message)
        return found

    return read


def whole(low: int, high: int) -> Reading:
    """Read a whole number within a range, ends included."""

    def read(cell: str) -> int:
        message = f"is no whole number from {low} to {high}"
        if not (cell.removeprefix("-").isdecimal() and cell.isascii()):
            raise ValueError(message)
        found = int(cell[:20])
        if not low <= found <= high:
            raise ValueError(message)
        return found

    return read


def yes_or_no(cell: str) -> bool:
    """Read yes or no, in English or Chinese."""
    if cell.lower() in _YES | _NO:
        return cell.lower() in _YES
    message = "is neither yes nor no"
    raise ValueError(message)
