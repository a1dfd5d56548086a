"""My worklist: the open tasks of my roles, filtered by the address, renewed while one looks at it."""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import human_tasks, worklists
from carelane.services.visibility import Actor
from carelane.services.worklists import WorklistPage
from worklists_ui import problems, session, worklist_bar, worklist_grid
from worklists_ui.case_names import latest_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

REFRESH = "10s"


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    del actor
    st.title(_("My worklist"))
    _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything that changes; runs by itself every few seconds and keeps what is selected and typed."""
    with problems.told():
        _list(session.signed_in())


def _list(actor: Actor) -> None:
    """Draw counts, filters, actions and the grid."""
    database = product().database
    counts = st.container()
    wanted, row = worklist_bar.draw(_processes(actor))
    found = worklists.my_tasks(database, actor, wanted)
    worklist_bar.draw_counts(counts, found.counts)
    selected = worklist_grid.selection(found.rows)
    with row:
        _actions(actor, found, selected)
    for problem in st.session_state.pop("worklist_problems", ()):
        st.warning(escaped(problem), icon=":material/info:")
    if found.rows:
        opened = worklist_grid.draw(found.rows)
        worklist_bar.draw_pages(found)
        if opened:
            go("task", id=opened)
    else:
        _nothing(found)


def _processes(actor: Actor) -> dict[str, str]:
    """Name the processes that have tasks for the person."""
    return {
        process_id: latest_name(process_id, name)
        for process_id, name in worklists.my_processes(product().database, actor)
    }


def _actions(actor: Actor, found: WorklistPage, selected: tuple[str, ...]) -> None:
    """Draw the buttons that act on the selected rows, and say what is selected."""
    _ = translator()
    rows = [row for row in found.rows if row.id in selected]
    workable = [row for row in rows if row.state != worklist_grid.SUSPENDED]
    free = [row.id for row in workable if row.actual_owner is None]
    mine = [row.id for row in workable if row.mine]
    if st.button(
        _("Open"), icon=":material/open_in_full:", disabled=len(rows) != 1, type="primary"
    ):
        go("task", id=rows[0].id)
    if st.button(_("Claim"), icon=":material/back_hand:", disabled=not free):
        _each(actor, free, release=False)
    if st.button(_("Release"), icon=":material/undo:", disabled=not mine):
        _each(actor, mine, release=True)
    if rows:
        st.caption(_("{count} selected").format(count=len(rows)))


def _each(actor: Actor, ids: list[str], *, release: bool) -> None:
    """Claim or release every task; what did not work is said, the rest is done."""
    act = human_tasks.release if release else human_tasks.claim
    told = []
    for task_id in ids:
        try:
            act(product().database, actor, task_id)
        except CarelaneError as error:
            told.append(problems.message(error))
    st.session_state["worklist_problems"] = list(dict.fromkeys(told))
    st.rerun(scope="fragment")


def _nothing(found: WorklistPage) -> None:
    """Say that there is nothing, and why."""
    _ = translator()
    if found.counts.all:
        st.info(_("No task fits these filters."), icon=":material/filter_alt_off:")
    else:
        st.success(
            _("Nothing is waiting for you. New tasks appear here by themselves."),
            icon=":material/task_alt:",
        )
