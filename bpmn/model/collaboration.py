"""Pools, lanes and message flows: who takes part, and which messages the drawing shows."""

from dataclasses import dataclass

from bpmn.model.clocks import Sla
from bpmn.model.elements import Element
from bpmn.model.statuses import StatusDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Element):
    """A pool; without a process it is a black box. `kind` is the institution kind it may be bound to.

    `startable_role` (several with commas) may start its process from the screen.
    """

    process_id: str = ""
    kind: str = ""
    startable_role: str = ""
    sla: tuple[Sla, ...] = ()
    """Clocks over its whole process."""
    statuses: tuple[StatusDefinition, ...] = ()
    """Words of business status beside the standard ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFlow(Element):
    """A drawn message flow; execution follows message names and keys, not these."""

    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration(Element):
    """All pools of a file."""

    participants: tuple[Participant, ...] = ()
    message_flows: tuple[MessageFlow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane(Element):
    """A lane with the role of the people in it; `parent` is the lane around it."""

    role: str
    nodes: tuple[str, ...] = ()
    parent: str = ""
