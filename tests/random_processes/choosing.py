"""What could happen next to a running case, and the choice among it.

A choice is a number from Hypothesis; 0 is what people would wish for: tasks are completed, jobs are done,
incidents are put right, messages come, time passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildEscalated,
    ChildFailed,
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
from bpmn.engine.waits import Incident
from bpmn.json_types import Variables
from bpmn.model import BoundaryEvent, StartEvent
from tests.random_processes.blocks import CONDITIONS
from tests.random_processes.drawing.events import wait_variable
from tests.random_processes.driver import Run
from tests.random_processes.prediction.frames import Place

CANCEL = 4_711
"""The one number that cancels the case."""
MAY_LACK = ("boundary_", "catch_", "start_", "join_")
"""Elements that may look for a variable that nobody has set."""
FIX: Variables = dict.fromkeys(CONDITIONS, True)
"""What is set when an incident is put right: some flow can be taken then."""


@dataclass(frozen=True)
class Choice:
    """One thing that could happen next, and what the prediction is told of it."""

    event: Event
    kind: str
    element: str = ""
    place: Place = ()
    answer: str = ""
    now: datetime | None = None
    fix: Variables | None = None

    def __str__(self) -> str:
        where = "/".join(f"{element}:{counter}" for element, counter, _ in self.place)
        return f"{self.kind} {self.element} {self.answer} {where} {self.event!s:.80}"


class Choices:
    """What could happen to the case of a run."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def wished(self) -> list[list[Choice]]:
        """Give what could happen, kind by kind, in the order in which it would be wished for."""
        kinds = [
            *(self._tasks(), self._jobs(), self._children(), self._incidents()),
            *(self._messages(beside=False), self._signals(beside=False), self._times()),
        ]
        return [found for found in map(list, kinds) if found]

    def unwished(self) -> list[list[Choice]]:
        """Give what happens to a case now and then: failures, more work, repetitions, strangers."""
        beside = [*self._messages(beside=True), *self._signals(beside=True)]
        stale = [Choice(event, "stale") for event in self.run.stale if self._is_stale(event)]
        stale.append(Choice(MessageArrived("x", "unknown", "key"), "stale"))
        kinds = [self._errors(), self._child_failures(), beside, beside, self._failures(), stale]
        return [found for found in map(list, kinds) if found]

    def _tasks(self) -> Iterator[Choice]:
        for key, host in self.run.state.tasks.items():
            element, place = self.run.place(host)
            for answer in ("1", "2", "3"):
                values: Variables = {element.replace("task", "answer"): int(answer)}
                yield Choice(TaskCompleted(key, values, "p"), "task", element, place, answer)
            outputs = self.run.nodes[self.run.state.activations[host].key].outputs
            for name in () if outputs else CONDITIONS:  # with outputs only what they make goes up
                fix: Variables = {name: self.run.state.variables[name] is not True}
                done = TaskCompleted(key, {**values, **fix}, "p")
                yield Choice(done, "task", element, place, "3", fix=fix)

    def _jobs(self) -> Iterator[Choice]:
        for key, host in self.run.state.jobs.items():
            yield Choice(JobDone(key), "job", *self.run.place(host), "done")

    def _children(self) -> Iterator[Choice]:
        for key, host in self.run.state.children.items():
            yield Choice(ChildDone(key), "child", *self.run.place(host), "done")

    def _child_failures(self) -> Iterator[Choice]:
        for key, host in self.run.state.children.items():
            place = self.run.place(host)
            for code in ("E1", "E2", "E3"):
                yield Choice(ChildEscalated(key, code), "child", *place, f"escalated {code}")
                yield Choice(ChildFailed(key, "error", code), "child", *place, f"error {code}")
            yield Choice(ChildFailed(key, "terminated"), "child", *place, "terminated")
            yield Choice(ChildFailed(key, "cancelled"), "child", *place, "cancelled")

    def _errors(self) -> Iterator[Choice]:
        for key, host in self.run.state.jobs.items():
            for code in ("E1", "E2", "E3"):
                yield Choice(JobThrew(key, code), "job", *self.run.place(host), code)

    def _failures(self) -> Iterator[Choice]:
        for key, host in self.run.state.jobs.items():
            yield Choice(JobFailed(key, "away"), "job", *self.run.place(host), "failed")
        for key, incident in self.run.state.incidents.items():
            for answer in ("skip", "retry"):
                event = IncidentResolved(key, answer, {}, "p")  # type: ignore[arg-type]
                yield Choice(event, "incident", *self.run.place(incident.host), answer)

    def _incidents(self) -> Iterator[Choice]:
        for key, incident in self.run.state.incidents.items():
            fix = self._fix(incident)
            event = IncidentResolved(key, "retry", fix, "p")
            yield Choice(event, "incident", *self.run.place(incident.host), "retry", fix=fix)

    def _fix(self, incident: Incident) -> Variables:
        """Know what timers and joins wait for, and take every flow."""
        ids = [node.id for node in self.run.process.nodes()]
        unknown = [each for each in ids if each.startswith(MAY_LACK)]
        waits: Variables = {wait_variable(each): "PT5H" for each in unknown}
        return {} if incident.kind in ("job_failed", "unhandled_error") else {**FIX, **waits}

    def _messages(self, *, beside: bool) -> Iterator[Choice]:
        """Give messages that are waited for, or those that only set more work going ``beside``."""
        taken: list[str] = []
        for wait in self.run.state.subscriptions.values():
            if wait.name in taken:
                continue  # the oldest of those who wait for the same gets it
            taken.append(wait.name)
            if self._is_beside(wait.target) is not beside:
                continue
            self.run.messages += 1
            event = MessageArrived(f"x{self.run.messages}", wait.name, wait.key)
            place = self.run.place(wait.host)[1]
            yield Choice(event, "message", wait.target.removesuffix("#inner"), place)

    def _signals(self, *, beside: bool) -> Iterator[Choice]:
        by_name: dict[str, list[bool]] = {}
        for wait in self.run.state.signals.values():
            by_name.setdefault(wait.name, []).append(self._is_beside(wait.target))
        for name, found in by_name.items():
            if all(found) is beside:
                yield Choice(SignalArrived(name), "broadcast", answer=name)

    def _is_beside(self, target: str) -> bool:
        """Say whether the event only sets more work going."""
        element = self.run.nodes[target].element
        return isinstance(element, StartEvent | BoundaryEvent) and not element.interrupting

    def _times(self) -> Iterator[Choice]:
        dues = sorted(timer.due for timer in self.run.state.timers.values())
        for due in [*dues[:3], *[due + timedelta(hours=9) for due in dues[:1]]]:
            yield Choice(TimeReached(), "time", now=max(due, self.run.now))

    def _is_stale(self, event: Event) -> bool:
        match event:
            case TaskCompleted(task_id):
                return task_id not in self.run.state.tasks
            case ChildDone(child_id) | ChildFailed(child_id) | ChildEscalated(child_id):
                return child_id not in self.run.state.children
            case JobDone(job_id) | JobFailed(job_id) | JobThrew(job_id):
                return job_id not in self.run.state.jobs
            case IncidentResolved(incident_id):
                return incident_id not in self.run.state.incidents
            case CancelRequested():
                return self.run.state.ended
        return False


def choose(run: Run, number: int) -> Choice | None:
    """Mostly what people would wish for, sometimes not; 0 always; None: nothing can happen."""
    if number == CANCEL:
        return Choice(CancelRequested("enough"), "cancel")
    choices = Choices(run)
    kinds = choices.unwished() if number % 3 == 2 else choices.wished()  # every third
    if not kinds:
        return None
    number, found = number // 3, kinds[number // 3 % len(kinds)]
    return found[number // len(kinds) % len(found)]
