"""The cases behind the number that was chosen, as a list above the figures and as a file."""

from typing import Any

import streamlit as st

from carelane.services.export_files import Table
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import (
    Drill,
    MeasuredCase,
    MeasuredCases,
    measured_cases,
)
from carelane.services.visibility import Actor
from worklists_ui import downloads, grid_size, row_buttons, times
from worklists_ui.case_names import latest_name
from worklists_ui.columns import urgency_column
from worklists_ui.figures import elements, words
from worklists_ui.figures.drill import MOST_HIGH, choose, chosen, may_drill, to_address
from worklists_ui.figures.filters import to_query
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import urgency

_OPEN = "figures_drill_open"
_PREPARED = "figures_drill_prepared"


def panel(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the cases of the chosen number, if one is chosen."""
    drill = chosen()
    if drill is None or not may_drill(actor):
        return
    _ = translator()
    with st.container(border=True, key="figures_drill_panel"):
        found = measured_cases(product().database, actor, wanted, drill)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(_title(drill))}**")
            st.caption(_("{count} counted").format(count=found.total))
            _downloads(actor, wanted, drill, found)
            st.button(
                _("Close"),
                key="figures_drill_close",
                icon=":material/close:",
                on_click=choose,
                args=(None,),
            )
        st.caption(words.definition(drill.measure))
        if not found.rows:
            st.info(_("Nothing was counted here in this period."), icon=":material/info:")
            return
        _grid(found)
        if found.total > len(found.rows):
            st.caption(
                _("Only the latest {count} are listed here; a file has all.").format(
                    count=len(found.rows)
                )
            )


def _title(drill: Drill) -> str:
    """Name the number."""
    parts = [words.name(drill.measure)]
    if drill.element is not None:
        parts.append(elements.name_of(drill.element))
    if drill.code is not None:
        parts.append(words.code_name(drill.measure, drill.code))
    return ": ".join(parts)


def _grid(found: MeasuredCases) -> None:
    _ = translator()
    column = st.column_config
    shown = [row.instance_id if row.there else "" for row in found.rows]
    st.dataframe(
        [{"open": _label(row), **_cells(row)} for row in found.rows],
        column_config={
            "open": row_buttons.column(_OPEN, shown),
            "key": column.TextColumn(_("Business key"), width=140),
            "urgency": urgency_column(),
            "place": column.TextColumn(_("Institution"), width=180),
            "process": column.TextColumn(_("Process"), width=150),
            "element": column.TextColumn(_("Element"), width=170),
            "what": column.TextColumn(_("What"), width=150),
            "at": column.TextColumn(_("When"), width=110),
            "took": column.TextColumn(_("Took"), width=110),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), MOST_HIGH),
        placeholder="",
        key="figures_drill_rows",
    )
    if opened := row_buttons.pressed(_OPEN):
        go("case", id=opened)


def _label(row: MeasuredCase) -> str:
    _ = translator()
    return f":material/arrow_forward: {_('Case')}" if row.there else ""


def _cells(row: MeasuredCase) -> dict[str, Any]:
    return {
        "key": row.business_key,
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "place": row.institution.shown(language()),
        "process": latest_name(row.process_id, row.process_id),
        "element": elements.name_of(row.element_id, row.process_id),
        "what": words.verdict(row),
        "at": times.moment(row.at),
        "took": words.took(row.took),
    }


def _whole(
    actor: Actor, wanted: MeasureFilter, drill: Drill, found: MeasuredCases
) -> MeasuredCases | None:
    """Give all the cases for a file; of more than are listed only once somebody has asked for it."""
    _ = translator()
    if found.total <= len(found.rows):
        return found
    about = (wanted, drill)
    if st.session_state.get(_PREPARED) != about:
        st.button(
            _("Prepare a file of all"),
            key="figures_drill_prepare",
            icon=":material/download:",
            type="tertiary",
            on_click=_prepare,
            args=about,
        )
        return None
    return measured_cases(product().database, actor, wanted, drill, limit=None)


def _prepare(wanted: MeasureFilter, drill: Drill) -> None:
    st.session_state[_PREPARED] = (wanted, drill)


def _downloads(actor: Actor, wanted: MeasureFilter, drill: Drill, found: MeasuredCases) -> None:
    """Draw the files of all the cases, not only of those that are listed."""
    _ = translator()
    whole = _whole(actor, wanted, drill, found)
    if whole is None:
        return
    heads = (
        _("Business key"),
        _("Urgency"),
        _("Institution"),
        _("Process"),
        _("Element"),
        _("What"),
        _("When"),
        _("Hours"),
    )
    rows = [
        (
            row.business_key,
            row.urgency,
            row.institution.shown(language()),
            row.process_id,
            row.element_id,
            words.verdict(row),
            row.at.astimezone(times.zone()),
            row.took,
        )
        for row in whole.rows
    ]
    filters = {**to_query(wanted), **to_address(drill)}
    downloads.draw(actor, "figures-cases", Table(_title(drill), heads, rows), filters)
