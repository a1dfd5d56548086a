"""What somebody telephones and the dispatcher enters: a crew's milestones, a unit's state; each with its own time."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from carelane.domain.emergencies import MILESTONE
from carelane.domain.rights import Right
from carelane.services.emergency import crew_forms, telephone
from carelane.services.emergency.ambulances import Ambulances
from carelane.services.emergency.call_lines import Calls, CrewLine
from carelane.services.emergency.entries import Told
from carelane.services.visibility import Actor, may
from worklists_ui import choices
from worklists_ui.emergency import entries, telling, unit_report, words
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_LAST = "emergency_last"
_OFFERED = "emergency_crews"
_CREW = "emergency_crew_case"


@dataclass(frozen=True, slots=True)
class _Last:
    """The last entry about a crew, and what became of it."""

    case_id: str
    crew: str
    told: Told
    entered: telephone.Entered


def is_stale(calls: Calls) -> bool:
    """Say, once, whether other crews are on calls than those that the forms offer, because they were drawn before."""
    offered, now = st.session_state.get(_OFFERED), _crews(calls)
    st.session_state[_OFFERED] = now
    return offered not in {None, now}


def _crews(calls: Calls) -> tuple[str, ...]:
    return tuple(sorted(crew.case_id for crew in calls.crews))


def draw(actor: Actor, calls: Calls, found: Ambulances) -> None:
    """Draw both forms for whoever may enter for others."""
    if not may(actor, Right.ENTER_FOR_CREW):
        return
    _ = translator()
    with st.expander(_("Entered by telephone for others"), icon=":material/phone_in_talk:"):
        st.caption(_("When it happened is entered here; when it was entered is kept by itself."))
        names = words.unit_names(found)
        _say_last(actor, names)
        left, right = st.columns(2, gap="large")
        with left:
            _crew(actor, calls.crews, names)
        with right:
            unit_report.draw(actor, found)
        entries.draw(actor, calls.crews, names)


def _say_last(actor: Actor, names: dict[str, str]) -> None:
    """Say what became of the last entry: units to check, and a form of the crew's that still asks for findings."""
    _ = translator()
    last: _Last | None = st.session_state.get(_LAST)
    if last is None:
        return
    told = last.told
    said = (last.crew, words.milestone(told.what), words.clock(told.happened_at), told.by)
    st.markdown(f"**{escaped(' · '.join(said))}**")
    if units := last.entered.refused:
        text = _("Kept. The recorded state of {units} does not go with it and stays: check it.")
        st.warning(
            escaped(text.format(units=", ".join(names.get(each, each) for each in units))),
            icon=":material/rule:",
        )
    if last.entered.completed:
        st.success(
            _("Kept, and the crew's own form is completed with it."), icon=":material/check:"
        )
    elif last.entered.task_id:
        st.info(
            _(
                "Kept. The crew's form still asks for findings, so its clock runs on until it is sent."
            ),
            icon=":material/edit_document:",
        )
        if st.button(_("Fill it in for the crew"), icon=":material/edit_document:"):
            _take(actor, last.case_id, last.told)
    elif not last.entered.refused:
        st.success(_("Kept."), icon=":material/check:")


def _crew(actor: Actor, crews: Sequence[CrewLine], names: dict[str, str]) -> None:
    _ = translator()
    if not crews:
        st.caption(_("No crew is on a call."))
        return
    by_id = {crew.case_id: crew for crew in crews}

    def named(case: str) -> str:
        return words.crew_name(by_id[case], names)

    if st.session_state.get(_CREW) not in by_id:
        st.session_state.pop(_CREW, None)
    choices.hold(_CREW, by_id, named)
    with st.form("emergency_crew", border=False):
        chosen = st.selectbox(_("Crew"), list(by_id), format_func=named, key=_CREW)
        what = st.selectbox(_("What"), list(MILESTONE), format_func=words.milestone)
        told = telling.draw("crew", str(what))
        with st.container(horizontal=True):
            sent = st.form_submit_button(_("Enter"), type="primary", icon=":material/save:")
            form = st.form_submit_button(
                _("Take over the crew's form"), icon=":material/edit_document:"
            )
    if (sent or form) and told is None:
        telling.when_missing()
    elif (
        told is not None
        and sent
        and telling.done(lambda: _enter(actor, str(chosen), named(str(chosen)), told))
    ):
        st.rerun()
    elif told is not None and form:
        _take(actor, str(chosen), told)


def _enter(actor: Actor, case_id: str, crew: str, told: Told) -> None:
    command = st.session_state.setdefault(telling.COMMAND, uuid.uuid4().hex)
    wired = product()
    entered = telephone.enter(wired.database, wired.cases, actor, case_id, told, command)
    st.session_state.pop(telling.COMMAND, None)
    st.session_state[_LAST] = _Last(case_id, crew, told, entered)


def _take(actor: Actor, case_id: str, told: Told) -> None:
    """Give the crew's form to the dispatcher and open it: vital signs and findings are told there."""
    _ = translator()
    found: list[str] = []
    database = product().database
    if not telling.done(lambda: found.append(crew_forms.take_form(database, actor, case_id, told))):
        return
    if not found[0]:
        st.error(_("The crew's record is not at this step. Choose another, or open the case."))
        return
    st.session_state.pop(_LAST, None)
    go("task", id=found[0])
