"""Cases in memory behind the same port as Temporal's: the real `Case` and the real journal, no server.

For what needs no durability: the simulation of the group in virtual time, and tests. Whoever moves the clock calls `tick`;
what is due is kept in a heap, so that a month of a thousand cases costs what happens in it. `tests/durable/test_case_port.py` holds it to
what Temporal's promises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from threading import RLock

from activities.jobs import Handler
from activities.registries import job_handlers
from bpmn.engine.effects import CancelChild, Effect, RunJob, StartChild
from bpmn.engine.events import (
    CancelRequested,
    ChildFailed,
    Event,
    JobDone,
    JobFailed,
    JobThrew,
)
from carelane.domain.calls import CallAnswer, child_instance_id
from carelane.domain.errors import CarelaneError, CaseEnded, CaseNotFound, CaseUnavailable
from carelane.domain.inside import CaseInside
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    Cause,
    CompleteTask,
    Delivery,
    EndTask,
    FirstTurn,
    JsonObject,
    Operate,
    ResolveIncident,
    SignalHeard,
    StartProcess,
    Turn,
    Written,
)
from carelane.services.calls import called_process
from carelane.services.journal import write_turn
from carelane.services.messages import deliver
from carelane.services.ports import CaseFacts, CaseListed, CaseTold
from carelane.services.signals import tell
from carelane.services.transaction import Database
from workflows.alarm import Alarm
from workflows.calls import answered, call_request, child_start, heard
from workflows.case import Case, arrived, sent_by, signalled, told_by
from workflows.commands import Command, perform, refusal_of
from workflows.continuing import continued
from workflows.foresight import foreseen
from workflows.inside import inside_of
from workflows.jobs import job_call
from workflows.ledger import Ledger
from workflows.memory import Memory
from workflows.refusals import Refusal
from workflows.versions import preview


class SilentAlarm(Alarm):
    """Never rings: whoever moves the clock says when it is time."""

    def set(self, due: datetime | None) -> None:
        """Do nothing: the heap of `CasesInMemory` knows what is due."""
        del due


@dataclass
class Running:
    """A case with what it has written."""

    start: StartProcess
    case: Case
    memory: Memory
    written: list[Turn] = field(default_factory=list)


class CasesInMemory:
    """All cases of one world. ``heard`` is told every effect of every turn, once its rows are written."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler] | None = None,
        heard: Callable[[str, list[Effect]], None] = lambda _case, _effects: None,
    ) -> None:
        self.database = database
        self.available = True
        self.losing = False
        self.cases: dict[str, Running] = {}
        self.handlers = handlers or job_handlers(database)
        self.lock = RLock()
        self._heard = heard
        self._due: list[tuple[datetime, str]] = []

    def _running(self, instance_id: str) -> Running:
        if not self.available:
            raise CaseUnavailable
        if instance_id not in self.cases:
            raise CaseNotFound
        return self.cases[instance_id]

    def start(self, start: StartProcess, *, wait: bool = True) -> Answer:
        """Start the case unless it was started before."""
        with self.lock:
            if not self.available:
                raise CaseUnavailable
            if start.instance_id not in self.cases:
                self._begin(start)
            return Answer("done", turn=int(wait))

    def _begin(self, start: StartProcess) -> None:
        case = Case.begin(start, self.database.now(), SilentAlarm())
        running = Running(start, case, Memory.of(start, self.database.now))
        self.cases[start.instance_id] = running
        self._write(running)

    def _happen(self, running: Running, event: Event, cause: Cause) -> None:
        running.case.happen(event, cause, self.database.now())
        self._write(running)

    def _write(self, running: Running) -> None:
        """Write the open turn, if anything happened in it, and do at once what it asks for."""
        if not running.case.open_turn:
            return
        turn, effects = running.case.close_turn(self.database.now())
        answers = running.case.take_answers()
        running.written.append(turn)
        due = running.case.state.next_due()
        if due is not None:
            heappush(self._due, (due, running.start.instance_id))
        written = Written() if self.losing else write_turn(self.database, turn)
        self._heard(running.start.instance_id, effects)
        if written.deliverable:
            deliver(self.database, self, written.deliverable)
        tell(self.database, self, written.signals)
        for effect in effects:
            self._perform(running, effect)
        for answer in answers:
            self._tell(running, answer)

    def _perform(self, running: Running, effect: Effect) -> None:
        match effect:
            case RunJob():
                event = self._run(running, effect)
                self._happen(running, event, Cause("job", job_id=effect.job_id))
            case StartChild():
                self._call(running, effect)
            case CancelChild(child_id=child_id, compensate=compensate):
                child = self.cases[child_instance_id(running.start.instance_id, child_id)]
                if not child.case.state.ended:
                    ended = CancelRequested("the call was ended", compensate=compensate)
                    self._happen(child, ended, Cause("call"))

    def _call(self, running: Running, call: StartChild) -> None:
        found = called_process(self.database, call_request(running.start, call))
        if found.start is None:
            unknown = ChildFailed(call.child_id, "unknown", message=found.problem)
            self._happen(running, unknown, Cause("call"))
        else:
            self._begin(child_start(running.start, call, found.start))

    def _tell(self, running: Running, answer: CallAnswer) -> None:
        assert running.start.called_by is not None
        caller = self.cases[running.start.called_by.instance_id]
        if not caller.case.state.ended and caller.memory.is_new(heard(answer)):
            self._happen(caller, answered(answer), Cause("call"))

    def _run(self, running: Running, job: RunJob) -> JobDone | JobFailed | JobThrew:
        try:
            result = self.handlers[job.job_type](job_call(running.start, job))
        except CarelaneError as error:
            return JobFailed(job.job_id, error.code)
        if result.error_code:
            return JobThrew(job.job_id, result.error_code, result.error_message, result.variables)
        return JobDone(job.job_id, result.variables)

    def complete_task(self, instance_id: str, command: CompleteTask) -> Answer:
        """Complete a human task."""
        return self._obey(instance_id, command)

    def end_task(self, instance_id: str, command: EndTask) -> Answer:
        """Skip a human task, or let it fail."""
        return self._obey(instance_id, command)

    def cancel(self, instance_id: str, command: CancelInstance) -> Answer:
        """End the case from outside."""
        return self._obey(instance_id, command)

    def resolve_incident(self, instance_id: str, command: ResolveIncident) -> Answer:
        """Try an element with an incident again, or skip it."""
        return self._obey(instance_id, command)

    def operate(self, instance_id: str, command: Operate) -> Answer:
        """Do what an operator wants with the case as a whole."""
        return self._obey(instance_id, command)

    def _obey(self, instance_id: str, command: Command) -> Answer:
        with self.lock:
            running = self._running(instance_id)
            known = running.memory.answers.get(command.command_id)
            if known is not None:
                return known
            self._tick(running)
            refusal = refusal_of(running.case, command)
            if not refusal and not command.command_id:
                refusal = Refusal(CarelaneError.code)
            if refusal:
                return Answer("refused", refusal.code, details=refusal.details)
            answer = Answer("done", turn=running.case.open_turn.number)
            running.memory.remember(command.command_id, answer)
            perform(running.case, command, self.database.now())
            self._write(running)
            return answer

    def deliver(self, instance_id: str, delivery: Delivery) -> None:
        """Hand a message to the case."""
        with self.lock:
            running = self._running(instance_id)
            if running.case.state.ended:
                raise CaseEnded
            if running.memory.is_new(delivery):
                self._happen(running, arrived(delivery), sent_by(delivery))

    def hear(self, instance_id: str, signal: SignalHeard) -> None:
        """Tell the case of another's signal."""
        with self.lock:
            running = self._running(instance_id)
            if running.case.state.ended:
                raise CaseEnded
            if running.memory.is_new_signal(signal):
                self._happen(running, signalled(signal), told_by(signal))

    def next_due(self) -> datetime | None:
        """Give the earliest moment at which something may be due in any case."""
        return self._due[0][0] if self._due else None

    def tick(self) -> None:
        """Let fire whatever is due at the database's clock, the earliest first."""
        with self.lock:
            now = self.database.now()
            while self._due and self._due[0][0] <= now:
                _, instance_id = heappop(self._due)
                running = self.cases[instance_id]
                if not running.case.state.ended:
                    self._tick(running)

    def _tick(self, running: Running) -> None:
        running.case.tick(self.database.now())
        self._write(running)

    def running(self, before: datetime) -> list[str]:
        """List the cases that are open and began before a moment."""
        if not self.available:
            raise CaseUnavailable
        open_cases = [r for r in self.cases.values() if not r.case.state.ended]
        return [
            r.start.instance_id
            for r in open_cases
            if not r.written or datetime.fromisoformat(r.written[0].at) < before
        ]

    def describe(self, instance_id: str) -> CaseFacts:
        """Tell where the case stands."""
        running = self._running(instance_id)
        state = running.case.state
        return CaseFacts(
            instance_id=instance_id,
            state="closed" if state.ended else "open",
            turn=len(running.written),
            open_tasks=tuple(state.tasks),
            open_incidents=tuple(state.incidents),
            suspended=state.suspended,
            compensating=state.compensating,
        )

    def inspect(self, instance_id: str) -> CaseInside:
        """Look inside an open case."""
        running = self._running(instance_id)
        inside = inside_of(instance_id, len(running.written), running.case.state)
        if inside is None:
            raise CaseEnded
        return inside

    def preview_migration(self, instance_id: str, plan: JsonObject) -> JsonObject:
        """Tell what a move to another version would do."""
        running = self._running(instance_id)
        return preview(running.case, plan, self.database.now())

    def foresee(self, instance_id: str, command: Operate) -> Answer:
        """Tell what an operation would do now."""
        running = self._running(instance_id)
        answer = foreseen(running.case, command, self.database.now())
        if answer.code == CaseEnded.code:
            raise CaseEnded
        return answer

    def continued(self, instance_id: str) -> StartProcess:
        """Give the payload with which Temporal goes on with the case: nothing is in flight here between two calls."""
        running = self._running(instance_id)
        ledger = Ledger(FirstTurn.of(running.start))
        for turn in running.written:
            ledger.take(turn)
        state = running.case.dump() | {
            "turn": len(running.written),
            "memory": running.memory.dump(),
            "in_flight": [],
            "ledger": ledger.dump(),
        }
        return continued(running.start, state)

    def told(self, instance_id: str) -> CaseTold:
        """Give everything that the case has told."""
        running = self._running(instance_id)
        return CaseTold(running.start, list(running.written))

    def listed(self, *, closed: bool) -> list[CaseListed]:
        """List the cases that there are."""
        if not self.available:
            raise CaseUnavailable
        found = [
            CaseListed(
                case, not running.case.state.ended, datetime.fromisoformat(running.written[0].at)
            )
            for case, running in self.cases.items()
            if closed or not running.case.state.ended
        ]
        return sorted(found, key=lambda case: (case.started_at, case.instance_id))

    def turns(self, instance_id: str) -> list[Turn]:
        """Give the turns of a case."""
        return list(self._running(instance_id).written)
