"""What an open case waits for, as small records: timers, subscriptions, clocks and incidents.

`host` is the activation that waits, `target` the compiled node that is triggered: the host's own
node, one of its boundary events, an event behind an event-based gateway, or the start event of an
event sub-process.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bpmn.json_types import Json, Variables


class _Record:
    """Plain fields to JSON."""

    __slots__: tuple[str, ...] = ()

    def dump(self) -> Variables:
        """Give the fields as JSON values."""
        return {name: _plain(getattr(self, name)) for name in type(self).__slots__}


def _plain(value: Json | datetime) -> Json:
    match value:
        case datetime():
            return value.isoformat()
        case list():
            return [*value]
        case dict():
            return dict(value)
    return value


@dataclass(slots=True)
class Timer(_Record):
    """Due at `due`. A cycle counts its firings from `anchor`; `left` is None for ever."""

    id: str
    host: str
    target: str
    due: datetime
    anchor: datetime | None = None
    every: str = ""
    fired: int = 0
    left: int | None = 0
    until: datetime | None = None
    sla: str = ""


@dataclass(slots=True)
class Subscription(_Record):
    """Open for a message of this name and key."""

    id: str
    host: str
    target: str
    name: str
    key: str


@dataclass(slots=True)
class SignalWait(_Record):
    """Open for a signal of this name."""

    id: str
    host: str
    target: str
    name: str


@dataclass(slots=True)
class ConditionWait(_Record):
    """Open until a condition becomes true; `held` is what it was when it was last looked at."""

    id: str
    host: str
    target: str
    held: bool


@dataclass(slots=True)
class Gathering(_Record):
    """A parallel multiple event that waits: which of its triggers have come, and what they brought."""

    id: str
    host: str
    target: str
    happened: list[int]
    variables: Variables


@dataclass(slots=True)
class SlaClock(_Record):
    """A running `carelane:sla` clock with the steps still ahead, and those it has told.

    `place` is its place among its element's clocks (-1: it runs as it was started, whatever the process says now).
    `paused` and `paused_work` are how long it has stood still, in microseconds of all and of working time;
    `extended` is what a supervisor has added, in its own time. `replanned_at` is when its length was last worked out
    anew. `breached_by` is the institution that missed it before
    this case had it. `why` is the reason of a pause, or of one that was
    refused while `paused_at` is None.
    """

    id: str
    host: str
    task: str
    start: datetime
    due: datetime
    steps: list[int]
    place: int = -1
    calendar: str = "24x7"
    told: list[int] = field(default_factory=list)
    paused_at: datetime | None = None
    why: str = ""
    paused: int = 0
    paused_work: int = 0
    extended: int = 0
    breached_at: datetime | None = None
    breached_by: str = ""
    replanned_at: datetime | None = None


@dataclass(slots=True)
class Incident(_Record):
    """The step of the engine that failed, to be tried again."""

    id: str
    host: str
    kind: str
    step: str
    argument: Json
