"""Finding a case to operate: by a part of its business key or by its id, newest first."""

from typing import Any

import streamlit as st

from carelane.services.operated_lists import OperatedFilter, OperatedPage, OperatedRow, find_cases
from carelane.services.visibility import Actor
from worklists_ui import case_standing, grid_size, paging, preset, times
from worklists_ui.case_names import process_name
from worklists_ui.operations import address
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_TEXT = "operated_text"
_PAGE = "operated_page"
GRID = "operated_grid"
MOST_ROWS_HIGH = 20
LONGEST = 80


def draw(actor: Actor) -> None:
    """Draw the search and what it finds."""
    _ = translator()
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = address.asked().get("text", "")[:LONGEST]
    text = st.text_input(
        _("Case"),
        key=_TEXT,
        **preset.value(_TEXT),
        placeholder=_("Business key, or id of a case"),
        icon=":material/search:",
        max_chars=LONGEST,
        on_change=_first_page,
        width=360,
    )
    address.keep({"text": text.strip()})
    wanted = OperatedFilter(text=text, page=st.session_state.get(_PAGE) or 1)
    found = find_cases(product().database, actor, wanted)
    if not found.rows:
        st.info(_("No case has this business key or id."), icon=":material/search_off:")
        return
    _grid(found)


def _first_page() -> None:
    """Go back to the first page: the search has changed."""
    st.session_state[_PAGE] = 1


def _grid(found: OperatedPage) -> None:
    """Draw the cases; choosing one opens it."""
    _ = translator()
    column = st.column_config
    chosen: Any = st.dataframe(
        [_cells(row) for row in found.rows],
        key=GRID,
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        column_config={
            "key": column.TextColumn(_("Business key"), width=180),
            "state": column.TextColumn(_("State"), width=190),
            "process": column.TextColumn(_("Process"), width=220),
            "place": column.TextColumn(_("Institution"), width=190),
            "started": column.TextColumn(_("Started"), width=110),
            "id": column.TextColumn(_("Id"), width=170),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), MOST_ROWS_HIGH),
        placeholder="",
        alt=_("Cases; arrow keys move, shift+space opens a row"),
    )
    paging.draw(_("{count} cases").format(count=found.total), found.pages, _PAGE)
    if chosen.selection.rows:
        case = found.rows[chosen.selection.rows[0]].id
        del st.session_state[GRID]
        address.keep({"id": case})
        st.rerun()


def _cells(row: OperatedRow) -> dict[str, str]:
    """Turn a case into what its row shows."""
    name = process_name(row.definition_id, row.process_id, row.process_name)
    return {
        "key": row.business_key,
        "state": _state(row),
        "process": f"{name} v{row.version}",
        "place": row.institution.shown(language()),
        "started": times.moment(row.started_at),
        "id": row.id,
    }


def _state(row: OperatedRow) -> str:
    """Say how it stands, and whether something holds it up."""
    _ = translator()
    held_up = [_("technical incident")] if row.has_incident else []
    return " · ".join([case_standing.name(row), *held_up])
