"""Checks what a person entered against the form, and names every field that is not right.

The same check runs where the values are entered and where the task is completed. An error carries a stable
``code``; the screen translates its ``message_id`` and fills in ``params``. Expressions see the case's variables too,
where the caller gives them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bpmn.forms.levels import Level, Values, whole
from bpmn.forms.model import COMPUTED, Field, Form
from bpmn.forms.read import values_of
from bpmn.forms.rules import Problem, is_empty, problem_of

MAX_ROWS = 200
"""Most rows of a dynamic list."""
NESTED = frozenset(["group", "dynamiclist"])


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; ``key`` is its path, such as ``meds[0].dose``."""

    key: str
    code: str
    message_id: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entered:
    """A value that a person has entered into a field that is shown; ``key`` as in `FieldError`."""

    key: str
    field: Field
    value: object


def check_values(
    form: Form, values: Values, now: datetime, case: Values | None = None
) -> tuple[FieldError, ...]:
    """Everything that is wrong with the values; nothing if they can be taken.

    A key that the form does not have is an error, so that nothing is dropped in silence. Fields that are
    hidden at these values are not checked, and read-only fields are not required.
    """
    return tuple(_check(whole(form, values, now, case)))


def clean_values(
    form: Form, values: Values, now: datetime, case: Values | None = None
) -> dict[str, object]:
    """Give the values without those that ``left_out`` names, and with those that are worked out."""
    return _clean(whole(form, values, now, case))


def left_out(
    form: Form, values: Values, now: datetime, case: Values | None = None
) -> tuple[str, ...]:
    """Give the paths of values that ``clean_values`` drops: those of hidden and of read-only fields."""
    return tuple(_dropped(whole(form, values, now, case)))


def entered(
    form: Form, values: Values, now: datetime, case: Values | None = None
) -> tuple[Entered, ...]:
    """Give what people entered, for checks that need more than the form: codes and files."""
    return tuple(_entered(whole(form, values, now, case)))


def error_of(path: str, problem: Problem) -> FieldError:
    """Say what is wrong with a field."""
    return FieldError(path, problem.code, f"form.{problem.code}", problem.params)


def _check(level: Level) -> Iterator[FieldError]:
    known = {one.key for one in values_of(level.fields)}
    for key in level.values:
        if key not in known:
            yield error_of(f"{level.path}{key}", Problem("unknown_key"))
    for one in level.visible():
        value = level.values.get(one.key)
        path = f"{level.path}{one.key}"
        if one.type in COMPUTED:
            continue
        if one.type in NESTED:
            yield from _check_nested(level, one, value, path)
        elif is_empty(value) or (one.type == "checkbox" and value is False):
            if one.required and not level.readonly(one):
                yield error_of(path, Problem("required"))
        else:
            problem = problem_of(level.now_of(one), value, level.now)
            if problem:
                yield error_of(path, problem)


def _check_nested(level: Level, one: Field, value: object, path: str) -> Iterator[FieldError]:
    if one.type == "group":
        if value is None:
            yield from _check(level.inside(one, {}, path))
            return
        if not isinstance(value, Mapping):
            yield error_of(path, Problem("not_an_object"))
            return
    elif value is None:
        return
    elif not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        yield error_of(path, Problem("not_a_list"))
        return
    elif len(value) > MAX_ROWS:
        yield error_of(path, Problem("too_many", {"max": MAX_ROWS}))
        return
    for inner in level.below(one):
        yield from _check(inner)


def _clean(level: Level) -> dict[str, object]:
    cleaned: dict[str, object] = {}
    for one in level.visible():
        fixed = level.readonly(one) and one.type not in COMPUTED
        if one.key not in level.values or fixed:
            continue
        value = level.values[one.key]
        if one.type == "group" and isinstance(value, Mapping):
            value = next(_clean(inner) for inner in level.below(one))
        elif one.type == "dynamiclist" and isinstance(value, list):
            value = [_clean(inner) for inner in level.below(one)]
        cleaned[one.key] = value
    return cleaned


def _dropped(level: Level) -> Iterator[str]:
    visible = {one.key: one for one in level.visible()}
    for key in level.values:
        one = visible.get(key)
        if one is not None and one.type in COMPUTED:
            continue
        if one is None or level.readonly(one):
            yield f"{level.path}{key}"
        elif one.fields:
            for inner in level.below(one):
                yield from _dropped(inner)


def _entered(level: Level) -> Iterator[Entered]:
    for one in level.visible():
        value = level.values.get(one.key)
        if one.type in NESTED:
            for inner in level.below(one):
                yield from _entered(inner)
        elif not is_empty(value) and not level.readonly(one):
            yield Entered(f"{level.path}{one.key}", one, value)
