"""What the reader may do with a case as a whole, with the buttons for it; and of all else who may, or why nobody can."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from carelane.domain.rights import BY_RIGHT, Holder, Where, Who
from carelane.services import process_instances
from carelane.services.case_deeds import Deed
from carelane.services.case_details import CaseDetail
from carelane.services.clocks import RunningClock, running
from carelane.services.visibility import Actor
from worklists_ui import clock_extension, clocks, problems
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import role

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class _Late:
    """A clock of the case, as the dialog for more time wants it."""

    clock: RunningClock | None
    urgency: str
    definition_id: str
    business_key: str
    instance_id: str


def draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the deeds that are allowed, then the others with their reasons."""
    _ = translator()
    with st.expander(_("What I may do with this case"), icon=":material/rule:", key="case_deeds"):
        for deed in case.deeds:
            if deed.allowed:
                _allowed(actor, case, deed)
        for deed in case.deeds:
            if not deed.allowed:
                text = f"{escaped(_name(deed))}: :gray[{escaped(_why(deed))}]"
                st.markdown(f":material/block: {text}")


def _allowed(actor: Actor, case: CaseDetail, deed: Deed) -> None:
    """Draw the way to a deed."""
    _ = translator()
    match deed.name:
        case "comment":
            st.markdown(":material/chat: " + escaped(_("Comment on it: tab Comments")))
        case "cancel":
            _cancel(actor, case)
        case "extend_clock":
            _more_time(case)
        case "operate":
            link("operations", _name(deed), ":material/handyman:", tab="cases", id=case.row.id)


def _name(deed: Deed) -> str:
    _ = translator()
    return {
        "comment": _("Comment on it"),
        "cancel": _("Cancel the case"),
        "extend_clock": _("Give a clock more time"),
        "operate": _("Suspend it, resume it, resolve its incidents (Operations)"),
    }[deed.name]


def _why(deed: Deed) -> str:
    """Say why a deed is refused: by how the case stands, or by the table of rights."""
    _ = translator()
    if deed.why == "not_allowed":
        who = "; ".join(_holder(each) for each in BY_RIGHT[deed.right].holders)
        return _("only {who}").format(who=who)
    if deed.why == "no_clock":
        return _("no clock runs")
    return problems.by_code(deed.why)


def _holder(holder: Holder) -> str:
    """Name a holder of a right, as the table of rights does."""
    _ = translator()
    if isinstance(holder.who, frozenset):
        names = ", ".join(role(code) for code in sorted(holder.who))
        own = holder.where is Where.OWN
        return _("{roles} of its institution").format(roles=names) if own else names
    return {
        Who.NAMED: _("whoever the process names"),
        Who.TAKEN_PART: _("whoever takes part in the case"),
        Who.STARTER: _("whoever started the case"),
        Who.ONESELF: _("the person concerned"),
        Who.SUPERVISORS: _("supervisors of its institution"),
        Who.CLINICAL: _("clinical staff"),
    }[holder.who]


def _more_time(case: CaseDetail) -> None:
    """Draw a button for each running clock."""
    _ = translator()
    calendar = case.variables.get("calendar")
    known = calendar if isinstance(calendar, dict) else None
    row = case.row
    for clock in running(case.deadlines, known, datetime.now(UTC)):
        name = clocks.name(clock, row.definition_id)
        label = escaped(_("More time: {clock}").format(clock=name))
        if st.button(label, icon=":material/more_time:", key=f"more_time_{clock.sla_id}"):
            late = _Late(clock, row.urgency, row.definition_id, row.business_key, row.id)
            clock_extension.ask(late)


def _cancel(actor: Actor, case: CaseDetail) -> None:
    """Draw the reason and the button that cancels the case, once however often it is pressed."""
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(
            _("Reason for cancelling"), key="cancel_reason", max_chars=LONGEST_REASON
        )
        pressed = st.button(_("Cancel the case"), disabled=not reason.strip(), key="cancel_do")
    if pressed:
        with problems.told():
            wired = product()
            command_id = st.session_state.setdefault(f"cancel_{case.row.id}", uuid.uuid4().hex)
            process_instances.cancel(
                wired.database, wired.cases, actor, case.row.id, reason.strip(), command_id
            )
            st.rerun(scope="fragment")
