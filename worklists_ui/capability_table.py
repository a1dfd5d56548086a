"""What hospitals can take at this moment: a line for each capability, and the duty officer's form for a diversion."""

from datetime import timedelta

import streamlit as st

from carelane.domain.capability_statuses import STATUSES
from carelane.domain.rights import Right
from carelane.services import resource_deeds
from carelane.services.capabilities import CapabilityLine
from carelane.services.visibility import Actor, may
from worklists_ui import grid_size, places, problems, resource_words, session, times
from worklists_ui.product import product
from worklists_ui.translation import translator

_COLOURS = {"open": "green", "limited": "orange", "closed": "red"}
_MOST_ROWS = 16
_HOURS = (1, 2, 4, 8, 24)


def draw(actor: Actor) -> None:
    """Draw the lines, what is not open first, and the form for those who may declare."""
    _ = translator()
    lines = resource_deeds.capability_lines(product().database, actor)
    if not lines:
        st.info(_("No hospital has said what it can take."), icon=":material/domain_disabled:")
        return
    order = ("closed", "limited", "open")
    ranked = sorted(lines, key=lambda line: order.index(line.status))
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(line) for line in ranked],
        column_config={
            "place": text(_("Institution")),
            "capability": text(_("Can take")),
            "status": st.column_config.MultiselectColumn(
                _("State"),
                options=[resource_words.status(code) for code in _COLOURS],
                color=list(_COLOURS.values()),
            ),
            "reason": text(_("Reason")),
            "until": text(_("Until")),
            "reported": text(_("Reported")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(ranked), _MOST_ROWS),
        width="stretch",
        key="capabilities",
    )
    _declare(actor, lines)


def _cells(line: CapabilityLine) -> dict[str, object]:
    _ = translator()
    ago = times.ago(line.reported_at, product().database.now()) if line.reported_at else ""
    unverified = _("unverified, {ago}").format(ago=ago) if ago else _("unverified")
    return {
        "place": places.name(line.org),
        "capability": resource_words.capability(line.capability),
        "status": [resource_words.status(line.status)],
        "reason": line.reason,
        "until": times.moment(line.until) if line.until else "",
        "reported": ago if line.verified else unverified,
    }


def _declare(actor: Actor, lines: tuple[CapabilityLine, ...]) -> None:
    """Let a duty officer say what the hospital can take; it ends by itself unless it is said again."""
    _ = translator()
    own = [line for line in lines if may(actor, Right.DIVERT, line.org)]
    if not own:
        return
    named = {
        f"{places.name(line.org)}: {resource_words.capability(line.capability)}": line
        for line in own
    }
    with st.form("divert"), st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Can take"), list(named), key="divert_what", width=320)
        status = st.selectbox(
            _("State"),
            STATUSES,
            format_func=resource_words.status,
            key="divert_status",
            width=140,
        )
        hours = st.selectbox(_("Hours"), _HOURS, key="divert_hours", width=100)
        reason = st.text_input(_("Reason"), key="divert_reason", max_chars=200, width=280)
        sent = st.form_submit_button(_("Declare"), icon=":material/campaign:")
    if sent:
        line = named[str(chosen)]
        wish = (str(status), reason.strip(), timedelta(hours=int(hours)))
        with problems.told():
            resource_deeds.declare(
                product().database, session.signed_in(), line.org, line.capability, wish
            )
            st.rerun()
