"""Timers and SLA clocks."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SetTimer:
    """A timer is due at ``due_at``; ``element_id`` is the timer event (or the task of an SLA clock)."""

    timer_id: str
    element_id: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ClearTimer:
    """The timer fired or is not needed any more."""

    timer_id: str
    fired: bool


@dataclass(frozen=True, slots=True)
class SlaStarted:
    """A clock (``carelane:sla``) runs from ``start_at``, in breach at ``due_at``.

    ``calendar`` is ``24x7`` or ``work``, ``target`` the length it was planned for, empty where the process gives the due
    time. ``guessed`` are years without holidays entered, in which weekdays alone count. Of a clock that ran elsewhere
    before: the seconds that it stood still (``paused``), when it was due without what a supervisor gave on top
    (``before``), since when it is in breach, and at which institution it was missed (``breached_by``).
    """

    sla_id: str
    element_id: str
    task_id: str
    start_at: datetime
    due_at: datetime
    steps: tuple[int, ...]
    name: str = ""
    calendar: str = "24x7"
    target: str = ""
    guessed: tuple[int, ...] = ()
    paused: int = 0
    before: datetime | None = None
    breached_at: datetime | None = None
    breached_by: str = ""


@dataclass(frozen=True, slots=True)
class SlaStepReached:
    """The clock reached ``percent`` of its time at ``at`` (50, 80 warn; 100 breach; 150 on top).

    ``tell`` is whom the ladder names (`bpmn.model.TELL`), ``tasks`` are the open tasks inside a clock over several
    elements, ``breached_at`` is since when the clock is in breach. ``first_breach`` says that it was not before, here or
    where it ran until then; None in what an earlier version wrote down.
    """

    sla_id: str
    element_id: str
    task_id: str
    percent: int
    at: datetime
    tell: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    breached_at: datetime | None = None
    first_breach: bool | None = None


@dataclass(frozen=True, slots=True)
class SlaPaused:
    """The clock stands still since ``at``, because ``waits_at`` waits; ``why`` is one of `bpmn.model.PAUSE_REASONS`."""

    sla_id: str
    element_id: str
    at: datetime
    why: str
    waits_at: str = ""


@dataclass(frozen=True, slots=True)
class SlaPauseRefused:
    """The clock of an emergency runs on although ``waits_at`` waits."""

    sla_id: str
    element_id: str
    why: str
    waits_at: str = ""


@dataclass(frozen=True, slots=True)
class SlaResumed:
    """The clock runs again, due at ``due_at``; ``paused`` are all seconds that it has stood still so far."""

    sla_id: str
    element_id: str
    due_at: datetime
    paused: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class SlaReplanned:
    """The clock was worked out again, because the urgency or what its target reads has changed.

    ``reached`` is the highest step that stays told; None in what an earlier version wrote down.
    """

    sla_id: str
    element_id: str
    due_at: datetime
    calendar: str
    target: str
    steps: tuple[int, ...]
    urgency: str = ""
    guessed: tuple[int, ...] = ()
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class SlaExtended:
    """A supervisor gave the clock more time: due at ``due_at`` instead of ``before``; ``reached`` as of `SlaReplanned`."""

    sla_id: str
    element_id: str
    due_at: datetime
    before: datetime
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class SlaStopped:
    """The clock stopped: its element ended, or what it was waiting for has happened."""

    sla_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class HumanTaskDue:
    """An open task is due at another time, because a clock over it has changed; None: no clock runs."""

    task_id: str
    element_id: str
    due_at: datetime | None
