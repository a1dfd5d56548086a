"""A case recorded on our engine, to be run once more on SpiffWorkflow."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import State, handle
from bpmn.engine.events import (
    Event,
    JobDone,
    JobThrew,
    MessageArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.json_types import Json, Variables
from bpmn.model import Process
from bpmn.reader import read_xml
from bpmn.scenarios.turns import Begun, Turn, seen_of
from bpmn.spiff import LIMITS, Limit, Replay, replay

BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:carelane="https://carelane.org/schema/bpmn/1.0" id="D" targetNamespace="t">"""


def drawn(body: str, roots: str = "") -> str:
    """Give the text of a file with one process."""
    process = f'<bpmn:process id="process" isExecutable="true">{body}</bpmn:process>'
    return f"{HEAD}{roots}{process}</bpmn:definitions>"


def flows(*pairs: str) -> str:
    """Give sequence flows without ids: ``a>b``, or ``a>b>c`` for two."""
    made = []
    for pair in pairs:
        names = pair.split(">")
        made += [
            f'<bpmn:sequenceFlow sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(names)
        ]
    return "".join(made)


def user(*names: str) -> str:
    """Give user tasks."""
    owner = '<zeebe:assignmentDefinition candidateGroups="nurse"/>'
    made = f"<bpmn:extensionElements>{owner}</bpmn:extensionElements>"
    return "".join(f'<bpmn:userTask id="{name}">{made}</bpmn:userTask>' for name in names)


def job(name: str, inside: str = "") -> str:
    """Give a service task whose job type is its id."""
    task = f'<zeebe:taskDefinition type="{name}"/>'
    extension = f"<bpmn:extensionElements>{task}</bpmn:extensionElements>"
    return f'<bpmn:serviceTask id="{name}">{extension}{inside}</bpmn:serviceTask>'


class Recorded:
    """Runs the only process of a file, and keeps the turns."""

    def __init__(self, text: str, **variables: Json) -> None:
        self.text = text
        self.process: Process = next(iter(compile_bundle(Bundle(text)).processes.values()))
        self.turns: list[Turn] = []
        self.now = BEGIN
        self.begin(variables)

    def begin(self, variables: Variables, message: MessageArrived | None = None) -> None:
        self.turns = []
        self.state: State
        begun = Begun(dict(variables), message)
        self.state, effects = begun.start(self.process, self.now)
        self.turns.append(Turn("", self.now, begun, effects, seen_of(effects, self.state)))

    def give(self, event: Event) -> "Recorded":
        self.state, effects = handle(self.process, self.state, event, self.now)
        self.turns.append(Turn("", self.now, event, effects, seen_of(effects, self.state)))
        return self

    def do(self, element: str, **values: Json) -> "Recorded":
        tasks = self.state.open_tasks().items()
        return self.give(TaskCompleted(next(k for k, e in tasks if e == element), values, "p"))

    def _job(self, element: str) -> str:
        jobs = self.state.jobs.items()
        return next(key for key, at in jobs if self.state.element_of(at) == element)

    def done(self, element: str, **values: Json) -> "Recorded":
        return self.give(JobDone(self._job(element), values))

    def throw(self, element: str, code: str) -> "Recorded":
        return self.give(JobThrew(self._job(element), code))

    def message(self, name: str, key: str = "", **values: Json) -> "Recorded":
        return self.give(MessageArrived("m", name, key, values))

    def wait(self, **length: float) -> "Recorded":
        """Let time pass; whatever is due on the way happens when it is due."""
        until = self.now + timedelta(**length)
        while (due := self.state.next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            self.give(TimeReached())
        self.now = until
        return self

    def again(self, limits: tuple[Limit, ...] = LIMITS) -> Replay:
        """Run it once more on SpiffWorkflow."""
        root = read_xml(self.text.encode(), "process.bpmn")
        return replay(root, self.process, self.turns, limits)

    def begun_by(self, name: str, **values: Json) -> "Recorded":
        """Begin again, by a message."""
        self.begin({}, MessageArrived("m", name, "", values))
        return self
