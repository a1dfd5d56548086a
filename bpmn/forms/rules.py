"""The rules of single values: type, range, length, pattern, options."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from bpmn.feel import FeelError, to_datetime
from bpmn.feel.temporal import parse_date, parse_time
from bpmn.forms.model import Field
from bpmn.forms.patterns import MAX_INPUT, found_in

_EMAIL = r"^[^@\s]+@[^@\s.]+\.[^@\s]+$"
_PHONE = r"^\+?[0-9 ()-]{5,25}$"
_LONG = 100_000
LONGEST_CODE = 64
"""Letters of a code of a code system."""
_CLOCK_LENGTH = len("10:30")
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value: a stable code and what the message needs."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def is_empty(value: object) -> bool:
    """Whether a person left the field empty."""
    return value is None or value in ("", [])


def problem_of(one: Field, value: object, now: datetime) -> Problem | None:
    """Give what is wrong with a value that is there, or None."""
    found = _RULES[one.type](one, value)
    if found is None and one.not_past and _is_past(one, str(value), now):
        return Problem("in_the_past")
    return found


def _is_past(one: Field, value: str, now: datetime) -> bool:
    """Say whether a date or moment is before today; the day is that of UTC, which no place here is behind."""
    if one.subtype == "time":
        return False
    day = parse_date(value[: len("2026-01-01")])
    return isinstance(day, date) and day < now.astimezone(UTC).date()


def _text(one: Field, value: object) -> Problem | None:
    if not isinstance(value, str):
        return Problem("not_text")
    most = one.max_length if one.max_length is not None else _LONG
    if len(value) > most:
        return Problem("too_long", {"max": most, "length": len(value)})
    if one.min_length is not None and len(value) < one.min_length:
        return Problem("too_short", {"min": one.min_length, "length": len(value)})
    if one.validation_type == "email" and not _fits(_EMAIL, value):
        return Problem("not_email")
    if one.validation_type == "phone" and not _fits(_PHONE, value):
        return Problem("not_phone")
    if one.pattern and not _fits(one.pattern, value):
        return Problem("pattern", {"pattern": one.pattern})
    return None


def _fits(pattern: str, value: str) -> bool:
    if len(value) > MAX_INPUT:
        return False
    try:
        return found_in(pattern, value)
    except FeelError:
        return False


def _number(one: Field, value: object) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return Problem("not_a_number")
    if not math.isfinite(value):
        return Problem("not_a_number")
    if one.min is not None and value < one.min:
        return Problem("too_small", {"min": one.min})
    if one.max is not None and value > one.max:
        return Problem("too_large", {"max": one.max})
    if one.decimal_digits is not None:
        exponent = Decimal(repr(value)).normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > one.decimal_digits:
            return Problem("too_precise", {"digits": one.decimal_digits})
    return None


def _datetime(one: Field, value: object) -> Problem | None:
    if not isinstance(value, str):
        return Problem(f"not_a_{one.subtype}")
    try:
        if one.subtype == "date":
            parse_date(value)
        elif one.subtype == "time":
            parse_time(f"{value}:00" if len(value) == _CLOCK_LENGTH else value)
        elif "T" in value:
            to_datetime(value, _ANY_TIME)
        else:
            return Problem("not_a_datetime")
    except FeelError:
        return Problem(f"not_a_{one.subtype}")
    return None


def _checkbox(_one: Field, value: object) -> Problem | None:
    return None if isinstance(value, bool) else Problem("not_true_or_false")


def _is_option(one: Field, value: object) -> bool:
    """Whether a value is among the options; where those come from the case or a code system, any plain value is."""
    if one.options_from is not None:
        return isinstance(value, (str, int, float, bool))
    if one.code_system:
        return isinstance(value, str) and 0 < len(value) <= LONGEST_CODE
    return any(
        type(option.value) is type(value) and option.value == value for option in one.options
    )


def _choice(one: Field, value: object) -> Problem | None:
    return None if _is_option(one, value) else Problem("unknown_option")


def _choices(one: Field, value: object) -> Problem | None:
    if not isinstance(value, list):
        return Problem("not_a_list")
    if not all(_is_option(one, item) for item in value):
        return Problem("unknown_option")
    if any(item in value[:index] for index, item in enumerate(value)):
        return Problem("chosen_twice")
    return None


def _files(one: Field, value: object) -> Problem | None:
    references = value if isinstance(value, list) else [value]
    if not all(
        isinstance(reference, str) and 0 < len(reference) <= _LONG for reference in references
    ):
        return Problem("not_a_reference")
    if len(references) > 1 and not one.multiple:
        return Problem("too_many", {"max": 1})
    return None


_RULES: dict[str, Callable[[Field, object], Problem | None]] = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "datetime": _datetime,
    "checkbox": _checkbox,
    "radio": _choice,
    "select": _choice,
    "checklist": _choices,
    "taglist": _choices,
    "filepicker": _files,
}
