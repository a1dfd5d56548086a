"""The words for codes: urgency, states, business status, roles. A colour never stands without its word."""

from typing import Literal

import streamlit as st

from carelane.domain.business_statuses import BY_CODE
from carelane.domain.roles import ROLES_BY_CODE
from worklists_ui import own_statuses
from worklists_ui.translation import one_of, translator

Colour = Literal["red", "orange", "blue", "gray", "green", "violet"]
URGENCIES = ("E", "U", "P", "R")
URGENCY_COLOURS: dict[str, Colour] = {"E": "red", "U": "orange", "P": "blue", "R": "gray"}


def urgency(code: str) -> str:
    """Name an urgency with its letter, as clinicians write it."""
    _ = translator()
    names = {
        "E": _("E emergency"),
        "U": _("U urgent"),
        "P": _("P priority"),
        "R": _("R routine"),
    }
    return names.get(code, code)


def urgency_chip(code: str) -> None:
    """Draw the urgency as a chip."""
    if code:
        icon = ":material/emergency:" if code == "E" else None
        st.badge(urgency(code), color=URGENCY_COLOURS.get(code, "gray"), icon=icon)


def task_state(code: str) -> str:
    """Name a state of a human task."""
    _ = translator()
    names = {
        "created": _("created"),
        "ready": _("unclaimed"),
        "reserved": _("claimed"),
        "in_progress": _("in progress"),
        "suspended": _("suspended"),
        "completed": _("completed"),
        "failed": _("failed"),
        "error": _("error"),
        "exited": _("withdrawn"),
        "obsolete": _("skipped"),
    }
    return names.get(code, code)


def task_verb(code: str) -> str:
    """Name a verb of a human task, as on its button (`carelane.domain.human_task_verbs`)."""
    _ = translator()
    names = {
        "claim": _("Claim"),
        "take_over": _("Take over"),
        "ask_for": _("Ask for this task"),
        "start": _("Start work"),
        "stop": _("Stop work"),
        "save_draft": _("Save draft"),
        "complete": _("Complete"),
        "release": _("Release"),
        "delegate": _("Delegate"),
        "forward": _("Forward"),
        "nominate": _("Nominate"),
        "suspend": _("Put aside"),
        "resume": _("Resume"),
        "skip": _("Skip"),
        "fail": _("Cannot be done"),
    }
    return names.get(code, code)


VERB_ICONS = {
    "claim": ":material/back_hand:",
    "take_over": ":material/swap_horiz:",
    "ask_for": ":material/pan_tool:",
    "start": ":material/play_arrow:",
    "stop": ":material/stop:",
    "save_draft": ":material/save:",
    "complete": ":material/task_alt:",
    "release": ":material/undo:",
    "delegate": ":material/person_add:",
    "forward": ":material/forward:",
    "nominate": ":material/how_to_reg:",
    "suspend": ":material/pause:",
    "resume": ":material/resume:",
    "skip": ":material/skip_next:",
    "fail": ":material/report:",
}


def case_state(code: str) -> str:
    """Name a state of a case."""
    _ = translator()
    names = {
        "active": _("open"),
        "completed": _("completed"),
        "terminated": _("ended"),
        "error": _("ended with an error"),
        "cancelled": _("cancelled"),
    }
    return names.get(code, code)


def message_state(code: str) -> str:
    """Name a state of a message between cases."""
    _ = translator()
    names = {
        "buffered": _("waits for its receiver"),
        "correlated": _("on its way"),
        "delivered": _("delivered"),
        "expired": _("expired"),
        "discarded": _("discarded"),
        "restored": _("restored, its receiver is looked for"),
    }
    return names.get(code, code)


def operation(code: str) -> str:
    """Name what an operator does to a case (`carelane.domain.wire.Operate`, or to an incident)."""
    _ = translator()
    names = {
        "retry": _("Step tried again"),
        "skip": _("Step skipped"),
        "suspend": _("Case suspended"),
        "resume": _("Case resumed"),
        "cancel": _("Case cancelled"),
        "modify": _("Token moved"),
        "edit_variables": _("Variable edited"),
        "extend_sla": _("Clock extended"),
        "look_at_variables": _("Looked at variables"),
        "rekey_patient": _("Patient's id changed"),
        "migrate": _("Moved to another version"),
        "undo_migration": _("Move to another version undone"),
    }
    return names.get(code, code)


def business_status(code: str) -> str:
    """Name a business status (`carelane.domain.business_statuses`), or a process's own; one that nobody defines as it is written."""
    found = BY_CODE.get(code) or (own_statuses.find(code) if code else None)
    return one_of(found.name, found.name_en) if found else code.replace("_", " ")


def status_colour(code: str) -> Colour:
    """Choose the colour of a business status."""
    if code in {"closed", "replied", "accepted", "booked", "arrived", "in_care"}:
        return "green"
    if code in {"rejected", "cancelled", "expired", "deceased", "no_show"}:
        return "red"
    if code in {"info_requested", "cancel_requested", "redirected"}:
        return "orange"
    return _OWN_COLOURS.get(_task_of(code), "blue")


_OWN_COLOURS: dict[str, Colour] = {
    "accepted": "green",
    "in-progress": "green",
    "completed": "green",
    "rejected": "red",
    "cancelled": "red",
    "on-hold": "orange",
}
"""Of a process's own word, by what FHIR's Task.status would be."""


def _task_of(code: str) -> str:
    own = None if code in BY_CODE else own_statuses.find(code)
    return own.task if own else ""


def role(code: str) -> str:
    """Name a role."""
    found = ROLES_BY_CODE.get(code)
    return one_of(found.name, found.name_en) if found else code
