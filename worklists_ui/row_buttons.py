"""A button in each row of a grid: the browser tells the number of the row, the page wants what stands there."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st


def column(
    key: str,
    meant: Sequence[Any],
    *,
    width: int = 84,
    alignment: Literal["left"] | None = None,
    then: Callable[[Any], None] | None = None,
) -> Any:
    """Give a column of buttons. ``meant`` is what each row stands for, in the order of the rows.

    What was pressed is kept for `pressed`, or given to ``then`` before the page is drawn again.
    """
    return st.column_config.ButtonColumn(
        "",
        type="tertiary",
        key=key,
        on_click=_press,
        args=(key, tuple(meant), then),
        width=width,
        alignment=alignment,
    )


def pressed(key: str) -> Any | None:
    """Give what the row stands for whose button was pressed, once; None where none was."""
    return st.session_state.pop(_kept(key), None)


def _press(key: str, meant: tuple[Any, ...], then: Callable[[Any], None] | None) -> None:
    """Find the row that was pressed among those that were drawn last."""
    click = st.session_state.get(key)
    if click is None or click["row"] >= len(meant):
        return
    found = meant[click["row"]]
    if then is None:
        st.session_state[_kept(key)] = found
    else:
        then(found)


def _kept(key: str) -> str:
    return f"{key} pressed"
