"""The list To resolve: what a person has to decide about who is who, with both sides beside each other."""

import streamlit as st

from carelane.domain.patients import Patient
from carelane.services import patients
from carelane.services.identity_questions import Affected, Question, open_questions, settle
from carelane.services.incidents import LONGEST_REASON
from carelane.services.visibility import Actor
from worklists_ui import paging, patient_header, session, times
from worklists_ui.patient_words import problem, question
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import one_of, translator

_PAGE = "questions_page"


def draw(actor: Actor) -> None:
    """Draw the open questions, the oldest first."""
    _ = translator()
    page = int(st.session_state.get(_PAGE, 1))
    found = open_questions(product().database, actor, page)
    if not found.rows:
        st.info(_("Nothing is to be resolved."), icon=":material/task_alt:")
        return
    for row in found.rows:
        _row(row)
    paging.draw(_("{count} to resolve").format(count=found.total), found.pages, _PAGE)


def _row(row: Question) -> None:
    _ = translator()
    with st.container(border=True, key=f"question_{row.id}"):
        said = question(row.kind) + (f": {problem(row.problem)}" if row.problem else "")
        st.markdown(f"**{escaped(said)}**  \n:small[:gray[{times.moment(row.raised_at)}]]")
        for each in (row.patient, row.other):
            if each is not None:
                st.text(line(each))
        for case in row.cases:
            st.text(_case(case))
        with st.form(f"settle_{row.id}", border=False, clear_on_submit=True):
            answer = st.text_input(
                _("What was found out"), key=f"answer_{row.id}", max_chars=LONGEST_REASON
            )
            sent = st.form_submit_button(_("Settle"), icon=":material/done:")
        ids = [row.patient.empi_id] + ([row.other.empi_id] if row.other else [])
        if len(ids) > 1 and row.kind != "unmerged":
            st.button(
                _("Compare and merge"),
                key=f"compare_{row.id}",
                icon=":material/merge:",
                on_click=_compare,
                args=(ids,),
            )
    if sent:
        settle(product().database, session.signed_in(), row.id, answer)
        st.rerun()


def _case(case: Affected) -> str:
    """Tell an affected case in one line: its number, where it is, and how it stands."""
    _ = translator()
    place = one_of(case.institution.name, case.institution.name_en)
    stands = _("suspended") if case.suspended else _("goes on")
    return f"{case.business_key}  {place}  {stands if case.state == 'active' else _('over')}"


def _compare(ids: list[str]) -> None:
    """Go to the first of the two, with the other one beside it."""
    st.query_params["id"], st.query_params["other"] = ids
    st.session_state["patients_view"] = "search"


def line(patient: Patient) -> str:
    """Tell a patient in one line: name, sex, age, end of the number, id."""
    sex, age = patient_header.about(patients.as_variable(patient))
    number = f"…{patient.id_no[-6:]}" if patient.id_no else ""
    return "  ".join(
        part for part in (patient.name, sex, age, number, patient.phone, patient.empi_id) if part
    )
