"""What state an ambulance telephones that it is in, and since when."""

import streamlit as st

from carelane.domain.resource_kinds import KINDS
from carelane.domain.rights import Right
from carelane.services.emergency import telephone
from carelane.services.emergency.ambulances import AmbulanceLine, Ambulances
from carelane.services.visibility import Actor, may
from worklists_ui import resource_words
from worklists_ui.emergency import telling
from worklists_ui.product import product
from worklists_ui.translation import translator


def draw(actor: Actor, found: Ambulances) -> None:
    """Draw the form for whoever dispatches the units."""
    _ = translator()
    mine = {
        line.unit.unit_id: line
        for line in found.units
        if may(actor, Right.DISPATCH_UNITS, line.unit.org)
    }
    if not mine:
        st.caption(_("No ambulance is registered here."))
        return
    with st.form("emergency_unit", border=False):
        unit = st.selectbox(_("Ambulance"), list(mine), format_func=lambda each: _named(mine[each]))
        state = st.selectbox(
            _("State"), list(KINDS["unit"].states), format_func=resource_words.state
        )
        told = telling.draw("unit", str(state))
        sent = st.form_submit_button(_("Report"), type="primary", icon=":material/save:")
    if sent and told is None:
        telling.when_missing()
    elif told is not None and sent:
        database = product().database
        if telling.done(lambda: telephone.report_unit(database, actor, str(unit), told)):
            st.rerun()


def _named(line: AmbulanceLine) -> str:
    return f"{line.unit.name} · {resource_words.state(line.unit.state)}"
