"""A patient's documents: search the index, release for a purpose, and retrieve what is released."""

from typing import Any

import streamlit as st

from carelane.domain.errors import CarelaneError, NotDisclosed
from carelane.domain.record_references import RecordReference
from carelane.domain.rights import Right
from carelane.services import record_grants, record_retrievals
from carelane.services.consent_checks import Question
from carelane.services.record_wishes import Wish
from carelane.services.visibility import Actor, may
from worklists_ui import grid_size, places, problems, session, times
from worklists_ui.consents import whose, words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_MOST_ROWS = 8
_LONGEST = 500


def draw(actor: Actor, empi_id: str) -> None:
    """Draw the wish, what the search has found, and what may be retrieved now."""
    _ = translator()
    if not may(actor, Right.RELEASE_RECORDS):
        text = _("Documents are released by those who treat the patient.")
        st.info(text, icon=":material/lock:")
        return
    place = whose.place(actor, Right.RELEASE_RECORDS, "release_place")
    asked, wish = _form(empi_id, place)
    if asked == "search":
        _search(place, wish)
    if asked == "release":
        _release(place, wish)
    _grants(actor, empi_id)


def _form(empi_id: str, place: str) -> tuple[str, Wish]:
    """Ask what is wanted, for whom and for what; gives which button was pressed."""
    _ = translator()
    purposes, scopes = words.purposes(), words.scopes()
    names = {place: places.name(place)} | {code: places.name(code) for code in places.of_kind("")}
    types = {code: name for code, name in scopes.items() if name == words.document(code)}
    with st.form("release"):
        purpose = st.selectbox(
            _("Purpose"), list(purposes), format_func=purposes.__getitem__, key="release_purpose"
        )
        recipient = st.selectbox(
            _("Recipient"),
            list(names),
            format_func=lambda code: names.get(code, code),
            key="release_recipient",
            accept_new_options=True,
        )
        wanted = st.multiselect(
            _("Documents"),
            list(types),
            format_func=types.__getitem__,
            key="release_types",
            help=_("None: whatever the purpose shares by default."),
        )
        reason = st.text_input(
            _("Reason"),
            key="release_reason",
            max_chars=_LONGEST,
            help=_(
                "Needed for sensitive sections, old results and what the purpose does not share."
            ),
        )
        threat = st.checkbox(
            _("Threat to life, and the patient cannot agree"), key="release_threat"
        )
        basis = st.text_input(_("Emergency: basis"), key="release_basis")
        second = st.text_input(_("Emergency: second clinician"), key="release_second")
        with st.container(horizontal=True):
            searched = st.form_submit_button(_("Search"), icon=":material/search:")
            released = st.form_submit_button(
                _("Release"), icon=":material/outbound:", type="primary"
            )
    question = Question(
        empi_id=empi_id,
        purpose=str(purpose),
        recipient=str(recipient or place),
        document_types=tuple(wanted),
        cannot_consent=threat,
        emergency_basis=basis,
        second_clinician=second,
    )
    asked = "search" if searched else "release" if released else ""
    return asked, Wish(question, reason=reason)


def _search(place: str, wish: Wish) -> None:
    """Show which documents there are, and how many more need a reason."""
    _ = translator()
    with problems.told():
        found, more = record_retrievals.search_records(
            product().database, session.signed_in(), place, wish
        )
        if found:
            _table(found, "found")
        elif not more:
            st.info(_("The index knows no such document."), icon=":material/folder_off:")
        if more:
            text = _("{count} more need a reason.")
            st.caption(text.format(count=more))


def _release(place: str, wish: Wish) -> None:
    """Release, or say why not."""
    _ = translator()
    try:
        done = record_retrievals.release_records(
            product().database, session.signed_in(), place, wish
        )
    except NotDisclosed as error:
        text = _("Not released: {reason}. The attempt is written down.")
        why = words.reason(str(error.details["reason"]))
        st.error(text.format(reason=why), icon=":material/block:")
        return
    except CarelaneError as error:
        problems.refused(error)
        return
    text = _("{count} documents released, {withheld} withheld.")
    told = text.format(count=len(done.references), withheld=sum(done.withheld.values()))
    st.success(told, icon=":material/check:")


def _grants(actor: Actor, empi_id: str) -> None:
    """Show what the reader's institutions may retrieve now, each look logged."""
    _ = translator()
    rows = record_grants.open_grants(product().database, actor, empi_id)
    st.subheader(_("Released to your institution"))
    if not rows:
        st.info(_("Nothing may be retrieved at this moment."), icon=":material/lock_clock:")
        return
    for row in rows:
        purpose = words.purposes().get(row.grant.purpose, row.grant.purpose)
        text = _("{purpose}, until {until}")
        st.caption(text.format(purpose=purpose, until=times.moment(row.grant.expires_at)))
        _table(row.documents, row.grant.id)
        _retrieve(row.grant.id, row.documents)


def _retrieve(grant_id: str, documents: tuple[RecordReference, ...]) -> None:
    """Let the reader open one: where it lies is shown, and the look is logged."""
    _ = translator()
    names = {each.id: f"{words.document(each.document_type)}, {_day(each)}" for each in documents}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Document"), list(names), format_func=names.__getitem__, key=f"document {grant_id}"
        )
        pressed = st.button(_("Open"), key=f"open {grant_id}", icon=":material/visibility:")
    if pressed:
        with problems.told():
            found = record_retrievals.retrieve_record(
                product().database, session.signed_in(), grant_id, str(chosen)
            )
            text = _("It lies at {institution}: {locator}")
            st.info(
                text.format(
                    institution=escaped(places.name(found.institution_code)),
                    locator=escaped(found.locator),
                ),
                icon=":material/description:",
            )


def _day(each: RecordReference) -> str:
    return times.moment(each.dated_at)


def _table(rows: tuple[RecordReference, ...], key: str) -> None:
    _ = translator()
    text = st.column_config.TextColumn
    sections = words.sections()

    def cells(each: RecordReference) -> dict[str, Any]:
        return {
            "type": words.document(each.document_type),
            "section": sections.get(each.section, each.section),
            "date": _day(each),
            "institution": places.name(each.institution_code),
        }

    st.dataframe(
        [cells(each) for each in rows],
        column_config={
            "type": text(_("Document")),
            "section": text(_("Section")),
            "date": text(_("Date")),
            "institution": text(_("Written at")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), _MOST_ROWS),
        width="stretch",
        key=f"documents {key}",
    )
