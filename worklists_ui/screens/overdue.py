"""Overdue, for supervisors: what is late or about to be, where, with whom, why; each row leads to its case."""

from dataclasses import replace

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.services import supervision
from carelane.services.export_files import Table
from carelane.services.supervision import Board, OverdueFilter
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from worklists_ui import (
    clock_extension,
    downloads,
    overdue_actions,
    overdue_cells,
    overdue_filters,
    overdue_grid,
    paging,
    places,
    problems,
    session,
    times,
)
from worklists_ui.navigation import go
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "20s"


def show(actor: Actor) -> None:
    """Draw the page; for others than supervisors there is none."""
    _ = translator()
    if not actor.supervised_institutions:
        raise NotAllowed
    st.title(_("Overdue"))
    _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything; runs by itself every few seconds."""
    with problems.told():
        actor = session.signed_in()
        wanted = overdue_filters.draw(actor)
        board = supervision.overdue(product().database, actor, wanted, overdue_grid.selected())
        _metrics(board)
        _by_institution(board)
        drawn = overdue_grid.draw(board)
        _pages(board)
        overdue_actions.draw(actor, drawn.selected)
        with st.container(horizontal=True, vertical_alignment="center"):
            _files(actor, wanted, board.total)
        if drawn.opened:
            go("case", id=drawn.opened)
        late = overdue_grid.to_extend((*board.rows, *board.kept))
        if late is not None:
            clock_extension.ask(late)


def _pages(board: Board) -> None:
    """Draw how many rows there are, and the pages where there is more than one."""
    _ = translator()
    if board.total:
        st.session_state[overdue_filters.PAGE] = board.page
        told = _("{count} cases late or at risk").format(count=board.total)
        paging.draw(told, board.pages, overdue_filters.PAGE)


def _files(actor: Actor, wanted: OverdueFilter, rows: int) -> None:
    """Draw the buttons that give all pages as a file."""

    def table(database: Database, reader: Actor) -> Table:
        return overdue_cells.table(supervision.every_row(database, reader, wanted))

    filters = overdue_filters.to_query(replace(wanted, page=1))
    downloads.draw_later(actor, "overdue", rows, table, filters)


def _metrics(board: Board) -> None:
    """Draw the numbers that a supervisor looks at first."""
    _ = translator()
    reasons = board.reasons
    with st.container(horizontal=True):
        st.metric(_("Overdue"), sum(board.overdue.values()), border=True)
        st.metric(
            _("At risk"),
            sum(board.at_risk.values()),
            border=True,
            help=_("80 % of the time has passed"),
        )
        st.metric(_("Overdue and unclaimed"), reasons.get("unclaimed", 0), border=True)
        st.metric(_("Held up by an incident"), reasons.get("incident", 0), border=True)
        late = product().database.now() - board.most_late if board.most_late else None
        st.metric(_("Latest"), times.span(late) if late else "–", border=True)


def _by_institution(board: Board) -> None:
    """Draw where it is late, as bars."""
    _ = translator()
    codes = sorted(
        set(board.overdue) | set(board.at_risk), key=lambda code: -board.overdue.get(code, 0)
    )
    if len(codes) < 2:  # noqa: PLR2004 - one institution needs no comparison
        return
    most = max([*board.overdue.values(), *board.at_risk.values(), 1])
    number = st.column_config.ProgressColumn
    st.dataframe(
        [
            {
                "place": places.name(code),
                "overdue": board.overdue.get(code, 0),
                "risk": board.at_risk.get(code, 0),
            }
            for code in codes
        ],
        column_config={
            "place": st.column_config.TextColumn(_("Institution"), width=260),
            "overdue": number(_("Overdue"), format="%d", min_value=0, max_value=most, color="red"),
            "risk": number(_("At risk"), format="%d", min_value=0, max_value=most, color="orange"),
        },
        hide_index=True,
        width=720,
        key="overdue_institutions",
    )
