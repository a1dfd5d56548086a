"""The cases that a case has called, and the one that called it: a line each, with its way there."""

import streamlit as st

from carelane.services.case_details import CaseDetail
from carelane.services.case_links import CaseLink
from carelane.services.pages import window
from worklists_ui import paging, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import case_state

PAGE_SIZE = 10
_PAGE = "case_called_page"


def draw_caller(case: CaseDetail) -> None:
    """Draw the case that waits for this one."""
    _ = translator()
    if case.caller is not None:
        _link(_("Called by"), case.caller, case.caller.definition_id, "arrow_upward")


def draw_called(case: CaseDetail) -> None:
    """Draw the cases that this one has called."""
    _ = translator()
    if not case.called:
        return
    st.subheader(_("Called cases"))
    shown = window(len(case.called), st.session_state.get(_PAGE) or 1, PAGE_SIZE)
    st.session_state[_PAGE] = shown.page
    for link in case.called[::-1][shown.offset : shown.offset + shown.size]:
        _link("", link, case.row.definition_id, "arrow_downward")
    if shown.pages > 1:
        told = _("{count} called cases").format(count=len(case.called))
        paging.draw(escaped(told), shown.pages, _PAGE)


def _link(what: str, link: CaseLink, caller_definition: str, icon: str) -> None:
    """Draw one case: its process, the call, its state."""
    _ = translator()
    name = process_name(link.definition_id, link.process_id, link.process_name)
    call = names_of(caller_definition).of(link.element_id, language())
    facts = escaped(" · ".join((call, case_state(link.state), times.moment(link.started_at))))
    with st.container(horizontal=True, vertical_alignment="center", key=f"call_{link.id}"):
        words = " ".join(part for part in (what, escaped(name)) if part)
        st.markdown(f":material/{icon}: {words}  :small[:gray[{facts}]]")
        if st.button(_("Open case"), key=f"open_case_{link.id}"):
            go("case", id=link.id)
