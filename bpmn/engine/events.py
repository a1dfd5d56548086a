"""What can happen to a running case: the input of `bpmn.engine.handle`.

An event about something that is not open any more changes nothing and says so where somebody must
know (`MessageNotTaken`); the durable loop refuses people's stale commands before they get here.
"""

from dataclasses import dataclass, field
from typing import Literal

from bpmn.engine.operator_events import OperatorEvent
from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class TaskCompleted:
    """A person completed the human task with these form values."""

    task_id: str
    variables: Variables = field(default_factory=dict)
    by: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class TaskSkipped:
    """The case goes on without this human task, which its designer allows."""

    task_id: str
    reason: str = ""
    by: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class TaskFailed:
    """A person says that the human task cannot be done: a BPMN error with this code, else an incident."""

    task_id: str
    error_code: str = ""
    reason: str = ""
    by: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class JobDone:
    """The job's handler returned these variables."""

    job_id: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobFailed:
    """The job failed for good (refused, or its retries are used up): an incident.

    ``message`` is the type of the last error; ``attempts`` is 0 where nobody knows how many there were.
    """

    job_id: str
    message: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class JobWaits:
    """The job is still being tried, but what it needs is away: people should know."""

    job_id: str
    job_type: str
    reason: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class JobThrew:
    """The job threw a BPMN error."""

    job_id: str
    error_code: str
    message: str = ""
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimeReached:
    """Time passed: fire whatever is due at ``now`` (the argument of `handle`).

    ``in_parts``: of cycles that were due very often only some, the earliest; the rest at the next such event. What arrives
    between them is held, so that nothing happens before what was due before it.
    """

    in_parts: bool = False


@dataclass(frozen=True, slots=True)
class MessageArrived:
    """A message was delivered to this case; ``message_id`` is unique over all cases."""

    message_id: str
    message_name: str
    correlation_key: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignalArrived:
    """Another case, or the outside, broadcast a signal; whatever waits for it here has it at once.

    ``signal_id`` is unique over all cases, for hosts that may deliver twice.
    """

    signal_name: str
    variables: Variables = field(default_factory=dict)
    signal_id: str = ""


@dataclass(frozen=True, slots=True)
class CancelRequested:
    """End the case from outside; every open element is terminated.

    With ``compensate`` what has completed is undone first, the youngest first; until then the case stays open.
    """

    reason: str
    by: str = ""
    compensate: bool = False


@dataclass(frozen=True, slots=True)
class IncidentResolved:
    """A person resolves an incident: try the element again (with changed variables) or skip it."""

    incident_id: str
    action: Literal["retry", "skip"] = "retry"
    variables: Variables = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class ChildDone:
    """The called case ended normally and gives these variables back."""

    child_id: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildFailed:
    """The called case ended in another way, or could not be started (``unknown``).

    ``terminated`` (by a terminate end event) ends only the callee: the call completes. ``error`` is thrown
    at the call. The rest becomes an incident there; ``message`` says why and names no value.
    """

    child_id: str
    outcome: Literal["error", "terminated", "cancelled", "unknown"]
    error_code: str = ""
    message: str = ""
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildEscalated:
    """The called case threw an escalation that it does not catch itself; it goes on."""

    child_id: str
    code: str
    variables: Variables = field(default_factory=dict)


Event = (
    TaskCompleted
    | TaskSkipped
    | TaskFailed
    | JobDone
    | JobFailed
    | JobThrew
    | JobWaits
    | ChildDone
    | ChildFailed
    | ChildEscalated
    | TimeReached
    | MessageArrived
    | SignalArrived
    | CancelRequested
    | IncidentResolved
    | OperatorEvent
)
