"""The filters over who took which file; they stand in the address."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import streamlit as st

from carelane.services.taken_files import TakenFilter
from carelane.services.visibility import Actor
from worklists_ui import choices, places, preset, times
from worklists_ui.translation import translator

NAMES = ("what", "person", "institution", "since", "until")
LONGEST = 80
PAGE = "downloads_page"
_LAST = "downloads_last"


def begin() -> None:
    """Set the filters by the address where it was changed from outside."""
    query = _asked()
    if st.session_state.get(_LAST) == query and _key("what") in st.session_state:
        return
    for name in ("what", "person", "institution"):
        st.session_state[_key(name)] = query.get(name, "")[:LONGEST]
    for name in ("since", "until"):
        st.session_state[_key(name)] = _day(query.get(name, ""))
    st.session_state[PAGE] = 1


def _asked() -> dict[str, str]:
    query = st.query_params.to_dict()
    return {name: str(query[name]) for name in NAMES if query.get(name)}


def _key(name: str) -> str:
    return f"downloads_{name}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def write_address() -> None:
    """Let the address say what the filters hold."""
    held = {name: str(value) for name in NAMES if (value := st.session_state.get(_key(name)))}
    if held != st.query_params.to_dict():
        st.query_params.from_dict(held)
    st.session_state[_LAST] = held


def draw(actor: Actor) -> None:
    """Draw the filters."""
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice("what", _("What"), {"lists": _("Lists"), "files": _("Files of cases")})
        st.text_input(
            _("Name or account"),
            key=_key("person"),
            **preset.value(_key("person")),
            max_chars=LONGEST,
            width=200,
            on_change=_first,
        )
        codes = actor.supervised_institutions or tuple(places.of_kind(""))
        _choice("institution", _("Institution"), {code: places.name(code) for code in codes})
        for name, label in (("since", _("First day")), ("until", _("Last day"))):
            st.date_input(
                label,
                key=_key(name),
                **preset.value(_key(name)),
                format="YYYY-MM-DD",
                width=140,
                on_change=_first,
            )


def _choice(name: str, label: str, options: Mapping[str, str]) -> None:
    choices.narrow(
        label,
        _key(name),
        options,
        lambda code: options.get(code, code),
        on_change=_first,
        width=220,
    )


def _first() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[PAGE] = 1


def wanted() -> TakenFilter:
    """Read the filters; days are the reader's, the last one included."""
    held = {name: st.session_state.get(_key(name)) for name in NAMES}
    what = held["what"]
    since, until = held["since"], held["until"]
    return TakenFilter(
        what="lists" if what == "lists" else "files" if what == "files" else "",
        person=str(held["person"] or "").strip(),
        institution=str(held["institution"] or ""),
        since=_midnight(since) if isinstance(since, date) else None,
        until=_midnight(until + timedelta(days=1)) if isinstance(until, date) else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, times.zone())
