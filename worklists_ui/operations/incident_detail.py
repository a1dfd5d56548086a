"""One incident in detail: where in the process, why, how often tried, since when, and the way to its case."""

import streamlit as st

from carelane.services import operated_cases
from carelane.services.incident_lists import IncidentRow
from carelane.services.visibility import Actor
from worklists_ui import times
from worklists_ui.case_names import names_of
from worklists_ui.job_words import failed
from worklists_ui.operations import words
from worklists_ui.operations.address import TAB
from worklists_ui.operations.case_picture import draw_picture
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

HEIGHT = 300


def draw(actor: Actor, row: IncidentRow) -> None:
    """Draw the details."""
    _ = translator()
    name = names_of(row.definition_id).of(row.element_id, language())
    st.markdown(f"**{escaped(name)}**  \n{escaped(words.reason(row.kind))}")
    facts = {
        _("Error"): _error(row),
        _("Attempts"): str(row.attempts),
        _("Since"): times.moment(row.since),
        _("Element"): row.element_id,
        _("Case"): f"{row.business_key}  {row.instance_id}",
    }
    lines = [f":small[:gray[{label}:]] {escaped(text)}" for label, text in facts.items() if text]
    st.markdown("  \n".join(lines))
    if st.button(_("Open the case here"), icon=":material/account_tree:", key="incident_case"):
        st.query_params.from_dict({TAB: "cases", "id": row.instance_id})
        st.rerun()
    case = operated_cases.get_operated(product().database, actor, row.instance_id)
    draw_picture(case, key="incident_diagram", selected=row.element_id, height=HEIGHT)


def _error(row: IncidentRow) -> str:
    """Say the error in words, and with its code where it has one: that is what documents name it by."""
    said = failed(row.error)
    return said if said == row.error else f"{said} ({row.error})"
