"""Fills in any form of the library as a person would: what it asks for, by habit, else by what the field is.

Where there is no habit, the first option of a choice is the plain way and is taken most of the time, and what need not
be filled in is left empty. What is written always passes the form's own check; a form that cannot be filled in is told.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bpmn.forms import Field, Form, check_values
from bpmn.forms.levels import Level, whole
from carelane.demo.simulation.habits import FIRST_OPTION, MOSTLY_YES, Asked, Ways

ROUNDS = 8
"""How often what one value brings into sight is filled in too."""
NOTE = "模拟 simulated"
_WHO = ("_by", "_md", "clinician", "owner", "responsible", "lead", "reader", "physician")
_MANY = frozenset({"checklist", "taglist"})


class UnfillableError(Exception):
    """A form that nobody can fill in; names the form and what its check says."""


def fill(form: Form, ways: Ways, asked: Asked) -> dict[str, Any]:
    """Give values that the form takes. Raises `UnfillableError`."""
    pen = _Pen(form, ways, asked)
    values: dict[str, Any] = {}
    for _ in range(ROUNDS):
        before = repr(values)
        pen.write(whole(form, values, asked.now, asked.case), values)
        if repr(values) == before:
            break
    errors = check_values(form, values, asked.now, asked.case)
    if errors:
        told = ", ".join(f"{error.key}: {error.code}" for error in errors)
        raise UnfillableError(f"{form.id}: {told}")
    return values


@dataclass
class _Pen:
    """Writes into one form; every field is tried once, since a person who leaves it empty means it."""

    form: Form
    ways: Ways
    asked: Asked
    tried: set[str] = field(default_factory=set)

    def write(self, level: Level, values: dict[str, Any]) -> None:
        """Fill in what is in sight and empty."""
        for one in list(level.visible()):
            if level.readonly(one):
                continue
            if one.type == "group":
                inner = values.setdefault(one.key, {})
                self.write(level.inside(one, inner, f"{level.path}{one.key}"), inner)
            elif one.type == "dynamiclist":
                self._rows(level, one, values)
            elif f"{level.path}{one.key}" not in self.tried:
                self.tried.add(f"{level.path}{one.key}")
                value = self._value(level.now_of(one), level)
                if value is not None:
                    values[one.key] = value

    def _rows(self, level: Level, one: Field, values: dict[str, Any]) -> None:
        rows = values.setdefault(one.key, [{} for _ in range(max(one.repetitions, 1))])
        for index, row in enumerate(rows):
            self.write(level.inside(one, row, f"{level.path}{one.key}[{index}]"), row)

    def _value(self, one: Field, level: Level) -> Any:
        known = (
            self.asked.known(*level.path.rstrip(".").split("."), one.key) if level.path else None
        )
        if known not in (None, "", []):
            return known
        habit = self.ways.of(self.form.id, one.key)
        if habit is not None:
            return _chosen(one, habit(self.asked))
        if not one.required:
            return None
        if one.options or one.type in _MANY:
            return self._option(one) if one.options else None
        return _plain(one, self.asked.now, self.asked.me)

    def _option(self, one: Field) -> Any:
        options = [option.value for option in one.options]
        random = self.asked.random
        if set(options) == {True, False}:
            picked: Any = random.random() < MOSTLY_YES
        elif len(options) == 1 or random.random() < FIRST_OPTION:
            picked = options[0]
        else:
            picked = random.choice(options[1:])
        return [picked] if one.type in _MANY else picked


def _chosen(one: Field, value: Any) -> Any:
    """Take a habit's choice if the form offers it now, else the first that it offers."""
    options = [option.value for option in one.options]
    if value is None and not one.required:
        return None
    if one.type in _MANY:
        fitting = [each for each in value or [] if each in options]
        return fitting or (options[:1] if one.required else None)
    if one.type == "number" and one.max is not None and isinstance(value, int | float):
        return min(value, one.max)
    if one.type == "datetime" and one.subtype == "date" and isinstance(value, str):
        return value[: len("2026-01-01")]
    return value if not options or value in options else options[0]


def _plain(one: Field, now: datetime, me: str) -> Any:
    """Write something that fits the field."""
    match one.type:
        case "number":
            return _number(one)
        case "datetime":
            return _moment(one, now)
        case "checkbox":
            return True
        case "filepicker" | "expression":
            return None
        case _:
            return _text(one, me)


def _number(one: Field) -> int | float:
    low = one.min if one.min is not None else 0
    high = one.max if one.max is not None else low + 10
    middle = (low + high) / 2
    return round(middle, one.decimal_digits) if one.decimal_digits else int(middle)


def _moment(one: Field, now: datetime) -> str:
    moment = (now + timedelta(minutes=1) if one.not_past else now).replace(second=0, microsecond=0)
    if one.subtype == "date":
        return (moment + timedelta(days=1)).date().isoformat()
    return moment.strftime("%H:%M") if one.subtype == "time" else moment.isoformat()


def _text(one: Field, me: str) -> str:
    text = me if one.key.endswith(_WHO) else NOTE
    if one.validation_type == "phone":
        text = "13800000000"
    least = one.min_length or 0
    return (text + NOTE * least)[: max(one.max_length or len(text), least)] if least else text
