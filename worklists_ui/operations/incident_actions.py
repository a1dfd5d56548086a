"""What to do with incidents: retry, retry with changed variables, skip; with a reason, for some or for all that match."""

import uuid
from typing import Any

import streamlit as st

from carelane.services.incident_batches import Batch
from carelane.services.incidents import LONGEST_REASON, Resolution
from worklists_ui import choices
from worklists_ui.operations.batch_view import begin
from worklists_ui.operations.json_box import json_box
from worklists_ui.translation import translator

_ACTION = "incident_action"
_REASON = "incident_reason"
_VARIABLES = "incident_variables"
_SURE = "incident_sure"


def draw(selected: tuple[str, ...], matching: tuple[str, ...]) -> None:
    """Draw the actions for the selected incidents, or for all that match where none is selected."""
    _ = translator()
    chosen = selected or matching
    with st.container(border=True, key="incident_actions"):
        st.markdown(f"**{_whom(selected, matching)}**")
        action = _choose_action()
        variables, problem = _variables() if action == "change" else ({}, "")
        reason = st.text_input(
            _("Reason (kept with the case)"), key=_REASON, max_chars=LONGEST_REASON
        )
        st.caption(_what_will_happen(action, len(chosen)))
        sure = _is_sure(action, len(chosen))
        ready = bool(chosen and reason.strip() and not problem and sure)
        if st.button(_label(action, len(chosen)), type="primary", disabled=not ready):
            skip = action == "skip"
            resolution = Resolution(reason, "skip" if skip else "retry", variables)
            begin(Batch(uuid.uuid4().hex, chosen, resolution))


def _whom(selected: tuple[str, ...], matching: tuple[str, ...]) -> str:
    """Say which incidents are meant."""
    _ = translator()
    if selected:
        return _("{count} selected").format(count=len(selected))
    return _("None selected: all {count} that match the filters, on all pages").format(
        count=len(matching)
    )


def _choose_action() -> str:
    """Draw the choice of what to do."""
    _ = translator()
    actions = {
        "retry": _("Try again"),
        "change": _("Try again with changed variables"),
        "skip": _("Skip the step"),
    }
    choices.hold(_ACTION, actions, actions.__getitem__)
    return str(
        st.radio(
            _("What to do"),
            list(actions),
            format_func=lambda code: actions[code],
            key=_ACTION,
            horizontal=True,
            label_visibility="collapsed",
        )
    )


def _variables() -> tuple[dict[str, Any], str]:
    """Draw the editor of variables; gives them, and what is wrong with them."""
    _ = translator()
    label = _("Variables to change, as a JSON object")
    found, wrong = json_box(label, _VARIABLES, '{"bed": "B-12", "attempts": 2}')
    if not found and not wrong:
        wrong = _("Write which variables to change.")
        st.caption(wrong)
    return found, wrong


def _what_will_happen(action: str, count: int) -> str:
    """Say what the button will do."""
    _ = translator()
    if not count:
        return _("No incident is meant.")
    words = {
        "retry": _("The step is done again as it stands; its job gets all its attempts anew."),
        "change": _("The variables are written first, then the step is done again."),
        "skip": _("The step counts as done without having been done. A gateway cannot be skipped."),
    }
    truth = _("The answer comes when it is known what became of each, not when it was accepted.")
    return f"{words[action]} {truth}"


def _is_sure(action: str, count: int) -> bool:
    """Ask once more before several cases are changed in a way that cannot be taken back; trying again is not one."""
    _ = translator()
    if action == "retry" or count <= 1:
        return True
    asked = {
        "change": _("Yes, write these variables into all {count} cases"),
        "skip": _("Yes, skip the step in all {count} cases"),
    }
    told = asked[action].format(count=count)
    return st.checkbox(told, key=f"{_SURE} {action} {count}")


def _label(action: str, count: int) -> str:
    """Name the button."""
    _ = translator()
    if action == "skip":
        return _("Skip {count}").format(count=count)
    return _("Try {count} again").format(count=count)
