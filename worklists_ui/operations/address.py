"""The address of the page Operations: which tab is open, and the tab's own parameters beside it."""

from collections.abc import Mapping

import streamlit as st

TAB = "tab"


def asked() -> dict[str, str]:
    """Give the parameters of the open tab."""
    query: dict[str, str] = st.query_params.to_dict()
    return {name: value for name, value in query.items() if name != TAB}


def keep(query: Mapping[str, str]) -> None:
    """Let the address follow what the open tab shows."""
    wanted = {name: value for name, value in query.items() if value}
    if wanted != asked():
        st.query_params.from_dict({TAB: st.query_params.get(TAB, ""), **wanted})
