"""The other cases about the patient of a case that the reader may see, each with its way there."""

import streamlit as st

from carelane.services import patient_cases
from carelane.services.case_details import CaseDetail
from carelane.services.case_lists import CasePage, CaseRow
from carelane.services.journeys.views import journey_of_case
from carelane.services.visibility import Actor
from worklists_ui import case_standing, paging, problems, times
from worklists_ui.case_names import process_name
from worklists_ui.navigation import go, link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import business_status

_PAGE = "case_of_patient_page"
_OF = "case_of_patient"


def draw(actor: Actor, case: CaseDetail) -> None:
    """Draw them, the newest first; nothing for a case without a registered patient."""
    _ = translator()
    if st.session_state.get(_OF) != case.row.id:
        st.session_state[_OF], st.session_state[_PAGE] = case.row.id, 1
    page = st.session_state.get(_PAGE, 1)
    with problems.told():
        found = patient_cases.cases_of_patient(product().database, actor, case.row.id, page)
        if found.page != page:
            st.session_state[_PAGE] = found.page
        _draw(actor, case, found)


def _draw(actor: Actor, case: CaseDetail, found: CasePage) -> None:
    _ = translator()
    patient = case.variables.get("patient")
    if not isinstance(patient, dict) or not patient.get("empi_id"):
        return
    st.subheader(_("Cases of the same patient"))
    _way_to_journey(actor, case)
    if not found.rows:
        st.caption(_("No other case of this patient that you may see."))
        return
    for row in found.rows:
        _row(row)
    told = _("{count} other cases that you may see").format(count=found.total)
    paging.draw(escaped(told), found.pages, _PAGE)


def _way_to_journey(actor: Actor, case: CaseDetail) -> None:
    _ = translator()
    journey = journey_of_case(product().database, actor, case.row.id)
    if journey:
        link("journey", _("The patient's journey"), ":material/route:", id=journey)


def _row(row: CaseRow) -> None:
    """Draw one case on a line."""
    _ = translator()
    name = process_name(row.definition_id, row.process_id, row.process_name)
    facts = (
        row.business_key,
        business_status(row.business_status),
        case_standing.name(row),
        row.institution.shown(language()),
        times.moment(row.started_at),
    )
    told = escaped(" · ".join(part for part in facts if part))
    with st.container(horizontal=True, vertical_alignment="center", key=f"same_{row.id}"):
        st.markdown(f":material/clinical_notes: {escaped(name)}  :small[:gray[{told}]]")
        if st.button(_("Open case"), key=f"same_open_{row.id}"):
            go("case", id=row.id)
