"""A box for variables as a JSON object, with what is wrong with it said in words."""

import json
from typing import Any

import streamlit as st

from worklists_ui.translation import translator


def json_box(label: str, key: str, placeholder: str = "") -> tuple[dict[str, Any], str]:
    """Draw the box; gives the variables and what is wrong with them, which is shown too."""
    text = st.text_area(label, key=key, placeholder=placeholder, height=110)
    found, wrong = read(text)
    if wrong:
        st.warning(wrong, icon=":material/data_object:")
    return found, wrong


def read(text: str) -> tuple[dict[str, Any], str]:
    """Read a JSON object; an empty text is an empty one."""
    _ = translator()
    if not text.strip():
        return {}, ""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return {}, fault(error)
    if not isinstance(found, dict):
        return {}, _("Write a JSON object with the names of the variables.")
    return found, ""


def fault(error: json.JSONDecodeError) -> str:
    """Say where a text is no JSON."""
    _ = translator()
    told = _("This is not JSON: line {line}, column {column}.")
    return told.format(line=error.lineno, column=error.colno)
