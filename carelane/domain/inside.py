"""An open case from the inside, as an operator needs it who has to change it. Travels as JSON.

Variables in it may be clinical: who shows them asks for a reason first (`carelane.services`).
"""

from dataclasses import dataclass, field

from carelane.domain.wire import JsonObject


@dataclass(frozen=True, slots=True)
class OpenWait:
    """What an activation waits for.

    ``kind``: task, job, call, timer, message, signal, condition, clock, incident. ``id`` is the engine's,
    ``name`` the element, message or signal waited for or the kind of the incident, ``due`` a timer's time (ISO).
    """

    kind: str
    id: str
    name: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class OpenActivation:
    """A token inside an element; ``scope`` is the id of the activation around it, empty for the root.

    ``loop``: it is one instance of a multi-instance or loop activity, or inside one; ``undoing``: it belongs to a
    compensation that runs. ``joining`` are the elements in it at which tokens wait for others. ``variables`` are
    its own.
    """

    id: str
    element_id: str
    scope: str
    waits: list[OpenWait] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)
    loop: bool = False
    undoing: bool = False
    variables: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """What has arrived while the case is suspended: ``type`` of the engine's event, name or id, since when (ISO)."""

    type: str
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class CaseInside:
    """An open case from the inside, for operators: its activations, outermost first, and what was held."""

    instance_id: str
    turn: int
    suspended: bool
    compensating: bool
    activations: list[OpenActivation]
    held: list[HeldEvent] = field(default_factory=list)
