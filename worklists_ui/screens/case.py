"""One case: head, diagram with live tokens, tasks, timeline, data, messages. Deep link: ``/case?id=``."""

import uuid

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import process_instances
from carelane.services.case_details import CaseDetail, MessageRow
from carelane.services.task_rows import TaskRow
from carelane.services.visibility import Actor
from worklists_ui import (
    attachments,
    case_data,
    case_diagram,
    case_header,
    case_links,
    case_timeline,
    problems,
    session,
    times,
)
from worklists_ui.case_names import process_name, task_name
from worklists_ui.navigation import asked, go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import message_state, role, task_state

REFRESH = "15s"
_ICONS = {"completed": "task_alt", "exited": "do_not_disturb_on", "obsolete": "skip_next"}


def show(actor: Actor) -> None:
    """Draw the page."""
    del actor
    instance_id = asked("id")
    if instance_id:
        _live(instance_id)
    else:
        _find_by_hand()


def _find_by_hand() -> None:
    """Say what is missing in the address."""
    _ = translator()
    st.info(_("Open a case from your worklist or with a link to it."), icon=":material/link:")


@st.fragment(run_every=REFRESH)
def _live(instance_id: str) -> None:
    """Draw everything; runs by itself every few seconds."""
    _ = translator()
    try:
        actor = session.signed_in()
        case = process_instances.get_case(product().database, actor, instance_id)
    except CarelaneError as error:
        st.title(_("Case"))
        problems.refused(error)
        return
    _draw(actor, case)


def _draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the case."""
    _ = translator()
    row = case.row
    name = process_name(row.definition_id, row.process_id, row.process_name)
    st.title(" ".join(escaped(part) for part in (name, row.business_key) if part))
    case_header.draw(case)
    case_links.draw_caller(case)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        chosen = case_diagram.draw(case, key=f"diagram_{row.id}")
        _tasks(case, chosen)
        case_links.draw_called(case)
        _messages(case.messages)
    with right:
        timeline, data, files = st.tabs([_("Timeline"), _("Data"), _("Files")])
        with timeline:
            case_timeline.draw(case)
        with data:
            case_data.draw(case)
        with files:
            attachments.draw(row.id)
    _cancel(actor, case)


def _tasks(case: CaseDetail, chosen: str) -> None:
    """Draw the tasks, open ones first; an element chosen in the diagram narrows the list."""
    _ = translator()
    tasks = [task for task in case.tasks if task.element_id == chosen] or list(case.tasks)
    st.subheader(_("Tasks"))
    if not tasks:
        st.caption(_("No task so far."))
    for task in sorted(
        tasks, key=lambda one: (one.closed_at is not None, -one.created_at.timestamp())
    ):
        _task(task)


def _task(task: TaskRow) -> None:
    """Draw one task with its way in."""
    _ = translator()
    icon = _ICONS.get(task.state, "radio_button_unchecked")
    facts = escaped(" · ".join(part for part in _facts(task) if part))
    with st.container(horizontal=True, vertical_alignment="center", key=f"task_{task.id}"):
        st.markdown(f":material/{icon}: {escaped(task_name(task))}  :small[:gray[{facts}]]")
        if task.closed_at is None and st.button(_("Open task"), key=f"open_{task.id}"):
            go("task", id=task.id)


def _facts(task: TaskRow) -> tuple[str, ...]:
    """Say state, person and time of a task."""
    _ = translator()
    person = task.completed_by or task.actual_owner
    roles = ", ".join(dict.fromkeys(role(owner.role) for owner in task.owners))
    at = task.closed_at or task.due_at
    due = _("due {due}").format(due=times.moment(at)) if at and not task.closed_at else ""
    return (
        task_state(task.state),
        person.shown(language()) if person else roles,
        times.moment(task.closed_at) if task.closed_at else due,
    )


def _messages(messages: tuple[MessageRow, ...]) -> None:
    """Draw what crossed the border of this case."""
    _ = translator()
    if not messages:
        return
    st.subheader(_("Messages"))
    st.dataframe(
        [
            {
                _("Time"): times.moment(one.created_at),
                _("Message"): one.name,
                _("Direction"): _("sent to") if one.sent else _("from"),
                _("Institution"): one.other.shown(language()),
                _("State"): message_state(one.state),
            }
            for one in messages
        ],
        hide_index=True,
        key="case_messages",
    )


def _cancel(actor: Actor, case: CaseDetail) -> None:
    """Offer to cancel the case, with a reason, to those who may."""
    _ = translator()
    if "cancel" not in case.verbs:
        return
    with st.expander(_("Cancel this case"), icon=":material/cancel:"):
        reason = st.text_input(_("Reason"), key="cancel_reason", max_chars=200)
        if st.button(_("Cancel the case"), disabled=not reason.strip()):
            with problems.told():
                wired = product()
                command_id = st.session_state.setdefault(f"cancel_{case.row.id}", uuid.uuid4().hex)
                process_instances.cancel(
                    wired.database, wired.cases, actor, case.row.id, reason.strip(), command_id
                )
                st.rerun(scope="fragment")
