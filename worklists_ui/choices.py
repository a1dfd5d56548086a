"""Choices whose labels follow the reader's language and whose values do not.

Streamlit's browser side answers with a choice's label. When the labels change under it (another language, a
new name) the old label comes back and would be taken for a value; setting the value again tells the browser.
For select boxes, radios and multiple selects; pills and segmented controls look after themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import streamlit as st

from worklists_ui import preset
from worklists_ui.translation import translator


def hold(key: str, codes: Iterable[Any], label: Callable[[Any], str]) -> None:
    """Keep the value of the widget `key`, drawn next with these codes, over a change of its labels."""
    memory, labels = f"labels of {key}", tuple(label(code) for code in codes)
    if key in st.session_state and st.session_state.get(memory, labels) != labels:
        st.session_state[key] = st.session_state[key]
    st.session_state[memory] = labels


def narrow(  # noqa: PLR0913 - what is chosen from, what it is called, and what follows
    label: str,
    key: str,
    codes: Iterable[str],
    named: Callable[[str], str],
    *,
    everything: str = "",
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Draw a filter's choice: ``everything`` (an empty text) or one of the codes, each ``named``.

    A value that is not offered (any more) stays to be seen.
    """
    nothing = everything or translator()("All")
    offered = list(dict.fromkeys(["", *codes, st.session_state.get(key) or ""]))

    def shown(code: str) -> str:
        return named(code) if code else nothing

    hold(key, offered, shown)
    st.selectbox(
        label,
        offered,
        format_func=shown,
        key=key,
        **preset.index(key, offered),
        on_change=on_change,
        args=args,
        width=width,
    )
