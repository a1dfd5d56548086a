"""Least, greatest and sorted: everything that needs the order of values."""

from functools import cmp_to_key

from bpmn.feel.compare import less
from bpmn.feel.errors import FeelError
from bpmn.feel.functions import call
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run
from bpmn.feel.values import Function


def _extreme(run: Run, values: list[object], *, greatest: bool) -> object:
    run.charge(len(values))
    if not values:
        return None
    best = values[0]
    less_than_itself = less(run, best, best)
    for value in values[1:]:
        verdict = less(run, best, value) if greatest else less(run, value, best)
        if verdict is None:
            return None
        if verdict:
            best = value
    return None if less_than_itself is None else best


@feel("min(list: list)", run=True)
def minimum(run: Run, values: list[object]) -> object:
    """Give the least item."""
    return _extreme(run, values, greatest=False)


@feel("min(c: any...)", run=True)
def minimum_of(run: Run, *values: object) -> object:
    """Give the least argument."""
    return _extreme(run, list(values), greatest=False)


@feel("max(list: list)", run=True)
def maximum(run: Run, values: list[object]) -> object:
    """Give the greatest item."""
    return _extreme(run, values, greatest=True)


@feel("max(c: any...)", run=True)
def maximum_of(run: Run, *values: object) -> object:
    """Give the greatest argument."""
    return _extreme(run, list(values), greatest=True)


@feel("sort(list: list)", run=True)
def sort_naturally(run: Run, values: list[object]) -> list[object]:
    """Give the items in ascending order."""
    return _sorted(run, values, lambda one, other: less(run, one, other))


@feel("sort(list: list, precedes: function)", run=True)
def sort(run: Run, values: list[object], precedes: Function) -> list[object]:
    """Give the items so that ``precedes(a, b)`` holds for neighbours where it can."""
    return _sorted(run, values, lambda one, other: call(run, precedes, [one, other]))


def _sorted(run: Run, values: list[object], precedes: object) -> list[object]:
    def compare(one: object, other: object) -> int:
        run.charge(1)
        forwards = precedes(one, other)  # type: ignore[operator]  # one of the two lambdas above
        if forwards is None:
            raise FeelError("the items cannot be ordered")
        if forwards is True:
            return -1
        return 1 if precedes(other, one) is True else 0  # type: ignore[operator]

    return sorted(values, key=cmp_to_key(compare))
