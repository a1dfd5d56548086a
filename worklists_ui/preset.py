"""What a widget is drawn with: the value that the session already holds for it, as an argument of the widget.

Streamlit sends a value that was set through the session as a change, which the browser makes after it has drawn the widget
with its own default: the first choice, today, nothing. Whoever presses anything in between, or whose page is drawn anew
before it was sent, answers with that default, and a prefilled form, a link's filter or a hat is lost. A widget that is
drawn with what the session holds has no such moment. Not for a form that is cleared when it is sent: it would be cleared
to what was sent before.
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st


def value(key: str) -> dict[str, Any]:
    """Give the argument of a field for text, a number, a day, a time or a yes."""
    return {"value": st.session_state[key]} if key in st.session_state else {}


def index(key: str, options: Iterable[Any]) -> dict[str, Any]:
    """Give the argument of a select box or of radio buttons over these options; one of none of them gets none."""
    return _place(st.session_state[key], list(options)) if key in st.session_state else {}


def _place(chosen: Any, known: list[Any]) -> dict[str, Any]:
    if chosen is None:
        return {"index": None}
    return {"index": known.index(chosen)} if chosen in known else {}


def default(key: str, options: Iterable[Any]) -> dict[str, Any]:
    """Give the argument of pills, segments, pages or a choice of several, over these options."""
    if key not in st.session_state:
        return {}
    chosen, known = st.session_state[key], list(options)
    if isinstance(chosen, (list, tuple)):
        return {"default": [one for one in chosen if one in known]}
    return {"default": chosen} if chosen in known else {}
