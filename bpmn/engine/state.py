"""The state of one running case: open work only, as plain objects that dump to JSON.

Its size follows what is open now, never what has been. Ids come from one counter. `bpmn.engine`
changes a state in place; the caller keeps no older copy.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bpmn.engine.activation import Activation
from bpmn.engine.waits import (
    ConditionWait,
    Gathering,
    Incident,
    SignalWait,
    SlaClock,
    Subscription,
    Timer,
)
from bpmn.json_types import Json, Variables

__all__ = ["Activation", "State"]


@dataclass(slots=True)
class State:
    """All that is open in one case. `ended` is the outcome once the case is over, else empty."""

    process_id: str
    counter: int = 0
    root: Activation | None = None
    outcome: str = ""
    activations: dict[str, Activation] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    """Open human tasks: task id -> activation id."""
    jobs: dict[str, str] = field(default_factory=dict)
    """Jobs that have not answered: job id -> activation id."""
    children: dict[str, str] = field(default_factory=dict)
    """Called cases that are open: child id -> activation id."""
    catches: tuple[str, ...] = ()
    """Of a called case: the error codes that its caller would catch."""
    depth: int = 0
    """How many cases are above this one."""
    timers: dict[str, Timer] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    signals: dict[str, SignalWait] = field(default_factory=dict)
    conditions: dict[str, ConditionWait] = field(default_factory=dict)
    gatherings: dict[str, Gathering] = field(default_factory=dict)
    slas: dict[str, SlaClock] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    suspended: bool = False
    completers: dict[str, list[str]] = field(default_factory=dict)
    """Who completed elements that other tasks exclude (four eyes), by element id."""
    held: list[Variables] = field(default_factory=list)
    """What arrived while the case was suspended and has not happened yet, oldest first."""
    behind: bool = False
    """Cycles have more firings to catch up on than one turn may do."""
    put_off: list[tuple[str, str, Json]] = field(default_factory=list)
    """Steps that an operator's change of a suspended case has left to do: name, activation id, argument."""

    @property
    def ended(self) -> bool:
        """Whether the case is over."""
        return bool(self.outcome)

    @property
    def compensating(self) -> bool:
        """Whether the case is being cancelled: what it has done is being undone."""
        return self.root is not None and (self.root.data or {}).get("outcome") == "cancelled"

    @property
    def variables(self) -> Variables:
        """The root scope's variables; empty once the case is over."""
        return self.root.variables or {} if self.root is not None else {}

    def next_id(self, prefix: str) -> str:
        """Give an id that this case has never used."""
        self.counter += 1
        return f"{prefix}{self.counter}"

    def next_due(self) -> datetime | None:
        """Give the time of the earliest open timer, or of what was held; a suspended case has none."""
        if self.suspended:
            return None
        due = min((timer.due for timer in self.timers.values()), default=None)
        if not self.held:
            return due
        arrived = datetime.fromisoformat(str(self.held[0]["at"]))
        return arrived if due is None else min(due, arrived)

    def open_tasks(self) -> dict[str, str]:
        """Give the open human tasks: task id -> element id."""
        return {task: self.element_of(activation) for task, activation in self.tasks.items()}

    def element_of(self, activation_id: str) -> str:
        """Give the id of the element that the activation is in."""
        return self.activations[activation_id].key.partition("#")[0]

    def live_elements(self) -> tuple[str, ...]:
        """Give the ids of the elements that hold tokens, in order of activation, without the root."""
        inner = [a.id for a in self.activations.values() if a is not self.root]
        return tuple(self.element_of(id_) for id_ in inner)

    def dump(self) -> Variables:
        """Give the whole state as JSON values; what few cases have is left out of the others."""
        dumped: Variables = {
            "process_id": self.process_id,
            "counter": self.counter,
            "root": self.root.dump() if self.root else None,
            "outcome": self.outcome,
            "tasks": dict(self.tasks),
            "jobs": dict(self.jobs),
            "children": dict(self.children),
            "catches": list(self.catches),
            "depth": self.depth,
            "timers": [timer.dump() for timer in self.timers.values()],
            "subscriptions": [wait.dump() for wait in self.subscriptions.values()],
            "signals": [wait.dump() for wait in self.signals.values()],
            "conditions": [wait.dump() for wait in self.conditions.values()],
            "gatherings": [each.dump() for each in self.gatherings.values()],
            "slas": [clock.dump() for clock in self.slas.values()],
            "incidents": [incident.dump() for incident in self.incidents.values()],
        }
        if self.completers:
            dumped["completers"] = {name: [*people] for name, people in self.completers.items()}
        if self.suspended or self.held:
            dumped |= {"suspended": self.suspended, "held": [*self.held]}
            dumped["put_off"] = [[*step] for step in self.put_off]
        return dumped | ({"behind": True} if self.behind else {})

    @classmethod
    def load(cls, dumped: dict[str, Json]) -> "State":
        """Restore what `dump` gave."""
        from bpmn.engine.state_loading import load_state

        return load_state(dumped)
