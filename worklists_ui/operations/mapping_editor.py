"""Which element of the new version stands for which of the old: proposed by id, to be completed by a person."""

from typing import Any

import streamlit as st

from bpmn.engine.migration import ElementMapping, Proposal
from carelane.services import migrations
from carelane.services.migrations import Route
from carelane.services.visibility import Actor
from worklists_ui import grid_size
from worklists_ui.case_names import names_of
from worklists_ui.product import product
from worklists_ui.translation import language, translator

MOST_ROWS_HIGH = 12


def draw(actor: Actor, route: Route) -> ElementMapping:
    """Draw the editor; give the mapping as it stands."""
    _ = translator()
    database = product().database
    found = migrations.proposal(database, actor, route)
    versions = migrations.find_versions(database, actor, route)
    old, new = names_of(versions.old.id), names_of(versions.new.id)
    _left_over(found)
    targets = {node.id: new.of(node.id, language()) for node in versions.new_process.nodes()}
    drawn = {node.id: old.of(node.id, language()) for node in versions.old_process.nodes()}
    column = st.column_config
    edited = st.data_editor(
        _rows(found, drawn),
        hide_index=True,
        disabled=["note", "name", "id"],
        column_config={
            "note": column.TextColumn("", width=150),
            "name": column.TextColumn(_("Element"), width=220),
            "id": column.TextColumn(_("Id"), width=160),
            "target": column.SelectboxColumn(
                _("In the new version"),
                width=300,
                options=list(targets),
                format_func=lambda id_: _shown(str(id_), targets),
            ),
            "anew": column.CheckboxColumn(_("Begins to wait anew"), width=150),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(drawn), MOST_ROWS_HIGH),
        placeholder="",
        key=f"mapping_{route.process_id}_{route.from_version}_{route.to_version}",
        alt=_("Which element stands for which"),
    )
    return _mapping(edited)


def _shown(element_id: str, names: dict[str, str]) -> str:
    name = names.get(element_id, "")
    return f"{name} ({element_id})" if name and name != element_id else element_id


def _left_over(found: Proposal) -> None:
    """Say how many elements have no counterpart."""
    _ = translator()
    if not found.unmatched:
        st.success(
            _("Every element has its counterpart under the same id."), icon=":material/task_alt:"
        )
        return
    text = _("Elements without a counterpart: {count}. Cases that stand there cannot move.")
    st.warning(text.format(count=len(found.unmatched)), icon=":material/rule:")


def _rows(found: Proposal, names: dict[str, str]) -> list[dict[str, Any]]:
    """List what has no counterpart first, with what might be meant."""
    _ = translator()
    rows = []
    for each in found.unmatched:
        gone = _("⚠ gone") if each.why == "gone" else _("⚠ other kind")
        note = f"{gone}: {', '.join(each.candidates)}?" if each.candidates else gone
        rows.append(_row(note, each.element_id, names, None))
    rows += [_row("", old, names, new) for old, new in found.mapping.elements.items()]
    return rows


def _row(note: str, element_id: str, names: dict[str, str], target: str | None) -> dict[str, Any]:
    name = names.get(element_id, element_id)
    return {"note": note, "name": name, "id": element_id, "target": target, "anew": False}


def _mapping(rows: list[dict[str, Any]]) -> ElementMapping:
    elements = {str(row["id"]): row["target"] or None for row in rows}
    return ElementMapping(elements, {}, tuple(str(row["id"]) for row in rows if row["anew"]))
