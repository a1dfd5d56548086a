"""The worklist's counts, filter widgets and pages; the filters live in the address."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from carelane.services.worklists import WorklistCounts, WorklistFilter, WorklistPage
from worklists_ui import choices, paging
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, urgency
from worklists_ui.worklist_filters import from_query, to_query

_LAST = "worklist_query"
_PREFIX = "worklist_filter_"


def draw_counts(place: DeltaGenerator, counts: WorklistCounts) -> None:
    """Draw how much there is."""
    _ = translator()
    with place.container(horizontal=True, key="worklist_counts"):
        st.metric(_("Open tasks"), counts.all, border=True)
        st.metric(_("Claimed by me"), counts.mine, border=True)
        st.metric(_("Unclaimed"), counts.unclaimed, border=True)
        st.metric(_("Overdue"), counts.overdue, border=True)
        st.metric(_("Emergencies"), counts.emergencies, border=True)


def draw(processes: dict[str, str]) -> tuple[WorklistFilter, DeltaGenerator]:
    """Draw the filters; give what they say, and the row in which more can be drawn. The address follows."""
    _take_address()
    _first_row()
    row = st.container(horizontal=True, vertical_alignment="center", key="worklist_actions")
    with row:
        _second_row(processes)
    wanted = _wanted()
    query = to_query(wanted)
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[_LAST] = query
    return wanted, row


def _take_address() -> None:
    """Set the widgets by the address when it was changed from outside; restore them on return."""
    query, last = st.query_params.to_dict(), st.session_state.get(_LAST)
    if last is not None and query == last and _PREFIX + "text" in st.session_state:
        return
    wanted = from_query(query or last or {})
    _keep(
        text=wanted.text,
        urgency=list(wanted.urgency),
        process=wanted.process,
        state=wanted.state,
        overdue=wanted.overdue,
        sort=wanted.sort,
        descending=wanted.descending,
        page=wanted.page,
    )


def _keep(**values: Any) -> None:
    """Set widget values."""
    for name, value in values.items():
        st.session_state[_PREFIX + name] = value


def _wanted() -> WorklistFilter:
    """Read the widgets."""
    value = {
        name: st.session_state.get(_PREFIX + name)
        for name in ("text", "urgency", "process", "state", "overdue", "sort", "descending", "page")
    }
    return from_query(
        {
            "text": str(value["text"] or ""),
            "urgency": "".join(value["urgency"] or ()),
            "process": str(value["process"] or ""),
            "state": str(value["state"] or ""),
            "overdue": "yes" if value["overdue"] else "",
            "sort": str(value["sort"] or ""),
            "order": "down" if value["descending"] else "",
            "page": str(value["page"] or 1),
        }
    )


def _first_page() -> None:
    """Go back to the first page: the filter has changed."""
    _keep(page=1)


def _first_row() -> None:
    """Draw search, urgency and state."""
    _ = translator()
    states = {
        "all": _("All"),
        "mine": _("Claimed by me"),
        "unclaimed": _("Unclaimed"),
        "others": _("With others"),
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text_input(
            _("Search"),
            key=_PREFIX + "text",
            placeholder=_("Patient, initials, end of id, business key, task"),
            icon=":material/search:",
            type="search",
            live="400ms",
            on_change=_first_page,
            label_visibility="collapsed",
            width=300,
        )
        st.pills(
            _("Urgency"),
            list(URGENCIES),
            selection_mode="multi",
            format_func=urgency,
            key=_PREFIX + "urgency",
            on_change=_first_page,
            label_visibility="collapsed",
        )
        st.segmented_control(
            _("State"),
            list(states),
            format_func=lambda code: states[code],
            key=_PREFIX + "state",
            on_change=_first_page,
            required=True,
            label_visibility="collapsed",
        )


def _process(processes: dict[str, str]) -> None:
    """Draw the choice of process where there is one."""
    _ = translator()
    chosen = st.session_state.get(_PREFIX + "process", "")
    codes = ["", *processes, *([chosen] if chosen and chosen not in processes else [])]

    def label(code: str) -> str:
        return processes.get(code, code) if code else _("All processes")

    choices.hold(_PREFIX + "process", codes, label)
    st.selectbox(
        _("Process"),
        codes,
        format_func=label,
        key=_PREFIX + "process",
        on_change=_first_page,
        label_visibility="collapsed",
        width=190,
    )


def _second_row(processes: dict[str, str]) -> None:
    """Draw lateness, process and order."""
    _ = translator()
    st.toggle(_("Overdue only"), key=_PREFIX + "overdue", on_change=_first_page)
    _process(processes)
    sorts = {
        "urgency": _("Urgency, then due time"),
        "due": _("Due time"),
        "created": _("Waiting since"),
        "patient": _("Patient"),
        "priority": _("Priority"),
    }
    choices.hold(_PREFIX + "sort", sorts, sorts.__getitem__)
    with st.popover(_("Order"), icon=":material/swap_vert:"):
        st.radio(
            _("Order by"), list(sorts), format_func=lambda code: sorts[code], key=_PREFIX + "sort"
        )
        st.toggle(_("Reverse"), key=_PREFIX + "descending")


def draw_pages(found: WorklistPage) -> None:
    """Draw how many rows there are, and the pages where there is more than one."""
    _ = translator()
    paging.draw(_("{count} tasks").format(count=found.total), found.pages, _PREFIX + "page")
