"""A case of one drawing on its way to another, for the tests of migration."""

import json
from collections.abc import Callable
from typing import Any

from bpmn.engine import State
from bpmn.engine.effects import (
    Effect,
)
from bpmn.engine.migration import (
    ElementMapping,
    migrate,
    problems,
    propose,
    restore,
)
from bpmn.model import Process
from tests.engine.conftest import Case

Draw = Callable[..., str]
START = '<startEvent id="start"/>'
END = '<endEvent id="end"/>'
TIMER = (
    '<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="false"><timerEventDefinition>'
    "<timeDuration>{length}</timeDuration></timerEventDefinition></boundaryEvent>"
    '<endEvent id="{id}_end"/>'
)
ONE = START + '<userTask id="a"/><endEvent id="end"/>'
WAY = "start>a a>end"


def timer(name: str, host: str, length: str) -> str:
    return TIMER.format(id=name, host=host, length=length)


class Move:
    """A case of one drawing on its way to another."""

    def __init__(self, case: Case, text: str, **elements: str | None) -> None:
        self.case = case
        self.process: Process = Case(text).process
        proposed = propose(case.process, self.process).mapping.elements
        self.mapping = ElementMapping({**proposed, **elements})

    def with_(self, **more: Any) -> "Move":
        self.mapping = ElementMapping(self.mapping.elements, **more)
        return self

    def problems(self) -> list[tuple[str, str]]:
        found = problems(self.case.process, self.process, self.case.state, self.mapping)
        assert all(each.remedy and each.message for each in found)
        return [(each.code, each.element_id) for each in found]

    def go(self) -> tuple[Effect, ...]:
        """Move the case, and go on with it in the new version."""
        self.before = State.load(json.loads(json.dumps(self.case.state.dump())))
        assert not self.problems()
        self.case.state, effects = migrate(
            self.case.process, self.process, self.case.state, self.mapping, self.case.now, "v2"
        )
        self.old, self.case.process = self.case.process, self.process
        self.case._keep(effects)
        return effects

    def back(self) -> tuple[Effect, ...]:
        state, effects = restore(
            self.old, self.process, self.before, self.case.state, self.case.now, "v1"
        )
        self.case.state, self.case.process = state, self.old
        self.case._keep(effects)
        return effects


def of(effects: tuple[Effect, ...], kind: type[Any]) -> list[Any]:
    return [effect for effect in effects if isinstance(effect, kind)]
