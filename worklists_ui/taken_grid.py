"""Who took which file, as a grid; a button leads to the case of a file."""

from typing import Any

import streamlit as st

from carelane.domain.file_kinds import BY_MEDIA_TYPE
from carelane.services.taken_files import TakenFile, TakenPage
from worklists_ui import attachments, grid_size, paging, places, row_buttons, times
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.taken_filters import PAGE
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role, urgency

MOST_ROWS_HIGH = 25
_OPEN = "downloads_open"


def draw(found: TakenPage) -> None:
    """Draw them as a grid; a button in the row of a case's file opens its case."""
    _ = translator()
    if not found.rows:
        st.info(_("Nobody took such a file."), icon=":material/search_off:")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(row) for row in found.rows],
        column_config={
            "at": text(_("When"), width=120),
            "person": text(_("Who")),
            "hat": text(_("As")),
            "name": text(_("What")),
            "form": text(_("Form"), width=70),
            "amount": text(_("How much"), width=90),
            "about": text(_("Filter or case")),
            "open": row_buttons.column(_OPEN, [row.instance_id for row in found.rows]),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), MOST_ROWS_HIGH),
        key="downloads_grid",
    )
    paging.draw(escaped(_("{count} downloads").format(count=found.total)), found.pages, PAGE)
    if opened := row_buttons.pressed(_OPEN):
        go("case", id=opened)


def _cells(row: TakenFile) -> dict[str, Any]:
    """Turn a row into what is shown of it."""
    _ = translator()
    hat = f"{role(row.hat.role)}, {row.hat.institution.shown(language())}" if row.hat else ""
    counted = _("{count} rows").format(count=row.amount)
    return {
        "at": times.moment(row.at),
        "person": row.person.shown(language()),
        "hat": hat,
        "name": _list_name(row.name) if row.is_list else row.name,
        "form": row.form.upper() if row.is_list else BY_MEDIA_TYPE[row.form].code.upper(),
        "amount": counted if row.is_list else attachments.size(row.amount),
        "about": _filter(row) if row.is_list else row.business_key,
        "open": None if row.is_list else ":material/arrow_forward: " + _("Case"),
    }


def _list_name(code: str) -> str:
    """Name a list by its code; one that was renamed since is shown by it."""
    _ = translator()
    return {
        "overdue": _("Overdue cases"),
        "figures-cases": _("Cases behind a figure"),
        "figures-clocks": _("Clocks kept"),
        "figures-waiting": _("Waiting times"),
        "figures-requests": _("Requests"),
        "figures-stays": _("Bottlenecks"),
        "figures-institutions": _("Institutions compared"),
    }.get(code, code)


def _filter(row: TakenFile) -> str:
    """Say the filter of a list: what it was narrowed by in words, values that have no words as they were kept."""
    _ = translator()
    words = {
        "institution": _("Institution"),
        "process": _("Process"),
        "urgency": _("Urgency"),
        "element": _("Element"),
        "since": _("First day"),
        "until": _("Last day"),
    }
    told = [
        f"{words.get(name, name)}: {_value(name, str(row.filters[name]))}" for name in row.filters
    ]
    return "; ".join(told) or _("All")


def _value(name: str, value: str) -> str:
    if name == "institution":
        return places.name(value)
    return urgency(value) if name == "urgency" else value
