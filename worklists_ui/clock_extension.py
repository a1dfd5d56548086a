"""More time for a clock: a supervisor says until when and why; the case keeps both."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Protocol

import streamlit as st

from carelane.domain.errors import CarelaneError, Unavailable
from carelane.services import operations
from carelane.services.clocks import RunningClock
from carelane.services.incidents import LONGEST_REASON
from carelane.services.operations import Operation
from worklists_ui import clocks, problems, session, times
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_DAY = timedelta(days=1)
_COMMAND = "clock_extension_command"
_OPEN = "clock_extension_open"
EMERGENCY = "E"


class Ticking(Protocol):
    """A clock of a case, and what the dialog says of the case."""

    @property
    def clock(self) -> RunningClock | None:
        """The clock; none where it runs no more."""
        ...

    @property
    def urgency(self) -> str:
        """The case's urgency: an emergency has no more time."""
        ...

    @property
    def definition_id(self) -> str:
        """The version that names the clock's element."""
        ...

    @property
    def business_key(self) -> str:
        """The case, as people call it."""
        ...

    @property
    def instance_id(self) -> str:
        """The case."""
        ...


def ask(row: Ticking) -> None:
    """Open the dialog for the row's clock."""
    _ = translator()
    st.session_state[_OPEN] = True
    st.dialog(_("More time"), width="small", on_dismiss=closed)(_form)(row)


def is_open() -> bool:
    """Say whether somebody is filling in the dialog: drawing the page anew would close it."""
    return bool(st.session_state.get(_OPEN))


def closed() -> None:
    """Forget that the dialog was open."""
    st.session_state.pop(_OPEN, None)


def _form(row: Ticking) -> None:
    """Draw the clock, the new time and the reason."""
    _ = translator()
    clock = row.clock
    if clock is None or row.urgency == EMERGENCY:
        code = "emergency_clock" if row.urgency == EMERGENCY else "clock_stopped"
        st.info(problems.by_code(code), icon=":material/emergency_home:")
        return
    clocks.badge(clock, clocks.name(clock, row.definition_id))
    st.caption(escaped(row.business_key))
    due = _new_due(clock)
    reason = st.text_input(
        _("Reason (kept with the case)"), key="clock_extension_reason", max_chars=LONGEST_REASON
    )
    now = datetime.now(UTC)
    later = due > max(clock.due_at, now)
    if not later:
        st.caption(problems.by_code("clock_not_later" if due > now else "moment_past"))
    if st.button(
        _("Give more time"),
        type="primary",
        icon=":material/more_time:",
        disabled=not (later and reason.strip()),
        key="clock_extension_do",
    ):
        _do(row, clock, due, reason)


def _new_due(clock: RunningClock) -> datetime:
    """Ask until when, in the reader's zone; offers a day more than now, or than the due time."""
    _ = translator()
    here = times.zone()
    offered = max(clock.due_at, datetime.now(here)).astimezone(here) + _DAY
    with st.container(horizontal=True):
        day = st.date_input(_("New due date"), offered.date(), key="clock_extension_day")
        at = st.time_input(_("Time"), offered.time(), step=300, key="clock_extension_time")
    return datetime.combine(day, at, here)


def _do(row: Ticking, clock: RunningClock, due: datetime, reason: str) -> None:
    """Do it once, however often the button is pressed."""
    _ = translator()
    command_id = st.session_state.setdefault(_COMMAND, uuid.uuid4().hex)
    arguments = {"sla": clock.sla_id, "due_at": due.isoformat()}
    try:
        operations.operate(
            product().database,
            product().cases,
            session.signed_in(),
            row.instance_id,
            Operation("extend_sla", reason, arguments),
            command_id,
        )
    except CarelaneError as error:
        if not isinstance(error, Unavailable):
            st.session_state.pop(_COMMAND, None)
        problems.refused(error)
        return
    st.session_state.pop(_COMMAND, None)
    closed()
    st.toast(_("The clock has more time."), icon=":material/more_time:")
    st.rerun()
