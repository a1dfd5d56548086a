"""The versions of a process with their running cases, and which of them new cases take."""

import streamlit as st

from carelane.services import version_pins
from carelane.services.version_pins import Pin, VersionRow
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places, problems, times
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator


def draw(actor: Actor, rows: tuple[VersionRow, ...], institutions: list[str]) -> None:
    """Draw the table and the forms for pins."""
    _ = translator()
    column = st.column_config
    st.dataframe(
        [_cells(row) for row in rows],
        hide_index=True,
        column_config={
            "version": column.NumberColumn(_("Version"), width=80, format="%d"),
            "released": column.TextColumn(_("Released"), width=130),
            "running": column.NumberColumn(_("Running cases"), width=120, format="%d"),
            "taken": column.TextColumn(_("New cases take it"), width=420),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), 8),
        alt=_("Versions of the process"),
    )
    with st.popover(_("Choose the version of new cases"), icon=":material/keep:"):
        _pin_form(actor, rows, institutions)


def _cells(row: VersionRow) -> dict[str, object]:
    return {
        "version": row.version,
        "released": times.moment(row.deployed_at),
        "running": row.running,
        "taken": _taken(row),
    }


def _taken(row: VersionRow) -> str:
    """Say where new cases take this version."""
    _ = translator()
    told = [
        _("pinned at {place}").format(place=places.name(code)) if code else _("pinned")
        for code in row.pinned_at
    ]
    return ", ".join([*told, *([_("latest")] if row.latest else [])])


def _pin_form(actor: Actor, rows: tuple[VersionRow, ...], institutions: list[str]) -> None:
    """Ask for version, place and reason."""
    _ = translator()
    process_id = rows[0].process_id
    options: list[int] = [0, *(row.version for row in rows)]
    chosen = st.selectbox(
        _("Version"),
        options,
        format_func=lambda number: _("The latest (no pin)") if not number else f"v{number}",
        key=f"pin_version_{process_id}",
    )
    place = st.selectbox(
        _("Institution"),
        ["", *institutions],
        format_func=lambda code: places.name(code) if code else _("All without a pin of their own"),
        key=f"pin_place_{process_id}",
    )
    reason = st.text_input(_("Reason"), key=f"pin_reason_{process_id}", max_chars=200)
    if st.button(_("Decide"), type="primary", disabled=not reason.strip(), key="pin_decide"):
        with problems.told():
            _decide(actor, process_id, chosen or 0, place or "", reason)


def _decide(actor: Actor, process_id: str, version: int, place: str, reason: str) -> None:
    _ = translator()
    database = product().database
    if version:
        version_pins.pin(database, actor, Pin(process_id, version, place), reason)
    elif not version_pins.unpin(database, actor, process_id, place, reason):
        st.info(_("Nothing was pinned there."))
        return
    st.toast(escaped(_("New cases follow from now on.")), icon=":material/keep:")
    st.rerun()
