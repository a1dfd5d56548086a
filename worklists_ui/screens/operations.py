"""Operations, for operators and supervisors: what is stuck, and the tools to mend it, tab by tab.

The tabs are files of `worklists_ui.operations`; only the open one is drawn. Deep link: ``/operations?tab=``.
"""

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.services.visibility import Actor
from worklists_ui import preset
from worklists_ui.operations.address import TAB
from worklists_ui.operations.tabs import Tab, tabs_of
from worklists_ui.translation import translator

_CHOSEN = "operations_tab"


def show(actor: Actor) -> None:
    """Draw the page; for people without anything to operate there is none."""
    _ = translator()
    tabs = {tab.name: tab for tab in tabs_of(actor)}
    if not tabs:
        raise NotAllowed
    st.title(_("Operations"))
    _choose(tabs).show(actor)


def _choose(tabs: dict[str, Tab]) -> Tab:
    """Draw the tabs and give the open one; the address follows, and other parameters go with their tab."""
    _ = translator()
    asked = st.query_params.get(TAB, "")
    if asked in tabs and asked != st.session_state.get(_CHOSEN):
        st.session_state[_CHOSEN] = asked
    if st.session_state.get(_CHOSEN) not in tabs:
        st.session_state[_CHOSEN] = next(iter(tabs))
    st.segmented_control(
        _("What to operate"),
        list(tabs),
        format_func=lambda name: tabs[name].title(),
        key=_CHOSEN,
        **preset.default(_CHOSEN, tabs),
        on_change=_follow,
        required=True,
        label_visibility="collapsed",
    )
    chosen = tabs[st.session_state[_CHOSEN]]
    if not asked:
        st.query_params[TAB] = chosen.name
    return chosen


def _follow() -> None:
    """Put the tab that was pressed into the address."""
    st.query_params.from_dict({TAB: st.session_state[_CHOSEN]})
