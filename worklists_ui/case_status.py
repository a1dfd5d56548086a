"""The business status of a case as a chip, and what FHIR and XDW call the same."""

from typing import Any

import streamlit as st

from carelane.domain.business_statuses import BY_CODE, BusinessStatus, xdw_of
from worklists_ui import own_statuses
from worklists_ui.plain import escaped
from worklists_ui.translation import translator
from worklists_ui.vocabulary import business_status, status_colour


def draw(code: str) -> None:
    """Draw the chip, and a small window with its equivalents; nothing for a case without a status."""
    _ = translator()
    if not code:
        return
    st.badge(escaped(business_status(code)), color=status_colour(code))
    with st.popover(_("In other systems"), type="tertiary", key="case_status"):
        st.caption(_("What this status is called in what other systems exchange"))
        known = BY_CODE.get(code) or _own(code)
        if known is None:
            st.text(_("This status is the process's own: it has no equivalent."))
        else:
            st.markdown("  \n".join(_lines(known)))


def _own(code: str) -> BusinessStatus | None:
    """Give a process's own word as the table gives the standard ones."""
    word = own_statuses.find(code)
    if word is None:
        return None
    words: tuple[Any, Any, Any] = (word.request, word.task, word.xdw)
    return BusinessStatus(code, word.name, word.name_en, *words, closes=word.closes)


def _lines(status: BusinessStatus) -> list[str]:
    """Name each equivalent; codes are no words to translate."""
    _ = translator()
    unchanged = _("as it was before")
    pairs = [
        ("FHIR ServiceRequest.status", status.request or unchanged),
        ("FHIR Task.status", status.task or unchanged),
        ("FHIR Task.businessStatus", status.code),
        ("IHE XDW", xdw_of(status) if status.xdw else unchanged),
    ]
    lines = [f":small[:gray[{escaped(name)}]]  {escaped(word)}" for name, word in pairs]
    others = [text for text in (status.loop, status.note) if text]
    return lines + [f":small[:gray[{escaped(text)}]]" for text in others]
