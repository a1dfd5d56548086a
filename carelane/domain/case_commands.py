"""Commands to a case, sent as Updates, and its answer (`carelane.domain.wire` is how to import them)."""

from dataclasses import dataclass, field
from typing import Any, Literal

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """A person's command: complete the human task. Sent as Update ``complete_task``.

    ``by`` is a substitute of the absent person ``on_behalf_of``, if there is one.
    """

    command_id: str
    task_id: str
    variables: JsonObject
    by: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class EndTask:
    """A person's command: skip a human task, or say that it cannot be done. Sent as Update ``end_task``.

    ``fault`` is the code of the BPMN error that a task throws which cannot be done; empty: an error without a code.
    """

    command_id: str
    task_id: str
    verb: Literal["skip", "fail"]
    by: str
    reason: str
    fault: str = ""
    on_behalf_of: str = ""


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
    "rekey_patient",
]


@dataclass(frozen=True, slots=True)
class Operate:
    """An operator's command to a case as a whole. Sent as Update ``operate``.

    ``arguments`` by kind: ``cancel`` {compensate}; ``modify`` {terminate, activate, variables};
    ``edit_variables`` {scope, variables, remove}; ``extend_sla`` {sla, due_at};
    ``rekey_patient`` {old, new}; ``migrate`` {bundle, sha256, mapping}; see `workflows.operations`.
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
