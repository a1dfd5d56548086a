"""Views and filters of the tab Messages; the address follows them."""

import streamlit as st

from carelane.services.message_queries import VIEWS, MessageFilter, View
from worklists_ui import choices, paging, places, preset
from worklists_ui.operations import address, message_words
from worklists_ui.translation import translator

_PREFIX = "message_filter_"
_LAST = "message_query"
_NAMES = ("view", "text", "institution", "page")
LONGEST = 200
DIGITS = 8
PAGE_SIZE = 50


def draw(counts: dict[View, int], institutions: list[str]) -> MessageFilter:
    """Draw the views and filters; give what they say."""
    _ = translator()
    _take_address()
    st.segmented_control(
        _("What to see"),
        list(VIEWS),
        format_func=lambda name: message_words.view(name, counts[name]),
        key=_PREFIX + "view",
        **preset.default(_PREFIX + "view", VIEWS),
        on_change=_first_page,
        required=True,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Message"),
            key=_PREFIX + "text",
            **preset.value(_PREFIX + "text"),
            placeholder=_("Name, or the whole key"),
            icon=":material/search:",
            max_chars=LONGEST,
            on_change=_first_page,
            width=230,
        )
        _institution(institutions)
    return _kept()


def draw_pages(total: int, pages: int) -> None:
    """Draw how many there are, and the pages where there is more than one."""
    _ = translator()
    paging.draw(_("In all: {count}").format(count=total), pages, _PREFIX + "page")


def _institution(codes: list[str]) -> None:
    """Draw the choice of an institution."""
    _ = translator()
    choices.narrow(
        _("Institution"),
        _PREFIX + "institution",
        codes,
        places.name,
        on_change=_first_page,
        width=230,
    )


def _take_address() -> None:
    """Set the widgets by the address when it was changed from outside; restore them on return."""
    query, last = address.asked(), st.session_state.get(_LAST)
    if last is not None and query == last and _PREFIX + "view" in st.session_state:
        return
    wanted = _read({**(query or last or {})})
    for name in _NAMES:
        st.session_state[_PREFIX + name] = getattr(wanted, name)


def _kept() -> MessageFilter:
    """Read the widgets, and let the address follow them."""
    wanted = _read({name: str(st.session_state.get(_PREFIX + name) or "") for name in _NAMES})
    query: dict[str, str] = {"view": wanted.view if wanted.view != VIEWS[0] else ""}
    query |= {"text": wanted.text, "institution": wanted.institution}
    query |= {"page": str(wanted.page) if wanted.page > 1 else ""}
    query = {name: value for name, value in query.items() if value}
    address.keep(query)
    st.session_state[_LAST] = query
    return wanted


def _read(query: dict[str, str]) -> MessageFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    page = query.get("page", "")
    return MessageFilter(
        view=next((each for each in VIEWS if each == query.get("view")), VIEWS[0]),
        text=query.get("text", "").strip()[:LONGEST],
        institution=query.get("institution", "").strip()[:LONGEST],
        page=_number(page),
        page_size=PAGE_SIZE,
    )


def _number(text: str) -> int:
    """Read the number of a page; the first one for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else 1


def _first_page() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[_PREFIX + "page"] = 1
