"""What can be refused of a clock, and what a calendar does not know."""

from carelane.domain.errors.base import Conflict, NotFound


class HolidaysUnknown(NotFound):
    """Nobody has announced the holidays of this year: enter them from a file when they are known."""

    code = "holidays_unknown"


class ClockStopped(Conflict):
    """This clock does not run any more."""

    code = "clock_stopped"


class EmergencyClock(Conflict):
    """The clock of an emergency is never extended: escalate, or change who decides."""

    code = "emergency_clock"


class ClockNotLater(Conflict):
    """More time means a later due time than the clock has now."""

    code = "clock_not_later"
