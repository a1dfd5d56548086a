"""The history of one element of a case: how often a token was there, from when to when, and what happened."""

from datetime import UTC, datetime

import streamlit as st

from carelane.domain.process_instances import ElementActivation
from carelane.services.case_details import CaseDetail
from worklists_ui import case_timeline, timeline_bar, times
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.timeline_filters import TECHNICAL, group_of
from worklists_ui.translation import language, translator

MOST = 8
"""Stays and lines that are shown here; that there are more is said, with the way to them."""


def draw(case: CaseDetail, element_id: str) -> None:
    """Draw it under the diagram; nothing where no element of this case's process was chosen."""
    _ = translator()
    if not element_id:
        st.caption(_("Press an element of the diagram to see what happened there."))
        return
    name = names_of(case.row.definition_id).of(element_id, language())
    with st.container(border=True, key="case_element"):
        st.markdown(f"**{escaped(name)}**")
        stays = [each for each in case.activations if each.element_id == element_id]
        if not stays:
            st.caption(_("The case was never here."))
            return
        _stays(stays)
        _lines(case, element_id)


def _stays(stays: list[ElementActivation]) -> None:
    """Draw when tokens came and went, the latest first."""
    _ = translator()
    here = sum(each.left_at is None for each in stays)
    told = _("Times here: {times}, now: {here}").format(times=len(stays), here=here)
    st.caption(escaped(told))
    lines = [escaped(_stay(each)) for each in reversed(stays[-MOST:])]
    st.markdown("  \n".join(lines))
    if len(stays) > MOST:
        st.caption(escaped(_("Only the last {count} are listed.").format(count=MOST)))


def _stay(stay: ElementActivation) -> str:
    """Say from when to when, how long, and how it ended."""
    _ = translator()
    begun = times.moment(stay.entered_at)
    if stay.left_at is None:
        length = times.span(datetime.now(UTC) - stay.entered_at)
        return _("since {at} ({length})").format(at=begun, length=length)
    ends = {"terminated": _("ended from outside")}
    text = _("{begin} to {end} ({length})").format(
        begin=begun,
        end=times.moment(stay.left_at),
        length=times.span(stay.left_at - stay.entered_at),
    )
    return " · ".join(part for part in (text, ends.get(stay.how, "")) if part)


def _lines(case: CaseDetail, element_id: str) -> None:
    """Draw the latest lines about the element, and the way to all of them."""
    _ = translator()
    lines = [
        line
        for line in reversed(case.timeline)
        if line.element_id == element_id and group_of(line.kind) != TECHNICAL
    ]
    case_timeline.draw_lines(case, lines[:MOST])
    st.button(
        _("Show these {count} lines in the timeline").format(count=len(lines)),
        icon=":material/filter_alt:",
        key="case_element_lines",
        on_click=timeline_bar.only_element,
        args=(timeline_bar.CASE_PAGE, element_id),
        disabled=not lines,
    )
