"""A random process that runs twice at the same time, and is checked after each step."""

import json
from datetime import UTC, datetime

from bpmn.engine import State, handle, start
from bpmn.engine.effects import Effect, ElementCompleted
from bpmn.engine.events import ChildDone, ChildFailed, Event, JobDone, JobFailed, JobThrew
from bpmn.engine.program import program_of
from bpmn.engine.state import Activation
from bpmn.json_types import Variables
from bpmn.model import Process
from tests.random_processes.ledger import Ledger
from tests.random_processes.prediction.frames import Place

BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Run:
    """A case that is run twice at the same time: once as it is, once with a restart before each step."""

    def __init__(self, process: Process, variables: Variables) -> None:
        self.process = process
        self.nodes = program_of(process).nodes
        self.now = BEGIN
        self.ledger = Ledger()
        self.completed: list[str] = []
        self.stale: list[Event] = []
        self.messages = 0
        self.state, effects = start(process, dict(variables), self.now)
        self.other, same = start(process, dict(variables), self.now)
        assert effects == same
        self._after(effects)

    def _after(self, effects: tuple[Effect, ...]) -> None:
        self.effects = effects
        self.ledger.enter(effects)
        self.completed += [e.element_id for e in effects if isinstance(e, ElementCompleted)]
        dumped = self.state.dump()
        assert json.loads(json.dumps(dumped)) == dumped, "the dump is no plain JSON"
        assert dumped == self.other.dump(), "a restart changed the state"
        self.ledger.check(self.state)

    def happen(self, event: Event, now: datetime | None = None) -> tuple[Effect, ...]:
        """Let it happen."""
        self.now = now or self.now
        if isinstance(event, JobDone | JobFailed | JobThrew):
            self.ledger.answer("job", event.job_id)
        elif isinstance(event, ChildDone | ChildFailed):
            self.ledger.answer("child", event.child_id)
        dumped = json.dumps(self.other.dump())
        restarted = State.load(json.loads(dumped))
        assert json.dumps(restarted.dump()) == dumped
        self.state, effects = handle(self.process, self.state, event, self.now)
        self.other, same = handle(self.process, restarted, event, self.now)
        assert effects == same, "a restart changed what happens"
        self._after(effects)
        self.stale = [*self.stale[-3:], event]
        return effects

    def place(self, activation_id: str) -> tuple[str, Place]:
        """Name the element and the place of an activation, as the prediction names them."""
        activation = self.state.activations[activation_id]
        return self.state.element_of(activation_id), place_of(activation)


def place_of(activation: Activation) -> Place:
    """Name the place of an activation: elements, loop counters, and older ones of the same kind."""
    if activation.parent is None:
        return ()
    siblings = (activation.parent.children or {}).values()
    alike = [each for each in siblings if _name(each) == _name(activation)]
    return (*place_of(activation.parent), (*_name(activation), alike.index(activation)))


def _name(activation: Activation) -> tuple[str, int]:
    element, _, inner = activation.key.partition("#")
    counter = (activation.variables or {}).get("loopCounter", 0) if inner else 0
    assert isinstance(counter, int)
    return element, counter
