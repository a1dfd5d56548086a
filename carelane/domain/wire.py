"""The contracts between services, workflow and journal: plain dataclasses that travel as JSON.

No SQL, no Temporal here, so that `workflows` may import it. Times are ISO-8601 strings in UTC.
Patient data travels only inside ``variables`` and ``effects``, which the payload codec encrypts.
"""

from dataclasses import dataclass, field

from carelane.domain.arrivals import Delivery, SignalHeard
from carelane.domain.case_commands import (
    Answer,
    CancelInstance,
    CompleteTask,
    EndTask,
    JsonObject,
    Operate,
    OperationKind,
    ResolveIncident,
)
from carelane.domain.job_calls import JobCall, JobResult
from carelane.domain.job_types import JobSettings


def workflow_id(instance_id: str) -> str:
    """Name the workflow of a case."""
    return f"case-{instance_id}"


def instance_of(workflow: str) -> str:
    """Name the case of a workflow."""
    return workflow.removeprefix("case-")


@dataclass(frozen=True, slots=True)
class Cause:
    """Who or what made this turn happen: shown in the timeline.

    ``kind``: person, message, signal, timer, job, call, operator, system. ``person`` is a person id, who acts for the absent
    person ``on_behalf_of`` if there is one; ``message_id`` with its ``attempt``, ``signal_id`` with its name, and ``job_id``
    where they apply. Of an operator ``operation`` says what was done (a kind of `Operate`, ``retry`` or ``skip``) and
    ``reason`` why.
    """

    kind: str
    person: str = ""
    message_id: str = ""
    job_id: str = ""
    signal_id: str = ""
    signal_name: str = ""
    operation: str = ""
    reason: str = ""
    attempt: int = 0
    on_behalf_of: str = ""

    @property
    def is_command(self) -> bool:
        """Whether somebody waits for the answer, which is given when the turn is written."""
        return self.kind in {"person", "operator"}


@dataclass(frozen=True, slots=True)
class StartProcess:
    """The start payload of a `ProcessWorkflow`: everything a replay needs.

    ``bundle`` is base64 of the zlib-compressed definition bundle (`bpmn.definition.Bundle.pack`);
    ``pools`` binds participant (pool) ids to institution codes; ``institution`` is the case's own and
    ``from_institution`` that of the message that starts it. ``job_queues`` names the task queue of job types
    that a hospital's own worker serves. ``message``, ``signal``, or the key of the start event in ``timer`` or
    ``condition`` (`bpmn.model.Process.timer_starts`, ``conditional_starts``) begins the case. ``state`` is set only by continue-as-new, which happens when Temporal
    suggests it or after ``turns_per_run`` turns, if that is not 0. ``at_once``: its worker may write turns itself
    (`workflows.journal`); False only in histories of before.
    """

    instance_id: str
    process_id: str
    bundle: str
    bundle_sha256: str
    institution: str
    pools: dict[str, str]
    variables: JsonObject
    business_key: str = ""
    started_by: str = ""
    from_institution: str = ""
    message: "Delivery | None" = None
    signal: "SignalHeard | None" = None
    timer: str = ""
    condition: str = ""
    called_by: "CalledBy | None" = None
    job_queues: dict[str, str] = field(default_factory=dict)
    turns_per_run: int = 0
    at_once: bool = False
    state: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class CalledBy:
    """The case that called this one, and what `bpmn.engine.Caller` has to know of the call."""

    instance_id: str
    child_id: str
    element_id: str
    catches: list[str] = field(default_factory=list)
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one turn of a case changed: the journal writes it in one transaction.

    ``turn`` counts from 1 without gaps; a turn already written (same number, same ``at``) is answered
    without a second write.
    ``effects`` are `bpmn.engine.wire.dump_effect` objects in order. ``first`` carries what the
    instance row needs and is set on turn 1 only.
    """

    instance_id: str
    turn: int
    at: str
    causes: list[Cause]
    effects: list[JsonObject]
    first: "FirstTurn | None" = None


@dataclass(frozen=True, slots=True)
class Written:
    """The journal's answer to a turn: what can now be handed to other cases.

    ``deliverable`` are messages (name, correlation key) that have a receiver, ``signals`` the ids of signals of
    the case that others have still to hear.
    ``diverged``: the turn was not written, because the read model holds turns that never became part of
    the case's history (a worker died before it could report them) or lacks some; rebuild it.
    ``jobs`` are the settings now in force of the job types that the turn begins; missing in histories of before.
    """

    deliverable: list[tuple[str, str]] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    diverged: bool = False
    jobs: dict[str, JobSettings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FirstTurn:
    """What turn 1 tells about the case itself."""

    process_id: str
    bundle_sha256: str
    institution: str
    pools: dict[str, str]
    business_key: str
    started_by: str
    from_institution: str = ""
    message_id: str = ""
    parent_instance_id: str = ""
    parent_element_id: str = ""

    @classmethod
    def of(cls, start: StartProcess) -> "FirstTurn":
        """Take from the start payload what the instance row needs."""
        return cls(
            process_id=start.process_id,
            bundle_sha256=start.bundle_sha256,
            institution=start.institution,
            pools=start.pools,
            business_key=start.business_key,
            started_by=start.started_by,
            from_institution=start.from_institution,
            message_id=start.message.message_id if start.message is not None else "",
            parent_instance_id=start.called_by.instance_id if start.called_by is not None else "",
            parent_element_id=start.called_by.element_id if start.called_by is not None else "",
        )


__all__ = [
    "Answer",
    "CalledBy",
    "CancelInstance",
    "Cause",
    "CompleteTask",
    "Delivery",
    "EndTask",
    "FirstTurn",
    "JobCall",
    "JobResult",
    "JsonObject",
    "Operate",
    "OperationKind",
    "ResolveIncident",
    "SignalHeard",
    "StartProcess",
    "Turn",
    "Written",
    "instance_of",
    "workflow_id",
]
