"""A file for a registry: wrong cells by row, column and reason; nothing of a bad file is written unless its rows are skipped."""

from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services.registry_files import RegistryFile
from worklists_ui import grid_size, problems
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

_MOST_ROWS = 8
Read = Callable[[bytes], RegistryFile]
Write = Callable[[RegistryFile, bool], int]
"""Writes what was read, with the wrong rows left out where that is true; gives how many rows were written."""


def draw(key: str, read: Read, write: Write, columns: str) -> None:
    """Draw the uploader, what is wrong, and the button; ``columns`` names the first row of such a file."""
    _ = translator()
    done = f"{key}_imported"
    if (count := st.session_state.pop(done, None)) is not None:
        st.success(_("Written: {count} rows.").format(count=count), icon=":material/check:")
    turn = st.session_state.get(f"{key}_turn", 0)
    file = st.file_uploader(_("CSV file"), type=["csv"], key=f"{key}_file_{turn}")
    st.caption(_("First row: {columns}").format(columns=escaped(columns)))
    if file is None:
        return
    found = read(file.getvalue())
    _wrong(found)
    skip = bool(found.wrong_cells and found.readable) and st.checkbox(
        _("Leave the wrong rows out"), key=f"{key}_skip"
    )
    usable = found.readable and bool(found.rows) and (not found.wrong_cells or skip)
    label = _("Write {count} rows").format(count=len(found.rows))
    if st.button(label, key=f"{key}_write", disabled=not usable, type="primary"):
        try:
            st.session_state[done] = write(found, skip)
        except CarelaneError as error:
            problems.refused(error)
            return
        st.session_state[f"{key}_turn"] = turn + 1
        st.rerun()


def _wrong(found: RegistryFile) -> None:
    """Show what is wrong, cell by cell."""
    _ = translator()
    if not found.wrong_cells:
        if not found.rows:
            st.info(_("The file has no rows."), icon=":material/draft:")
        return
    text = _("{cells} wrong cells. Nothing of this file is written as it is.")
    st.error(text.format(cells=found.wrong_cells), icon=":material/error:")
    st.dataframe(
        [{"row": each.row, "column": each.column, "why": each.why} for each in found.wrong],
        column_config={
            "row": st.column_config.NumberColumn(_("Row"), format="%d"),
            "column": st.column_config.TextColumn(_("Column")),
            "why": st.column_config.TextColumn(_("Why"), width="large"),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.wrong), _MOST_ROWS),
        width="stretch",
    )
