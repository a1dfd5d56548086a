"""Filters over the incidents, and their groups as chips: what is stuck for the same reason is probably one cause."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from carelane.services.incident_filters import IncidentFilter
from carelane.services.incident_lists import IncidentGroup
from worklists_ui import choices, paging, places, preset
from worklists_ui.case_names import names_of, process_name
from worklists_ui.job_words import failed
from worklists_ui.operations import address, words
from worklists_ui.operations.incident_filters import NAMES, from_query, to_query
from worklists_ui.translation import language, translator

_PREFIX = "incident_filter_"
_LAST = "incident_query"
_GROUP = "incident_group"
MOST_CHIPS = 10
LONGEST_CHIP = 60


def draw(everything: tuple[IncidentGroup, ...], institutions: list[str]) -> IncidentFilter:
    """Draw the filters; give what they say. The address follows."""
    _ = translator()
    _take_address()
    processes = {
        one.process_id: process_name(one.definition_id, one.process_id, one.process_name)
        for one in everything
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Case"),
            key=_PREFIX + "text",
            **preset.value(_PREFIX + "text"),
            placeholder=_("Business key, or id of a case"),
            icon=":material/search:",
            on_change=_first_page,
            width=230,
        )
        _choice(_("Process"), "process", list(processes), lambda code: processes.get(code, code))
        _choice(_("Institution"), "institution", institutions, places.name)
        kinds = list(dict.fromkeys(one.kind for one in everything))
        _choice(_("Reason"), "kind", kinds, words.reason)
        _choice(_("Waits at least"), "at_least", [str(age) for age in words.AGES[1:]], _age)
    return _kept()


def _kept() -> IncidentFilter:
    """Read the widgets, and let the address follow them."""
    wanted = from_query({name: str(value) for name, value in _values().items()})
    query = to_query(wanted)
    address.keep(query)
    st.session_state[_LAST] = query
    return wanted


def _values() -> dict[str, Any]:
    """Give the filter as the session keeps it."""
    names = (*NAMES, "version", "at_least", "page")
    return {name: st.session_state.get(_PREFIX + name) or "" for name in names}


def _take_address() -> None:
    """Set the widgets by the address when it was changed from outside; restore them on return."""
    query, last = address.asked(), st.session_state.get(_LAST)
    if last is not None and query == last and _PREFIX + "text" in st.session_state:
        return
    wanted = from_query(query or last or {})
    for name in NAMES:
        st.session_state[_PREFIX + name] = getattr(wanted, name)
    st.session_state[_PREFIX + "version"] = wanted.version
    st.session_state[_PREFIX + "at_least"] = str(wanted.at_least or "")
    st.session_state[_PREFIX + "page"] = wanted.page


def _first_page() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[_PREFIX + "page"] = 1


def _choice(label: str, name: str, codes: list[str], named: Callable[[str], str]) -> None:
    choices.narrow(label, _PREFIX + name, codes, named, on_change=_first_page, width=190)


def _age(minutes: str) -> str:
    """Name a length of waiting."""
    return words.age(int(minutes))


def draw_groups(groups: tuple[IncidentGroup, ...], wanted: IncidentFilter) -> None:
    """Draw what is stuck for the same reason as chips; choosing one narrows the list to it."""
    _ = translator()
    shown = groups[:MOST_CHIPS]
    narrowed = bool(wanted.element or wanted.error or wanted.version)
    if len(groups) > 1 and not narrowed:
        st.pills(
            _("The same process, element and reason"),
            list(range(len(shown))),
            format_func=lambda number: chip(shown[number]),
            key=_GROUP,
            on_change=_narrow,
            args=(shown,),
        )
        if len(groups) > len(shown):
            st.caption(_("and {count} smaller groups").format(count=len(groups) - len(shown)))
    if narrowed:
        _draw_narrowed(wanted, groups)


def _draw_narrowed(wanted: IncidentFilter, groups: tuple[IncidentGroup, ...]) -> None:
    """Say to which element and error the list is narrowed, and offer the way back."""
    _ = translator()
    version = _("version {version}").format(version=wanted.version) if wanted.version else ""
    name = element_name(groups[0]) if groups and wanted.element else wanted.element
    told = " · ".join(part for part in (name, failed(wanted.error)[:LONGEST_CHIP], version) if part)
    if st.button(
        _("Only: {what}").format(what=told), icon=":material/close:", key="incident_widen"
    ):
        for what in ("element", "error", "version"):
            st.session_state[_PREFIX + what] = ""
        _first_page()
        st.rerun(scope="fragment")


def chip(group: IncidentGroup) -> str:
    """Name a group in a few words."""
    why = failed(group.error) or words.reason(group.kind)
    short = why if len(why) <= LONGEST_CHIP else why[: LONGEST_CHIP - 1] + "…"
    return f"{group.count} × {element_name(group)} · {short}"


def element_name(group: IncidentGroup) -> str:
    """Name a group's element."""
    return names_of(group.definition_id).of(group.element_id, language())


def _narrow(groups: tuple[IncidentGroup, ...]) -> None:
    """Narrow the list to the chosen group."""
    number = st.session_state.get(_GROUP)
    if number is None:
        return
    group = groups[number]
    for name, value in (
        ("process", group.process_id),
        ("element", group.element_id),
        ("kind", group.kind),
        ("error", group.error),
    ):
        st.session_state[_PREFIX + name] = value
    st.session_state[_GROUP] = None
    _first_page()


def draw_pages(total: int, pages: int) -> None:
    """Draw how many there are, and the pages where there is more than one."""
    _ = translator()
    paging.draw(_("{count} incidents").format(count=total), pages, _PREFIX + "page")
