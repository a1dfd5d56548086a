"""A page drawn as the shell draws it, for the scripts of AppTest."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from worklists_ui import navigation, problems, session


def draw(page: str, language: str, above: Callable[[], object] = lambda: None) -> None:
    """Draw a page (a module of `worklists_ui.screens`) for whoever is signed in, below what stands ``above``."""
    st.session_state["language"] = language
    pages = {
        each: st.Page(lambda: None, title=each, url_path=each, default=each == "worklist")
        for each in navigation.PAGES
    }
    navigation.keep_pages(pages)
    st.navigation(list(pages.values()), position="hidden")
    with problems.told():
        above()
        import_module(f"worklists_ui.screens.{page}").show(session.signed_in())
