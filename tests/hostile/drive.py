"""Reads, checks, compiles and runs a bundle as far as it goes, with every kind of event that it waits for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bpmn.definition import Bundle, Definition, compile_bundle
from bpmn.engine import NotStartable, State, handle, start
from bpmn.engine.calls import Caller
from bpmn.engine.effects import (
    Effect,
    ListenSignal,
    OpenHumanTask,
    RaiseIncident,
    RunJob,
    StartChild,
    Subscribe,
)
from bpmn.engine.events import (
    ChildDone,
    ChildFailed,
    Event,
    JobDone,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.findings import Refused
from bpmn.forms import check_values, clean_values, evaluated
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.review import review

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TURNS = 30
MOST_CALLS = 20
MOST_EFFECTS = 200_000
"""Far more effects than a turn's budget allows."""


@dataclass
class Ran:
    """What became of a bundle: why it was refused, or what its cases did."""

    refused: list[str] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    waiting: int = 0
    calls: int = 0
    seen: str = ""
    """The text of everything that came out, to look for secrets in."""

    @property
    def outcome(self) -> str:
        """In one word."""
        if self.refused:
            return "refused"
        return "incident" if self.incidents else "waits" if self.waiting else "ended"


def review_and_run(bundle: Bundle, variables: Variables | None = None, turns: int = TURNS) -> Ran:
    """Say everything that `carelane check` says, then do everything; what is refused is so both times."""
    findings = review(bundle, {})
    ran = run_bundle(bundle, variables, turns)
    assert any(each.severity == "error" for each in findings) == bool(ran.refused)
    ran.seen += "\n".join(map(str, findings))
    return ran


def run_bundle(bundle: Bundle, variables: Variables | None = None, turns: int = TURNS) -> Ran:
    """Do everything; an exception other than a refusal goes through."""
    compile_bundle.cache_clear()
    ran = Ran()
    try:
        definition = compile_bundle(bundle)
    except Refused as refused:
        ran.refused = [finding.rule for finding in refused.findings]
        ran.seen = str(refused)
        return ran
    for form in definition.forms.values():
        values = {**(variables or {}), "c": 1}
        ran.seen += repr((check_values(form, values, NOW), clean_values(form, values, NOW)))
        for one in form.fields:
            if one.options_from is not None:
                ran.seen += repr(evaluated(one.options_from, values, NOW))[:100_000]
    for process in definition.processes.values():
        _Case(definition, ran, turns).run(process, variables or {})
    return ran


class _Case:
    """One case, with the cases that it calls."""

    def __init__(
        self, definition: Definition, ran: Ran, turns: int, caller: Caller | None = None
    ) -> None:
        self.definition = definition
        self.ran = ran
        self.turns = turns
        self.caller = caller
        self.now = NOW
        self.events: list[Event] = []

    def run(self, process: Process, variables: Variables) -> State | None:
        begun = self._begin(process, variables)
        if begun is None:
            return None
        state = begun
        for _ in range(self.turns):
            event = self._next(state)
            if state.ended or event is None:
                break
            dumped = json.dumps(state.dump())
            state = State.load(json.loads(dumped))
            assert json.dumps(state.dump()) == dumped
            state, effects = handle(process, state, event, self.now)
            self._keep(effects)
        if state.ended:
            self.ran.ended.append(state.outcome)
        else:
            self.ran.waiting += 1
        return state

    def _begin(self, process: Process, variables: Variables) -> State | None:
        for how in _ways(process):
            try:
                state, effects = start(process, variables, self.now, caller=self.caller, **how)
            except NotStartable:
                continue
            self._keep(effects)
            return state
        return None

    def _next(self, state: State) -> Event | None:
        if self.events:
            return self.events.pop(0)
        due = state.next_due()
        if due is None:
            return None
        self.now = max(self.now, due)
        return TimeReached()

    def _keep(self, effects: tuple[Effect, ...]) -> None:
        assert len(effects) < MOST_EFFECTS
        if len(self.ran.seen) < 1_000_000:
            self.ran.seen += repr(effects[:2000])
        for effect in effects:
            match effect:
                case OpenHumanTask() if not effect.element_id.startswith("wait"):
                    self.events.append(TaskCompleted(effect.task_id, {"again": True}))
                case RunJob():
                    self.events.append(JobDone(effect.job_id, {"result": 1}))
                case Subscribe():
                    name, key = effect.message_name, effect.correlation_key
                    number = len(self.events)
                    self.events.append(MessageArrived(f"m{number}", name, key))
                case ListenSignal():
                    self.events.append(SignalArrived(effect.signal_name))
                case StartChild():
                    self._call(effect)
                case RaiseIncident():
                    self.ran.incidents.append(effect.kind)

    def _call(self, effect: StartChild) -> None:
        called = self.definition.processes.get(effect.process_id)
        self.ran.calls += 1
        if called is None or self.ran.calls > MOST_CALLS:
            failed = ChildFailed(effect.child_id, "unknown", message="no such process")
            self.events.append(failed)
            return
        caller = Caller(effect.catches, effect.depth)
        case = _Case(self.definition, self.ran, self.turns, caller)
        state = case.run(called, dict(effect.variables))
        if state is not None and state.ended:
            self.events.append(ChildDone(effect.child_id))


def _ways(process: Process) -> Iterator[dict[str, object]]:
    yield {}
    for name in process.message_starts:
        yield {"message": MessageArrived("m0", name, "")}
    for key in process.timer_starts:
        yield {"timer": key}
    for name in process.signal_starts:
        yield {"signal": SignalArrived(name)}
    for key in process.conditional_starts:
        yield {"condition": key}
