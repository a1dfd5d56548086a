"""FEEL values from JSON values and back."""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bpmn.feel.errors import FeelBudgetExceeded, FeelError
from bpmn.feel.far_dates import FarDate, FarDateTime
from bpmn.feel.text_form import text_of
from bpmn.feel.values import DECIMAL, Function, Months, Range

MAX_VALUES = 250_000
"""Most values (list items and context entries counted through) that a conversion walks over."""
MAX_DEPTH = 100
_INTEGER_DIGITS = 34
_EXACT = 10**34
_TEXTS = {str}


_READY: tuple[type, ...] = (str, Decimal, bool, type(None), Months, Range, Function)
_READY += (datetime, date, time, timedelta, FarDate, FarDateTime)


def from_json(value: object) -> object:
    """Give the FEEL value of a JSON value: numbers become Decimal, FEEL values stay as they are.

    Raises FeelError for anything else than JSON and FEEL values, FeelBudgetExceeded for huge ones.
    """
    kind = type(value)
    convert = SIMPLE.get(kind)
    if convert is not None:
        return convert(value)
    if kind is list and set(map(type, value)) == _TEXTS:  # type: ignore[call-overload]  # a list
        return value  # as it is: nothing changes a list
    return _Reader().read(value, 0)


@lru_cache(maxsize=4096)
def whole(value: int) -> Decimal:
    """Give an int as a number of at most 34 digits; raises FeelError."""
    if -_EXACT < value < _EXACT:
        return Decimal(value)
    try:
        return DECIMAL.create_decimal(value)
    except ArithmeticError:
        raise FeelError("number out of range") from None


@lru_cache(maxsize=4096)
def fraction(value: float) -> Decimal | None:
    """Give a float as the number that its shortest text says; null for infinities and no numbers."""
    # adding 0.0 makes -0.0 the zero that it equals: the cache cannot tell them apart either
    return Decimal(repr(value + 0.0)) if math.isfinite(value) else None


SIMPLE: dict[type, Callable[[Any], object]] = {str: str, bool: bool, int: whole, float: fraction}
"""How simple values are converted: in C, or from a cache."""


class _Reader:
    def __init__(self) -> None:
        self.left = MAX_VALUES

    def read(self, value: object, depth: int) -> object:
        convert = SIMPLE.get(type(value))
        return self._read_other(value, depth) if convert is None else convert(value)

    def _read_other(self, value: object, depth: int) -> object:
        if isinstance(value, (list, tuple)):
            self._charge(len(value), depth)
            kinds = set(map(type, value))
            convert = SIMPLE.get(kinds.pop()) if len(kinds) == 1 else None
            if convert is not None:
                return list(map(convert, value))
            return [self.read(item, depth + 1) for item in value]
        if isinstance(value, Mapping):
            self._charge(len(value), depth)
            return {str(key): self.read(item, depth + 1) for key, item in value.items()}
        if isinstance(value, _READY):
            return value
        if isinstance(value, int):
            return whole(value)
        raise FeelError(f"no FEEL value: {type(value).__name__}")

    def _charge(self, size: int, depth: int) -> None:
        self.left -= size + 1
        if self.left < 0:
            raise FeelBudgetExceeded(f"more than {MAX_VALUES} values")
        if depth > MAX_DEPTH:
            raise FeelBudgetExceeded(f"values nested deeper than {MAX_DEPTH}")


def to_json(value: object) -> object:
    """Give the JSON form: dates and durations as ISO text, numbers as int or float, functions as null."""
    return _Writer().write(value, 0)


class _Writer(_Reader):
    def write(self, value: object, depth: int) -> object:
        if value is None or isinstance(value, (str, bool)):
            return value
        if isinstance(value, Decimal):
            return number_to_json(value)
        if isinstance(value, list):
            self._charge(len(value), depth)
            return [self.write(item, depth + 1) for item in value]
        if isinstance(value, dict):
            self._charge(len(value), depth)
            return {str(key): self.write(item, depth + 1) for key, item in value.items()}
        if isinstance(value, Function):
            return None
        if isinstance(value, (int, float)):
            return value
        return text_of(value)


def number_to_json(value: Decimal) -> int | float | None:
    """Int where the number is whole (and of at most 34 digits), else float; null if out of range."""
    if not value.is_finite():
        return None
    if not value:
        return 0
    if value == value.to_integral_value() and value.adjusted() <= _INTEGER_DIGITS:
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None
