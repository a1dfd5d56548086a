"""The history of one element of a case: how often a token was there, from when to when, and what happened."""

from datetime import UTC, datetime

import streamlit as st

from carelane.domain.process_instances import ElementActivation
from carelane.services.case_details import CaseDetail
from carelane.services.case_elements import MOST, Stays, stays_of
from carelane.services.case_timelines import timeline_page
from carelane.services.timeline_sources import LineFilter
from worklists_ui import case_choices, case_diagram, case_timeline, session, timeline_bar, times
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_PRESSED = "case_element_pressed"


def draw(case: CaseDetail) -> None:
    """Draw the choice of an element under the diagram, then what happened at the one that is chosen."""
    _ = translator()
    element_id = _choice(case)
    if not element_id:
        return
    name = names_of(case.row.definition_id).of(element_id, language())
    with st.container(border=True, key="case_element"):
        st.markdown(f"**{escaped(name)}**")
        stays = stays_of(product().database, session.signed_in(), case.row.id, element_id)
        if not stays.times:
            st.caption(_("The case was never here."))
            return
        _stays(stays)
        _lines(case, element_id)


def chosen(case_id: str) -> str:
    """Give the element that is chosen, by the diagram or by its name; what was pressed last counts."""
    held = st.session_state.get(f"diagram_{case_id}")
    pressed = str((held or {}).get("element") or "")
    if pressed != st.session_state.get(_PRESSED, ""):
        st.session_state[_PRESSED] = pressed
        st.session_state[case_choices.key("step")] = pressed
    return case_choices.chosen("step")


def _choice(case: CaseDetail) -> str:
    """Draw the elements by name, for those who use no mouse; of these only such as stand in a certain way."""
    _ = translator()
    names = names_of(case.row.definition_id)
    standing = _standing(case)
    words = {
        "now": _("now here"),
        "late": _("overdue"),
        "incident": _("technical incident"),
        "done": _("done"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="case_element_choice"):
        offered = {way: words[way] for way in words if standing[way]}
        way = case_choices.draw("stands", _("Steps that are"), offered)
        found = standing.get(way, tuple(case.visits))
        found = tuple(each for each in found if each != case.row.process_id)
        steps = {each: _named(each, case, names.of(each, language())) for each in found}
        none = _("Press an element of the diagram, or choose it here")
        return case_choices.draw("step", _("What happened at"), steps, all_=none, width=380)


def _named(element_id: str, case: CaseDetail, name: str) -> str:
    """Name an element, with how often the case was there."""
    visits = case.visits.get(element_id, 0)
    return f"{name} ×{visits}" if visits > 1 else name


def _standing(case: CaseDetail) -> dict[str, tuple[str, ...]]:
    """Give the elements of the case by how they stand, as the diagram draws them."""
    now = tuple(dict.fromkeys(each.element_id for each in case.live))
    return {
        "now": now,
        "late": case_diagram.late_elements(case, datetime.now(UTC)),
        "incident": tuple(dict.fromkeys(each.element_id for each in case.incidents)),
        "done": tuple(each for each in case.visits if each not in now),
    }


def _stays(stays: Stays) -> None:
    """Draw when tokens came and went, the latest first."""
    _ = translator()
    told = _("Times here: {times}, now: {here}").format(times=stays.times, here=stays.now)
    st.caption(escaped(told))
    st.markdown("  \n".join(escaped(_stay(each)) for each in stays.last))
    if stays.times > len(stays.last):
        shown = len(stays.last)
        st.caption(escaped(_("Only the last {count} are listed.").format(count=shown)))


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
    found = timeline_page(
        product().database,
        session.signed_in(),
        case.row.id,
        LineFilter(element=element_id),
        page_size=MOST,
    )
    case_timeline.draw_lines(case, found.lines)
    st.button(
        _("Show these {count} lines in the timeline").format(count=found.found),
        icon=":material/filter_alt:",
        key="case_element_lines",
        on_click=timeline_bar.only_element,
        args=(timeline_bar.CASE_PAGE, element_id),
        disabled=not found.found,
    )
