"""The fields of a form as they stand at given values: which are shown, read-only, and what is inside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bpmn.feel import Expression
from bpmn.forms.evaluation import context_of, evaluated
from bpmn.forms.model import COMPUTED, Field, Form
from bpmn.forms.options import options_now

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Level:
    """Fields whose values stand in one object, and where that is; ``case`` are the case's variables."""

    fields: tuple[Field, ...]
    values: Values
    top: Values
    path: str
    now: datetime
    case: Values

    def said(self, expression: Expression) -> object:
        """Work an expression out."""
        context = context_of(self.case, self.top, self.values, nested=bool(self.path))
        return evaluated(expression, context, self.now)

    def hidden(self, one: Field) -> bool:
        """Say whether a field is hidden now."""
        return one.conditional_hide is not None and self.said(one.conditional_hide) is True

    def readonly(self, one: Field) -> bool:
        """Say whether a person may not change a field now."""
        if one.type in COMPUTED or one.readonly:
            return True
        return one.readonly_if is not None and self.said(one.readonly_if) is True

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

    def now_of(self, one: Field) -> Field:
        """Give a field with the bounds and options that it has now."""
        if one.options_from is not None:
            found = options_now(one, {**self.case, **self.top}, self.now)
            if found is not None:
                one = replace(one, options=found, options_from=None)
        bounds = {name: self.said(expression) for name, expression in one.bounds_from}
        numbers = {name: _bound(name, value) for name, value in bounds.items()}
        return replace(one, **numbers) if numbers else one  # type: ignore[arg-type]

    def inside(self, one: Field, value: Values, path: str) -> "Level":
        """Step into a group or a row."""
        return replace(self, fields=one.fields, values=value, path=f"{path}.")

    def below(self, one: Field) -> Iterator["Level"]:
        """Give the objects inside a group or the rows of a list."""
        value = self.values.get(one.key)
        path = f"{self.path}{one.key}"
        if isinstance(value, Mapping):
            yield self.inside(one, value, path)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                if isinstance(row, Mapping):
                    yield self.inside(one, row, f"{path}[{index}]")


def _bound(name: str, value: object) -> int | float | None:
    """Take a number; anything else bounds nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if name.endswith("length") else value


def whole(form: Form, values: Values, now: datetime, case: Values | None = None) -> Level:
    """Begin with a whole form; what is worked out stands in its values, whatever was sent for it."""
    known = case or {}
    level = Level(form.fields, values, values, "", now, known)
    if not any(one.type in COMPUTED for one in form.walk()):
        return level
    filled = _computed(level)
    return replace(level, values=filled, top=filled)


def _computed(level: Level) -> dict[str, object]:
    """Give the values of an object with those that are worked out, in the order of the form."""
    found = dict(level.values)
    for one in _all(level.fields):
        here = replace(level, values=found, top=level.top if level.path else found)
        if one.type in COMPUTED and one.expression is not None:
            found[one.key] = here.said(one.expression)
        elif one.type == "group" and isinstance(found.get(one.key), Mapping):
            found[one.key] = next(_computed(inner) for inner in here.below(one))
        elif one.type == "dynamiclist" and isinstance(found.get(one.key), list):
            rows = list(here.below(one))
            if len(rows) == len(found[one.key]):  # type: ignore[arg-type]
                found[one.key] = [_computed(inner) for inner in rows]
    return found


def _all(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Give fields with values side by side; groups without a key are looked through."""
    for one in fields:
        if one.type == "group" and not one.key:
            yield from _all(one.fields)
        elif one.takes_value:
            yield one
