"""The head of a task: name, urgency, clock, owner; and what came of the last command."""

from datetime import UTC, datetime

import streamlit as st

from carelane.domain.errors import TaskPutAside, TaskTaken
from carelane.services.human_tasks import TaskDetail
from carelane.services.task_rows import TaskRow
from worklists_ui import clocks, problems, times, worklist_keys
from worklists_ui.case_names import process_name, task_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.task_commands import GONE, Said, forget_said
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import Colour, role, task_state, urgency_chip


def draw(row: TaskRow) -> None:
    """Draw the head."""
    _ = translator()
    st.title(escaped(task_name(row)))
    with st.container(horizontal=True, vertical_alignment="center", key="task_header"):
        urgency_chip(row.urgency)
        state = task_state(row.state) if row.suspended_by is None else _("put aside")
        st.badge(escaped(state), color="gray" if row.closed_at else "blue")
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
    if said.done == "complete":
        _completed(said)
        return True
    if said.error is not None:
        problems.refused(said.error)
    elif said.done:
        texts = {
            "claim": _("The task is yours."),
            "take_over": _("The task is yours."),
            "ask_for": _("Whoever has the task is told that you ask for it."),
            "release": _("The task is free again."),
            "save_draft": _("Draft saved."),
            "suspend": _("The task is put aside."),
            "resume": _("The task is as it was before."),
        }
        st.toast(texts.get(said.done, _("Done.")), icon=":material/check:")
        forget_said()
    if detail.row.state == "suspended":
        _suspended(detail.row)
    if detail.row.closed_at is not None:
        _closed(detail.row)
    elif detail.row.actual_owner is not None and not detail.row.mine:
        _taken(detail)
    return False


def draw_gone(said: Said) -> bool:
    """Say that the task was given away or has ended, and where to go from here; false if it was not."""
    _ = translator()
    texts = {
        "delegate": _("The task is delegated."),
        "nominate": _("The task has its owner."),
        "forward": _("The task is forwarded."),
        "skip": _("The task is skipped; the case goes on."),
        "fail": _("It is noted that the task cannot be done."),
    }
    if said.error is not None or said.done not in GONE:
        return False
    st.title(_("Task"))
    st.success(texts[said.done], icon=":material/task_alt:")
    with st.container(horizontal=True, key="task_gone"):
        _onward(said)
        st.button(_("Show the task"), icon=":material/edit_document:", on_click=forget_said)
    return True


def _suspended(row: TaskRow) -> None:
    """Say that an operator has suspended the case, or who has put the task aside until when."""
    if row.suspended_by is None:
        text = problems.by_code("case_suspended")
    else:
        by = row.suspended_by.shown(language())
        text = problems.message(TaskPutAside(by, row.suspended_until))
    st.warning(escaped(text), icon=":material/pause_circle:")


def _completed(said: Said) -> None:
    """Say so, and offer what to do next."""
    _ = translator()
    st.success(_("Completed."), icon=":material/task_alt:")
    with st.container(horizontal=True, key="task_next"):
        _onward(said)


def _onward(said: Said) -> None:
    """Draw the ways on: the next task, if there is one, and the worklist."""
    _ = translator()
    following = said.next_task_id
    if following and st.button(
        _("Next task"),
        icon=":material/arrow_forward:",
        type="primary",
        shortcut=worklist_keys.NEXT,
    ):
        forget_said()
        go("task", id=following)
    if st.button(
        _("Back to my worklist"),
        icon=":material/checklist:",
        type="secondary" if following else "primary",
    ):
        forget_said()
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


def _taken(detail: TaskDetail) -> None:
    """Say who has the task since when, and what the reader can do about it."""
    _ = translator()
    row = detail.row
    if row.actual_owner is None:
        return
    by = row.actual_owner.shown(language())
    if row.on_behalf_of is not None:
        by = _("{person} for {absent}").format(person=by, absent=row.on_behalf_of.shown(language()))
    text = problems.message(TaskTaken(by, row.claimed_at))
    if "take_over" in detail.verbs:
        text = _("{by} has this task and is away. Take it over to go on with it.").format(by=by)
    elif "release" in detail.verbs:
        text = _("{by} has this task. You may give it to somebody else, or back to its roles.")
        text = text.format(by=by)
    st.info(escaped(text), icon=":material/lock_person:")
