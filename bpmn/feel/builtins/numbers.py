"""Numeric functions.

Measured on jdmn 1.0.5: its rounding uses the thread's decimal context and fails where the scale is
finer than 34 digits allow, so rounding is ours; modulo is right when run in our context.
"""

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from jdmn.feel.lib.type.numeric.DefaultNumericLib import DefaultNumericLib

from bpmn.feel.errors import FeelError
from bpmn.feel.registry import decimal128, feel
from bpmn.feel.values import DECIMAL, Months

_DIGITS = 33
_LEAST_SCALE, _MOST_SCALE = -6111, 6176
_modulo = decimal128(DefaultNumericLib().modulo)


def _rounded(n: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    digits = 0 if scale is None else int(scale)
    if not _LEAST_SCALE <= digits <= _MOST_SCALE:
        raise FeelError(f"the scale has to be from {_LEAST_SCALE} to {_MOST_SCALE}")
    exponent = n.as_tuple().exponent
    if isinstance(exponent, int) and digits >= -exponent:
        return n
    return n.quantize(Decimal(1).scaleb(-digits, DECIMAL), rounding, DECIMAL)


@feel("decimal(n: number, scale: number)")
def decimal(n: Decimal, scale: Decimal) -> Decimal:
    """Round half to even."""
    return _rounded(n, scale, ROUND_HALF_EVEN)


@feel("round up(n: number, scale?: number)")
def round_up(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round away from zero."""
    return _rounded(n, scale, ROUND_UP)


@feel("round down(n: number, scale?: number)")
def round_down(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round towards zero."""
    return _rounded(n, scale, ROUND_DOWN)


@feel("round half up(n: number, scale?: number)")
def round_half_up(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round to the nearest, halves away from zero."""
    return _rounded(n, scale, ROUND_HALF_UP)


@feel("round half down(n: number, scale?: number)")
def round_half_down(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round to the nearest, halves towards zero."""
    return _rounded(n, scale, ROUND_HALF_DOWN)


@feel("floor(n: number, scale?: number)")
def floor(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round down."""
    return _rounded(n, scale, ROUND_FLOOR)


@feel("ceiling(n: number, scale?: number)")
def ceiling(n: Decimal, scale: Decimal | None = None) -> Decimal:
    """Round up."""
    return _rounded(n, scale, ROUND_CEILING)


@feel("abs(n: number)")
def absolute(n: Decimal) -> Decimal:
    """Give the number without its sign."""
    return DECIMAL.abs(n)


@feel("abs(n: duration)")
def absolute_duration(n: timedelta | Months) -> timedelta | Months:
    """Give the duration without its sign."""
    return Months(abs(n.count)) if isinstance(n, Months) else abs(n)


@feel("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> object:
    """Give the rest of a division, with the sign of the divisor."""
    return _modulo(dividend, divisor)


@feel("sqrt(number: number)")
def sqrt(number: Decimal) -> Decimal:
    """Give the square root."""
    return DECIMAL.sqrt(number)


@feel("log(number: number)")
def log(number: Decimal) -> Decimal:
    """Give the natural logarithm."""
    if number <= 0:
        raise FeelError("the logarithm needs a positive number")
    return DECIMAL.ln(number)


@feel("exp(number: number)")
def exp(number: Decimal) -> Decimal:
    """E to the power of the number."""
    return DECIMAL.exp(number)


def _divides(number: Decimal, divisor: int) -> bool:
    """Tell whether a divisor leaves no rest; a number of more than 34 digits has only zeros there."""
    if number.adjusted() > _DIGITS:
        return True
    return not DECIMAL.remainder(number, Decimal(divisor))


@feel("odd(number: number)")
def odd(number: Decimal) -> bool | None:
    """Whether a whole number is odd."""
    return not _divides(number, 2) if _divides(number, 1) else None


@feel("even(number: number)")
def even(number: Decimal) -> bool | None:
    """Whether a whole number is even."""
    return _divides(number, 2) if _divides(number, 1) else None
