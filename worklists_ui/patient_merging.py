"""Merging two identities and taking a merge apart: both sides shown, a reason, and a box that says that they were compared."""

import uuid

import streamlit as st

from carelane.services import patient_merges
from carelane.services.incidents import LONGEST_REASON
from carelane.services.patient_looks import PatientLook, look
from carelane.services.patient_merges import Merging
from carelane.services.visibility import Actor
from worklists_ui import patient_card, problems, session
from worklists_ui.navigation import asked
from worklists_ui.patient_questions import line
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_COMMAND = "merge_command"
_DONE = "merge_done"


def draw(actor: Actor, shown: PatientLook) -> None:
    """Draw the merges of the patient, and the form for a new one."""
    _ = translator()
    told = st.session_state.pop(_DONE, None)
    if told is not None:
        st.success(told, icon=":material/check:")
    for each in shown.merges:
        st.text(patient_card.merge_line(each))
        if each.undone_at is None:
            _apart(each.id)
    _together(actor, shown)


def _together(actor: Actor, shown: PatientLook) -> None:
    _ = translator()
    other_id = st.text_input(
        _("Id of the other identity"), asked("other"), key="merge_other", width=320
    ).strip()
    if not other_id:
        return
    with problems.told():
        other = look(product().database, actor, other_id).patient
        if other.empi_id == shown.patient.empi_id:
            st.info(_("That is the same identity."), icon=":material/info:")
            return
        both = {each.empi_id: line(each) for each in (shown.patient, other)}
        with st.form("merge", clear_on_submit=False):
            survivor = st.radio(
                _("Which identity stays"),
                list(both),
                format_func=both.__getitem__,
                key="merge_stays",
            )
            reason = st.text_input(_("Reason"), key="merge_reason", max_chars=LONGEST_REASON)
            sure = st.checkbox(
                _("I have compared documents, date of birth and address: it is one person."),
                key="merge_sure",
            )
            sent = st.form_submit_button(_("Merge"), icon=":material/merge:", type="primary")
        if sent and sure:
            (merged,) = set(both) - {str(survivor)}
            _merge(Merging(str(survivor), merged, reason))
        elif sent:
            st.warning(_("Say that you have compared them."), icon=":material/front_hand:")


def _merge(wanted: Merging) -> None:
    """Merge once, however often the button is pressed until there is an answer."""
    _ = translator()
    wired = product()
    command = st.session_state.setdefault(_COMMAND, uuid.uuid4().hex)
    patient_merges.merge(wired.database, wired.cases, session.signed_in(), wanted, command)
    st.session_state.pop(_COMMAND, None)
    st.session_state[_DONE] = _("Merged. Running cases follow within a minute.")
    st.query_params["id"] = wanted.survivor
    st.query_params.pop("other", None)
    st.rerun()


def _apart(merge_id: str) -> None:
    _ = translator()
    with st.expander(_("Take apart"), icon=":material/call_split:"):
        st.caption(
            escaped(
                _(
                    "Every running case of both is suspended and a privacy review is opened: data may have gone to the wrong chart."
                )
            )
        )
        with st.form(f"apart_{merge_id}", clear_on_submit=True, border=False):
            reason = st.text_input(
                _("Reason"), key=f"apart_reason_{merge_id}", max_chars=LONGEST_REASON
            )
            sent = st.form_submit_button(_("Take apart"), icon=":material/call_split:")
    if sent:
        with problems.told():
            wired = product()
            cases = patient_merges.unmerge(
                wired.database, wired.cases, session.signed_in(), merge_id, reason
            )
            text = _("Taken apart. {count} cases are suspended until they are reviewed.")
            st.session_state[_DONE] = text.format(count=len(cases))
            st.rerun()
