"""What to do with a case: one operation at a time, with a reason, and what will happen said beforehand."""

import uuid

import streamlit as st

from carelane.domain.errors import CarelaneError, Unavailable
from carelane.services import operations
from carelane.services.incidents import LONGEST_REASON
from carelane.services.operated_cases import OperatedCase
from carelane.services.operations import Operated, Operation
from carelane.services.visibility import Actor
from worklists_ui import case_standing, problems
from worklists_ui.operations import case_words, foresight, token_mover, variable_editor
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_KIND = "operated_kind"
_REASON = "operated_reason"
_TOLD = "operated_told"
ICONS = {
    "suspend": "pause_circle",
    "resume": "play_circle",
    "cancel": "cancel",
    "modify": "move_down",
    "edit_variables": "edit_note",
}


def draw(actor: Actor, case: OperatedCase) -> None:
    """Draw the choice of operations and the chosen one."""
    _ = translator()
    if case.row.state != "active":
        return
    kinds = _offered(actor, case)
    if st.session_state.get(_KIND) not in kinds:
        st.session_state[_KIND] = None
    with st.container(border=True, key="operated_actions"):
        kind = st.segmented_control(
            _("What to do with this case"),
            kinds,
            format_func=case_words.verb,
            key=_KIND,
        )
        if kind == "modify":
            token_mover.draw(actor, case, confirm)
        elif kind == "edit_variables":
            variable_editor.draw(actor, case, confirm)
        elif kind is not None:
            _whole_case(actor, case, str(kind))


def _offered(actor: Actor, case: OperatedCase) -> list[str]:
    """List what can be done in the case's state by this person."""
    unfit = "suspend" if case.row.suspended else "resume"
    kinds = operations.allowed(actor, case.row.institution.id)
    return [kind for kind in kinds if kind != unfit]


def _whole_case(actor: Actor, case: OperatedCase, kind: str) -> None:
    """Draw suspending, resuming and cancelling."""
    _ = translator()
    arguments = {}
    if kind == "cancel":
        undo = st.checkbox(
            _("Undo first what it has done (its compensation)"), key="operated_compensate"
        )
        arguments = {"compensate": True} if undo else {}
    st.caption(case_words.consequence(kind))
    operation = Operation(kind, "", arguments)  # type: ignore[arg-type]
    possible = foresight.draw(actor, case, operation) if kind == "cancel" else True
    confirm(actor, case, operation, possible=possible)


def confirm(actor: Actor, case: OperatedCase, operation: Operation, *, possible: bool) -> None:
    """Draw reason and button; do it when the button is pressed."""
    _ = translator()
    reason = st.text_input(_("Reason (kept with the case)"), key=_REASON, max_chars=LONGEST_REASON)
    ready = possible and bool(reason.strip())
    label, icon = case_words.verb(operation.kind), f":material/{ICONS[operation.kind]}:"
    if st.button(label, icon=icon, type="primary", disabled=not ready, key="operated_do"):
        _do(actor, case, Operation(operation.kind, reason, operation.arguments))


def _do(actor: Actor, case: OperatedCase, operation: Operation) -> None:
    """Do it once, and tell what came of it after the page is drawn anew."""
    key = f"operate {case.row.id} {operation}"
    command_id = st.session_state.setdefault(key, uuid.uuid4().hex)
    try:
        done = operations.operate(
            product().database, product().cases, actor, case.row.id, operation, command_id
        )
    except CarelaneError as error:
        if not isinstance(error, Unavailable):
            st.session_state.pop(key, None)
        problems.refused(error)
        foresight.draw_problems(case, error.details)
        return
    st.session_state.pop(key, None)
    variable_editor.forget()
    token_mover.forget()
    for name in (_KIND, _REASON):
        st.session_state.pop(name, None)
    st.session_state[_TOLD] = (operation.kind, done)
    st.rerun()


def draw_told() -> None:
    """Say how the case stands after what was just done."""
    _ = translator()
    told: tuple[str, Operated] | None = st.session_state.pop(_TOLD, None)
    if told is None:
        return
    kind, done = told
    text = _("{what}. It stands in turn {turn}; the case is now: {state}").format(
        what=case_words.done(kind), turn=done.turn, state=case_standing.name(done)
    )
    st.success(escaped(text), icon=":material/task_alt:")
