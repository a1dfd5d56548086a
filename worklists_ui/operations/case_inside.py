"""The open activations of a case as a table: where each token is, and what it waits for. Asked of the case itself."""

from datetime import datetime

import streamlit as st

from carelane.domain.errors import CaseEnded, Unavailable
from carelane.domain.inside import CaseInside, OpenActivation, OpenWait
from carelane.services import operations
from carelane.services.operated_cases import OperatedCase
from carelane.services.visibility import Actor
from worklists_ui import problems, times
from worklists_ui.case_names import names_of
from worklists_ui.operations import words
from worklists_ui.product import product
from worklists_ui.translation import language, translator


def draw(actor: Actor, case: OperatedCase) -> None:
    """Draw the table, or say why there is none."""
    _ = translator()
    try:
        inside = operations.look_inside(product().database, product().cases, actor, case.row.id)
    except CaseEnded:
        st.info(_("The case is over: nothing is open."), icon=":material/stop_circle:")
        return
    except Unavailable as error:
        problems.refused(error)
        return
    heading = _("What is open")
    st.markdown(f"**{heading}**")
    st.dataframe(
        [_cells(case, one) for one in tokens(inside)],
        hide_index=True,
        column_config={
            "element": st.column_config.TextColumn(_("Element"), width=230),
            "id": st.column_config.TextColumn(_("Activation"), width=90),
            "scope": st.column_config.TextColumn(_("Inside"), width=90),
            "waits": st.column_config.TextColumn(_("Waits for"), width=520),
        },
        key="operated_inside",
        placeholder="",
        alt=_("Open activations of the case"),
    )
    if inside.held:
        st.caption(
            _("Arrived meanwhile, to happen when it is resumed: {count}").format(
                count=len(inside.held)
            )
        )


def tokens(inside: CaseInside) -> list[OpenActivation]:
    """Give the activations without the case itself."""
    return [one for one in inside.activations if one.scope]


def name(case: OperatedCase, one: OpenActivation) -> str:
    """Name an activation by its element."""
    return names_of(case.row.definition_id).of(one.element_id, language())


def _cells(case: OperatedCase, one: OpenActivation) -> dict[str, str]:
    """Turn an activation into what its row shows."""
    _ = translator()
    waits = [_wait(wait) for wait in one.waits]
    if one.joining:
        waits.append(_("other branches"))
    return {
        "element": name(case, one),
        "id": one.id,
        "scope": one.scope,
        "waits": " · ".join(dict.fromkeys(waits)),
    }


def _wait(wait: OpenWait) -> str:
    """Say what an activation waits for."""
    _ = translator()
    if wait.kind == "incident":
        return ": ".join((_("technical incident"), words.reason(wait.name)))
    due = times.moment(datetime.fromisoformat(wait.due)) if wait.due else ""
    named = {
        "task": _("a person"),
        "job": _("an automatic step"),
        "call": _("a called case"),
        "timer": _("time: {due}").format(due=due),
        "clock": _("deadline: {due}").format(due=due),
        "message": _("message {name}").format(name=wait.name),
        "signal": _("signal {name}").format(name=wait.name),
        "condition": _("a condition"),
    }
    return named.get(wait.kind, wait.kind)
