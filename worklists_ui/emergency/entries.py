"""What was entered by telephone, and why an entry is refused: which moment it contradicts, and what to do."""

from collections.abc import Mapping, Sequence

import streamlit as st

from carelane.domain.errors import ImpossibleTime, MilestoneKnown
from carelane.services.emergency import telephone
from carelane.services.emergency.call_lines import CrewLine
from carelane.services.visibility import Actor
from worklists_ui import times
from worklists_ui.emergency import words
from worklists_ui.product import product
from worklists_ui.translation import language, translator


def refused(error: ImpossibleTime | MilestoneKnown) -> str:
    """Say what a moment contradicts, and what to do."""
    _ = translator()
    at = times.moment(error.details["at"])
    what = words.milestone(error.details["milestone"])
    if isinstance(error, MilestoneKnown):
        text = _("“{what}” was reported for {at} already. The crew corrects it in its own record.")
        return text.format(what=what, at=at)
    texts = {
        "future": _("“When it happened” lies in the future; it is {at} now. Enter when it was."),
        "call": _(
            "“When it happened” lies before the call at {at}. Look at the date and the time."
        ),
        "before": _(
            "“When it happened” lies before “{what}” at {at}, which comes first. Ask again."
        ),
        "after": _("“When it happened” lies after “{what}” at {at}, which comes later. Ask again."),
        "before_report": _(
            "“When it happened” lies before the last report at {at}. Enter what holds since then."
        ),
    }
    return texts[error.details["why"]].format(what=what, at=at)


def draw(actor: Actor, crews: Sequence[CrewLine], units: Mapping[str, str]) -> None:
    """List what was entered about the crews of the calls, the latest first."""
    _ = translator()
    found = telephone.entries_of(product().database, actor, [crew.case_id for crew in crews])
    if not found:
        return
    names = {crew.case_id: words.crew_name(crew, units) for crew in crews}
    st.dataframe(
        [
            {
                _("Crew"): names.get(entry.case_id, ""),
                _("What"): words.milestone(entry.milestone),
                _("When it happened"): times.moment(entry.happened_at),
                _("Who telephoned"): entry.told_by,
                _("Entered"): times.moment(entry.entered_at),
                _("Entered by"): entry.entered_by.shown(language()),
                _("Note"): entry.note,
            }
            for entry in found
        ],
        hide_index=True,
        key="emergency_entries",
    )
