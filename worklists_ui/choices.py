"""Choices whose labels follow the reader's language and whose values do not.

Streamlit's browser side answers with a choice's label. When the labels change under it (another language, a
new name) the old label comes back and would be taken for a value; setting the value again tells the browser.
For select boxes, radios and multiple selects; pills and segmented controls look after themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st


def hold(key: str, codes: Iterable[Any], label: Callable[[Any], str]) -> None:
    """Keep the value of the widget `key`, drawn next with these codes, over a change of its labels."""
    memory, labels = f"labels of {key}", tuple(label(code) for code in codes)
    if key in st.session_state and st.session_state.get(memory, labels) != labels:
        st.session_state[key] = st.session_state[key]
    st.session_state[memory] = labels
