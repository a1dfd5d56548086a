"""The numbers that a field of a cron expression names: `*`, `5`, `1-5`, `*/15`, `10/5`, lists, names."""

MONTHS = 12
_SUNDAY = 7
_NAMES = {
    name: number
    for number, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1
    )
} | {name: number for number, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])}


def number(text: str, least: int, most: int) -> int:
    """Read one number, or the name of a month or weekday; raises ValueError."""
    found = _NAMES.get(text.upper(), -1)
    if text.isascii() and text.isdigit():
        found = int(text)
    if not least <= found <= most:
        raise ValueError(f"{text!r} is no number from {least} to {most} in a cron expression")
    return found


def numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    """Read a field's numbers, sorted; raises ValueError."""
    found = {each for part in text.split(",") for each in _part(part, least, most)}
    return tuple(sorted(found))


def _part(text: str, least: int, most: int) -> range:
    span, slash, step = text.partition("/")
    width = number(step, 1, most) if slash else 1
    if span in ("*", "?"):
        return range(least, most + 1, width)
    first, dash, last = span.partition("-")
    begin = number(first, least, most)
    end = number(last, least, most) if dash else (most if slash else begin)
    if end == 0 and begin > 0 and most == _SUNDAY:
        end = _SUNDAY  # MON-SUN
    if end < begin:
        raise ValueError(f"{text!r} runs backwards in a cron expression")
    return range(begin, end + 1, width)
