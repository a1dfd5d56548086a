"""One task: its form, the case beside it, its place in the diagram. Deep link: ``/task?id=``."""

from datetime import UTC, datetime

import streamlit as st

from bpmn.forms import FieldError
from carelane.domain.errors import CarelaneError
from carelane.services import human_tasks, process_instances
from carelane.services.case_details import CaseDetail
from carelane.services.human_tasks import TaskDetail
from carelane.services.visibility import Actor
from worklists_ui import (
    attachments,
    case_comments,
    case_data,
    case_diagram,
    case_timeline,
    forms,
    letter,
    patient_header,
    session,
    task_actions,
    task_header,
    task_waiting,
)
from worklists_ui import task_commands as commands
from worklists_ui.components import keys
from worklists_ui.forms import Typed
from worklists_ui.navigation import asked, link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

WATCH = "10s"
_SEEN = "task_seen"
"""Whose task it was at the last look: (id, whether the reader's)."""


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    task_id = asked("id")
    forms.keep_alive(drawn=task_id)
    if not task_id:
        st.info(_("Open a task from your worklist or with a link to it."), icon=":material/link:")
        return
    if task_header.draw_gone(commands.said(task_id)):
        return
    detail = human_tasks.get_task(product().database, actor, task_id)
    _begin_anew(detail)
    shelf = attachments.CaseShelf(detail.row.instance_id, detail.row.id)
    typed = Typed(detail.row.id, detail.values, detail.variables, datetime.now(UTC), shelf)
    wrong = commands.errors(detail, typed) if _is_mine(detail) else ()
    task_header.draw(detail.row)
    # What comes and goes above the form has a place of its own: it must not move the form under somebody's typing.
    with st.container(key="task_outcome"):
        done = task_header.draw_outcome(detail, commands.said(task_id))
    if not done:
        case = _case_of(actor, detail)
        left, right = st.columns([5, 4], gap="large")
        with left:
            _work(actor, detail, typed, wrong)
            task_waiting.draw(actor, detail.row.id)
            _place(case, detail)
        with right, st.container(key="task_beside"):
            _beside(actor, case, detail)
    _watch(task_id, detail.row.version)


def _begin_anew(detail: TaskDetail) -> None:
    """Show what the task holds now when it becomes the reader's while its page is open: a draft may have come with it."""
    before: tuple[str, bool] | None = st.session_state.get(_SEEN)
    now = (detail.row.id, detail.row.mine)
    if now[1] and before == (detail.row.id, False):
        forms.forget(detail.row.id)
    st.session_state[_SEEN] = now


def _is_mine(detail: TaskDetail) -> bool:
    """Say whether the person may fill in the form now."""
    return detail.row.mine and "complete" in detail.verbs


def _work(actor: Actor, detail: TaskDetail, typed: Typed, wrong: tuple[FieldError, ...]) -> None:
    """Draw the form and its buttons."""
    _ = translator()
    mine = _is_mine(detail)
    with st.container(key="task_first"):
        task_actions.draw_first(actor, detail)
    if detail.form is None:
        st.caption(_("This task has no form."))
    else:
        with st.container(key="task_form"):
            forms.draw(detail.form, typed, wrong, disabled=not mine)
    with st.container(horizontal=True, key="task_buttons"):
        if mine:
            _buttons(detail, typed)
        task_actions.draw_more(detail, mine=mine)
    task_actions.draw_panel(actor, detail)
    if mine:
        _still_wrong(detail, wrong)


def _buttons(detail: TaskDetail, typed: Typed) -> None:
    """Draw what can be done with the form of one's own task."""
    _ = translator()
    st.button(
        _("Complete"),
        key="task_complete",
        icon=":material/task_alt:",
        type="primary",
        on_click=commands.complete,
        args=(detail, typed),
    )
    st.button(
        _("Save draft"),
        key="task_draft",
        icon=":material/save:",
        on_click=commands.save_draft,
        args=(detail, typed),
    )
    keys.listen(
        {"ctrl+Enter": ".st-key-task_complete button", "ctrl+s": ".st-key-task_draft button"}
    )
    st.caption(_("Ctrl+Enter completes, Ctrl+S saves the draft."))


def _still_wrong(detail: TaskDetail, wrong: tuple[FieldError, ...]) -> None:
    """Name the fields that need attention where the button was pressed: they may be out of sight."""
    _ = translator()
    if wrong and detail.form is not None:
        names = ", ".join(forms.labels_of(detail.form, wrong))
        text = escaped(_("Still to look at: {fields}").format(fields=names))
        st.markdown(f":material/error: {text}")


def _case_of(actor: Actor, detail: TaskDetail) -> CaseDetail | None:
    """Read the case around the task, once for all that shows it; none where it is not the person's to see."""
    try:
        return process_instances.get_case(product().database, actor, detail.row.instance_id)
    except CarelaneError:
        return None


def _beside(actor: Actor, case: CaseDetail | None, detail: TaskDetail) -> None:
    """Draw the case beside the form; without it the form still works."""
    _ = translator()
    if case is None:
        patient_header.draw(detail.variables)
        return
    patient_header.draw(case.variables)
    with st.container(horizontal=True, vertical_alignment="center"):
        link("case", _("Open the case"), ":material/clinical_notes:", id=detail.row.instance_id)
        letter.draw_button(actor, case)
    data, files, timeline, comments = st.tabs(
        [_("Data"), _("Files"), _("Timeline"), _("Comments")], key="task_tabs"
    )
    with files:
        attachments.draw(case.row.id, detail.row.id)
    with data:
        case_data.draw(case)
    with timeline:
        case_timeline.draw(case, "task")
    with comments:
        case_comments.draw(actor, case, detail.row.id)


def _place(case: CaseDetail | None, detail: TaskDetail) -> None:
    """Draw where the task stands in its process."""
    _ = translator()
    with st.expander(_("Where this task stands"), icon=":material/schema:", expanded=True):
        if case is None:
            st.caption(_("The diagram of this case is not yours to see."))
            return
        case_diagram.draw(
            case, key=f"diagram_{detail.row.id}", selected=detail.row.element_id, height=300
        )


@st.fragment(run_every=WATCH)
def _watch(task_id: str, version: int) -> None:
    """Draw the page again when somebody else has changed the task."""
    try:
        actor = session.actor()
        if actor is None:
            return
        detail = human_tasks.get_task(product().database, actor, task_id)
    except CarelaneError:
        return
    if detail.row.version != version:
        st.rerun()
