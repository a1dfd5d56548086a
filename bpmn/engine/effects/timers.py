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
    """A clock (``carelane:sla``) runs from ``start_at``, in breach at ``due_at``."""

    sla_id: str
    element_id: str
    task_id: str
    start_at: datetime
    due_at: datetime
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SlaStepReached:
    """The clock reached ``percent`` of its time at ``at`` (50, 80 warn; 100 breach; 150 on top)."""

    sla_id: str
    element_id: str
    task_id: str
    percent: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SlaStopped:
    """The clock stopped because its element ended."""

    sla_id: str
    element_id: str
