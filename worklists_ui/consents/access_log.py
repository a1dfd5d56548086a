"""Who saw what of whom: the log for the privacy officer and heads, and the look whether something was given without a ground."""

from typing import Any

import streamlit as st

from carelane.domain.rights import Right
from carelane.services.consent_lists import overdue_consents
from carelane.services.disclosure_checks import Checked, disclosure_violations
from carelane.services.record_accesses import AccessFilter, AccessRow, accesses
from carelane.services.visibility import EVERYWHERE, Actor, places_of
from worklists_ui import grid_size, paging, places, session, times
from worklists_ui.consents import consent_table, words
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_MOST_ROWS = 15
_PAGE = "accesses_page"


def draw(actor: Actor) -> None:
    """Draw what has to be looked into, the filters and the log."""
    _ = translator()
    _overdue(actor)
    if places_of(actor, Right.SEE_RETRIEVALS) is EVERYWHERE:
        _violations()
    wanted = _filters()
    found = accesses(
        product().database, actor, wanted, paging.number_of(str(st.session_state.get(_PAGE, 1)))
    )
    if not found.rows:
        text = _("Nobody has looked at documents that you answer for.")
        st.info(text, icon=":material/visibility_off:")
        return
    _table(found.rows)
    text = _("{count} entries. Nothing here is ever deleted.")
    paging.draw(text.format(count=found.total), found.pages, _PAGE)


def _overdue(actor: Actor) -> None:
    """Show emergencies for which nobody obtained a consent in time."""
    _ = translator()
    rows = overdue_consents(product().database, actor)
    if rows:
        text = _("{count} emergencies without a consent within 24 hours")
        st.warning(text.format(count=len(rows)), icon=":material/pending_actions:")
        consent_table.table(rows)


def _violations() -> None:
    """Let the privacy officer look at every disclosure again."""
    _ = translator()
    if not st.button(_("Check all disclosures"), icon=":material/policy:", key="check_disclosures"):
        return
    _told(disclosure_violations(product().database, session.signed_in()))


def _told(checked: Checked) -> None:
    _ = translator()
    if not checked.violations:
        text = _("{count} disclosures looked at: each has a consent or a basis.")
        st.success(text.format(count=checked.disclosures), icon=":material/verified_user:")
        return
    text = _("{wrong} of {count} disclosures lack a consent or a basis.")
    told = text.format(wrong=len(checked.violations), count=checked.disclosures)
    st.error(told, icon=":material/gpp_bad:")
    st.dataframe(
        [
            {
                _("When"): times.moment(each.at),
                _("Institution"): places.name(each.institution),
                _("Recipient"): places.name(each.recipient),
                _("Document"): words.document(each.document_type),
                _("Why"): words.reason(each.code),
            }
            for each in checked.violations
        ],
        hide_index=True,
        width="stretch",
        key="violations",
    )


def _filters() -> AccessFilter:
    _ = translator()
    outcomes = {"": _("All"), **words.outcomes()}
    deeds = {"": _("All"), **words.deeds()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        empi = st.text_input(_("Patient's EMPI id"), key="accesses_empi", width=260)
        what = st.selectbox(
            _("What"), list(deeds), format_func=deeds.__getitem__, key="accesses_what", width=200
        )
        outcome = st.selectbox(
            _("Outcome"),
            list(outcomes),
            format_func=outcomes.__getitem__,
            key="accesses_outcome",
            width=200,
        )
    return AccessFilter(empi_id=empi.strip(), what=str(what), outcome=str(outcome))


def _table(rows: tuple[AccessRow, ...]) -> None:
    _ = translator()
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(row) for row in rows],
        column_config={
            "at": text(_("When")),
            "who": text(_("Who")),
            "what": text(_("What")),
            "outcome": text(_("Outcome")),
            "patient": text(_("Patient")),
            "document": text(_("Document")),
            "recipient": text(_("Recipient")),
            "purpose": text(_("Purpose")),
            "basis": text(_("Basis")),
            "reason": text(_("Reason")),
            "case": text(_("Case")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), _MOST_ROWS),
        width="stretch",
        key="accesses",
    )


def _cells(row: AccessRow) -> dict[str, Any]:
    _ = translator()
    access = row.access
    person = row.person.shown(language()) if row.person else _("a case")
    outcome = words.outcomes().get(access.outcome, access.outcome)
    why = f": {words.reason(access.code)}" if access.code else ""
    document = words.document(access.document_type) if access.document_type else ""
    author = f", {row.author.shown(language())}" if access.author else ""
    return {
        "at": times.moment(access.at),
        "who": f"{person}, {row.institution.shown(language())}",
        "what": words.deeds().get(access.what, access.what),
        "outcome": f"{outcome}{why}",
        "patient": access.empi_id,
        "document": f"{document}{author}" or str(access.documents),
        "recipient": row.recipient.shown(language()),
        "purpose": words.purposes().get(access.purpose, access.purpose),
        "basis": words.bases().get(access.basis, access.basis),
        "reason": access.reason,
        "case": access.instance_id,
    }
