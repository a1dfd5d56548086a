"""Patients: the group's registry. Search, who somebody is, what has to be resolved, and news for the running cases."""

from datetime import UTC, datetime

import streamlit as st

from carelane.domain.rights import Right
from carelane.services import patient_files, patients
from carelane.services.patient_looks import look
from carelane.services.patient_news import outage_places
from carelane.services.visibility import Actor, may, may_look_up_patients, may_resolve_identities
from worklists_ui import (
    grid_size,
    paging,
    patient_card,
    patient_merging,
    patient_questions,
    patient_reporting,
    preset,
    problems,
    registry_import,
    session,
)
from worklists_ui.navigation import asked
from worklists_ui.patient_words import id_type
from worklists_ui.product import product
from worklists_ui.translation import translator

_PAGE = "patients_page"
_VIEW = "patients_view"
_TABLE = "patients_table"


def show(actor: Actor) -> None:
    """Draw the page; the address holds the patient."""
    _ = translator()
    st.title(_("Patients"))
    views = _views(actor)
    view = st.segmented_control(
        _("View"),
        list(views),
        format_func=views.__getitem__,
        key=_VIEW,
        **({"default": next(iter(views))} | preset.default(_VIEW, views)),
        label_visibility="collapsed",
        required=True,
    )
    if view == "questions" and "questions" in views:
        patient_questions.draw(actor)
    elif view == "outage" and "outage" in views:
        patient_reporting.of_institution(actor)
    elif view == "import" and "import" in views:
        _import()
    elif "search" in views:
        _search(actor)


def _views(actor: Actor) -> dict[str, str]:
    _ = translator()
    offered = {
        "search": (_("Search"), may_look_up_patients(actor)),
        "questions": (_("To resolve"), may_resolve_identities(actor)),
        "outage": (_("Report an outage"), outage_places(actor) != ()),
        "import": (_("Import"), may(actor, Right.IMPORT_PATIENTS)),
    }
    return {name: label for name, (label, allowed) in offered.items() if allowed}


def _search(actor: Actor) -> None:
    _ = translator()
    text = st.text_input(
        _("Find the patient"),
        key="patients_text",
        placeholder=_("Name, initials, end of an ID number, or id of the registry"),
        icon=":material/person_search:",
        width=480,
    )
    if text.strip():
        _found(actor, text)
    chosen = asked("id")
    if chosen:
        _one(actor, chosen)
    elif not text.strip():
        st.info(_("Search for a patient to see who it is."), icon=":material/person_search:")


def _found(actor: Actor, text: str) -> None:
    """Draw what was found; a click on a row shows the patient."""
    _ = translator()
    found = patients.search(product().database, actor, text, int(st.session_state.get(_PAGE, 1)))
    if not found.rows:
        st.caption(_("No patient found in the registry."))
        return
    column = st.column_config.TextColumn
    event = st.dataframe(
        [
            {
                "name": each.name,
                "born": each.birth_date.isoformat() if each.birth_date else "",
                "type": id_type(each.id_type) if each.id_no else "",
                "number": each.id_no,
                "id": each.empi_id,
                "now": ""
                if found.present[each.empi_id] == each.empi_id
                else found.present[each.empi_id],
            }
            for each in found.rows
        ],
        column_config={
            "name": column(_("Name")),
            "born": column(_("Born")),
            "type": column(_("Document")),
            "number": column(_("Number")),
            "id": column(_("Id")),
            "now": column(_("Merged into")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), patients.PAGE_SIZE),
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        key=_TABLE,
    )
    chosen = event["selection"]["rows"]
    if chosen and chosen[0] < len(found.rows):
        st.query_params["id"] = found.rows[chosen[0]].empi_id
    paging.draw(_("{count} found").format(count=found.total), found.pages, _PAGE)


def _one(actor: Actor, empi_id: str) -> None:
    """Draw a patient, with what the person may do."""
    _ = translator()
    with problems.told():
        shown = look(product().database, actor, empi_id)
        patient_card.draw(shown)
        if may(actor, Right.TELL_OF_PATIENTS):
            with st.expander(_("Report what happened"), icon=":material/call:"):
                patient_reporting.of_patient(shown.patient.empi_id)
        if may_resolve_identities(actor):
            with st.expander(
                _("Merge and take apart"), icon=":material/merge:", expanded=bool(asked("other"))
            ):
                patient_merging.draw(actor, shown)
        else:
            for each in shown.merges:
                st.text(patient_card.merge_line(each))


def _import() -> None:
    database = product().database
    registry_import.draw(
        "patients",
        lambda content: patient_files.read_patients(content, datetime.now(UTC).date()),
        lambda read, skip: patient_files.write_patients(
            database, session.signed_in(), read, skip=skip
        ),
        ",".join(patient_files.COLUMNS),
    )
