"""Editing a variable: shown only after a reason was given, which is kept; then one value at a time, as JSON."""

import json
from typing import Any

import streamlit as st

from carelane.domain.inside import CaseInside, OpenActivation
from carelane.services import operations
from carelane.services.incidents import LONGEST_REASON
from carelane.services.operated_cases import OperatedCase
from carelane.services.operations import Operation
from carelane.services.visibility import Actor
from worklists_ui import preset
from worklists_ui.operations import case_inside, foresight
from worklists_ui.operations.json_box import fault
from worklists_ui.operations.token_mover import Confirm
from worklists_ui.product import product
from worklists_ui.translation import translator

_SEEN = "editor_seen"
_WHY = "editor_why"
_SCOPE = "editor_scope"
_NAME = "editor_name"
_NEW = "editor_new_name"
_VALUE = "editor_value"
_OF = "editor_value_of"
_REMOVE = "editor_remove"


def draw(actor: Actor, case: OperatedCase, confirm: Confirm) -> None:
    """Draw the reason for looking, then the variables and the editor."""
    seen: tuple[str, CaseInside] | None = st.session_state.get(_SEEN)
    if seen is None or seen[0] != case.row.id:
        _ask(actor, case)
        return
    _edit(actor, case, seen[1], confirm)


def _ask(actor: Actor, case: OperatedCase) -> None:
    """Ask why, and show the variables for that."""
    _ = translator()
    st.caption(
        _(
            "The variables of a case may be clinical. Who looks at them, and why, is kept with the case."
        )
    )
    why = st.text_input(_("Why do you need to see them?"), key=_WHY, max_chars=LONGEST_REASON)
    if st.button(_("Show the variables"), icon=":material/visibility:", disabled=not why.strip()):
        wired = product()
        inside = operations.look_at_variables(wired.database, wired.cases, actor, case.row.id, why)
        st.session_state[_SEEN] = (case.row.id, inside)
        st.rerun()


def _edit(actor: Actor, case: OperatedCase, inside: CaseInside, confirm: Confirm) -> None:
    """Draw scope, name and value."""
    _ = translator()
    scopes = {one.id: one for one in inside.activations if not one.scope or one.variables}
    left, right = st.columns(2)
    with left:
        scope = st.selectbox(
            _("Of"),
            list(scopes),
            format_func=lambda id_: _scope_name(case, scopes[id_]),
            key=_SCOPE,
        )
    own = scopes[scope].variables
    with right:
        name = _choose_name(list(own))
    remove = name in own and st.checkbox(_("Take it away"), key=_REMOVE)
    value, wrong = (None, "") if remove else _value(scope, name, own)
    if wrong:
        st.warning(wrong, icon=":material/data_object:")
    arguments: dict[str, Any] = {
        "scope": scope if scopes[scope].scope else "",
        "variables": {} if remove else {name: value},
        "remove": [name] if remove else [],
    }
    operation = Operation("edit_variables", "", arguments)
    usable = bool(name) and not wrong
    possible = usable and foresight.draw(actor, case, operation)
    confirm(actor, case, operation, possible=possible)
    if st.button(_("Hide the variables"), icon=":material/visibility_off:"):
        forget()
        st.rerun()


def _scope_name(case: OperatedCase, one: OpenActivation) -> str:
    """Name what a variable belongs to."""
    _ = translator()
    return f"{case_inside.name(case, one)} · {one.id}" if one.scope else _("the whole case")


def _choose_name(names: list[str]) -> str:
    """Choose a variable, or name a new one."""
    _ = translator()
    new = _("a new one …")
    chosen = str(
        st.selectbox(
            _("Variable"), [*sorted(names), ""], format_func=lambda one: one or new, key=_NAME
        )
    )
    return chosen or st.text_input(_("Name of the new variable"), key=_NEW).strip()


def _value(scope: str, name: str, own: dict[str, Any]) -> tuple[Any, str]:
    """Draw the value as JSON; gives it and what is wrong with it."""
    _ = translator()
    if st.session_state.get(_OF) != (scope, name):
        st.session_state[_OF] = (scope, name)
        known = json.dumps(own[name], ensure_ascii=False, indent=1) if name in own else ""
        st.session_state[_VALUE] = known
    label = _("Value, as JSON (a text in quotation marks)")
    text = st.text_area(label, key=_VALUE, **preset.value(_VALUE), height=110)
    try:
        return json.loads(text), ""
    except json.JSONDecodeError as error:
        return None, fault(error)


def forget() -> None:
    """Forget the variables that were shown."""
    for key in (_SEEN, _WHY, _SCOPE, _NAME, _NEW, _VALUE, _OF, _REMOVE):
        st.session_state.pop(key, None)
