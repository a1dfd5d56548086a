"""What stands around the engine in a process test.

It does the jobs that such tests name, completes human tasks at once, carries messages between the
processes of one file, and lets virtual time pass.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bpmn.conformance.calls import call, call_off, tell_caller
from bpmn.conformance.deliveries import deliver
from bpmn.conformance.kit_jobs import MARKER, Finished, done_at_once
from bpmn.engine import NotStartable, State, handle, start
from bpmn.engine.effects import (
    BroadcastSignal,
    CancelChild,
    Effect,
    Ended,
    OpenHumanTask,
    PublishMessage,
    RaiseIncident,
    RunJob,
    StartChild,
)
from bpmn.engine.events import (
    Event,
    JobDone,
    JobFailed,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.times import parse_duration

BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


MOST_EVENTS = 20_000
"""Most answers, messages and times that a case may be given; what wants more does not end."""


class Endless(Exception):  # noqa: N818 - reads as what it is
    """The case wants more events than a test case may have."""


Between = Callable[[State], State]
"""Called between any two events; may give back another, equal state."""


def unchanged(state: State) -> State:
    """Give the state back as it is."""
    return state


@dataclass(slots=True)
class _Running:
    process: Process
    state: State
    called: tuple[int, StartChild] | None = None
    """Of a called case: the place of its caller, and the call."""


@dataclass(slots=True)
class Host:
    """Everything around the engine while a test case runs."""

    processes: Mapping[str, Process]
    between: Between = unchanged
    now: datetime = BEGIN
    trace: list[str] = field(default_factory=list)
    marked: bool = False
    incidents: int = 0
    error: bool = False
    running: list[_Running] = field(default_factory=list)
    waiting: list[tuple[datetime, int, Event]] = field(default_factory=list)
    """Answers still to come: when, to which running process, what."""
    messages: list[PublishMessage] = field(default_factory=list)
    signals: list[tuple[int, BroadcastSignal]] = field(default_factory=list)
    """Signals that the others have not heard yet, each with who has thrown it."""
    sent: int = 0
    events: int = 0

    def begin(self, process: Process, variables: Variables) -> None:
        """Start a process and do what it asks for; one that waits for a message or signal begins by that."""
        with suppress(NotStartable):
            self.begin_by(process, variables)

    def begin_by(
        self,
        process: Process,
        variables: Variables,
        message: MessageArrived | None = None,
        signal: SignalArrived | None = None,
    ) -> None:
        """Start a process by a message or signal, or plainly; raises NotStartable."""
        if len(self.running) >= MOST_EVENTS:
            raise Endless(f"more than {MOST_EVENTS} cases")
        self.add(process, start(process, variables, self.now, message=message, signal=signal))

    def add(
        self,
        process: Process,
        begun: tuple[State, tuple[Effect, ...]],
        called: tuple[int, StartChild] | None = None,
    ) -> None:
        """Let a case that has begun run here, and do what it asks for."""
        state, effects = begun
        self.running.append(_Running(process, state, called))
        self._do(len(self.running) - 1, {}, effects)

    def give(self, place: int, event: Event) -> None:
        """Give an event to a running process."""
        self.events += 1
        if self.events > MOST_EVENTS:
            raise Endless(f"more than {MOST_EVENTS} events")
        one = self.running[place]
        one.state = self.between(one.state)
        before = dict(one.state.variables)
        one.state, effects = handle(one.process, one.state, event, self.now)
        self._do(place, before, effects)

    def _do(self, place: int, before: Variables, effects: Sequence[Effect]) -> None:
        called = self.running[place].called
        tell_caller(self, place, before, effects)
        for effect in effects:
            match effect:
                case RunJob():
                    self._work(place, effect)
                case OpenHumanTask():
                    self.waiting.append((self.now, place, TaskCompleted(effect.task_id)))
                case PublishMessage():
                    self.messages.append(effect)
                case BroadcastSignal():
                    self.signals.append((place, effect))
                case RaiseIncident():
                    self.incidents += 1
                case Ended(outcome="error") if called is None:
                    self.error = True
                case StartChild():
                    call(self, place, effect)
                case CancelChild(child_id=child_id):
                    call_off(self, place, child_id)

    def _work(self, place: int, job: RunJob) -> None:
        """Do a job; what takes time is traced and answered when it is done."""
        label = job.headers.get("label", "")
        if job.job_type == "throw":
            answer: Event = JobFailed(job.job_id, "the job throws")
            self.waiting.append((self.now, place, answer))
        elif job.job_type == "work":
            when = parse_duration(job.headers.get("duration", "PT0S")).after(self.now)
            self.waiting.append((when, place, Finished(job.job_id, {}, label)))
        else:
            labels, result = done_at_once(job, marked=self.marked)
            self.marked = self.marked or MARKER in labels
            self.trace.extend(labels)
            self.waiting.append((self.now, place, JobDone(job.job_id, result)))

    def run(self, until: datetime) -> None:
        """Let time pass."""
        while True:
            deliver(self)
            times = [when for when, _, _ in self.waiting]
            times += [due for each in self.running if (due := each.state.next_due()) is not None]
            when = min(times, default=None)
            if when is None or when > until:
                self.now = until
                return
            self.now = max(self.now, when)
            self._advance()

    def _advance(self) -> None:
        for place, each in enumerate(self.running):
            due = each.state.next_due()
            if due is not None and due <= self.now:
                self.give(place, TimeReached())
        ready = [entry for entry in self.waiting if entry[0] <= self.now]
        self.waiting = [entry for entry in self.waiting if entry[0] > self.now]
        for _, place, event in ready:
            if isinstance(event, Finished):
                self.trace.extend([event.label] if event.label else [])
            self.give(place, event)

    def outcome(self) -> str:
        """Say how it ended."""
        if self.incidents:
            return "incident"
        if self.error:
            return "error"
        return "completed" if all(each.state.ended for each in self.running) else "open"
