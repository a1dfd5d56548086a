"""Tab Versions: versions of a process with their running cases, pins, and moving running cases to another version."""

import streamlit as st

from carelane.services import version_pins
from carelane.services.institutions import list_institutions
from carelane.services.migrations import Route
from carelane.services.version_pins import VersionRow
from carelane.services.visibility import Actor
from worklists_ui import places, problems
from worklists_ui.case_names import process_name
from worklists_ui.operations import (
    mapping_editor,
    migration_forecast,
    migration_view,
    version_table,
)
from worklists_ui.product import product
from worklists_ui.translation import translator


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Versions")


def show(actor: Actor) -> None:
    """Draw a migration that is open, or else the versions."""
    with problems.told():
        if not migration_view.draw(actor):
            _versions(actor)


def _versions(actor: Actor) -> None:
    _ = translator()
    rows = version_pins.versions(product().database, actor)
    if not rows:
        st.info(_("No process is released yet."))
        return
    by_process: dict[str, list[VersionRow]] = {}
    for row in rows:
        by_process.setdefault(row.process_id, []).append(row)
    process_id = st.selectbox(
        _("Process"),
        list(by_process),
        format_func=lambda id_: _named(by_process[id_][0]),
        key="versions_process",
        width=420,
    )
    mine = tuple(by_process[process_id])
    institutions = [each.code for each in list_institutions(product().database)]
    version_table.draw(actor, mine, institutions)
    if len(mine) > 1:
        st.subheader(_("Move running cases to another version"))
        _move(actor, mine, institutions)
    migration_view.draw_list(actor)


def _named(row: VersionRow) -> str:
    name = process_name(row.definition_id, row.process_id, row.name)
    return name if name == row.process_id else f"{name} ({row.process_id})"


def _move(actor: Actor, rows: tuple[VersionRow, ...], institutions: list[str]) -> None:
    """Ask from where to where, by which mapping; then say what would happen, then do it."""
    route = _route(rows, institutions)
    if route is None:
        return
    migration_forecast.draw(actor, route, mapping_editor.draw(actor, route))


def _route(rows: tuple[VersionRow, ...], institutions: list[str]) -> Route | None:
    """Ask from which version to which; None while both are the same."""
    _ = translator()
    process_id, numbers = rows[0].process_id, [row.version for row in rows]
    running = {row.version: row.running for row in rows}
    with_cases = [row.version for row in rows[1:] if row.running] or numbers[1:]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        old = st.selectbox(
            _("From version"),
            numbers,
            index=numbers.index(with_cases[0]),
            format_func=lambda number: _("v{version} ({count} running)").format(
                version=number, count=running[number]
            ),
            key=f"from_{process_id}",
            width=220,
        )
        new = st.selectbox(
            _("To version"),
            numbers,
            format_func=lambda n: f"v{n}",
            key=f"to_{process_id}",
            width=140,
        )
        place = st.selectbox(
            _("Institution"),
            ["", *institutions],
            format_func=lambda code: places.name(code) if code else _("All"),
            key=f"move_place_{process_id}",
            width=280,
        )
    if old == new:
        st.info(_("Choose two different versions."))
        return None
    return Route(process_id, old, new, place or "")
