"""Sums and statistics over a list, or over the arguments themselves.

median, mode and stddev are jdmn's: measured right against the TCK when run in our decimal context.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from jdmn.feel.lib.type.numeric.DefaultNumericLib import DefaultNumericLib

from bpmn.feel.errors import FeelError
from bpmn.feel.registry import decimal128, feel
from bpmn.feel.scope import Run
from bpmn.feel.values import DECIMAL

_LIB = DefaultNumericLib()
_median, _mode, _stddev = (decimal128(one) for one in (_LIB.median, _LIB.mode, _LIB.stddev))
_Aggregate = Callable[[list[Decimal]], object]


def _numbers(run: Run, values: list[object]) -> list[Decimal]:
    run.charge(len(values))
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) != len(values):
        raise FeelError("every item has to be a number")
    return numbers


def _declare(name: str, aggregate: _Aggregate) -> None:
    """Declare the function for a list and for several arguments."""

    def of_list(run: Run, values: list[object]) -> object:
        return aggregate(_numbers(run, values))

    def of_arguments(run: Run, *values: object) -> object:
        if not values:
            raise FeelError("needs an argument")
        return aggregate(_numbers(run, list(values)))

    feel(f"{name}(list: list)", run=True)(of_list)
    feel(f"{name}(n: any...)", run=True)(of_arguments)


def total(numbers: list[Decimal]) -> Decimal | None:
    """Give the sum; null for nothing."""
    return reduce(DECIMAL.add, numbers) if numbers else None


def product(numbers: list[Decimal]) -> Decimal | None:
    """All numbers multiplied; null for nothing."""
    return reduce(DECIMAL.multiply, numbers) if numbers else None


def mean(numbers: list[Decimal]) -> Decimal | None:
    """Give the arithmetic mean; null for nothing."""
    result = total(numbers)
    return None if result is None else DECIMAL.divide(result, Decimal(len(numbers)))


_declare("sum", total)
_declare("product", product)
_declare("mean", mean)
_declare("median", _median)
_declare("mode", _mode)
_declare("stddev", lambda numbers: _stddev(numbers) if len(numbers) > 1 else None)


@feel("count(list: list)")
def count(values: list[object]) -> Decimal:
    """How many items the list has."""
    return Decimal(len(values))
