"""Moving tokens: which activations to take away, where to begin instead, and what the case says to that."""

from collections.abc import Callable
from typing import Any, Protocol

import streamlit as st

from carelane.services import operations
from carelane.services.operated_cases import OperatedCase
from carelane.services.operations import Operation
from carelane.services.visibility import Actor
from worklists_ui.case_names import names_of
from worklists_ui.operations import case_inside, foresight
from worklists_ui.operations.json_box import json_box
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_AWAY = "mover_away"
_BEGIN = "mover_begin"
_VARIABLES = "mover_variables"
_SCOPE = "mover_scope"


class Confirm(Protocol):
    """Draws reason and button, and does the operation."""

    def __call__(
        self, actor: Actor, case: OperatedCase, operation: Operation, *, possible: bool
    ) -> None:
        """Draw them."""
        ...


def draw(actor: Actor, case: OperatedCase, confirm: Confirm) -> None:
    """Draw the choice of tokens, the preview, and the button."""
    _ = translator()
    inside = operations.look_inside(product().database, product().cases, actor, case.row.id)
    open_now = {one.id: one for one in case_inside.tokens(inside)}

    def token(activation: str) -> str:
        one = open_now.get(activation)
        return f"{case_inside.name(case, one)} · {activation}" if one else activation

    left, right = st.columns(2)
    with left:
        away = st.multiselect(
            _("Take away"), list(open_now), format_func=token, key=_AWAY, placeholder=""
        )
    with right:
        begin = st.multiselect(
            _("Begin at"),
            list(case.elements),
            format_func=_namer(case),
            key=_BEGIN,
            placeholder="",
        )
    scope = _scope(token, [one for one in open_now if one not in away])
    with st.expander(_("Variables to write before")):
        variables, wrong = json_box(_("Variables, as a JSON object"), _VARIABLES)
    if not away and not begin:
        st.caption(_("Choose what to take away, where to begin, or both."))
        return
    arguments: dict[str, Any] = {
        "terminate": away,
        "activate": [{"element": one, "scope": scope} for one in begin],
        "variables": variables,
    }
    operation = Operation("modify", "", arguments)
    possible = foresight.draw(actor, case, operation) and not wrong
    confirm(actor, case, operation, possible=possible)


def _scope(token: Callable[[str], str], scopes: list[str]) -> str:
    """Ask inside which activation to begin; mostly there is only one."""
    _ = translator()
    anywhere = _("where it belongs")
    if st.session_state.get(_SCOPE, "") not in ("", *scopes):
        st.session_state[_SCOPE] = ""
    return str(
        st.selectbox(
            _("Begin inside"),
            ["", *scopes],
            format_func=lambda one: token(one) if one else anywhere,
            key=_SCOPE,
            help=_("Only needed where the part around it is open more than once."),
        )
    )


def _namer(case: OperatedCase) -> Callable[[str], str]:
    """Name elements by name and id."""
    names = names_of(case.row.definition_id)

    def shown(element: str) -> str:
        name = names.of(element, language())
        return name if name == element else f"{name} · {element}"

    return shown


def forget() -> None:
    """Forget what was chosen."""
    for key in (_AWAY, _BEGIN, _VARIABLES, _SCOPE):
        st.session_state.pop(key, None)
