"""What would become of each case that shall move, asked before anything is done; then the button that does it."""

from collections import Counter

import streamlit as st

from bpmn.engine.migration import ElementMapping
from carelane.services import migration_batches, migrations
from carelane.services.migrations import Forecast, Route
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places
from worklists_ui.case_names import names_of
from worklists_ui.operations import migration_view, migration_words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_FORESEEN = "migration_foreseen"
MOST_ROWS_HIGH = 12
Foreseen = tuple[Route, ElementMapping, tuple[Forecast, ...]]


def draw(actor: Actor, route: Route, mapping: ElementMapping) -> None:
    """Draw the question, and its answer as long as it is about this mapping."""
    _foresee(actor, route, mapping)
    foreseen: Foreseen | None = st.session_state.get(_FORESEEN)
    if foreseen is not None and foreseen[:2] == (route, mapping):
        _forecasts(actor, foreseen)


def _foresee(actor: Actor, route: Route, mapping: ElementMapping) -> None:
    """Ask every case what would become of it, with a bar."""
    _ = translator()
    if not st.button(_("Say what would happen"), icon=":material/visibility:", key="foresee"):
        return
    wired = product()
    found = migrations.mapping_faults(wired.database, actor, route, mapping)
    if found:
        wrong = migration_words.why(tuple(each.to_json() for each in found), {})
        st.error(escaped(wrong), icon=":material/error:")
        return
    bar = st.progress(0.0, _("Asking the cases"))

    def told(done: int, total: int) -> None:
        bar.progress(done / total, f"{done} / {total}")

    forecasts = migrations.dry_run(
        wired.database,
        wired.cases,
        actor,
        route,
        mapping,
        told,
    )
    bar.empty()
    st.session_state[_FORESEEN] = (route, mapping, forecasts)


def _forecasts(actor: Actor, foreseen: Foreseen) -> None:
    """Draw what would become of each case, and offer to do it."""
    _ = translator()
    route, mapping, forecasts = foreseen
    counts = Counter(each.outcome for each in forecasts)
    told = migration_words.counted(dict(counts)) or _("No case runs in this version.")
    (st.success if set(counts) == {"moves"} else st.warning)(escaped(told))
    if forecasts:
        _table(actor, route, forecasts)
    if not counts["moves"]:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(_("Reason"), key="move_reason", max_chars=200, width=380)
        size = st.number_input(_("Cases in one batch"), 1, 500, 20, key="move_size", width=150)
        stop = st.toggle(_("Stop at the first that cannot move"), key="move_stop")
    text = _("Move {count} cases").format(count=counts["moves"])
    if st.button(text, type="primary", disabled=not reason.strip(), icon=":material/move_up:"):
        begun = migration_batches.begin(
            product().database, actor, route, mapping, reason, stop_on_failure=stop
        )
        del st.session_state[_FORESEEN]
        migration_view.begin(begun, int(size))


def _table(actor: Actor, route: Route, forecasts: tuple[Forecast, ...]) -> None:
    """Draw the cases, those that cannot move first."""
    _ = translator()
    old = migrations.find_versions(product().database, actor, route).old
    names = names_of(old.id)
    column = st.column_config
    st.dataframe(
        [
            {
                "key": each.business_key or each.instance_id,
                "place": places.name(each.institution),
                "outcome": migration_words.outcome(each.outcome),
                "why": migration_words.why(
                    each.problems,
                    {p["element_id"]: names.of(p["element_id"], language()) for p in each.problems},
                ),
                "back": each.reversible if each.outcome == "moves" else None,
            }
            for each in sorted(forecasts, key=lambda one: one.outcome == "moves")
        ],
        hide_index=True,
        column_config={
            "key": column.TextColumn(_("Business key"), width=190),
            "place": column.TextColumn(_("Institution"), width=200),
            "outcome": column.TextColumn(_("What would happen"), width=170),
            "why": column.TextColumn(_("Why"), width=420),
            "back": column.CheckboxColumn(_("Can be taken back"), width=140),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(forecasts), MOST_ROWS_HIGH),
        placeholder="",
        key="migration_forecasts",
        alt=_("What would become of each case"),
    )
