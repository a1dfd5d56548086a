"""The filters over a timeline: what, who, where, since when; the address of the page Case follows them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from carelane.services.case_details import CaseDetail
from worklists_ui import choices
from worklists_ui.case_names import names_of
from worklists_ui.timeline_filters import (
    KINDS,
    TimelineFilter,
    from_query,
    group_of,
    to_query,
)
from worklists_ui.translation import language, translator

_NAMES = ("kinds", "person", "element", "since", "page")
_LAST = "case_timeline_query"
CASE_PAGE = "case"


def key(scope: str, name: str) -> str:
    """Name a filter's place in the session; each part of the product has its own."""
    return f"{scope}_timeline_{name}"


def draw(case: CaseDetail, scope: str) -> TimelineFilter:
    """Draw the filters; gives what they say."""
    _ = translator()
    _begin(scope, case.row.id)
    chosen = len(to_query(replace(wanted(scope), page=1)))
    label = _("Filter ({count})").format(count=chosen) if chosen else _("Filter")
    with st.container(horizontal=True, vertical_alignment="center", key=key(scope, "bar")):
        with st.popover(label, icon=":material/filter_alt:", key=key(scope, "filter")):
            _fields(case, scope)
        if chosen:
            st.button(
                _("Show everything"),
                icon=":material/filter_alt_off:",
                type="tertiary",
                key=key(scope, "all"),
                on_click=set_filter,
                args=(scope, TimelineFilter()),
            )
    return wanted(scope)


def _fields(case: CaseDetail, scope: str) -> None:
    """Draw the choices, one below the other."""
    _ = translator()
    kinds = _kinds()
    choices.hold(key(scope, "kinds"), KINDS, kinds.__getitem__)
    st.multiselect(
        _("What"),
        KINDS,
        format_func=kinds.__getitem__,
        key=key(scope, "kinds"),
        placeholder=_("All but technical"),
        on_change=first_page,
        args=(scope,),
    )
    _choice(scope, _("Who"), "person", _people(case))
    _choice(scope, _("Where"), "element", _elements(case))
    st.date_input(
        _("Since"),
        value=None,
        key=key(scope, "since"),
        format="YYYY-MM-DD",
        on_change=first_page,
        args=(scope,),
    )


def wanted(scope: str) -> TimelineFilter:
    """Read the filters."""
    held = {name: st.session_state.get(key(scope, name)) for name in _NAMES}
    since = held["since"]
    return TimelineFilter(
        kinds=tuple(kind for kind in KINDS if kind in (held["kinds"] or ())),
        person=held["person"] or "",
        element=held["element"] or "",
        since=since if isinstance(since, date) else None,
        page=held["page"] or 1,
    )


def set_filter(scope: str, chosen: TimelineFilter) -> None:
    """Let the filters show this."""
    for name in _NAMES:
        value = getattr(chosen, name)
        st.session_state[key(scope, name)] = list(value) if isinstance(value, tuple) else value


def only_element(scope: str, element_id: str) -> None:
    """Show only what happened at one element."""
    set_filter(scope, TimelineFilter(element=element_id))


def first_page(scope: str) -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[key(scope, "page")] = 1


def write_address(case_id: str, chosen: TimelineFilter) -> None:
    """Let the address of the page Case say what its filters hold."""
    query = {"id": case_id, **to_query(chosen)}
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[_LAST] = query


def _begin(scope: str, case_id: str) -> None:
    """Set the filters: by the address where it was changed from outside, else empty for another case."""
    if scope == CASE_PAGE:
        query = st.query_params.to_dict()
        known = key(scope, "person") in st.session_state
        if query != st.session_state.get(_LAST) or not known:
            set_filter(scope, from_query(query))
    elif st.session_state.get(key(scope, "of")) != case_id:
        set_filter(scope, TimelineFilter())
    st.session_state[key(scope, "of")] = case_id


def _choice(scope: str, label: str, name: str, options: dict[str, str]) -> None:
    """Draw one choice; a value that is not offered (any more) stays to be seen."""
    _ = translator()
    place = key(scope, name)
    codes = list(dict.fromkeys(["", *options, st.session_state.get(place) or ""]))

    def shown(code: str) -> str:
        return options.get(code, code) if code else _("All")

    choices.hold(place, codes, shown)
    st.selectbox(
        label,
        codes,
        format_func=shown,
        key=place,
        on_change=first_page,
        args=(scope,),
    )


def _kinds() -> dict[str, str]:
    _ = translator()
    return {
        "work": _("Tasks and who does them"),
        "comments": _("Comments"),
        "messages": _("Messages"),
        "clocks": _("Clocks"),
        "course": _("Course of the case"),
        "technical": _("Technical details"),
    }


def _people(case: CaseDetail) -> dict[str, str]:
    """Name everybody whom the timeline names."""
    found = {}
    for line in case.timeline:
        for each in (line.person, line.on_behalf_of, *line.people.values()):
            if each is not None:
                found[each.id] = each.shown(language())
    return _sorted(found.items())


def _elements(case: CaseDetail) -> dict[str, str]:
    """Name every element at which something happened that is not technical only."""
    names = names_of(case.row.definition_id)
    at = {line.element_id for line in case.timeline if line.element_id and _tells(line.kind)}
    return _sorted((each, names.of(each, language())) for each in at)


def _tells(kind: str) -> bool:
    return group_of(kind) != KINDS[-1]


def _sorted(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(pairs, key=lambda pair: (pair[1], pair[0])))
