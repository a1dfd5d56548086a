"""Going from page to page, with deep links that a person can send to a colleague."""

from typing import Literal, NoReturn, get_args

import streamlit as st

PageName = Literal[
    "worklist",
    "start",
    "notices",
    "journey",
    "emergency",
    "leave",
    "overdue",
    "figures",
    "resources",
    "patients",
    "operations",
    "definitions",
    "system",
    "jobs",
    "consents",
    "downloads",
    "targets",
    "task",
    "case",
    "sign_ins",
]
PAGES: tuple[PageName, ...] = get_args(PageName)
Group = Literal["work", "registries", "operations"]
GROUPS: dict[PageName, Group] = {
    "resources": "registries",
    "consents": "registries",
    "patients": "registries",
    "operations": "operations",
    "definitions": "operations",
    "system": "operations",
    "jobs": "operations",
    "downloads": "operations",
    "targets": "operations",
}
"""Under which heading of the navigation a page stands; the others stand above without one, as everybody's work."""
_KEY = "pages"


def keep_pages(pages: "dict[PageName, st.Page]") -> None:
    """Keep the pages of this run for links."""
    st.session_state[_KEY] = pages


def page(name: PageName) -> "st.Page":
    """Give the Streamlit page of a name."""
    found: dict[PageName, st.Page] = st.session_state[_KEY]
    return found[name]


def go(name: PageName, **query: str) -> NoReturn:
    """Leave for another page."""
    st.switch_page(page(name), query_params=query)


def link(name: PageName, label: str, icon: str, **query: str) -> None:
    """Draw a link to a page."""
    st.page_link(page(name), label=label, icon=icon, query_params=query)


def asked(name: str) -> str:
    """Give a parameter of the address, or an empty text."""
    return str(st.query_params.get(name, ""))
