"""The filters over a timeline: what, who, where, since when; the address of the page Case follows them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from carelane.domain.timeline_kinds import KINDS
from carelane.services.case_details import CaseDetail
from carelane.services.timeline_choices import TimelineChoices, timeline_choices
from worklists_ui import choices, preset, session
from worklists_ui.case_names import names_of
from worklists_ui.product import product
from worklists_ui.timeline_filters import TimelineFilter, from_query, to_query
from worklists_ui.translation import language, translator

_NAMES = ("kinds", "person", "element", "since", "page")
_IN_ADDRESS = ("id", "kind", "person", "element", "since", "page")
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
        window = st.popover(
            label, icon=":material/filter_alt:", key=key(scope, "filter"), on_change="rerun"
        )
        with window:
            _fields(case, scope, _offered(case) if window.open else TimelineChoices((), ()))
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


def _offered(case: CaseDetail) -> TimelineChoices:
    """Read what can be chosen from; only an open window asks."""
    return timeline_choices(product().database, session.signed_in(), case.row.id)


def _fields(case: CaseDetail, scope: str, offered: TimelineChoices) -> None:
    """Draw the choices, one below the other."""
    _ = translator()
    kinds = _kinds()
    choices.hold(key(scope, "kinds"), KINDS, kinds.__getitem__)
    st.multiselect(
        _("What"),
        KINDS,
        format_func=kinds.__getitem__,
        key=key(scope, "kinds"),
        **preset.default(key(scope, "kinds"), KINDS),
        placeholder=_("All but technical"),
        on_change=first_page,
        args=(scope,),
    )
    _choice(scope, _("Who"), "person", _people(offered))
    _choice(scope, _("Where"), "element", _elements(case, offered))
    st.date_input(
        _("Since"),
        key=key(scope, "since"),
        **preset.value(key(scope, "since")),
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
    if query != _own_query():
        others = st.query_params.to_dict()
        kept = {name: value for name, value in others.items() if name not in _IN_ADDRESS}
        st.query_params.from_dict(query | kept)
    st.session_state[_LAST] = query


def _own_query() -> dict[str, str]:
    """Give what the address says of the timeline: other lists of the page have their filters beside it."""
    query = st.query_params.to_dict()
    return {name: value for name, value in query.items() if name in _IN_ADDRESS}


def _begin(scope: str, case_id: str) -> None:
    """Set the filters: by the address where it was changed from outside, else empty for another case."""
    if scope == CASE_PAGE:
        query = _own_query()
        known = key(scope, "person") in st.session_state
        if query != st.session_state.get(_LAST) or not known:
            set_filter(scope, from_query(query))
    elif st.session_state.get(key(scope, "of")) != case_id:
        set_filter(scope, TimelineFilter())
    st.session_state[key(scope, "of")] = case_id


def _choice(scope: str, label: str, name: str, options: dict[str, str]) -> None:
    choices.narrow(
        label,
        key(scope, name),
        options,
        lambda code: options.get(code, code),
        on_change=first_page,
        args=(scope,),
    )


def _kinds() -> dict[str, str]:
    _ = translator()
    return {
        "work": _("Tasks and who does them"),
        "comments": _("Comments"),
        "messages": _("Messages"),
        "files": _("Files"),
        "clocks": _("Clocks"),
        "course": _("Course of the case"),
        "technical": _("Technical details"),
    }


def _people(offered: TimelineChoices) -> dict[str, str]:
    """Name everybody whom the timeline names."""
    return _sorted((each.id, each.shown(language())) for each in offered.people)


def _elements(case: CaseDetail, offered: TimelineChoices) -> dict[str, str]:
    """Name every element at which something happened that is not technical only."""
    names = names_of(case.row.definition_id)
    return _sorted((each, names.of(each, language())) for each in offered.elements)


def _sorted(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(pairs, key=lambda pair: (pair[1], pair[0])))
