"""Gateways: where a token's way splits and joins."""

from dataclasses import dataclass
from typing import ClassVar

from bpmn.model.elements import FlowNode
from bpmn.model.values import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway(FlowNode):
    """Any gateway; `default` is the id of the flow taken when no condition holds.

    `direction` is what the file says of its flows: Converging, Diverging, Mixed or Unspecified.
    """

    default: str = ""
    direction: str = "Unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusiveGateway(Gateway):
    """One way of several."""

    tag: ClassVar[str] = "exclusiveGateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelGateway(Gateway):
    """All ways; waits for all."""

    tag: ClassVar[str] = "parallelGateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusiveGateway(Gateway):
    """Every way whose condition holds; waits for whatever can still come."""

    tag: ClassVar[str] = "inclusiveGateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBasedGateway(Gateway):
    """The way of the event that comes first, or (`parallel`) of all events as they come.

    `instantiate` makes the events behind it starts of the process; only then may it be parallel.
    """

    tag: ClassVar[str] = "eventBasedGateway"

    instantiate: bool = False
    parallel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexGateway(Gateway):
    """Starts when `activation` holds over what has come, then waits for the rest (BPMN 2.0, 13.4.5).

    Without an activation condition it only splits, as an inclusive gateway does.
    """

    tag: ClassVar[str] = "complexGateway"

    activation: Expression | None = None
