"""One Streamlit widget for each type of field. Labels from files are escaped: they are texts, never markup."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from bpmn.forms import Field, Option, evaluated, filled
from worklists_ui import choices, preset, readable
from worklists_ui.forms import codes, files
from worklists_ui.forms.typed import Typed, form_language
from worklists_ui.forms.values import to_json
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

REQUIRED = " *"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""What calendars offer; what may be entered, the form's rules say."""


def draw_input(field: Field, typed: Typed, key: str, *, disabled: bool) -> None:
    """Draw the widget of a field; what it holds is in the session under ``key``."""
    if field.readonly:
        _readonly(field, typed, key)
        return
    description = field.description_in(form_language())
    common: dict[str, Any] = {
        "label": _label(field),
        "key": key,
        "help": escaped(description) if description else None,
        "disabled": disabled,
    }
    if field.code_system:
        codes.draw(field, common)
        return
    _WIDGETS[field.type](field, typed, common)


def _label(field: Field) -> str:
    """Write a label with the unit, and a star where something has to be filled in."""
    unit = f" ({escaped(field.unit)})" if field.unit else ""
    star = REQUIRED if field.required else ""
    return f"{escaped(field.label_in(form_language()))}{unit}{star}"


def _readonly(field: Field, typed: Typed, key: str) -> None:
    """Show a value that is not to be changed."""
    value = to_json(field, st.session_state[key])
    labels = _labels(typed.options(field))
    if field.type == "filepicker":
        files.draw_readonly(field, typed, key)
        return
    if field.code_system:
        labels = codes.labels(field, value if isinstance(value, list) else [value])
    if isinstance(value, list):
        shown = "\n".join(labels.get(one, readable.text(one)) for one in value) or "–"
    else:
        shown = labels.get(value, readable.text(value)) if value is not None else "–"
    lines = "  \n".join(escaped(line) for line in shown.splitlines())
    st.markdown(f":small[:gray[{_label(replace(field, required=False))}]]  \n{lines}")


def draw_shown(field: Field, typed: Typed, context: Mapping[str, object]) -> None:
    """Draw what takes no value: text, table, line, space; ``context`` is what its expressions see."""
    if field.type == "separator":
        st.divider()
    elif field.type == "spacer":
        st.space("small")
    elif field.type == "table":
        _table(field, typed, context)
    else:
        by_language = dict(field.templates)
        template = by_language.get(form_language()) or by_language.get("", ())
        _text(filled(template, context, typed.now))


def _text(text: str) -> None:
    """Draw a text of the form; lines that start with # are headings."""
    for line in text.splitlines():
        bare = line.lstrip("#").strip()
        if line.startswith("#") and bare:
            st.markdown(f"##### {escaped(bare)}")
        elif bare:
            st.text(line)


def _table(field: Field, typed: Typed, context: Mapping[str, object]) -> None:
    """Draw a table of the case's variables, or of what stands in the form."""
    rows = evaluated(field.source, dict(context), typed.now) if field.source else None
    shown = [
        {label or key: readable.text(row.get(key)) for key, label in field.columns}
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]
    label = field.label_in(form_language())
    if label:
        st.caption(escaped(label))
    if shown:
        st.dataframe(shown, hide_index=True)
    else:
        st.text("–")


def _line(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    del typed
    st.text_input(max_chars=field.max_length, **common, **preset.value(common["key"]))


def _area(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    del typed
    st.text_area(max_chars=field.max_length, height=110, **common, **preset.value(common["key"]))


def _number(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    del typed
    step = 1.0 if not field.decimal_digits else 10.0**-field.decimal_digits
    step = float(field.increment or step)
    st.number_input(format="%.10g", step=step, **common, **preset.value(common["key"]))


def _datetime(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    del typed
    key = common["key"]
    common |= preset.value(key)
    if field.subtype == "date":
        st.date_input(format="YYYY-MM-DD", **_days(st.session_state[key]), **common)
    elif field.subtype == "time":
        st.time_input(step=60 * field.minutes, **common)
    else:
        span = _days(st.session_state[key])
        st.datetime_input(format="YYYY-MM-DD", step=60 * field.minutes, **span, **common)


def _days(held: date | None) -> dict[str, Any]:
    """Give the days that the calendar offers: what is held is always one of them, else there would be no page."""
    day = held.date() if isinstance(held, datetime) else held
    return {
        "min_value": min(FIRST_DAY, day or FIRST_DAY),
        "max_value": max(LAST_DAY, day or LAST_DAY),
    }


def _checkbox(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    del field, typed
    st.checkbox(**common, **preset.value(common["key"]))


def _labels(options: tuple[Option, ...]) -> dict[Any, str]:
    """Give the labels of options by value."""
    return {option.value: option.label_in(form_language()) for option in options}


def _held(field: Field, typed: Typed, common: dict[str, Any]) -> dict[Any, str]:
    """Give the labels of a field's options, and keep what was chosen when they change."""
    labels = _labels(typed.options(field))
    choices.hold(common["key"], labels, lambda value: labels[value])
    return labels


def _radio(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    labels = _held(field, typed, common)
    st.radio(
        options=list(labels),
        format_func=lambda value: escaped(labels.get(value, str(value))),
        horizontal=True,
        **common,
        **preset.index(common["key"], labels),
    )


def _select(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    _ = translator()
    labels = _held(field, typed, common)
    st.selectbox(
        options=list(labels),
        format_func=lambda value: labels.get(value, str(value)),
        placeholder=_("Choose"),
        **common,
        **preset.index(common["key"], labels),
    )


def _checklist(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    labels = _labels(typed.options(field))
    st.pills(
        options=list(labels),
        format_func=lambda value: escaped(labels.get(value, str(value))),
        selection_mode="multi",
        **common,
        **preset.default(common["key"], labels),
    )


def _taglist(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    _ = translator()
    labels = _held(field, typed, common)
    st.multiselect(
        options=list(labels),
        format_func=lambda value: labels.get(value, str(value)),
        placeholder=_("Choose"),
        **common,
        **preset.default(common["key"], labels),
    )


_WIDGETS: dict[str, Callable[[Field, Typed, dict[str, Any]], None]] = {
    "textfield": _line,
    "textarea": _area,
    "number": _number,
    "datetime": _datetime,
    "checkbox": _checkbox,
    "radio": _radio,
    "select": _select,
    "checklist": _checklist,
    "taglist": _taglist,
    "filepicker": files.draw,
}
