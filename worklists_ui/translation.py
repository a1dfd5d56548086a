"""The reader's language: gettext catalogs by Babel, English msgids.

A page asks `translator()` for ``_`` at every run, because one process serves readers of both languages. The
language of a run lies in the session; code outside of a page (the sign-in form) names it.
"""

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

FOLDER = Path(__file__).parent / "i18n"
DOMAIN = "messages"
LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT = "zh_CN"
_KEY = "language"
_OUTSIDE = ContextVar("language outside of pages", default="en")


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """Give the catalog of a language; English is what the code says."""
    return gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=True)


def language() -> str:
    """Give the language of this run."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _OUTSIDE.get()
    return str(st.session_state.get(_KEY, DEFAULT))


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Let code outside of a page, such as one that makes a file, speak the language of who asked for it."""
    before = _OUTSIDE.set(chosen)
    try:
        yield
    finally:
        _OUTSIDE.reset(before)


def use_language(chosen: str) -> None:
    """Set the language of this session."""
    st.session_state[_KEY] = chosen if chosen in LANGUAGES else DEFAULT


def chosen_language() -> str | None:
    """Give the language that this session was set to, if it was."""
    chosen = st.session_state.get(_KEY)
    return None if chosen is None else str(chosen)


def translator() -> Callable[[str], str]:
    """Give ``_`` for this run."""
    return catalog(language()).gettext


def accepted_language(header: str, otherwise: str = DEFAULT) -> str:
    """Choose a language by a browser's Accept-Language header."""
    for part in header.split(","):
        code = part.split(";")[0].strip().lower()
        if code.startswith("zh"):
            return "zh_CN"
        if code.startswith("en"):
            return "en"
    return otherwise


def one_of(name: str, name_en: str) -> str:
    """Choose between the two names that content carries; either may be missing."""
    return (name_en or name) if language() == "en" else (name or name_en)
