"""Finding a patient in the registry: by name, initials, number or its end; choosing one of the found."""

import streamlit as st

from carelane.domain.patients import Patient
from carelane.services import patients
from carelane.services.visibility import Actor
from worklists_ui import choices, patient_header
from worklists_ui.product import product
from worklists_ui.translation import translator

_TEXT = "patient_text"
_CHOSEN = "patient_chosen"
SHORTEST = 2


def forget() -> None:
    """Forget the patient that was chosen."""
    for key in (_TEXT, _CHOSEN):
        st.session_state.pop(key, None)


def draw(actor: Actor) -> Patient | None:
    """Draw the search; gives the chosen patient."""
    _ = translator()
    st.text_input(
        _("Find the patient"),
        key=_TEXT,
        placeholder=_("Name, initials, or the end of the ID number"),
        icon=":material/person_search:",
        type="search",
        live="400ms",
        width=420,
        persist_state="session",
    )
    text = str(st.session_state.get(_TEXT, "")).strip()
    if len(text) < SHORTEST:
        return None
    found = {one.empi_id: one for one in patients.find(product().database, actor, text)}
    if not found:
        st.caption(_("No patient found in the registry."))
        return None
    return _choose(found)


def _choose(found: dict[str, Patient]) -> Patient | None:
    """Draw the found patients; the only one is chosen already."""
    _ = translator()
    if len(found) == 1:
        only = next(iter(found.values()))
        patient_header.draw({"patient": patients.as_variable(only)})
        return only
    labels = {code: _line(patient) for code, patient in found.items()}
    choices.hold(_CHOSEN, labels, labels.__getitem__)
    chosen = st.selectbox(
        _("Patients found"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        key=_CHOSEN,
        placeholder=_("Choose"),
        width=520,
    )
    if chosen is None:
        return None
    patient_header.draw({"patient": patients.as_variable(found[chosen])})
    return found[chosen]


def _line(patient: Patient) -> str:
    """Tell two patients of one name apart: sex, age, end of the number."""
    sex, age = patient_header.about(patients.as_variable(patient))
    return "  ".join(part for part in (patient.name, sex, age, f"…{patient.id_no[-6:]}") if part)
