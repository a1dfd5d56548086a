"""Recording what a patient agreed to, outside of any case."""

from typing import Any

import streamlit as st

from carelane.domain.consents import EMERGENCY
from carelane.domain.errors import CarelaneError, ConsentIncomplete
from carelane.domain.rights import Right
from carelane.services.consent_changes import record_consent
from carelane.services.visibility import Actor, may
from worklists_ui import places, problems, session
from worklists_ui.consents import whose, words
from worklists_ui.product import product
from worklists_ui.translation import translator

_KEPT = "consent_recorded"


def draw(actor: Actor, empi_id: str) -> None:
    """Draw the form for those who may record a consent somewhere."""
    _ = translator()
    if st.session_state.pop(_KEPT, False):
        st.success(_("The consent is recorded."), icon=":material/check:")
    if not may(actor, Right.RECORD_CONSENT):
        return
    with st.expander(_("Record a consent"), icon=":material/add:"):
        place = whose.place(actor, Right.RECORD_CONSENT, "consent_place")
        given = _form()
        if given is not None:
            _record(place, empi_id, given)


def _form() -> dict[str, Any] | None:
    """Ask the consent block; gives its values once they were sent."""
    _ = translator()
    kinds, givers, scopes = words.kinds(), words.givers(), words.scopes()
    names = {code: places.name(code) for code in places.of_kind("")}
    with st.form("consent_record"):
        kind = st.selectbox(
            _("Consent to"), list(kinds), format_func=kinds.__getitem__, key="consent_kind"
        )
        by = st.selectbox(
            _("Given by"), list(givers), format_func=givers.__getitem__, key="consent_by"
        )
        scope = st.multiselect(
            _("Documents"), list(scopes), format_func=scopes.__getitem__, key="consent_scope"
        )
        recipients = st.multiselect(
            _("Recipients"),
            list(names),
            format_func=lambda code: names.get(code, code),
            key="consent_recipients",
            accept_new_options=True,
            help=_(
                "None: everybody in the group. Somebody outside has to be named: type the name."
            ),
        )
        expires = st.date_input(_("Ends with"), value=None, key="consent_expires")
        evidence = st.text_input(_("Evidence (signature or paper)"), key="consent_evidence")
        basis = st.text_area(_("Emergency: basis"), key="consent_basis", max_chars=500)
        second = st.text_input(_("Emergency: second clinician"), key="consent_second")
        if not st.form_submit_button(_("Record"), icon=":material/save:"):
            return None
    emergency = {"emergency_basis": basis, "second_clinician": second} if by == EMERGENCY else {}
    return {
        "kind": kind,
        "by": by,
        "scope": scope,
        "recipients": recipients,
        "expires": expires.isoformat() if expires else "",
        "evidence": evidence,
        **emergency,
    }


def _record(place: str, empi_id: str, given: dict[str, Any]) -> None:
    try:
        record_consent(product().database, session.signed_in(), place, empi_id, given)
    except ConsentIncomplete as error:
        _ = translator()
        text = _("Not recorded: {reason}.")
        why = words.reason(str(error.details["reason"]))
        st.error(text.format(reason=why), icon=":material/error:")
        return
    except CarelaneError as error:
        problems.refused(error)
        return
    st.session_state[_KEPT] = True
    st.rerun()
