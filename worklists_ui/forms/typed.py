"""What a person has typed into a form so far: kept in the session, whatever becomes of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from bpmn.forms import Field, Form, Option, evaluated, options_now
from bpmn.forms.levels import whole
from bpmn.forms.model import COMPUTED
from bpmn.forms.read import values_of as value_fields
from worklists_ui.forms.shelf import Shelf
from worklists_ui.forms.values import to_json, to_widget
from worklists_ui.translation import language

PREFIX = "form:"
_ROWS = "#rows"


def keep_alive(drawn: str = "") -> None:
    """Keep everything typed for another run, except for the form that this run draws.

    Streamlit forgets what belongs to a widget that a run did not draw; setting a value again keeps it.
    """
    own = f"{PREFIX}{drawn}:"
    for key in [str(key) for key in st.session_state if str(key).startswith(PREFIX)]:
        if not (drawn and key.startswith(own)):
            st.session_state[key] = st.session_state[key]


def forget(name: str) -> None:
    """Forget what was typed into one form: it was sent, or is not wanted any more."""
    start = f"{PREFIX}{name}:"
    for key in [str(key) for key in st.session_state if str(key).startswith(start)]:
        del st.session_state[key]


@dataclass(frozen=True, slots=True)
class Typed:
    """One form in the session. ``start`` is what its fields begin with, ``case`` the case's variables.

    ``shelf`` keeps the files of its file fields.
    """

    name: str
    start: Mapping[str, Any]
    case: Mapping[str, Any]
    now: datetime
    shelf: Shelf | None = None

    def key(self, path: str) -> str:
        """Name a field's place in the session."""
        return f"{PREFIX}{self.name}:{path}"

    def prepare(self, field: Field, path: str, start: Any) -> str:
        """Make sure that the field has a value in the session; gives its key."""
        key = self.key(path)
        if key not in st.session_state:
            begin = self._default(field) if start is None else start
            st.session_state[key] = to_widget(field, begin, self.options(field))
        return key

    def _default(self, field: Field) -> Any:
        """Give what an empty field begins with."""
        if field.default_from is None:
            return field.default
        return evaluated(field.default_from, dict(self.case), self.now)

    def rows(self, path: str, start: Any, repetitions: int = 0) -> list[int]:
        """Give the numbers of a list's rows, ``repetitions`` empty ones at first; a number is never used again."""
        key = self.key(path) + _ROWS
        if key not in st.session_state:
            count = len(start) if isinstance(start, list) else repetitions
            st.session_state[key] = list(range(count))
        return list(st.session_state[key])

    def add_row(self, path: str) -> None:
        """Add an empty row to a list."""
        rows = self.rows(path, None)
        used = self.key(path) + "#used"
        number = max([st.session_state.get(used, -1), *rows], default=-1) + 1
        st.session_state[used] = number
        st.session_state[self.key(path) + _ROWS] = [*rows, number]

    def remove_row(self, path: str, number: int) -> None:
        """Take a row away."""
        key = self.key(path) + _ROWS
        st.session_state[key] = [row for row in self.rows(path, None) if row != number]

    def options(self, field: Field) -> tuple[Option, ...]:
        """Give a choice's options: the form's, or what the case's variables say."""
        return options_now(field, self.case, self.now) or ()


def form_language() -> str:
    """Name the reader's language as forms do."""
    return language().partition("_")[0]


def values_of(typed: Typed, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Collect what all fields hold now, hidden ones too: conditions are decided on it, and on what is worked out."""
    held = dict(_collect(typed, fields, typed.start, ""))
    return dict(whole(Form("", fields), held, typed.now, typed.case).values)


def _collect(
    typed: Typed, fields: tuple[Field, ...], start: Any, path: str
) -> Iterator[tuple[str, Any]]:
    """Yield key and value of each field of one object."""
    begin = start if isinstance(start, Mapping) else {}
    for field in value_fields(fields):
        here = f"{path}{field.key}"
        value = begin.get(field.key)
        if field.type in COMPUTED:
            continue
        if field.type == "group":
            yield field.key, dict(_collect(typed, field.fields, value, f"{here}."))
        elif field.type == "dynamiclist":
            yield (
                field.key,
                [
                    dict(
                        _collect(
                            typed, field.fields, row_start(value, number), f"{here}[{number}]."
                        )
                    )
                    for number in typed.rows(here, value, field.repetitions)
                ],
            )
        else:
            key = typed.prepare(field, here, value)
            yield field.key, to_json(field, st.session_state[key])


def row_start(value: Any, number: int) -> Any:
    """Give what a row begins with: the stored row of that number, or nothing."""
    return value[number] if isinstance(value, list) and number < len(value) else None
