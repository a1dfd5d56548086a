"""The running cases as services ask for them: Temporal, the truth of an open case."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from carelane.domain.inside import CaseInside
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    CompleteTask,
    Delivery,
    EndTask,
    JsonObject,
    Operate,
    ResolveIncident,
    SignalHeard,
    StartProcess,
    Turn,
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What Temporal, the truth of an open case, says about it; the read model is compared with it.

    ``state`` is ``open`` or ``closed``; ``turn`` is the last turn that the journal has acknowledged;
    ``open_tasks`` holds the engine's task ids in order.
    """

    instance_id: str
    state: Literal["open", "closed"]
    turn: int
    open_tasks: tuple[str, ...] = ()
    open_incidents: tuple[str, ...] = ()
    suspended: bool = False
    compensating: bool = False


@dataclass(frozen=True, slots=True)
class CaseTold:
    """What Temporal's histories tell of a case: ``turns``, oldest first.

    ``whole``: they are all of its turns. Else older histories are gone, and ``earlier`` holds what the oldest one
    left knows of the turns before it: their effects whose work is still open (`workflows.ledger`); empty where it
    knows nothing. ``start`` is the start payload of the oldest run.
    """

    start: StartProcess
    turns: list[Turn]
    earlier: list[Turn] = field(default_factory=list)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class CaseListed:
    """A case that Temporal knows. ``started_at`` is when its last run began."""

    instance_id: str
    open: bool
    started_at: datetime


class CasePort(Protocol):
    """The running cases, one durable workflow each.

    Every method raises `CaseUnavailable` when Temporal (or every worker) is away for longer than the
    adapter's patience, and `CaseNotFound` when there is no such case. A command may be sent again
    with the same ``command_id`` as often as its sender likes: it has one effect and one answer.
    """

    def start(self, start: StartProcess, *, wait: bool = True) -> Answer:
        """Start the case unless it was started before.

        With ``wait`` the worklist shows its first tasks when this returns, and the answer's turn is 1;
        without, or while no worker is up, it is 0.
        """
        ...

    def complete_task(self, instance_id: str, command: CompleteTask) -> Answer:
        """Complete a human task; when this returns, the worklist shows what came of it.

        Refused: ``task_closed``, ``excluded_owner``, ``case_suspended``, ``case_ended``.
        """
        ...

    def end_task(self, instance_id: str, command: EndTask) -> Answer:
        """Skip a human task, or let it fail; when this returns, the worklist shows what came of it.

        Refused: ``task_closed``, ``task_not_skippable``, ``case_suspended``, ``case_ended``.
        """
        ...

    def cancel(self, instance_id: str, command: CancelInstance) -> Answer:
        """End the case from outside. Refused: ``case_suspended``, ``case_ended``."""
        ...

    def resolve_incident(self, instance_id: str, command: ResolveIncident) -> Answer:
        """Try an element with an incident again, or skip it.

        Refused: ``incident_closed``, ``not_skippable``, ``case_suspended``, ``case_ended``.
        """
        ...

    def operate(self, instance_id: str, command: Operate) -> Answer:
        """Do what an operator wants with the case as a whole.

        Refused: ``case_ended``, ``unknown_operation``, and what `workflows.operations` says of each kind.
        """
        ...

    def foresee(self, instance_id: str, command: Operate) -> Answer:
        """Tell what an operation would do now, or why it would be refused; it leaves no trace.

        Raises `CaseEnded` for a case that is over.
        """
        ...

    def deliver(self, instance_id: str, delivery: Delivery) -> None:
        """Hand a message to the case, at least once; the case takes the same delivery once.

        Raises `CaseEnded` when the case has ended.
        """
        ...

    def hear(self, instance_id: str, signal: SignalHeard) -> None:
        """Tell the case of another's signal, at least once; the case hears the same signal once.

        Raises `CaseEnded` when the case has ended.
        """
        ...

    def describe(self, instance_id: str) -> CaseFacts:
        """Tell where the case stands."""
        ...

    def inspect(self, instance_id: str) -> CaseInside:
        """Look inside an open case; it leaves no trace there. Raises `CaseEnded` for one that is over."""
        ...

    def preview_migration(self, instance_id: str, plan: JsonObject) -> JsonObject:
        """Ask the case what the operation ``migrate`` with these arguments would do to it now; it leaves no trace.

        Gives `workflows.versions.preview`.
        """
        ...

    def running(self, before: datetime) -> list[str]:
        """List the cases that began before this moment and still run; one that has just ended may be among them."""
        ...

    def told(self, instance_id: str) -> CaseTold:
        """Replay the case's histories and give every turn it wrote, to rebuild its read model."""
        ...

    def turns(self, instance_id: str) -> list[Turn]:
        """Give the turns that the case's histories tell."""
        ...

    def listed(self, *, closed: bool) -> list[CaseListed]:
        """List the open cases, and with ``closed`` those that ended within the retention too; oldest first."""
        ...
