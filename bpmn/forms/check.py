"""Checks what a person entered against the form, and names every field that is not right.

The same check runs where the values are entered and where the task is completed. An error carries a stable
``code``; the screen translates its ``message_id`` and fills in ``params``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bpmn.forms.evaluation import evaluated
from bpmn.forms.model import Field, Form
from bpmn.forms.read import values_of
from bpmn.forms.rules import Problem, is_empty, problem_of

MAX_ROWS = 200
"""Most rows of a dynamic list."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; ``key`` is its path, such as ``meds[0].dose``."""

    key: str
    code: str
    message_id: str
    params: Mapping[str, object] = field(default_factory=dict)


def check_values(form: Form, values: Mapping[str, object], now: datetime) -> tuple[FieldError, ...]:
    """Everything that is wrong with the values; nothing if they can be taken.

    A key that the form does not have is an error, so that nothing is dropped in silence. Fields that are
    hidden at these values are not checked, and read-only fields are not required.
    """
    return tuple(_check(_Level(form.fields, values, values, "", now)))


def clean_values(form: Form, values: Mapping[str, object], now: datetime) -> dict[str, object]:
    """Give the values without those that ``left_out`` names."""
    return _clean(_Level(form.fields, values, values, "", now))


def left_out(form: Form, values: Mapping[str, object], now: datetime) -> tuple[str, ...]:
    """Give the paths of values that ``clean_values`` drops: those of hidden and of read-only fields."""
    return tuple(_dropped(_Level(form.fields, values, values, "", now)))


@dataclass(frozen=True, slots=True)
class _Level:
    """Fields whose values stand in one object, and where that is."""

    fields: tuple[Field, ...]
    values: Mapping[str, object]
    top: Mapping[str, object]
    path: str
    now: datetime

    def hidden(self, one: Field) -> bool:
        if one.conditional_hide is None:
            return False
        context: dict[str, object] = {**self.top, **self.values}
        if self.path:
            context |= {"this": dict(self.values), "parent": dict(self.top)}
        return evaluated(one.conditional_hide, context, self.now) is True

    def visible(self) -> Iterator[Field]:
        """Give the fields with values that are shown now."""
        yield from self._shown(self.fields)

    def _shown(self, fields: tuple[Field, ...]) -> Iterator[Field]:
        for one in fields:
            if self.hidden(one):
                continue
            if one.type == "group" and not one.key:
                yield from self._shown(one.fields)
            elif one.takes_value:
                yield one

    def below(self, one: Field) -> Iterator["_Level"]:
        """Give the objects inside a group or the rows of a list."""
        value = self.values.get(one.key)
        path = f"{self.path}{one.key}"
        if isinstance(value, Mapping):
            yield _Level(one.fields, value, self.top, f"{path}.", self.now)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                if isinstance(row, Mapping):
                    yield _Level(one.fields, row, self.top, f"{path}[{index}].", self.now)


def _error(path: str, problem: Problem) -> FieldError:
    return FieldError(path, problem.code, f"form.{problem.code}", problem.params)


def _check(level: _Level) -> Iterator[FieldError]:
    known = {one.key for one in values_of(level.fields)}
    for key in level.values:
        if key not in known:
            yield _error(f"{level.path}{key}", Problem("unknown_key"))
    for one in level.visible():
        value = level.values.get(one.key)
        path = f"{level.path}{one.key}"
        if one.type in {"group", "dynamiclist"}:
            yield from _check_nested(level, one, value, path)
        elif is_empty(value) or (one.type == "checkbox" and value is False):
            if one.required and not one.readonly:
                yield _error(path, Problem("required"))
        else:
            problem = problem_of(one, value)
            if problem:
                yield _error(path, problem)


def _check_nested(level: _Level, one: Field, value: object, path: str) -> Iterator[FieldError]:
    if one.type == "group":
        if value is None:
            yield from _check(_Level(one.fields, {}, level.top, f"{path}.", level.now))
            return
        if not isinstance(value, Mapping):
            yield _error(path, Problem("not_an_object"))
            return
    elif value is None:
        return
    elif not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        yield _error(path, Problem("not_a_list"))
        return
    elif len(value) > MAX_ROWS:
        yield _error(path, Problem("too_many", {"max": MAX_ROWS}))
        return
    for inner in level.below(one):
        yield from _check(inner)


def _clean(level: _Level) -> dict[str, object]:
    cleaned: dict[str, object] = {}
    for one in level.visible():
        if one.key not in level.values or one.readonly:
            continue
        value = level.values[one.key]
        if one.type == "group" and isinstance(value, Mapping):
            value = next(_clean(inner) for inner in level.below(one))
        elif one.type == "dynamiclist" and isinstance(value, list):
            value = [_clean(inner) for inner in level.below(one)]
        cleaned[one.key] = value
    return cleaned


def _dropped(level: _Level) -> Iterator[str]:
    visible = {one.key: one for one in level.visible()}
    for key in level.values:
        one = visible.get(key)
        if one is None or one.readonly:
            yield f"{level.path}{key}"
        elif one.fields:
            for inner in level.below(one):
                yield from _dropped(inner)
