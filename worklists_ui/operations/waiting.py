"""Tab Waiting: automatic steps that wait for a system that is away, or for a worker."""

from datetime import UTC, datetime

import streamlit as st

from carelane.services.visibility import Actor
from carelane.services.waiting_jobs import MOST, WaitingRow, waiting
from worklists_ui import times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.job_words import awaited
from worklists_ui.product import product
from worklists_ui.translation import language, translator

REFRESH = "15s"


def title() -> str:
    """Name the tab."""
    _ = translator()
    return _("Waiting")


@st.fragment(run_every=REFRESH)
def show(actor: Actor) -> None:
    """Draw the tab."""
    _ = translator()
    rows = waiting(product().database, actor)
    if not rows:
        st.success(_("No automatic step waits for a system that is away."), icon=":material/done:")
        return
    st.caption(
        _("They are tried again about every minute and go on by themselves when it is back.")
    )
    if len(rows) == MOST:
        st.caption(_("The {count} longest waiting are shown.").format(count=MOST))
    column = st.column_config
    st.dataframe(
        [_cells(row) for row in rows],
        hide_index=True,
        column_config={
            "element": column.TextColumn(_("Step")),
            "awaited": column.TextColumn(_("Waits for")),
            "since": column.TextColumn(_("Since")),
            "key": column.TextColumn(_("Business key")),
            "process": column.TextColumn(_("Process")),
            "place": column.TextColumn(_("Institution")),
        },
        alt=_("Automatic steps that wait"),
    )


def _cells(row: WaitingRow) -> dict[str, str]:
    """Turn a waiting job into what its row shows."""
    return {
        "element": names_of(row.definition_id).of(row.job.element_id, language()),
        "awaited": awaited(row.job),
        "since": times.ago(row.since, datetime.now(UTC)),
        "key": row.business_key,
        "process": process_name(row.definition_id, row.process_id, row.process_name),
        "place": row.institution.shown(language()),
    }
