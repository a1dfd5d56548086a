"""Start a process: choose it, find the patient, fill in its start form; then on to the first task."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from bpmn.forms import FieldError, check_values
from carelane.domain.errors import CarelaneError, InvalidValues, Unavailable
from carelane.domain.patients import Patient
from carelane.services import (
    patients,
    process_definitions,
    process_instances,
    start_duplicates,
)
from carelane.services.process_definitions import Startable
from carelane.services.process_instances import StartRequest
from carelane.services.start_duplicates import Decision, OpenRequest, Wanted
from carelane.services.visibility import Actor, may_look_up_patients
from worklists_ui import (
    attachments,
    choices,
    forms,
    patient_picker,
    places,
    problems,
    session,
    start_choice,
)
from worklists_ui.case_names import process_name
from worklists_ui.first_task import go_to_first_task
from worklists_ui.forms import Typed
from worklists_ui.product import product
from worklists_ui.translation import translator

_COMMAND = "start_command"
_TRIED = "start_tried"
_ERROR = "start_error"
_STARTED = "start_started"


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    st.title(_("Start a process"))
    started = st.session_state.pop(_STARTED, None)
    if started is not None:
        go_to_first_task(actor, started)
        return
    found = {one.id: one for one in process_definitions.startable(product().database, actor)}
    chosen = _process(found)
    if chosen is None:
        forms.keep_alive()
        st.info(_("Your roles start no process."), icon=":material/block:")
        return
    forms.keep_alive(drawn=_form_name(chosen))
    institution = _institution(chosen)
    patient = patient_picker.draw(actor) if may_look_up_patients(actor) else None
    _form(chosen, institution, patient)


def _form_name(chosen: Startable) -> str:
    """Name the form's place in the session."""
    return f"start_{chosen.id}"


def _process(found: dict[str, Startable]) -> Startable | None:
    """Draw the choice of process; one alone is chosen already."""
    _ = translator()
    if not found:
        return None
    label = {one.id: process_name(one.id, one.process_id, one.name) for one in found.values()}
    choices.hold("start_process", label, label.__getitem__)
    chosen = st.selectbox(
        _("Process"), list(label), format_func=label.__getitem__, key="start_process"
    )
    return found[chosen]


def _institution(chosen: Startable) -> str:
    """Draw the choice of institution where the person works at several."""
    _ = translator()
    if len(chosen.institutions) == 1:
        return chosen.institutions[0]
    choices.hold("start_institution", chosen.institutions, places.name)
    code: str = st.selectbox(
        _("Institution"), chosen.institutions, format_func=places.name, key="start_institution"
    )
    return code


def _form(chosen: Startable, institution: str, patient: Patient | None) -> None:
    """Draw the start form and its button."""
    _ = translator()
    case: dict[str, Any] = {"patient": patients.as_variable(patient)} if patient else {}
    shelf = attachments.CaseShelf()
    typed = Typed(_form_name(chosen), case, case, datetime.now(UTC), shelf)
    error = st.session_state.pop(_ERROR, None)
    if error is not None:
        problems.refused(error)
    if chosen.form is not None:
        forms.draw(chosen.form, typed, _wrong(chosen, typed))
    ref = patient.empi_id if patient else ""
    wanted = _wanted(chosen, typed, ref)
    open_ones = _open_requests(wanted)
    asked = bool(open_ones) and wanted.names_subject
    if open_ones and not asked:
        start_choice.tell(open_ones)
    decided = start_choice.draw(open_ones) if asked else None
    st.button(
        _("Start"),
        icon=":material/play_arrow:",
        type="primary",
        disabled=(patient is None and _wants_patient(chosen)) or (asked and not decided),
        on_click=_start,
        args=(chosen, typed, institution, ref, decided),
        help=_("Choose the patient first.") if patient is None else None,
    )


def _wanted(chosen: Startable, typed: Typed, ref: str) -> Wanted:
    """Say what is to begin, as far as the form says it now."""
    values = forms.values_of(typed, chosen.form.fields) if chosen.form else {}
    return Wanted(chosen.process_id, ref, values)


def _open_requests(wanted: Wanted) -> tuple[OpenRequest, ...]:
    """Find what is open for the same patient and the same thing."""
    actor = session.actor()
    if actor is None:
        return ()
    return start_duplicates.open_requests(product().database, actor, wanted)


def _wants_patient(chosen: Startable) -> bool:
    """Say whether the process is about a patient; every process of people at a clinic is, unless it asks itself."""
    return chosen.form is None or all(one.key != "patient" for one in chosen.form.fields)


def _wrong(chosen: Startable, typed: Typed) -> tuple[FieldError, ...]:
    """Give what is wrong with the form now; empty fields only after the first try."""
    if chosen.form is None:
        return ()
    held = forms.values_of(typed, chosen.form.fields)
    found = check_values(chosen.form, held, typed.now, typed.case)
    if st.session_state.get(_TRIED) == chosen.id:
        return found
    return tuple(error for error in found if error.code != "required")


def _start(
    chosen: Startable,
    typed: Typed,
    institution: str,
    patient_ref: str,
    decided: Decision | None,
) -> None:
    """Send the form; runs before the page is drawn again."""
    st.session_state[_TRIED] = chosen.id
    wrong = _wrong(chosen, typed)
    if wrong:
        st.session_state[_ERROR] = InvalidValues(wrong)
        return
    values = forms.values_of(typed, chosen.form.fields) if chosen.form else {}
    request = StartRequest(
        definition=chosen.id, values=values, institution=institution, patient_ref=patient_ref
    )
    _send(request, decided, lambda: forms.forget(_form_name(chosen)))


def _send(request: StartRequest, decided: Decision | None, sent: Callable[[], None]) -> None:
    """Start the case once, however often the button is pressed until there is an answer."""
    command_id = st.session_state.setdefault(_COMMAND, uuid.uuid4().hex)
    wired = product()
    try:
        actor = session.actor()
        if actor is None:
            return
        started = (
            start_duplicates.begin(wired.database, wired.cases, actor, request, decided, command_id)
            if decided
            else process_instances.start(wired.database, wired.cases, actor, request, command_id)
        )
    except CarelaneError as error:
        st.session_state[_ERROR] = error
        if not isinstance(error, Unavailable):
            st.session_state.pop(_COMMAND, None)
        return
    st.session_state.pop(_COMMAND, None)
    st.session_state.pop(_TRIED, None)
    st.session_state[_STARTED] = started.instance_id
    patient_picker.forget()
    start_choice.forget()
    sent()
