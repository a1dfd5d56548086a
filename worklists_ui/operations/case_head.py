"""The technical head of a case: process and version, state, institution, ids; no patient."""

import streamlit as st

from carelane.services.operated_lists import OperatedRow
from carelane.services.visibility import Actor
from worklists_ui import case_standing, times
from worklists_ui.case_names import process_name
from worklists_ui.navigation import go
from worklists_ui.operations.address import TAB
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator


def draw(actor: Actor, row: OperatedRow) -> None:
    """Draw the head."""
    _ = translator()
    name = process_name(row.definition_id, row.process_id, row.process_name)
    st.subheader(escaped(f"{row.business_key}  {name}"))
    with st.container(horizontal=True, vertical_alignment="center"):
        case_standing.draw(row)
        if row.has_incident:
            st.badge(_("technical incident"), color="red", icon=":material/error:")
            if st.button(_("Show its incidents"), key="operated_incidents"):
                st.query_params.from_dict({TAB: "incidents", "text": row.id})
                st.rerun()
        st.caption(escaped(_facts(row)))
        if row.institution.id in actor.supervised_institutions and st.button(
            _("Open the case page"), icon=":material/clinical_notes:", key="operated_page_of_case"
        ):
            go("case", id=row.id)


def _facts(row: OperatedRow) -> str:
    """Say version, institution, times and ids."""
    _ = translator()
    parts = [
        _("version {version}").format(version=row.version),
        row.institution.shown(language()),
        _("started {at}").format(at=times.moment(row.started_at)),
        _("ended {at}").format(at=times.moment(row.ended_at)) if row.ended_at else "",
        _("turn {turn}").format(turn=row.turn),
        row.id,
    ]
    return " · ".join(part for part in parts if part)
