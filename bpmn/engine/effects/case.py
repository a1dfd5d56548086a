"""The case itself: its start, its end, its variables and its business status."""

from dataclasses import dataclass
from typing import Literal

from bpmn.json_types import Variables


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


@dataclass(frozen=True, slots=True)
class CaseSuspended:
    """The case stands still until it is resumed; its open tasks are suspended."""


@dataclass(frozen=True, slots=True)
class CaseResumed:
    """The case goes on, and its tasks are as they were before."""


@dataclass(frozen=True, slots=True)
class CaseCompensating:
    """The case is cancelled: nothing goes on in it but the undoing of what was done, after which it ends."""

    reason: str


@dataclass(frozen=True, slots=True)
class CaseModified:
    """An operator has moved tokens: the ids of the elements that were begun and that were taken away."""

    activated: tuple[str, ...]
    terminated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VariablesCorrected:
    """An operator has written and removed variables of these names, in the case or in ``element_id``'s scope."""

    element_id: str
    written: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventHeld:
    """Something arrived while the case is suspended; it happens when the case is resumed.

    ``kind``: message, signal, job or call. ``name`` is that of the message or signal, ``reference`` its id or
    that of the job or called case.
    """

    kind: str
    name: str
    reference: str
