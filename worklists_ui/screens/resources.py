"""Resources: beds, slots, equipment, doctors on duty, ambulances, what hospitals can take; looked up, reported, imported."""

import streamlit as st

from carelane.domain.resource_kinds import KINDS
from carelane.services import resource_files, resource_lists
from carelane.services.resource_lists import ResourceRow
from carelane.services.visibility import Actor
from worklists_ui import (
    capability_table,
    choices,
    places,
    preset,
    problems,
    registry_import,
    resource_detail,
    resource_filters,
    resource_grid,
    resource_words,
    session,
)
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.translation import translator

VIEWS = (*KINDS, "capability")
_VIEW, _CHOSEN = "resources_view", "resource_chosen"


def show(actor: Actor) -> None:
    """Draw the page; the address holds the tab, the filters and the resource that is looked at."""
    _ = translator()
    st.title(_("Resources"))
    view = _view()
    with problems.told():
        if view == "capability":
            if st.query_params.to_dict() != {"view": view}:
                st.query_params.from_dict({"view": view})
            capability_table.draw(actor)
        else:
            _list(actor, view)
        _import(actor, view)


def _view() -> str:
    given = asked("view")
    if st.session_state.get(_VIEW) not in VIEWS:
        st.session_state[_VIEW] = given if given in VIEWS else VIEWS[0]
    _ = translator()
    chosen = st.segmented_control(
        _("Kind"),
        VIEWS,
        format_func=resource_words.kind,
        key=_VIEW,
        **preset.default(_VIEW, VIEWS),
        label_visibility="collapsed",
        required=True,
    )
    return str(chosen)


def _list(actor: Actor, kind: str) -> None:
    resource_filters.begin(kind)
    resource_filters.draw(kind)
    page = st.session_state.get(resource_filters.PAGE) or 1
    wanted = resource_filters.wanted(kind)
    found = resource_lists.list_resources(product().database, actor, wanted, page)
    st.session_state[resource_filters.PAGE] = found.page
    if pressed := resource_grid.draw(found, kind):
        st.session_state[_CHOSEN] = pressed
    elif asked("id"):
        st.session_state.setdefault(_CHOSEN, asked("id"))
    chosen = next((row for row in found.rows if row.id == st.session_state.get(_CHOSEN)), None)
    if chosen is not None:
        resource_detail.draw(chosen)
    if kind == "slot":
        _shares(actor)
    resource_filters.write_address(kind, _id(chosen))


def _id(row: ResourceRow | None) -> str:
    return "" if row is None else row.id


def _shares(actor: Actor) -> None:
    """Say where fewer slots are reserved for primary institutions than is agreed."""
    _ = translator()
    for share in resource_lists.slot_shares(product().database, actor):
        text = _(
            "{place}: of {slots} slots to come {reserved} are reserved for primary institutions, {expert} of them experts'."
        )
        said = text.format(
            place=places.name(share.institution),
            slots=share.slots,
            reserved=share.reserved,
            expert=share.expert,
        )
        if share.enough:
            st.caption(said)
        else:
            more = _("At least 30 % are to be, half of them experts'.")
            st.warning(f"{said} {more}", icon=":material/event_busy:")


def _import(actor: Actor, view: str) -> None:
    """Let those who keep resources read them from a file; departments have a file too, and no list of their own."""
    _ = translator()
    database = product().database
    if not resource_files.keeps_at(database, actor):
        return
    with st.expander(_("Import from a file"), icon=":material/upload_file:"):
        kinds = (view, "department")
        choices.hold("resource_file_kind", kinds, resource_words.kind)
        kind = str(
            st.radio(
                _("File"),
                kinds,
                format_func=resource_words.kind,
                key="resource_file_kind",
                horizontal=True,
            )
        )
        registry_import.draw(
            f"resources_{kind}",
            lambda content: resource_files.read_resources(database, actor, kind, content),
            lambda read, skip: resource_files.write_resources(
                database, session.signed_in(), kind, read, skip=skip
            ),
            ",".join(resource_files.column_names(kind)),
        )
