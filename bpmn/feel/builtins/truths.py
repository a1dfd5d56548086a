"""Functions of truth values, and of whether there is a value at all."""

from bpmn.feel.errors import FeelError
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run


@feel("not(negand: any)")
def negation(negand: object) -> bool | None:
    """Not; null for anything that is no truth value."""
    return not negand if isinstance(negand, bool) else None


def _combine(run: Run, values: list[object], *, decisive: bool) -> bool | None:
    """Give the decisive truth if any value has it, the other if all have that, else null."""
    run.charge(len(values))
    if any(value is decisive for value in values):
        return decisive
    return (not decisive) if all(isinstance(value, bool) for value in values) else None


@feel("all(list: list)", run=True)
def every(run: Run, values: list[object]) -> bool | None:
    """Whether all items are true."""
    return _combine(run, values, decisive=False)


@feel("any(list: list)", run=True)
def some(run: Run, values: list[object]) -> bool | None:
    """Whether an item is true."""
    return _combine(run, values, decisive=True)


@feel("all(b: any...)", run=True)
def every_of(run: Run, *values: object) -> bool | None:
    """Whether all arguments are true."""
    if not values:
        raise FeelError("needs an argument")
    return _combine(run, list(values), decisive=False)


@feel("any(b: any...)", run=True)
def some_of(run: Run, *values: object) -> bool | None:
    """Whether an argument is true."""
    if not values:
        raise FeelError("needs an argument")
    return _combine(run, list(values), decisive=True)


@feel("is defined(value: any)")
def is_defined(value: object) -> bool:
    """Whether there is a value (an extension that Camunda has too)."""
    return value is not None


@feel("get or else(value: any, default: any)")
def get_or_else(value: object, default: object) -> object:
    """Give the value, or the default for null (an extension that Camunda has too)."""
    return default if value is None else value
