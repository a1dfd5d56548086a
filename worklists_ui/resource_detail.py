"""One resource: what it has, who holds it until when and what for, and the buttons of whoever may report it."""

import streamlit as st

from carelane.domain.resource_kinds import KINDS
from carelane.services import resource_deeds
from carelane.services.resource_lists import HoldLine, ResourceRow
from worklists_ui import problems, resource_words, session, times
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.resource_grid import held, reported
from worklists_ui.translation import language, translator

_REASON = 200


def draw(row: ResourceRow) -> None:
    """Draw it below the grid."""
    _ = translator()
    with st.container(border=True, key="resource_detail"):
        name = row.person.shown(language()) if row.person else row.name or row.id
        st.subheader(escaped(f"{name} ({row.id})"))
        state = resource_words.state(row.state)
        why = f": {row.reason}" if row.reason else ""
        st.text(f"{state}{why} · {_('Reported')}: {reported(row)}")
        if told := _features(row):
            st.caption(escaped(told))
        for line in row.holds:
            _hold(line)
        if not row.holds:
            st.caption(_("Nobody holds it."))
        if row.may_report:
            _report(row)


def _features(row: ResourceRow) -> str:
    """Say what else it has."""
    shown = []
    for name, value in row.features.items():
        if value in ("", None, [], False) or isinstance(value, dict):
            continue
        said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        label = resource_words.feature(name)
        shown.append(label if value is True else f"{label}: {said}")
    return " · ".join(shown)


def _hold(line: HoldLine) -> None:
    """Say who has it from when on; who may see the case goes there by a link."""
    _ = translator()
    term = times.moment(line.from_at)
    if line.to_at:
        term += f" – {times.moment(line.to_at)}"
    st.text(f"{held(line)} · {term}")
    if line.instance_id:
        label = line.request_for or _("Case")
        link("case", escaped(label), ":material/clinical_notes:", id=line.instance_id)


def _report(row: ResourceRow) -> None:
    """Let the reader say what it is now, or confirm that it still is."""
    _ = translator()
    with st.form(f"report_{row.id}", border=False):
        following = [row.state, *KINDS[row.kind].states.get(row.state, ())]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            state = st.selectbox(_("State"), following, format_func=resource_words.state, width=220)
            reason = st.text_input(_("Reason"), max_chars=_REASON, width=320)
            sent = st.form_submit_button(_("Report"), icon=":material/save:")
        st.caption(_("The same state again confirms it."))
    if sent:
        with problems.told():
            resource_deeds.report_state(
                product().database, session.signed_in(), row.id, str(state), reason.strip()
            )
            st.rerun()
