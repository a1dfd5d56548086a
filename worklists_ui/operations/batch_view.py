"""A batch at work and what came of it: live progress, then one line per case that tells the truth.

The batch lies in the session. It is worked off step by step while the page is drawn; whatever draws the page anew in
between goes on with the next step.
"""

import streamlit as st

from carelane.services.incident_batches import Batch
from carelane.services.incident_results import Outcome
from carelane.services.visibility import Actor
from worklists_ui import grid_size
from worklists_ui.case_names import names_of
from worklists_ui.operations import words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_BATCH = "operations_batch"
RESULTS = ("went_on", "failed_again", "still_running", "refused", "unavailable", "not_tried")
MOST_ROWS_HIGH = 14


def begin(batch: Batch) -> None:
    """Let the page work this batch off."""
    st.session_state[_BATCH] = batch
    st.rerun()


def draw(actor: Actor) -> bool:
    """Draw the batch of this session; False when there is none."""
    batch: Batch | None = st.session_state.get(_BATCH)
    if batch is None:
        return False
    if not batch.done:
        _work(actor, batch)
    _results(batch)
    return True


def _work(actor: Actor, batch: Batch) -> None:
    """Do step after step, and show how far it is."""
    _ = translator()
    place = st.empty()
    with place.container():
        st.button(_("Stop"), icon=":material/stop_circle:", on_click=batch.stop)
        bar = st.progress(0.0, _told(batch))
        while not batch.done:
            batch.step(product().database, product().cases, actor)
            bar.progress(len(batch.outcomes) / max(batch.total, 1), _told(batch))
    place.empty()


def _told(batch: Batch) -> str:
    """Say how far a batch is."""
    _ = translator()
    counts = batch.counts()
    done = _("{done} of {total} known").format(done=len(batch.outcomes), total=batch.total)
    return " · ".join(part for part in (done, words.tally(counts, RESULTS, words.result)) if part)


def _results(batch: Batch) -> None:
    """Draw what came of every incident, the worst first."""
    _ = translator()
    outcomes = sorted(batch.outcomes.values(), key=lambda one: -RESULTS.index(one.result))
    _headline(batch, outcomes)
    st.dataframe(
        [_cells(one) for one in outcomes],
        hide_index=True,
        column_config={
            "key": st.column_config.TextColumn(_("Business key"), width=170),
            "told": st.column_config.TextColumn(_("What came of it"), width=520),
            "element": st.column_config.TextColumn(_("Element"), width=170),
            "case": st.column_config.TextColumn(_("Case"), width=260),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(outcomes), MOST_ROWS_HIGH),
        placeholder="",
        key="batch_results",
        alt=_("What came of each incident"),
    )
    st.caption(_("Reason: {reason}").format(reason=escaped(batch.resolution.reason)))
    if st.button(_("Back to the list"), icon=":material/arrow_back:", type="primary"):
        del st.session_state[_BATCH]
        st.rerun()


def _headline(batch: Batch, outcomes: list[Outcome]) -> None:
    """Say in one line whether all is well."""
    _ = translator()
    if len(outcomes) == 1:
        told = words.outcome(outcomes[0])
    else:
        told = words.tally(batch.counts(), RESULTS, words.result)
    if batch.succeeded:
        st.success(escaped(told), icon=":material/task_alt:")
    elif any(one.succeeded for one in outcomes):
        st.warning(escaped(told), icon=":material/rule:")
    else:
        st.error(escaped(told), icon=":material/error:")


def _cells(one: Outcome) -> dict[str, str]:
    """Turn an outcome into what its row shows."""
    return {
        "key": one.business_key or one.instance_id,
        "told": words.outcome(one),
        "element": _element(one),
        "case": one.instance_id,
    }


def _element(one: Outcome) -> str:
    """Name the element, where the case was reached."""
    if not one.definition_id:
        return one.element_id
    return names_of(one.definition_id).of(one.element_id, language())
