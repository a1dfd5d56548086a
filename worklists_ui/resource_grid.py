"""Resources as a grid: what each is, how old its report is, and who has it; a button in a row shows the rest."""

from typing import Any

import streamlit as st

from carelane.services.resource_lists import HoldLine, ResourcePage, ResourceRow
from worklists_ui import (
    grid_size,
    paging,
    places,
    resource_words,
    row_buttons,
    times,
    vocabulary,
)
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.resource_filters import PAGE
from worklists_ui.translation import language, translator

MOST_ROWS_HIGH = 16
_SHOW = "resource_show"


def draw(found: ResourcePage, kind: str) -> str:
    """Draw them; gives the id of the row whose button was pressed, once."""
    _ = translator()
    if not found.rows:
        st.info(_("There is nothing like this here."), icon=":material/search_off:")
        return ""
    st.dataframe(
        [_cells(row) for row in found.rows],
        column_config=_columns(kind, [row.id for row in found.rows]),
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), MOST_ROWS_HIGH),
        width="stretch",
        key=f"resources_{kind}",
    )
    paging.draw(escaped(_("{count} in all").format(count=found.total)), found.pages, PAGE)
    return str(row_buttons.pressed(_SHOW) or "")


def _columns(kind: str, ids: list[str]) -> dict[str, Any]:
    _ = translator()
    text = st.column_config.TextColumn
    timed = kind in {"slot", "doctor"}
    return {
        "name": text(_("Name")) if kind != "slot" else None,
        "institution": text(_("Institution")),
        "category": text(_("Type")),
        "specialty": text(_("Specialty")) if kind != "unit" else None,
        "place": text(_("Place"), width=90),
        "when": text(_("When"), width=100) if timed else None,
        "pool": text(_("Pool"), width=80) if kind == "slot" else None,
        "state": text(_("State"), width=110),
        "held": text(_("Held"), width="medium"),
        "reported": text(_("Reported"), width=160),
        "show": row_buttons.column(_SHOW, ids),
    }


def _cells(row: ResourceRow) -> dict[str, Any]:
    _ = translator()
    category = vocabulary.role if row.kind == "doctor" else resource_words.category
    pools = {"reserved": _("reserved"), "general": _("general")}
    return {
        "name": row.person.shown(language()) if row.person else row.name or row.id,
        "institution": places.name(row.institution),
        "category": category(row.category),
        "specialty": resource_words.specialty(row.specialty),
        "place": row.place,
        "when": times.moment(row.starts_at) if row.starts_at else "",
        "pool": pools.get(row.pool, row.pool),
        "state": resource_words.state(row.state),
        "held": "; ".join(map(held, row.holds)),
        "reported": reported(row),
        "show": ":material/visibility: " + _("Show"),
    }


def held(line: HoldLine) -> str:
    """Say in a few words who has something: to others than holder and owner only that it is held."""
    _ = translator()
    said = resource_words.hold(line.state)
    if line.holder is None:
        return _("held") if line.state == "held" else _("taken")
    until = (
        _(", until {moment}").format(moment=times.moment(line.expires_at))
        if line.expires_at
        else ""
    )
    return f"{said}: {line.holder.shown(language())}{until}"


def reported(row: ResourceRow) -> str:
    """Say how old the report is, and that an old one needs a person to confirm it."""
    _ = translator()
    if row.reported_at is None:
        return _("unverified")
    ago = times.ago(row.reported_at, product().database.now())
    return ago if row.verified else _("unverified, {ago}").format(ago=ago)
