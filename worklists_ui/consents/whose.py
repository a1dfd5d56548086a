"""Whose consents and documents are looked at, and for which institution the reader acts."""

import streamlit as st

from carelane.domain.rights import Right
from carelane.services.visibility import Actor, may_look_up_patients, places_of
from worklists_ui import patient_picker, places
from worklists_ui.translation import translator


def patient(actor: Actor) -> str:
    """Draw the search for a patient, or, for those who may not search, the field of the id; gives the id or nothing."""
    _ = translator()
    if may_look_up_patients(actor):
        found = patient_picker.draw(actor)
        return found.empi_id if found else ""
    return st.text_input(_("Patient's EMPI id"), key="consents_empi", width=420).strip()


def place(actor: Actor, right: Right, key: str) -> str:
    """Draw the choice of the institution for which the reader acts, where there is one; gives its code or nothing."""
    _ = translator()
    codes = places_of(actor, right) or ()
    if len(codes) < 2:  # noqa: PLR2004 - nothing to choose
        return codes[0] if codes else ""
    names = {code: places.name(code) for code in codes}
    return str(
        st.selectbox(
            _("For institution"), list(names), format_func=names.__getitem__, key=key, width=420
        )
    )
