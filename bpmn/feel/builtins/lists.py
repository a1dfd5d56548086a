"""List functions. Lists are never changed, always made anew.

sublist, insert before, remove and reverse are jdmn's: measured right against the TCK for whole numbers.
Its ``flatten`` recurses without a limit and its ``distinct values`` compares with Python's ``==``
(where ``true`` equals 1), so what compares or nests is ours.
"""

from decimal import Decimal

from jdmn.feel.lib.type.list.DefaultListLib import DefaultListLib

from bpmn.feel.compare import equal
from bpmn.feel.errors import FeelError
from bpmn.feel.functions import call
from bpmn.feel.json_form import MAX_DEPTH
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run
from bpmn.feel.values import Function

_LIB = DefaultListLib()


def _position(values: list[object], position: Decimal, room: int = 0) -> int:
    """Give a position as an int, if the list has it; raises FeelError."""
    index = int(position)
    if index != position or not (1 <= index <= len(values) + room or -len(values) <= index <= -1):
        raise FeelError("the list has no such position")
    return index


@feel("list contains(list: list, element: any)", run=True)
def list_contains(run: Run, values: list[object], element: object) -> bool:
    """Whether an item equals the element."""
    run.charge(len(values))
    if type(element) is str:
        return element in values  # a text equals nothing but a text, in Python as in FEEL
    return any(equal(run, value, element) is True for value in values)


@feel("sublist(list: list, start position: number, length?: number)", run=True)
def sublist(
    run: Run, values: list[object], start: Decimal, length: Decimal | None = None
) -> object:
    """Part of a list; a negative start counts from the end."""
    run.charge(len(values))
    begin = _position(values, start)
    return _LIB.sublist(values, begin, None if length is None else int(length))


@feel("append(list: list, item: any...)", run=True)
def append(run: Run, values: list[object], *items: object) -> list[object]:
    """Give the list with more items at its end."""
    run.charge(len(values))
    return [*values, *items]


@feel("concatenate(list: list...)", run=True)
def concatenate(run: Run, *lists: list[object]) -> list[object]:
    """All lists in one."""
    if not lists:
        raise FeelError("needs an argument")
    run.charge(sum(map(len, lists)))
    return [item for values in lists for item in values]


@feel("insert before(list: list, position: number, newItem: any)", run=True)
def insert_before(run: Run, values: list[object], position: Decimal, item: object) -> object:
    """Give the list with an item before a position."""
    run.charge(len(values))
    return _LIB.insertBefore(values, _position(values, position), item)


@feel("remove(list: list, position: number)", run=True)
def remove(run: Run, values: list[object], position: Decimal) -> object:
    """Give the list without the item at a position."""
    run.charge(len(values))
    index = _position(values, position)
    return _LIB.remove(values, index if index > 0 else len(values) + 1 + index)


@feel("list replace(list: list, position: number, newItem: any)", run=True)
def list_replace(run: Run, values: list[object], position: Decimal, item: object) -> list[object]:
    """Give the list with another item at a position."""
    run.charge(len(values))
    index = _position(values, position)
    result = list(values)
    result[index - 1 if index > 0 else index] = item
    return result


@feel("list replace(list: list, match: function, newItem: any)", run=True)
def list_replace_where(
    run: Run, values: list[object], match: Function, item: object
) -> list[object]:
    """Give the list with another item wherever ``match(old, new)`` holds."""
    run.charge(len(values))
    verdicts = [call(run, match, [value, item]) for value in values]
    if not all(isinstance(verdict, bool) for verdict in verdicts):
        raise FeelError("the match function has to be true or false")
    return [item if hit else value for value, hit in zip(values, verdicts, strict=True)]


@feel("reverse(list: list)", run=True)
def reverse(run: Run, values: list[object]) -> object:
    """Give the list from its end."""
    run.charge(len(values))
    return _LIB.reverse(values)


@feel("index of(list: list, match: any)", run=True)
def index_of(run: Run, values: list[object], match: object) -> list[object]:
    """All positions at which the list holds the value."""
    run.charge(len(values))
    return [
        Decimal(index) for index, value in enumerate(values, 1) if equal(run, value, match) is True
    ]


def _distinct(run: Run, values: list[object]) -> list[object]:
    kept: list[object] = []
    for value in values:
        run.charge(1 + len(kept))
        if not any(equal(run, value, other) is True for other in kept):
            kept.append(value)
    return kept


@feel("distinct values(list: list)", run=True)
def distinct_values(run: Run, values: list[object]) -> list[object]:
    """Give the list without repetitions, first occurrences kept."""
    return _distinct(run, values)


@feel("duplicate values(list: list)", run=True)
def duplicate_values(run: Run, values: list[object]) -> list[object]:
    """Give what occurs more than once (an extension that Camunda has too)."""
    kept = _distinct(run, values)
    run.charge(len(values) * len(kept))
    return [one for one in kept if sum(equal(run, one, value) is True for value in values) > 1]


@feel("union(list: list...)", run=True)
def union(run: Run, *lists: list[object]) -> list[object]:
    """All lists in one, without repetitions."""
    return _distinct(run, concatenate(run, *lists))


@feel("flatten(list: list)", run=True)
def flatten(run: Run, values: list[object]) -> list[object]:
    """Give the items of all lists inside lists."""
    result: list[object] = []
    _flatten(run, values, result, 0)
    return result


def _flatten(run: Run, values: list[object], result: list[object], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise FeelError("lists nested too deeply")
    run.charge(1 + len(values))
    for value in values:
        if isinstance(value, list):
            _flatten(run, value, result, depth + 1)
        else:
            result.append(value)


@feel("is empty(list: list)")
def is_empty(values: list[object]) -> bool:
    """Whether the list has no items (an extension that Camunda has too)."""
    return not values


@feel("partition(list: list, size: number)", run=True)
def partition(run: Run, values: list[object], size: Decimal) -> list[list[object]]:
    """Give the list in pieces of at most that size (an extension that Camunda has too)."""
    run.charge(len(values))
    step = int(size)
    if step < 1:
        raise FeelError("the size has to be at least 1")
    return [values[start : start + step] for start in range(0, len(values), step)]
