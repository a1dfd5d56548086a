"""The worklist by keyboard: which key does what, the field and the buttons behind it, and the overlay that tells them."""

import streamlit as st

from worklists_ui import grid_size, worklist_grid
from worklists_ui.components import keys
from worklists_ui.translation import translator
from worklists_ui.worklist_state import PREFIX

NEXT, PREVIOUS, OPEN, TAKE, GIVE_BACK = "J", "K", "O", "T", "L"
_HELP = "worklist_help"


def listen() -> None:
    """Hear the keys that no button of Streamlit can have, and show the row that a key has selected."""
    number, moved = worklist_grid.stepped()
    row = keys.Row(row=number, height=grid_size.ROW_HEIGHT, moved=moved)
    keys.listen({"/": f".st-key-{PREFIX}text input", "?": f".st-key-{_HELP} button"}, row)


def help_button() -> bool:
    """Draw the button that opens the overlay; say whether it was pressed."""
    _ = translator()
    return st.button(_("Keys"), icon=":material/keyboard:", key=_HELP)


def overlay() -> None:
    """Open the overlay; called outside of any container, where a dialog belongs."""
    _ = translator()
    st.dialog(_("Keys of the worklist"), width="small", icon=":material/keyboard:")(_table)()


def _table() -> None:
    """Tell the keys."""
    _ = translator()
    lines = {
        NEXT: _("next task"),
        PREVIOUS: _("previous task"),
        OPEN: _("open the selected task"),
        TAKE: _("claim the selected tasks"),
        GIVE_BACK: _("release the selected tasks"),
        "/": _("search"),
        "Esc": _("leave the search field"),
        "?": _("these keys"),
        "Ctrl+Enter": _("on a task: complete it"),
        "Ctrl+S": _("on a task: save the draft"),
    }
    rows = "\n".join(f"| `{key}` | {words} |" for key, words in lines.items())
    key, does = _("Key"), _("What it does")
    st.markdown(f"| {key} | {does} |\n|---|---|\n{rows}")
    st.caption(
        _("In the grid: arrow keys move, space selects, Shift with a click selects several rows.")
    )
