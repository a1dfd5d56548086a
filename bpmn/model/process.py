"""An executable process: what `bpmn.engine` runs, and all that it needs to run it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from bpmn.allowance import Allowance
from bpmn.json_types import Json
from bpmn.model.activities import Activity, SubProcess
from bpmn.model.clocks import Sla
from bpmn.model.collaboration import Collaboration, Lane
from bpmn.model.elements import Element, FlowNode
from bpmn.model.events import (
    ConditionTrigger,
    MessageTrigger,
    SignalTrigger,
    StartEvent,
    TimerTrigger,
)
from bpmn.model.flows import Body
from bpmn.model.starts import Beginning, beginnings_of
from bpmn.model.statuses import StatusDefinition


class Decisions(Protocol):
    """Where business-rule tasks find their decisions."""

    def decide(
        self,
        decision_id: str,
        variables: Mapping[str, Json],
        now: datetime,
        allowance: Allowance | None = None,
    ) -> Json:
        """Evaluate, paid for by the allowance; raises `DecisionFailed`."""


class DecisionFailed(Exception):  # noqa: N818 - becomes an incident of that kind
    """A decision could not be evaluated; the message names the decision and never a value."""


class NoDecisions:
    """The decisions of a file that came without any."""

    def decide(
        self,
        decision_id: str,
        variables: Mapping[str, Json],
        now: datetime,
        allowance: Allowance | None = None,
    ) -> Json:
        """Refuse: there is none."""
        del variables, now, allowance
        raise DecisionFailed(f"there is no decision {decision_id!r}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Process(Element):
    """A process by its body; compared and hashed by identity, so that compiled forms can be cached."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    body: Body
    lanes: tuple[Lane, ...] = ()
    executable: bool = True
    participant_id: str = ""
    pool_kind: str = ""
    startable_role: str = ""
    version_tag: str = ""
    sla: tuple[Sla, ...] = ()
    """Clocks over the whole case."""
    statuses: tuple[StatusDefinition, ...] = ()
    """Words of business status beside the standard ones."""
    decisions: Decisions = field(default_factory=NoDecisions)

    @property
    def message_starts(self) -> tuple[str, ...]:
        """Names of the messages that start this process."""
        return tuple(trigger.name.text for _, trigger in self.message_triggers())

    @property
    def signal_starts(self) -> tuple[str, ...]:
        """Names of the signals that start this process."""
        found = (each.trigger for each in self.beginnings)
        return tuple(each.name.text for each in found if isinstance(each, SignalTrigger))

    @property
    def timer_starts(self) -> dict[str, TimerTrigger]:
        """What a clock begins the process by: key of the beginning -> timer."""
        found = ((each.key, each.trigger) for each in self.beginnings)
        return {key: trigger for key, trigger in found if isinstance(trigger, TimerTrigger)}

    @property
    def conditional_starts(self) -> dict[str, ConditionTrigger]:
        """What true conditions begin the process by: key of the beginning -> condition."""
        found = ((each.key, each.trigger) for each in self.beginnings)
        return {key: trigger for key, trigger in found if isinstance(trigger, ConditionTrigger)}

    @cached_property
    def beginnings(self) -> tuple[Beginning, ...]:
        """Every event that begins the process, of start events, instantiating tasks and gateways."""
        return beginnings_of(self.body)

    @property
    def clock_variables(self) -> frozenset[str]:
        """Names of the variables in which its clocks leave their state."""
        inside = (node.sla for node in self.nodes() if isinstance(node, Activity))
        return frozenset(each.variable for slas in (self.sla, *inside) for each in slas) - {""}

    def message_triggers(self) -> Iterator[tuple[FlowNode, MessageTrigger]]:
        """Yield the elements that a message begins the process by, with the message of each."""
        for each in self.beginnings:
            if isinstance(each.trigger, MessageTrigger):
                yield each.element, each.trigger

    @property
    def start_form(self) -> str:
        """The form of the none start event, empty if it has none."""
        starts = (node for node in self.body.nodes if isinstance(node, StartEvent))
        return next((node.form_id for node in starts if node.trigger is None and node.form_id), "")

    def nodes(self) -> Iterator[FlowNode]:
        """Yield every node at any depth, containers before their content."""
        pending = list(reversed(self.body.nodes))
        while pending:
            node = pending.pop()
            yield node
            if isinstance(node, SubProcess):
                pending.extend(reversed(node.body.nodes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """One BPMN file: its processes and its collaboration."""

    file: str
    id: str = ""
    name: str = ""
    processes: tuple[Process, ...] = ()
    collaboration: Collaboration | None = None
