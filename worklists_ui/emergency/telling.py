"""Who telephones, when it happened, further words: the part that every entry has; and why one is refused."""

from collections.abc import Callable
from datetime import UTC

import streamlit as st

from carelane.domain.errors import CarelaneError, ImpossibleTime, MilestoneKnown, Unavailable
from carelane.services.emergency.entries import LONGEST_NAME, LONGEST_NOTE, Told
from worklists_ui import problems, times
from worklists_ui.emergency import entries
from worklists_ui.translation import translator

COMMAND, _COUNT = "emergency_command", "emergency_entered"


def draw(form: str, what: str) -> Told | None:
    """Draw who telephoned, when it happened and further words; nothing is told before somebody has entered when."""
    _ = translator()
    count = st.session_state.setdefault(_COUNT, 0)
    key = f"emergency_{form}_{count}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input(_("Who telephoned"), max_chars=LONGEST_NAME, key=f"{key}_by")
        when = st.datetime_input(_("When it happened"), None, key=f"{key}_when")
    note = st.text_input(_("Note"), max_chars=LONGEST_NOTE, key=f"{key}_note")
    if when is None:
        return None
    moment = when.replace(tzinfo=times.zone()).astimezone(UTC)
    return Told(by.strip(), what, moment, note.strip())


def done(act: Callable[[], object]) -> bool:
    """Run a deed; what is refused is said with place and remedy."""
    try:
        act()
    except CarelaneError as error:
        if not isinstance(error, Unavailable):
            st.session_state.pop(COMMAND, None)
        if isinstance(error, ImpossibleTime | MilestoneKnown):
            st.error(entries.refused(error), icon=":material/schedule:")
        else:
            problems.refused(error)
    else:
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
        return True
    return False


def when_missing() -> None:
    """Ask for the moment: an entry without one is kept nowhere."""
    _ = translator()
    st.error(_("Enter when it happened."), icon=":material/schedule:")
