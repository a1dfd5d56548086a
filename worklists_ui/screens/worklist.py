"""My worklist: the open tasks of my roles, filtered by the address, renewed while one looks at it.

``/?task=`` leads to a task, ``/?list=them`` to the cases that wait for another institution, ``/?scope=administered`` to the
tasks about whose owners one decides.
"""

import time

import streamlit as st

from carelane.services import saved_filters, worklists
from carelane.services.visibility import Actor
from carelane.services.worklist_choices import WorklistChoices, administers, worklist_choices
from carelane.services.worklists import Scope, WorklistPage
from worklists_ui import (
    bulk_actions,
    preset,
    problems,
    session,
    times,
    waiting_list,
    worklist_bar,
    worklist_columns,
    worklist_grid,
    worklist_keys,
    worklist_views,
)
from worklists_ui.navigation import asked, go
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.worklist_filters import narrowed
from worklists_ui.worklist_state import turn_to

REFRESH = "10s"
CHOICES_FOR = 60.0
"""Seconds after which the choices of the filters are read anew."""
_LIST = "worklist_which"
_CHOICES = "worklist_choices"


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    if task := asked("task"):
        go("task", id=task)
    st.title(_("My worklist"))
    which = _which(actor)
    if which == "them":
        _live_them()
    else:
        _live()


def _which(actor: Actor) -> str:
    """Draw the choice of the list; the address follows."""
    _ = translator()
    now = "them" if asked("list") == "them" else "staff" if asked("scope") else "us"
    names = {"us": _("Waiting for us"), "them": _("Waiting for them")}
    if now == "staff" or _decides(actor):
        names["staff"] = _("Of my staff")
    st.session_state[_LIST] = now
    st.segmented_control(
        _("List"),
        list(names),
        format_func=names.__getitem__,
        key=_LIST,
        **preset.default(_LIST, names),
        on_change=_turn,
        required=True,
        label_visibility="collapsed",
    )
    return str(st.session_state[_LIST])


def _decides(actor: Actor) -> bool:
    """Say whether there is a list of tasks about whose owners the person decides."""
    return bool(actor.supervised_institutions) or administers(product().database, actor)


def _turn() -> None:
    """Turn to another list; the filters of mine are there again on return."""
    which = st.session_state[_LIST]
    if which == "them":
        st.query_params.from_dict({"list": "them"})
    else:
        turn_to("administered" if which == "staff" else "own")


@st.fragment(run_every=REFRESH)
def _live_them() -> None:
    """Draw the cases that wait for others."""
    with problems.told():
        waiting_list.draw(session.signed_in())


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything that changes; runs by itself every few seconds and keeps what is selected and typed."""
    with problems.told():
        _list(session.signed_in())


def _list(actor: Actor) -> None:
    """Draw counts, filters, actions and the grid."""
    database = product().database
    choice = saved_filters.choice_of(database, actor)
    counts, views = st.container(), st.container()
    scope: Scope = "administered" if asked("scope") == "administered" else "own"
    wanted = worklist_bar.draw(actor, lambda: _choices(actor, scope))
    with views:
        worklist_views.draw(actor, wanted, choice)
    found = worklists.my_tasks(database, actor, wanted, times.zone())
    worklist_bar.draw_counts(counts, found.counts)
    selected = worklist_grid.selection(found.rows)
    columns = worklist_columns.shown(choice.columns)
    with st.container(horizontal=True, vertical_alignment="center", key="worklist_actions"):
        _actions(found, selected, wanted.scope)
        worklist_columns.draw(choice.columns)
        asks = worklist_keys.help_button()
        worklist_keys.listen()
    bulk_actions.draw_panel(actor)
    if found.rows:
        opened = worklist_grid.draw(found.rows, columns)
        worklist_bar.draw_pages(found)
        if opened:
            go("task", id=opened)
    else:
        _nothing(found, narrowed=bool(narrowed(wanted)))
    if asks:
        worklist_keys.overlay()


def _choices(actor: Actor, scope: Scope) -> WorklistChoices:
    """Give what filters can choose from; it changes seldom, so it is read once a minute."""
    now, key = time.monotonic(), f"{_CHOICES} {scope}"
    kept: tuple[float, Actor, WorklistChoices] | None = st.session_state.get(key)
    if kept is None or kept[1] != actor or now - kept[0] > CHOICES_FOR:
        kept = (now, actor, worklist_choices(product().database, actor, scope))
        st.session_state[key] = kept
    return kept[2]


def _actions(found: WorklistPage, selected: tuple[str, ...], scope: Scope) -> None:
    """Draw the buttons that act on the selected rows, and say what is selected."""
    _ = translator()
    rows = [row for row in found.rows if row.id in selected]
    st.button(
        _("Previous"),
        icon=":material/keyboard_arrow_up:",
        shortcut=worklist_keys.PREVIOUS,
        on_click=worklist_grid.step,
        args=(-1,),
        disabled=not found.rows,
    )
    st.button(
        _("Next"),
        icon=":material/keyboard_arrow_down:",
        shortcut=worklist_keys.NEXT,
        on_click=worklist_grid.step,
        args=(1,),
        disabled=not found.rows,
    )
    if st.button(
        _("Open"),
        icon=":material/open_in_full:",
        disabled=len(rows) != 1,
        type="primary",
        shortcut=worklist_keys.OPEN,
    ):
        go("task", id=rows[0].id)
    keys = {"claim": worklist_keys.TAKE, "release": worklist_keys.GIVE_BACK}
    bulk_actions.draw_buttons(rows, keys, decides=scope == "administered")
    if rows:
        st.caption(_("{count} selected").format(count=len(rows)))


def _nothing(found: WorklistPage, *, narrowed: bool) -> None:
    """Say that there is nothing, and why."""
    _ = translator()
    if narrowed or found.counts.all or found.counts.aside:
        st.info(_("No task fits these filters."), icon=":material/filter_alt_off:")
    else:
        st.success(
            _("Nothing is waiting for you. New tasks appear here by themselves."),
            icon=":material/task_alt:",
        )
