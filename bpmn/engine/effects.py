"""What the engine asks the world to do, and what it tells about what happened.

`bpmn.engine.start` and `bpmn.engine.handle` return these in the order in which they happened. The
durable loop turns commands into activities and timers; the journal turns all of them into rows. Times are
aware UTC datetimes; variables and headers are JSON values. Nothing here is ever a set.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class Owner:
    """A potential owner of a human task: a role, at the case's own institution unless one is named."""

    role: str
    institution: str | None = None


# --- the case ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InstanceStarted:
    """The case began, by a none start event or by the message or timer named in ``trigger``."""

    element_id: str
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The case is over. ``error`` names the uncaught BPMN error code where outcome is ``error``."""

    outcome: Literal["completed", "terminated", "error", "cancelled"]
    error: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VariablesChanged:
    """Variables of the root scope took these values (for the case page and the read model)."""

    variables: Variables


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The business status of the case (``carelane:status`` of an element) is now ``status``."""

    status: str
    element_id: str


# --- elements ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ElementActivated:
    """A token entered the element; ``activation_id`` identifies this one activation of it."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class ElementCompleted:
    """The activation ended normally."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class ElementTerminated:
    """The activation was ended from outside: interrupted, cancelled, or its scope ended."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class FlowTaken:
    """A token passed along the sequence flow (coverage, heat on the diagram)."""

    flow_id: str


# --- human tasks ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenHumanTask:
    """A person has to act: ``task_id`` is unique within the case and never used again.

    ``variables`` is what the form shows and is prefilled from (the scope as the task sees it);
    ``assignee`` is the person id of a task that is born reserved.
    """

    task_id: str
    element_id: str
    name: str
    form_id: str
    potential_owners: tuple[Owner, ...]
    assignee: str
    priority: int
    due_at: datetime | None
    follow_up_at: datetime | None
    variables: Variables


@dataclass(frozen=True, slots=True)
class CloseHumanTask:
    """The human task is no longer open. ``exited`` says that the process took it away."""

    task_id: str
    outcome: Literal["completed", "exited"]
    by: str = ""


# --- jobs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunJob:
    """Automatic work: run the handler of ``job_type``; answer with JobDone, JobFailed or JobThrew.

    ``retries`` counts attempts in all (at least 1). ``variables`` is the scope as the job sees it.
    """

    job_id: str
    element_id: str
    job_type: str
    headers: dict[str, str]
    variables: Variables
    retries: int


@dataclass(frozen=True, slots=True)
class CancelJob:
    """The job's element is gone; a later answer is ignored by the engine."""

    job_id: str


# --- time ----------------------------------------------------------------------------------------


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


# --- messages ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The case waits for a message of this name and correlation key."""

    subscription_id: str
    element_id: str
    message_name: str
    correlation_key: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The case waits no longer for it."""

    subscription_id: str


@dataclass(frozen=True, slots=True)
class PublishMessage:
    """The case sends a message. ``message_key`` is unique within the case, from its counters.

    ``to`` is the institution code that should receive it, empty for whoever waits; ``time_to_live``
    is in seconds: how long the message waits for a receiver.
    """

    message_key: str
    element_id: str
    message_name: str
    correlation_key: str
    to: str
    time_to_live: int
    variables: Variables


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """The delivered message was consumed by the element."""

    message_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class MessageNotTaken:
    """Nobody in this case waits for the delivered message any more: it goes back to the inbox."""

    message_id: str


# --- trouble -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RaiseIncident:
    """The element cannot go on until a person resolves the incident.

    ``kind`` is one of the engine's codes: ``job_failed``, ``expression``, ``no_flow``, ``decision``,
    ``unhandled_error``, ``loop_limit``, ``message``. ``message`` never holds values of variables.
    """

    incident_id: str
    element_id: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class CloseIncident:
    """The incident was resolved, or its element is gone."""

    incident_id: str


@dataclass(frozen=True, slots=True)
class EscalationRaised:
    """An escalation was thrown; ``caught_by`` is empty when nobody catches it (BPMN 10.5.6: no harm)."""

    code: str
    element_id: str
    caught_by: str


Effect = (
    InstanceStarted
    | Ended
    | VariablesChanged
    | StatusChanged
    | ElementActivated
    | ElementCompleted
    | ElementTerminated
    | FlowTaken
    | OpenHumanTask
    | CloseHumanTask
    | RunJob
    | CancelJob
    | SetTimer
    | ClearTimer
    | SlaStarted
    | SlaStepReached
    | SlaStopped
    | Subscribe
    | Unsubscribe
    | PublishMessage
    | MessageTaken
    | MessageNotTaken
    | RaiseIncident
    | CloseIncident
    | EscalationRaised
)
