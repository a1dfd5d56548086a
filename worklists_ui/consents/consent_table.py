"""The consents of a patient as a table, and taking one back."""

from datetime import datetime
from typing import Any

import streamlit as st

from carelane.services import consent_changes
from carelane.services.consent_changes import Withdrawal
from carelane.services.consent_lists import ConsentRow, consents_of
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places, problems, session, times
from worklists_ui.consents import words
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_MOST_ROWS = 10
_GONE = "consent_withdrawn"


def draw(actor: Actor, empi_id: str) -> None:
    """Draw the table and, where the reader may, the withdrawal."""
    _ = translator()
    if (told := st.session_state.pop(_GONE, None)) is not None:
        text = _("The consent is withdrawn: {closed} releases closed, {told} running cases told.")
        st.success(text.format(closed=told[0], told=told[1]), icon=":material/check:")
    rows = consents_of(product().database, actor, empi_id)
    if not rows:
        text = _("No consent of this patient is recorded that you may see.")
        st.info(text, icon=":material/contract_delete:")
        return
    table(rows)
    withdrawable = {row.consent.id: _line(row) for row in rows if row.may_withdraw}
    if withdrawable:
        with st.expander(_("Withdraw a consent"), icon=":material/undo:"):
            _withdraw(withdrawable)


def table(rows: tuple[ConsentRow, ...]) -> None:
    """Draw consents as a table."""
    _ = translator()
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(row) for row in rows],
        column_config={
            "kind": text(_("Consent to")),
            "state": text(_("State")),
            "by": text(_("Given by")),
            "at": text(_("Given")),
            "expires": text(_("Ends")),
            "scope": text(_("Documents")),
            "recipients": text(_("Recipients")),
            "institution": text(_("Institution")),
            "recorded_by": text(_("Recorded by")),
            "evidence": text(_("Evidence")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), _MOST_ROWS),
        width="stretch",
    )


def _cells(row: ConsentRow) -> dict[str, Any]:
    _ = translator()
    consent = row.consent
    ends = consent.withdrawn_at or consent.expires_at or consent.post_hoc_due_at
    scope = words.scopes()
    return {
        "kind": words.kinds().get(consent.kind, consent.kind),
        "state": words.state(row.state),
        "by": words.givers().get(consent.given_by, consent.given_by),
        "at": times.moment(consent.given_at),
        "expires": times.moment(ends) if ends else _("open"),
        "scope": ", ".join(scope.get(str(each), str(each)) for each in consent.scope) or _("All"),
        "recipients": ", ".join(places.name(str(each)) for each in consent.recipients)
        or _("the group"),
        "institution": row.institution.shown(language()),
        "recorded_by": row.recorded_by.shown(language()) if row.recorded_by else "",
        "evidence": consent.evidence or consent.emergency_basis,
    }


def _line(row: ConsentRow) -> str:
    kind = words.kinds().get(row.consent.kind, row.consent.kind)
    return f"{kind}, {times.moment(row.consent.given_at)}, {row.institution.shown(language())}"


def _withdraw(consents: dict[str, str]) -> None:
    """Ask which, by whom and how; what is lawfully held stays, nothing more is disclosed."""
    _ = translator()
    by = {code: name for code, name in words.givers().items() if code != "none_emergency"}
    how = words.told_how()
    with st.form("consent_withdraw"):
        chosen = st.selectbox(
            _("Consent"), list(consents), format_func=consents.__getitem__, key="withdraw_id"
        )
        who = st.selectbox(
            _("Withdrawn by"), list(by), format_func=by.__getitem__, key="withdraw_by"
        )
        told = st.selectbox(_("Told"), list(how), format_func=how.__getitem__, key="withdraw_how")
        st.caption(
            _(
                "Nothing more is disclosed from now on; running cases are told. What is lawfully held stays where it is."
            )
        )
        sent = st.form_submit_button(_("Withdraw"), icon=":material/undo:")
    if sent:
        _send(str(chosen), str(who), str(told), product().database.now())


def _send(consent_id: str, by: str, how: str, at: datetime) -> None:
    with problems.told():
        wired = product()
        done = consent_changes.withdraw(
            wired.database,
            session.signed_in(),
            consent_id,
            Withdrawal(by, how, at),
            wired.cases,
        )
        st.session_state[_GONE] = (done.closed, len(done.told))
        st.rerun()
