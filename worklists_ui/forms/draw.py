"""Draws a form: groups, lists and fields in rows, each with what is wrong with it below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import streamlit as st

from bpmn.forms import Field, FieldError, Form, context_of, evaluated
from bpmn.forms.model import COMPUTED
from worklists_ui.forms.inputs import draw_input, draw_shown
from worklists_ui.forms.messages import message
from worklists_ui.forms.typed import Typed, form_language, row_start, values_of
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

PER_ROW = {"number": 4, "datetime": 2, "textfield": 2, "select": 2}
"""How many fields of a type stand side by side; the others take the whole width."""
SHORT_CHOICE = 36
"""A choice whose options together have no more letters than this may stand beside another field."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the form we are: path of the object, what it holds now and began with."""

    typed: Typed
    top: Mapping[str, Any]
    errors: Mapping[str, FieldError]
    values: Mapping[str, Any]
    start: Any
    path: str = ""
    shown_path: str = ""
    depth: int = 0
    disabled: bool = False

    def hidden(self, one: Field) -> bool:
        """Decide a condition the way the check does."""
        if one.type in COMPUTED:
            return True
        if one.conditional_hide is None:
            return False
        return evaluated(one.conditional_hide, self.context(), self.typed.now) is True

    def readonly(self, one: Field) -> bool:
        """Decide whether a field may be changed the way the check does."""
        if one.readonly_if is None:
            return one.readonly
        return evaluated(one.readonly_if, self.context(), self.typed.now) is True

    def context(self) -> dict[str, object]:
        """Give what expressions see here."""
        return context_of(self.typed.case, self.top, self.values, nested=bool(self.path))


def draw(
    form: Form, typed: Typed, errors: tuple[FieldError, ...] = (), *, disabled: bool = False
) -> dict[str, Any]:
    """Draw the form and give what it holds now."""
    values = values_of(typed, form.fields)
    by_path = {error.key: error for error in reversed(errors)}
    place = _Place(typed, values, by_path, values, typed.start, disabled=disabled)
    _fields(form.fields, place)
    return values


def _fields(fields: tuple[Field, ...], place: _Place) -> None:
    """Draw fields one below the other, short ones of one kind side by side."""
    visible = [
        replace(one, readonly=place.readonly(one)) for one in fields if not place.hidden(one)
    ]
    for width, run in groupby(visible, key=_per_row):
        for row in _chunks(list(run), width):
            if width == 1:
                _field(row[0], place)
                continue
            for one, column in zip(row, st.columns(width), strict=False):
                with column:
                    _field(one, place)


def _per_row(one: Field) -> int:
    """Say how many fields like this one stand in a row."""
    if one.readonly or one.code_system:
        return 1
    if one.type == "radio":
        letters = sum(len(option.label_in(form_language())) for option in one.options)
        return 2 if letters <= SHORT_CHOICE and one.options_from is None else 1
    return PER_ROW.get(one.type, 1)


def _chunks(fields: list[Field], size: int) -> Iterator[list[Field]]:
    """Cut a list into pieces."""
    for begin in range(0, len(fields), size):
        yield fields[begin : begin + size]


def _field(one: Field, place: _Place) -> None:
    """Draw one field of any type."""
    if one.type == "group":
        _group(one, place)
    elif one.type == "dynamiclist":
        _list(one, place)
    elif not one.takes_value:
        draw_shown(one, place.typed, place.context())
    else:
        key = place.typed.prepare(one, f"{place.path}{one.key}", _of(place.start, one.key))
        draw_input(one, place.typed, key, disabled=place.disabled)
        _error(f"{place.shown_path}{one.key}", key, place)


def _error(path: str, key: str, place: _Place) -> None:
    """Say what is wrong with a field, right below it."""
    error = place.errors.get(path)
    if error is not None:
        with st.container(key=f"field-error-{key}"):
            st.markdown(f":material/error: {escaped(message(error))}")


def _of(start: Any, key: str) -> Any:
    """Give what a field begins with."""
    return start.get(key) if isinstance(start, Mapping) else None


def _heading(one: Field, depth: int) -> None:
    """Draw the label and description of a group or list."""
    label = one.label_in(form_language()) if one.label or one.labels else ""
    if label:
        st.markdown(f"{'####' if depth == 0 else '#####'} {escaped(label)}")
    if description := one.description_in(form_language()):
        st.caption(escaped(description))


def _group(one: Field, place: _Place) -> None:
    """Draw a group; one with a key holds an object of its own."""
    with st.container(border=place.depth > 0):
        _heading(one, place.depth)
        _fields(one.fields, _into_group(one, place))


def _into_group(one: Field, place: _Place) -> _Place:
    """Step into a group."""
    deeper = replace(place, depth=place.depth + 1)
    if not one.key:
        return deeper
    inner = place.values.get(one.key)
    return replace(
        deeper,
        values=inner if isinstance(inner, Mapping) else {},
        start=_of(place.start, one.key),
        path=f"{place.path}{one.key}.",
        shown_path=f"{place.shown_path}{one.key}.",
    )


def _list(one: Field, place: _Place) -> None:
    """Draw a list of rows that can be added and taken away."""
    _ = translator()
    _heading(one, place.depth)
    path, shown = f"{place.path}{one.key}", f"{place.shown_path}{one.key}"
    start, values = _of(place.start, one.key), place.values.get(one.key) or []
    for index, number in enumerate(place.typed.rows(path, start, one.repetitions)):
        with st.container(border=True, horizontal=False):
            row = replace(
                place,
                values=values[index] if index < len(values) else {},
                start=row_start(start, number),
                path=f"{path}[{number}].",
                shown_path=f"{shown}[{index}].",
                depth=place.depth + 1,
            )
            _fields(one.fields, row)
            if one.fixed_rows:
                continue
            st.button(
                _("Remove"),
                icon=":material/delete:",
                key=f"remove:{place.typed.key(path)}:{number}",
                on_click=place.typed.remove_row,
                args=(path, number),
                type="tertiary",
                disabled=place.disabled,
            )
    _error(shown, place.typed.key(path), place)
    if one.fixed_rows:
        return
    st.button(
        _("Add a row"),
        icon=":material/add:",
        key=f"add:{place.typed.key(path)}",
        on_click=place.typed.add_row,
        args=(path,),
        disabled=place.disabled,
    )
