"""What stands around the engine in a process test.

It does the jobs that such tests name, completes human tasks at once, carries messages between the
processes of one file, and lets virtual time pass.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bpmn.engine import Caller, State, answers_of, handle, start
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
    CancelRequested,
    ChildFailed,
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
MAX_CASES = 1_000
"""Most cases of one test: more calls than that fail."""


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
        """Start a process and do what it asks for."""
        self._begin(process, variables)

    def _begin(
        self,
        process: Process,
        variables: Variables,
        message: MessageArrived | None = None,
        signal: SignalArrived | None = None,
    ) -> None:
        if len(self.running) >= MOST_EVENTS:
            raise Endless(f"more than {MOST_EVENTS} cases")
        state, effects = start(process, variables, self.now, message=message, signal=signal)
        self.running.append(_Running(process, state))
        self._do(len(self.running) - 1, {}, effects)

    def _call(self, place: int, call: StartChild) -> None:
        process = self.processes.get(call.process_id)
        if process is None or len(self.running) >= MAX_CASES:
            self.waiting.append((self.now, place, ChildFailed(call.child_id, "unknown")))
            return
        caller = Caller(call.catches, call.depth)
        state, effects = start(process, call.variables, self.now, caller=caller)
        self.running.append(_Running(process, state, (place, call)))
        self._do(len(self.running) - 1, {}, effects)

    def _cancel(self, place: int, child_id: str) -> None:
        for number, each in enumerate(self.running):
            if each.called is not None and (each.called[0], each.called[1].child_id) == (
                place,
                child_id,
            ):
                self.give(number, CancelRequested("the call was cancelled"))

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
        self._hear(place, before, effects)
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
                    self._call(place, effect)
                case CancelChild(child_id=child_id):
                    self._cancel(place, child_id)

    def _hear(self, place: int, before: Variables, effects: Sequence[Effect]) -> None:
        """Tell the caller what a turn of a called case means to it."""
        called = self.running[place].called
        if called is not None:
            caller, call = called
            answers = answers_of(call.child_id, call.variables, before, effects)
            self.waiting.extend((self.now, caller, answer) for answer in answers)

    def _work(self, place: int, job: RunJob) -> None:
        label = job.headers.get("label", "")
        result: Variables = {}
        when = self.now
        match job.job_type:
            case "trace" if label:
                self.trace.append(label)
            case "marker" if not self.marked:
                self.marked = True
                self.trace.append("MARKER_exists")
            case "increment":
                before = job.variables.get("integerVariable")
                result = {"integerVariable": (before if isinstance(before, int) else 0) + 1}
                self.trace.extend([label] if label else [])
            case "set-data":
                result = {"data": "String"}
            case "log-data" if job.variables.get("data") == "String":
                self.trace.append("DATA_correct")
            case "throw":
                self.waiting.append((when, place, JobFailed(job.job_id, "the job throws")))
                return
            case "work":
                when = parse_duration(job.headers.get("duration", "PT0S")).after(self.now)
                self.waiting.append((when, place, _Finished(job.job_id, result, label)))
                return
        self.waiting.append((when, place, JobDone(job.job_id, result)))

    def run(self, until: datetime) -> None:
        """Let time pass."""
        while True:
            self._deliver()
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
            if isinstance(event, _Finished):
                self.trace.extend([event.label] if event.label else [])
            self.give(place, event)

    def _deliver(self) -> None:
        """Give signals to all, and each message to whoever waits, else start what it starts, else keep it."""
        while self.signals:
            self._broadcast(*self.signals.pop(0))
        kept: list[PublishMessage] = []
        while self.messages:
            message = self.messages.pop(0)
            if not self._receive(message):
                kept.append(message)
        self.messages = kept

    def _broadcast(self, thrower: int, signal: BroadcastSignal) -> None:
        """Let all others hear a signal, and start what it starts."""
        arrived = SignalArrived(signal.signal_name, signal.variables)
        for place in range(len(self.running)):
            if place != thrower and not self.running[place].state.ended:
                self.give(place, arrived)
        for process in self.processes.values():
            if arrived.signal_name in process.signal_starts:
                self._begin(process, {}, signal=arrived)

    def _receive(self, message: PublishMessage) -> bool:
        self.sent += 1
        arrived = MessageArrived(
            f"m{self.sent}", message.message_name, message.correlation_key, message.variables
        )
        for place, each in enumerate(self.running):
            for wait in each.state.subscriptions.values():
                if (wait.name, wait.key) == (arrived.message_name, arrived.correlation_key):
                    self.give(place, arrived)
                    return True
        for process in self.processes.values():
            if arrived.message_name in process.message_starts:
                self._begin(process, {}, arrived)
                return True
        return False

    def outcome(self) -> str:
        """Say how it ended."""
        if self.incidents:
            return "incident"
        if self.error:
            return "error"
        return "completed" if all(each.state.ended for each in self.running) else "open"


@dataclass(frozen=True, slots=True)
class _Finished(JobDone):
    """A job that took virtual time; its label is traced when it is done."""

    label: str = ""
