"""Waiting for them: my cases that another institution has to go on with."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from carelane.services.visibility import Actor
from carelane.services.waiting_lists import WaitingCase, WaitingPage, waiting_for_them
from carelane.services.worklists import WorklistFilter
from worklists_ui import grid_size, paging, preset, row_buttons, times
from worklists_ui.case_names import process_name
from worklists_ui.columns import urgency_column
from worklists_ui.navigation import go
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status, urgency
from worklists_ui.worklist_filters import from_query, to_query
from worklists_ui.worklist_grid import MOST_ROWS_HIGH

_TEXT = "waiting_text"
_PAGE = "waiting_page"
_OPEN = "waiting_open"
_QUERY = "waiting_query"


def draw(actor: Actor) -> None:
    """Draw the list with its search and its pages; both stand in the address."""
    _ = translator()
    _take_address()
    st.text_input(
        _("Search"),
        key=_TEXT,
        **preset.value(_TEXT),
        placeholder=_("Patient, initials, end of id, business key"),
        icon=":material/search:",
        type="search",
        live="400ms",
        on_change=_first_page,
        label_visibility="collapsed",
        width=300,
    )
    text, page = str(st.session_state.get(_TEXT) or ""), int(st.session_state.get(_PAGE) or 1)
    _write_address(text, page)
    found = waiting_for_them(product().database, actor, text, page)
    if not found.rows:
        _nothing(text)
        return
    _grid(found)
    told = _("{count} cases wait for others, {late} of them overdue")
    paging.draw(told.format(count=found.total, late=found.overdue), found.pages, _PAGE)
    if opened := row_buttons.pressed(_OPEN):
        go("case", id=opened)


def _take_address() -> None:
    """Set search and page by the address when it was changed from outside."""
    query = st.query_params.to_dict()
    if query == st.session_state.get(_QUERY) and _TEXT in st.session_state:
        return
    wanted = from_query(query)
    st.session_state[_TEXT], st.session_state[_PAGE] = wanted.text, wanted.page


def _write_address(text: str, page: int) -> None:
    """Let the address say what is searched."""
    query = {"list": "them"} | to_query(WorklistFilter(text=text, page=page))
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[_QUERY] = query


def _first_page() -> None:
    st.session_state[_PAGE] = 1


def _nothing(text: str) -> None:
    _ = translator()
    if text:
        st.info(_("No such case waits for another institution."), icon=":material/search_off:")
    else:
        st.success(
            _("None of your cases waits for another institution."), icon=":material/task_alt:"
        )


def _grid(found: WaitingPage) -> None:
    _ = translator()
    column = st.column_config
    shown = [row.instance_id for row in found.rows]
    late = {times.left(row.due_at, datetime.now(UTC)): row.overdue for row in found.rows}
    st.dataframe(
        [_cells(row) for row in found.rows],
        key="waiting_grid",
        hide_index=True,
        height=grid_size.height(len(found.rows), MOST_ROWS_HIGH),
        row_height=grid_size.ROW_HEIGHT,
        placeholder="",
        alt=_("Cases that wait for other institutions"),
        column_config={
            "open": row_buttons.column(_OPEN, shown, alignment="left"),
            "patient": column.TextColumn(_("Patient"), width=84),
            "urgency": urgency_column(),
            "place": column.TextColumn(_("Waits for"), width=220),
            "since": column.TextColumn(_("Waiting"), width=110),
            "left": column.MultiselectColumn(
                _("Time left"),
                width=140,
                options=[each for each in late if each],
                color=["red" if over else "green" for each, over in late.items() if each],
            ),
            "status": column.TextColumn(_("Status"), width=120),
            "key": column.TextColumn(_("Business key"), width=130),
            "process": column.TextColumn(_("Process"), width=140),
        },
    )


def _cells(row: WaitingCase) -> dict[str, Any]:
    """Turn a case into what its row shows."""
    _ = translator()
    now = datetime.now(UTC)
    return {
        "open": f":material/arrow_forward: {_('Open')}",
        "patient": row.patient_name or row.business_key,
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "place": row.institution.shown(language()),
        "since": times.ago(row.since, now),
        "left": [times.left(row.due_at, now)] if row.due_at else [],
        "status": business_status(row.business_status),
        "key": row.business_key,
        "process": process_name(row.definition_id, row.process_id, row.process_id),
    }
