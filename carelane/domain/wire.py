"""The contracts between services, workflow and journal: plain dataclasses that travel as JSON.

No SQL, no Temporal here, so that `workflows` may import it. Times are ISO-8601 strings in UTC.
Patient data travels only inside ``variables`` and ``effects``, which the payload codec encrypts.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from carelane.domain.job_types import JobSettings

JsonObject = dict[str, Any]


def workflow_id(instance_id: str) -> str:
    """Name the workflow of a case."""
    return f"case-{instance_id}"


def instance_of(workflow: str) -> str:
    """Name the case of a workflow."""
    return workflow.removeprefix("case-")


@dataclass(frozen=True, slots=True)
class Cause:
    """Who or what made this turn happen: shown in the timeline.

    ``kind``: person, message, signal, timer, job, call, operator, system. ``person`` is a person id, on behalf
    of nobody else in this version; ``message_id`` with its ``attempt``, ``signal_id`` with its name, and ``job_id``
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
class Delivery:
    """A message on its way to one case, as a Signal (or as the start of a case).

    ``attempt`` counts how often the message was correlated: a case takes a message once per attempt,
    so that one which came back to the inbox can go out again while a repeated Signal cannot. ``number`` grows
    with everything that is sent to the case, and is sent in its order: nothing lower can be new. 0: not numbered.
    """

    message_id: str
    message_name: str
    correlation_key: str
    variables: JsonObject = field(default_factory=dict)
    attempt: int = 1
    number: int = 0


@dataclass(frozen=True, slots=True)
class SignalHeard:
    """A signal of another case on its way to one that listens, as a Signal (or as the start of a case).

    ``variables`` are empty where the other case belongs to another institution. ``number`` as in `Delivery`, among
    the signals of the case.
    """

    signal_id: str
    signal_name: str
    variables: JsonObject = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """A person's command: complete the human task. Sent as Update ``complete_task``."""

    command_id: str
    task_id: str
    variables: JsonObject
    by: str


@dataclass(frozen=True, slots=True)
class CancelInstance:
    """A person's command: cancel the case. Sent as Update ``cancel``."""

    command_id: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ResolveIncident:
    """An operator's command. Sent as Update ``resolve_incident``."""

    command_id: str
    incident_id: str
    action: Literal["retry", "skip"]
    by: str
    variables: JsonObject = field(default_factory=dict)
    reason: str = ""


OperationKind = Literal[
    "suspend",
    "resume",
    "cancel",
    "modify",
    "edit_variables",
    "extend_sla",
    "migrate",
    "undo_migration",
]


@dataclass(frozen=True, slots=True)
class Operate:
    """An operator's command to a case as a whole. Sent as Update ``operate``.

    ``arguments`` by kind: ``cancel`` {compensate}; ``modify`` {terminate, activate, variables};
    ``edit_variables`` {scope, variables, remove}; ``extend_sla`` {sla, due_at}; ``migrate`` {bundle, sha256, mapping}; see `workflows.operations`.
    """

    command_id: str
    kind: OperationKind
    by: str
    reason: str
    arguments: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a command; the worklist already shows its effect when it arrives.

    ``outcome``: ``done``, or ``refused`` with a ``code`` of `carelane.domain.errors`. ``details`` say more where
    an operator has to know it; they name elements and activations, never values.
    """

    outcome: Literal["done", "refused"]
    code: str = ""
    turn: int = 0
    details: JsonObject = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class JobCall:
    """The argument of a job's activity (its Temporal activity name is the job type).

    ``idempotency_key`` is the same on every attempt of this job; a handler records its effect under it.
    """

    instance_id: str
    job_id: str
    element_id: str
    job_type: str
    headers: dict[str, str]
    variables: JsonObject
    institution: str
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job's activity returns: variables, or a BPMN error code thrown on purpose."""

    variables: JsonObject = field(default_factory=dict)
    error_code: str = ""
    error_message: str = ""
