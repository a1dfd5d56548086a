"""A random process that runs twice at the same time, and is checked after each step."""

import json
from dataclasses import fields
from datetime import UTC, datetime

from bpmn.engine import State, handle, start
from bpmn.engine.effects import Effect, ElementCompleted
from bpmn.engine.events import ChildDone, ChildFailed, Event, JobDone, JobFailed, JobThrew
from bpmn.engine.program import program_of
from bpmn.engine.state import Activation
from bpmn.engine.suspension import holds_back
from bpmn.json_types import Variables
from bpmn.model import Process
from tests.random_processes.ledger import Ledger
from tests.random_processes.prediction.frames import Place

_OF_JOBS = (JobDone.__name__, JobFailed.__name__, JobThrew.__name__)
_OF_CHILDREN = (ChildDone.__name__, ChildFailed.__name__)
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
        self._after(effects, [])

    def _after(self, effects: tuple[Effect, ...], answers: list[Variables]) -> None:
        self.effects = effects
        self.ledger.enter(effects)
        for answer in answers:
            self._answer(answer)
        self.completed += [e.element_id for e in effects if isinstance(e, ElementCompleted)]
        dumped = self.state.dump()
        assert json.loads(json.dumps(dumped)) == dumped, "the dump is no plain JSON"
        assert dumped == self.other.dump(), "a restart changed the state"
        self.ledger.check(self.state)

    def happen(self, event: Event, now: datetime | None = None) -> tuple[Effect, ...]:
        """Let it happen."""
        self.now = now or self.now
        answers = [] if holds_back(self.state, event) else [vars_of(event)]
        dumped = json.dumps(self.other.dump())
        restarted = State.load(json.loads(dumped))
        assert json.dumps(restarted.dump()) == dumped
        held = [*self.state.held]
        self.state, effects = handle(self.process, self.state, event, self.now)
        answers += held[: max(len(held) - len(self.state.held), 0)]
        self.other, same = handle(self.process, restarted, event, self.now)
        assert effects == same, "a restart changed what happens"
        self._after(effects, answers)
        self.stale = [*self.stale[-3:], event]
        return effects

    def _answer(self, told: Variables) -> None:
        """Enter the answer of a job or called case when it happens, not when it is held."""
        kind = told["type"]
        if kind in _OF_JOBS:
            self.ledger.answer("job", str(told["job_id"]))
        elif kind in _OF_CHILDREN:
            self.ledger.answer("child", str(told["child_id"]))

    def place(self, activation_id: str) -> tuple[str, Place]:
        """Name the element and the place of an activation, as the prediction names them."""
        activation = self.state.activations[activation_id]
        return self.state.element_of(activation_id), place_of(activation)


def vars_of(event: Event) -> Variables:
    """Give the fields of an event."""
    told: Variables = {field.name: getattr(event, field.name) for field in fields(event)}
    return {**told, "type": type(event).__name__}


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
