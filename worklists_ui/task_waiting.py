"""Who waits for a task: the people of which institution, since when; said below the form."""

from datetime import UTC, datetime

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services.task_waiters import Waiter, waiters
from carelane.services.visibility import Actor
from worklists_ui import times
from worklists_ui.case_names import process_name
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

SHOWN = 5


def draw(actor: Actor, task_id: str) -> None:
    """Draw who waits; nothing where nobody does."""
    _ = translator()
    try:
        found = waiters(product().database, actor, task_id)
    except CarelaneError:
        return
    if not found:
        return
    with st.container(border=True, key="task_waiters", gap="small"):
        title = _("Waiting for this")
        st.markdown(f":material/hourglass_top: **{title}**")
        for each in found[:SHOWN]:
            _draw_one(each)
        if len(found) > SHOWN:
            st.caption(_("and {count} more").format(count=len(found) - SHOWN))


def _draw_one(each: Waiter) -> None:
    """Draw one case, with the way to it where the reader may go there."""
    _ = translator()
    name = process_name(each.definition_id, each.process_id, each.process_name)
    text = _("{place}: {process}, for {span}, since {at}").format(
        place=each.institution.shown(language()),
        process=name,
        span=times.span(datetime.now(UTC) - each.since),
        at=times.moment(each.since),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(text), width="content")
        if each.instance_id:
            link("case", _("Open the case"), ":material/clinical_notes:", id=each.instance_id)
