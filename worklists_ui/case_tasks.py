"""The tasks of a case: the open ones with what the reader may do, the closed ones as a list with who did them when."""

from typing import Any

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.human_task_verbs import VERBS
from carelane.services import human_tasks
from carelane.services.case_details import CaseDetail
from carelane.services.human_tasks import TaskDetail
from carelane.services.pages import window
from carelane.services.task_rows import TaskRow
from carelane.services.visibility import Actor
from worklists_ui import case_responsible, clocks, grid_size, paging, problems, times
from worklists_ui.case_names import task_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import task_state, task_verb

MOST_ROWS_HIGH = 10
PAGE_SIZE = 10
"""Open tasks on one page."""
_PAGE = "case_tasks_page"


def draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the open tasks, then the closed ones, each the latest first."""
    _ = translator()
    ordered = sorted(case.tasks, key=lambda task: task.created_at, reverse=True)
    open_tasks = [task for task in ordered if task.closed_at is None]
    closed = [task for task in ordered if task.closed_at is not None]
    st.subheader(_("Tasks"))
    if not ordered:
        st.caption(_("No task so far."))
    _open_page(actor, open_tasks)
    if closed:
        st.caption(escaped(_("{count} closed tasks").format(count=len(closed))))
        _closed(closed)


def _open_page(actor: Actor, tasks: list[TaskRow]) -> None:
    """Draw a page of the open tasks."""
    _ = translator()
    shown = window(len(tasks), st.session_state.get(_PAGE) or 1, PAGE_SIZE)
    st.session_state[_PAGE] = shown.page
    for task in tasks[shown.offset : shown.offset + shown.size]:
        _open(actor, task)
    if shown.pages > 1:
        paging.draw(escaped(_("{count} open tasks").format(count=len(tasks))), shown.pages, _PAGE)


def _open(actor: Actor, task: TaskRow) -> None:
    """Draw an open task: who has it, its times, its way in, and what the reader may do with it."""
    _ = translator()
    facts = escaped(" · ".join(part for part in _facts(task) if part))
    name = escaped(task_name(task))
    with st.container(horizontal=True, vertical_alignment="center", key=f"task_{task.id}"):
        st.markdown(f":material/radio_button_unchecked: {name}  :small[:gray[{facts}]]")
        if st.button(_("Open task"), key=f"open_{task.id}"):
            go("task", id=task.id)
        window = st.popover(
            _("What I may do"), type="tertiary", key=f"may_{task.id}", on_change="rerun"
        )
        if window.open:
            with window:
                _may(actor, task)


def _facts(task: TaskRow) -> tuple[str, ...]:
    """Say state, person and times of an open task."""
    _ = translator()
    since = _("since {at}").format(at=times.moment(task.created_at))
    taken = task.claimed_at
    left = clocks.left_of(task)
    return (
        task_state(task.state),
        case_responsible.who(task),
        since,
        _("taken {at}").format(at=times.moment(taken)) if taken else "",
        _("due {due}").format(due=times.moment(task.due_at)) if task.due_at else "",
        left,
    )


def _may(actor: Actor, task: TaskRow) -> None:
    """Draw what the reader may do with the task, and of all else why not: read when the window is opened."""
    _ = translator()
    try:
        detail = human_tasks.get_task(product().database, actor, task.id)
    except CarelaneError as error:
        st.text(problems.message(error))
        return
    allowed, not_allowed = escaped(_("Allowed")), escaped(_("Not allowed"))
    may = ", ".join(task_verb(name) for name in detail.verbs)
    st.markdown(f"**{allowed}**  \n{escaped(may) or '–'}")
    refused = _refused(detail)
    if refused:
        st.markdown(f"**{not_allowed}**")
        lines = [f"{escaped(verbs)}: :gray[{escaped(why)}]" for why, verbs in refused.items()]
        st.markdown("  \n".join(lines))


def _refused(detail: TaskDetail) -> dict[str, str]:
    """Give the names of the verbs that are refused, by reason, in the order of the table."""
    found: dict[str, str] = {}
    for verb in VERBS:
        why = detail.refusals.get(verb.name)
        if why is not None:
            reason = problems.message(why)
            found[reason] = ", ".join(filter(None, (found.get(reason), task_verb(verb.name))))
    return found


def _closed(tasks: list[TaskRow]) -> None:
    """Draw the closed tasks as a grid: all of them, however many; a button in each row opens it."""
    _ = translator()
    st.session_state["case_closed_shown"] = [task.id for task in tasks]
    st.dataframe(
        [_cells(task) for task in tasks],
        column_config={
            "open": st.column_config.ButtonColumn(
                "", type="tertiary", key="case_closed_open", on_click=_remember, width=84
            ),
            "task": st.column_config.TextColumn(_("Task")),
            "state": st.column_config.TextColumn(_("State"), width=90),
            "who": st.column_config.TextColumn(_("Who")),
            "opened": st.column_config.TextColumn(_("Opened"), width=110),
            "taken": st.column_config.TextColumn(_("Taken"), width=110),
            "closed": st.column_config.TextColumn(_("Closed"), width=110),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(tasks), MOST_ROWS_HIGH),
        key="case_closed",
    )
    opened = st.session_state.pop("case_closed_opened", "")
    if opened:
        go("task", id=opened)


def _remember() -> None:
    """Keep the task whose button was pressed."""
    click = st.session_state.get("case_closed_open")
    shown = st.session_state.get("case_closed_shown", ())
    if click is not None and click["row"] < len(shown):
        st.session_state["case_closed_opened"] = shown[click["row"]]


def _cells(task: TaskRow) -> dict[str, Any]:
    """Turn a closed task into what is shown of it."""
    _ = translator()
    done = case_responsible.done_by(task)
    return {
        "open": ":material/arrow_forward: " + _("Task"),
        "task": task_name(task),
        "state": task_state(task.state),
        "who": done,
        "opened": times.moment(task.created_at),
        "taken": times.moment(task.claimed_at) if task.claimed_at else "",
        "closed": times.moment(task.closed_at) if task.closed_at else "",
    }
