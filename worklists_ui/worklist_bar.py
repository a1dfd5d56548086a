"""The worklist's counts, its filter widgets and its pages; the filters live in the address."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from carelane.services.visibility import Actor
from carelane.services.worklist_choices import WorklistChoices
from carelane.services.worklists import WorklistCounts, WorklistFilter, WorklistPage
from worklists_ui import choices, paging, preset, worklist_more
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, urgency
from worklists_ui.worklist_filters import narrowed
from worklists_ui.worklist_state import (
    PREFIX,
    first_page,
    take_address,
    wanted_filter,
    write_address,
)


def draw_counts(place: DeltaGenerator, counts: WorklistCounts) -> None:
    """Draw how much there is."""
    _ = translator()
    with place.container(horizontal=True, key="worklist_counts"):
        st.metric(_("Open tasks"), counts.all, border=True)
        st.metric(_("Claimed by me"), counts.mine, border=True)
        st.metric(_("Unclaimed"), counts.unclaimed, border=True)
        st.metric(_("Overdue"), counts.overdue, border=True)
        st.metric(_("At risk"), counts.at_risk, border=True)
        st.metric(_("Emergencies"), counts.emergencies, border=True)
        if counts.aside:
            st.metric(_("Put aside"), counts.aside, border=True)


def draw(actor: Actor, choices_now: Callable[[], WorklistChoices]) -> WorklistFilter:
    """Draw the filters; give what they say. The address follows."""
    take_address(actor)
    with st.container(horizontal=True, vertical_alignment="center", key="worklist_filters"):
        _search()
        _unfold()
        _urgency()
        _state()
        _due()
        worklist_more.draw(actor, choices_now)
        _order()
    wanted = wanted_filter()
    write_address(wanted)
    return wanted


def _search() -> None:
    _ = translator()
    st.text_input(
        _("Search"),
        key=PREFIX + "text",
        **preset.value(PREFIX + "text"),
        placeholder=_("Patient, initials, end of id, business key, task"),
        icon=":material/search:",
        type="search",
        live="400ms",
        on_change=first_page,
        label_visibility="collapsed",
        width=330,
    )


def _unfold() -> None:
    """Draw what unfolds counts and filters where a screen has room for the list only (`theme/style.css`)."""
    _ = translator()
    wanted = wanted_filter()
    count = narrowed(wanted) - bool(wanted.text)
    label = _("Filters ({count})").format(count=count) if count else _("Filters")
    st.toggle(label, key="worklist_unfold")


def _urgency() -> None:
    _ = translator()
    st.pills(
        _("Urgency"),
        list(URGENCIES),
        selection_mode="multi",
        format_func=urgency,
        key=PREFIX + "urgency",
        **preset.default(PREFIX + "urgency", URGENCIES),
        on_change=first_page,
        label_visibility="collapsed",
    )


def _state() -> None:
    _ = translator()
    states = {
        "all": _("All"),
        "mine": _("Claimed by me"),
        "unclaimed": _("Unclaimed"),
        "others": _("With others"),
        "aside": _("Put aside"),
    }
    st.segmented_control(
        _("State"),
        list(states),
        format_func=lambda code: states[code],
        key=PREFIX + "state",
        **preset.default(PREFIX + "state", states),
        on_change=first_page,
        required=True,
        label_visibility="collapsed",
    )


def _due() -> None:
    _ = translator()
    times = {
        "": _("Any time"),
        "overdue": _("Overdue"),
        "overdue_day": _("Overdue by more than a day"),
        "at_risk": _("At risk"),
        "today": _("Due today"),
        "week": _("Due within 7 days"),
    }
    choices.hold(PREFIX + "due", times, times.__getitem__)
    st.selectbox(
        _("Due"),
        list(times),
        format_func=lambda code: times[code],
        key=PREFIX + "due",
        **preset.index(PREFIX + "due", times),
        on_change=first_page,
        label_visibility="collapsed",
        width=140,
    )


def _order() -> None:
    _ = translator()
    sorts = {
        "urgency": _("Urgency, then due time"),
        "due": _("Due time"),
        "created": _("Waiting since"),
        "patient": _("Patient"),
        "priority": _("Priority"),
    }
    choices.hold(PREFIX + "sort", sorts, sorts.__getitem__)
    with st.popover(_("Order"), icon=":material/swap_vert:", key="worklist_order"):
        st.radio(
            _("Order by"),
            list(sorts),
            format_func=lambda code: sorts[code],
            key=PREFIX + "sort",
            **preset.index(PREFIX + "sort", sorts),
        )
        st.toggle(_("Reverse"), key=PREFIX + "descending", **preset.value(PREFIX + "descending"))


def draw_pages(found: WorklistPage) -> None:
    """Draw how many rows there are, and the pages where there is more than one."""
    _ = translator()
    paging.draw(_("{count} tasks").format(count=found.total), found.pages, PREFIX + "page")
