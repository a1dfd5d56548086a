"""Targets: what each institution sets otherwise than the catalogue, for cases that begin from now on; for operators."""

from typing import Any

import streamlit as st

from carelane.domain.sla_catalogue import FAMILIES
from carelane.services import target_files
from carelane.services.targets import TargetRow, set_target, target_rows
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places, problems, registry_import, session
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.target_words import calendar, family
from worklists_ui.translation import translator

_MOST_ROWS = 14


def show(actor: Actor) -> None:
    """Draw the page; the address holds the institution."""
    _ = translator()
    st.title(_("Targets"))
    st.caption(
        _(
            "A change holds for cases that begin from now on. Running cases keep the targets that they were born with."
        )
    )
    with problems.told():
        place = _place()
        rows = target_rows(product().database, actor, place)
        _table(_wanted(rows))
        _change(place, rows)
        with st.expander(_("Import and export"), icon=":material/upload_file:"):
            _files()


def _place() -> str:
    _ = translator()
    codes = places.of_kind("")
    names = {code: places.name(code) for code in codes}
    given = asked("place")
    chosen = st.selectbox(
        _("Institution"),
        codes,
        codes.index(given) if given in codes else 0,
        format_func=names.__getitem__,
        key="target_place",
        width=420,
    )
    st.query_params["place"] = str(chosen)
    return str(chosen)


def _wanted(rows: tuple[TargetRow, ...]) -> list[TargetRow]:
    """Let the reader choose a family, or only what is set."""
    _ = translator()
    names = {"": _("All"), **{code: family(code) for code in FAMILIES}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Process"),
            list(names),
            format_func=names.__getitem__,
            key="target_family",
            width=320,
        )
        only = st.checkbox(_("Only what is set"), key="target_set")
    return [
        row
        for row in rows
        if chosen in ("", row.target.family) and (not only or row.own or row.inherited_from)
    ]


def _table(rows: list[TargetRow]) -> None:
    _ = translator()
    if not rows:
        told = _("Nothing is set here: the defaults of the catalogue hold.")
        st.info(told, icon=":material/rule:")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [_cells(row) for row in rows],
        column_config={
            "key": text(_("Target")),
            "value": text(_("Holds here")),
            "whose": text(_("Set by")),
            "default": text(_("Default")),
            "calendar": text(_("Calendar")),
            "statistic": text(_("Statistic")),
            "source": text(_("Source")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), _MOST_ROWS),
        width="stretch",
        key="targets",
    )


def _cells(row: TargetRow) -> dict[str, Any]:
    _ = translator()
    inherited = places.name(row.inherited_from) if row.inherited_from else ""
    return {
        "key": row.target.key,
        "value": row.value,
        "whose": _("this institution") if row.own else inherited,
        "default": row.target.default,
        "calendar": calendar(row.target.calendar),
        "statistic": row.target.statistic,
        "source": row.target.source,
    }


def _change(place: str, rows: tuple[TargetRow, ...]) -> None:
    """Let the operator set one; an empty value takes the institution's own away."""
    _ = translator()
    known = {row.target.key: row for row in rows}
    with st.form("target_change", clear_on_submit=True):
        key = st.selectbox(_("Target"), list(known), key="target_key")
        value = st.text_input(
            _("Value"),
            key="target_value",
            help=_("Such as PT30M or P1D; empty: as the catalogue or the institution above says."),
        )
        sent = st.form_submit_button(_("Set"), icon=":material/save:")
    if sent:
        set_target(product().database, session.signed_in(), place, str(key), value)
        st.rerun()


def _files() -> None:
    _ = translator()
    database = product().database
    st.download_button(
        _("Export as CSV"),
        target_files.export_targets(database),
        "targets.csv",
        "text/csv",
        icon=":material/download:",
        key="targets_export",
    )
    registry_import.draw(
        "targets",
        lambda content: target_files.read_targets(content, target_files.institutions(database)),
        lambda read, skip: target_files.write_targets(
            database, session.signed_in(), read, skip=skip
        ),
        ",".join(target_files.COLUMNS),
    )
