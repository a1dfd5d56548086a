"""The released processes, read-only: every version, its diagram, who released it when."""

import streamlit as st

from carelane.services import process_definitions
from carelane.services.process_definitions import DefinitionRow
from carelane.services.visibility import Actor
from worklists_ui import choices, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.components import diagram
from worklists_ui.components.diagram import Marks
from worklists_ui.product import product
from worklists_ui.translation import language, translator


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    del actor
    st.title(_("Processes"))
    rows = process_definitions.list_definitions(product().database)
    if not rows:
        st.info(_("No process has been released yet."), icon=":material/schema:")
        return
    by_id = {row.id: row for row in rows}
    labels = {row.id: _label(row) for row in rows}
    choices.hold("definition", labels, labels.__getitem__)
    chosen = st.selectbox(
        _("Process and version"),
        list(labels),
        format_func=labels.__getitem__,
        key="definition",
    )
    _draw(by_id[chosen])


def _label(row: DefinitionRow) -> str:
    """Name a version; the newest is marked."""
    _ = translator()
    name = process_name(row.id, row.process_id, row.name)
    newest = _(" (newest)") if row.latest else ""
    return f"{name} · v{row.version}{newest}"


def _draw(row: DefinitionRow) -> None:
    """Draw one version."""
    _ = translator()
    facts = _("Released {ago}, file {file}").format(
        ago=times.ago(row.deployed_at), file=row.file_name
    )
    st.text(facts)
    bundle = process_definitions.get_bundle(product().database, row.id)
    names = names_of(row.id)
    shown = Marks(pool=names.pools.get(row.process_id, ""), names=names.replacements(language()))
    diagram.draw(bundle.bpmn, shown, key=f"definition_{row.id}", height=600)
