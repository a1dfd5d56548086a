"""A case on the engine for tests: real .bpmn files, virtual time, and a restart after every step."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import State, handle, start
from bpmn.engine.effects import Effect, ElementCompleted, Ended
from bpmn.engine.events import (
    Event,
    IncidentResolved,
    JobDone,
    JobFailed,
    JobThrew,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.engine.wire import dump_effect, load_effect
from bpmn.json_types import Json

FILES = Path(__file__).parent / "files"
BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Case:
    """Runs one process; elements are named by their ids."""

    def __init__(
        self,
        text: str | Bundle,
        message: MessageArrived | None = None,
        by: dict[str, Any] | None = None,
        begins: datetime = BEGIN,
        **variables: Json,
    ) -> None:
        """Begin by a message, or `by` a signal, timer or condition, when it `begins`."""
        bundle = Bundle(text) if isinstance(text, str) else text
        self.process = next(iter(compile_bundle(bundle).processes.values()))
        self.now = begins
        self.effects: list[Effect] = []
        self.last: tuple[Effect, ...] = ()
        self.state, effects = start(self.process, variables, self.now, message=message, **by or {})
        self._keep(effects)

    def _keep(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            assert load_effect(json.loads(json.dumps(dump_effect(effect)))) == effect
        self.last = effects
        self.effects.extend(effects)

    def give(self, event: Event) -> "Case":
        dumped = json.dumps(self.state.dump())
        self.state = State.load(json.loads(dumped))
        kept = self.state.dump()
        assert json.dumps(kept) == dumped
        self.state, effects = handle(self.process, self.state, event, self.now)
        assert json.dumps(kept) == dumped  # what was dumped stays as it was, whatever happens next
        self._keep(effects)
        return self

    def tasks(self) -> list[str]:
        return list(self.state.open_tasks().values())

    def jobs(self) -> list[str]:
        return [self.state.element_of(activation) for activation in self.state.jobs.values()]

    def _task(self, element: str) -> str:
        return next(id_ for id_, found in self.state.open_tasks().items() if found == element)

    def _job(self, element: str) -> str:
        jobs = self.state.jobs.items()
        return next(id_ for id_, found in jobs if self.state.element_of(found) == element)

    def do(self, element: str, **variables: Json) -> "Case":
        return self.give(TaskCompleted(self._task(element), variables, "p1"))

    def done(self, element: str, **variables: Json) -> "Case":
        return self.give(JobDone(self._job(element), variables))

    def fail(self, element: str) -> "Case":
        return self.give(JobFailed(self._job(element), "registry away"))

    def throw(self, element: str, code: str) -> "Case":
        return self.give(JobThrew(self._job(element), code))

    def receive(self, name: str, key: str, **variables: Json) -> "Case":
        return self.give(MessageArrived("m1", name, key, variables))

    def hear(self, name: str, **variables: Json) -> "Case":
        return self.give(SignalArrived(name, variables))

    def wait(self, **length: float) -> "Case":
        self.now += timedelta(**length)
        return self.give(TimeReached())

    def resolve(self, action: Literal["retry", "skip"] = "retry", **variables: Json) -> "Case":
        incident = next(iter(self.state.incidents))
        return self.give(IncidentResolved(incident, action, variables, "p1"))

    def completed(self) -> list[str]:
        return [each.element_id for each in self.effects if isinstance(each, ElementCompleted)]

    def incidents(self) -> list[str]:
        return [each.kind for each in self.state.incidents.values()]

    def of(self, kind: type[Any]) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def outcome(self) -> str:
        return next((each.outcome for each in self.effects if isinstance(each, Ended)), "open")


Begin = Callable[..., Case]


@pytest.fixture
def begin() -> Begin:
    def begin_case(name: str, message: MessageArrived | None = None, **variables: Json) -> Case:
        return Case((FILES / f"{name}.bpmn").read_text(), message, **variables)

    return begin_case


@pytest.fixture
def begin_text() -> Begin:
    def begin_case(
        text: str,
        message: MessageArrived | None = None,
        by: dict[str, Any] | None = None,
        **variables: Json,
    ) -> Case:
        return Case(text, message, by, **variables)

    return begin_case


HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:carelane="https://carelane.org/schema/bpmn/1.0"
    id="Definitions" targetNamespace="https://carelane.org/tests">
"""


OWNER = (
    '<extensionElements><zeebe:assignmentDefinition candidateGroups="ward"/></extensionElements>'
)


@pytest.fixture
def draw() -> Callable[..., str]:
    """Write a file: root elements, the content of the one process, and `a>b c>d` as flows.

    A user task without content gets an owner.
    """

    def write(content: str, flows: str = "", roots: str = "") -> str:
        drawn = "".join(
            f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
            for source, _, target in (flow.partition(">") for flow in flows.split())
        )
        owned = re.sub(r'(<userTask id="\w+")/>', rf"\1>{OWNER}</userTask>", content)
        process = f'<process id="process" isExecutable="true">{owned}{drawn}</process>'
        return f"{HEAD}{roots}{process}</definitions>"

    return write
