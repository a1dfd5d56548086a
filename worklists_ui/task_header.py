"""The head of a task: name, urgency, clock, owner; and what came of the last command."""

from datetime import UTC, datetime

import streamlit as st

from carelane.services.human_tasks import TaskDetail
from carelane.services.task_rows import TaskRow
from worklists_ui import clocks, problems, times
from worklists_ui.case_names import process_name, task_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.task_commands import Said, forget_said
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import Colour, role, task_state, urgency_chip


def draw(row: TaskRow) -> None:
    """Draw the head."""
    _ = translator()
    st.title(escaped(task_name(row)))
    with st.container(horizontal=True, vertical_alignment="center", key="task_header"):
        urgency_chip(row.urgency)
        st.badge(escaped(task_state(row.state)), color="gray" if row.closed_at else "blue")
        _clock(row)
        st.caption(escaped(" · ".join(part for part in _facts(row) if part)))


def _clock(row: TaskRow) -> None:
    """Draw how much time is left."""
    _ = translator()
    if row.clock is not None:
        clocks.badge(row.clock)
        return
    if row.due_at is None or row.closed_at is not None:
        return
    now = datetime.now(UTC)
    left = times.left(row.due_at, now)
    text = left if row.due_at < now else _("{span} left").format(span=left)
    due = _("due {due}").format(due=times.moment(row.due_at))
    color: Colour = "red" if row.due_at < now else "green"
    st.badge(escaped(f"{text}, {due}"), color=color, icon=":material/schedule:")


def _facts(row: TaskRow) -> tuple[str, ...]:
    """Say process, key, where from, who has it."""
    _ = translator()
    roles = ", ".join(dict.fromkeys(role(owner.role) for owner in row.owners))
    owner = row.actual_owner.shown(language()) if row.actual_owner else ""
    return (
        process_name(row.definition_id, row.process_id, row.process_name),
        row.business_key,
        _("from {place}").format(place=row.from_institution.shown(language())),
        _("with {name}").format(name=owner) if owner else _("for {roles}").format(roles=roles),
    )


def draw_outcome(detail: TaskDetail, said: Said) -> bool:
    """Say what came of the last command, or why there is nothing to do; true when nothing is left to do."""
    _ = translator()
    if said.done == "completed":
        _completed(said)
        return True
    if said.error is not None:
        problems.refused(said.error)
    elif said.done:
        texts = {
            "claimed": _("The task is yours."),
            "released": _("The task is free again."),
            "saved": _("Draft saved."),
        }
        st.toast(texts[said.done], icon=":material/check:")
        forget_said()
    if detail.row.state == "suspended":
        st.warning(problems.by_code("case_suspended"), icon=":material/pause_circle:")
    if detail.row.closed_at is not None:
        _closed(detail.row)
    elif detail.row.actual_owner is not None and not detail.row.mine:
        _taken(detail.row)
    return False


def _completed(said: Said) -> None:
    """Say so, and offer what to do next."""
    _ = translator()
    st.success(_("Completed."), icon=":material/task_alt:")
    with st.container(horizontal=True, key="task_next"):
        if said.next_task_id and st.button(
            _("Next task"), icon=":material/arrow_forward:", type="primary"
        ):
            go("task", id=said.next_task_id)
        if st.button(_("Back to my worklist"), icon=":material/checklist:"):
            go("worklist")


def _closed(row: TaskRow) -> None:
    """Say who completed the task and when, or that the process took it away."""
    _ = translator()
    at = times.moment(row.closed_at) if row.closed_at else ""
    if row.state == "completed" and row.completed_by is not None:
        text = _("{by} completed this task on {at}.")
        st.info(
            escaped(text.format(by=row.completed_by.shown(language()), at=at)),
            icon=":material/task_alt:",
        )
    else:
        text = _("The process has taken this task away ({state}, {at}).")
        st.info(escaped(text.format(state=task_state(row.state), at=at)), icon=":material/block:")


def _taken(row: TaskRow) -> None:
    """Say who has the task since when."""
    _ = translator()
    by = row.actual_owner.shown(language()) if row.actual_owner else ""
    at = times.moment(row.claimed_at) if row.claimed_at else ""
    text = _("{by} took this task on {at}.").format(by=by, at=at)
    st.info(escaped(text), icon=":material/lock_person:")
