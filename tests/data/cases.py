"""Cases in memory behind the same port as Temporal's: the real engine and the real journal, no server.

`available` switches "Temporal is away" on and off; `losing` lets cases go on without the database hearing of
it, as after a restored backup; `answers` remembers commands as a workflow does.
"""

from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from activities.registries import job_handlers
from bpmn import engine
from bpmn.definition import Bundle, compile_bundle
from bpmn.engine.effects import Effect, RunJob
from bpmn.engine.events import (
    CancelRequested,
    Event,
    IncidentResolved,
    JobDone,
    JobThrew,
    MessageArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.engine.wire import dump_effect
from bpmn.model import Process
from carelane.domain.errors import CaseEnded, CaseNotFound, CaseUnavailable
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    Cause,
    CompleteTask,
    Delivery,
    FirstTurn,
    JobCall,
    ResolveIncident,
    StartProcess,
    Turn,
)
from carelane.services.journal import write_turn
from carelane.services.messages import deliver
from carelane.services.ports import CaseFacts
from carelane.services.transaction import Database

FILES = Path(__file__).parent / "files"


def handover_bundle() -> Bundle:
    folder = FILES / "handover"
    return Bundle(
        bpmn=(folder / "process.bpmn").read_text("utf-8"),
        forms={"compose.form": (folder / "compose.form").read_text("utf-8")},
    )


@dataclass
class Running:
    start: StartProcess
    process: Process
    state: engine.State
    turn: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    written: list[Turn] = field(default_factory=list)


class CasesInMemory:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.available = True
        self.losing = False
        self.cases: dict[str, Running] = {}
        self.handlers = job_handlers(database)
        self.lock = RLock()

    def _case(self, instance_id: str) -> Running:
        if not self.available:
            raise CaseUnavailable
        if instance_id not in self.cases:
            raise CaseNotFound
        return self.cases[instance_id]

    def start(self, start: StartProcess, *, wait: bool = True) -> Answer:
        del wait
        with self.lock:
            if not self.available:
                raise CaseUnavailable
            if start.instance_id in self.cases:
                return Answer("done", turn=self.cases[start.instance_id].turn)
            process = compile_bundle(Bundle.unpack(start.bundle)).processes[start.process_id]
            message = _arrived(start.message) if start.message else None
            now = self.database.now()
            state, effects = engine.start(
                process, start.variables, now, message=message, timer=start.timer
            )
            case = Running(start, process, state)
            self.cases[start.instance_id] = case
            cause = Cause("person", start.started_by) if start.started_by else Cause("system")
            self._write(case, effects, cause)
            return Answer("done", turn=case.turn)

    def _write(self, case: Running, effects: tuple[Effect, ...], cause: Cause) -> None:
        case.turn += 1
        start = case.start
        first = FirstTurn(
            process_id=start.process_id,
            bundle_sha256=start.bundle_sha256,
            institution=start.institution,
            pools=start.pools,
            business_key=start.business_key,
            started_by=start.started_by,
            from_institution=start.from_institution,
            message_id=start.message.message_id if start.message else "",
        )
        turn = Turn(
            instance_id=start.instance_id,
            turn=case.turn,
            at=self.database.now().isoformat(),
            causes=[cause],
            effects=[dump_effect(effect) for effect in effects],
            first=first if case.turn == 1 else None,
        )
        case.written.append(turn)
        keys = [] if self.losing else write_turn(self.database, turn).deliverable
        if keys:
            deliver(self.database, self, keys)
        for effect in effects:
            if isinstance(effect, RunJob):
                self._happen(case, self._run(case, effect), Cause("job", job_id=effect.job_id))

    def _run(self, case: Running, job: RunJob) -> Event:
        call = JobCall(
            instance_id=case.start.instance_id,
            job_id=job.job_id,
            element_id=job.element_id,
            job_type=job.job_type,
            headers=job.headers,
            variables=job.variables,
            institution=case.start.institution,
            idempotency_key=f"{case.start.instance_id}/{job.job_id}",
        )
        result = self.handlers[job.job_type](call)
        if result.error_code:
            return JobThrew(job.job_id, result.error_code, result.error_message, result.variables)
        return JobDone(job.job_id, result.variables)

    def _happen(self, case: Running, event: Event, cause: Cause) -> tuple[Effect, ...]:
        now = self.database.now()
        case.state, effects = engine.handle(case.process, case.state, event, now)
        self._write(case, effects, cause)
        return effects

    def complete_task(self, instance_id: str, command: CompleteTask) -> Answer:
        with self.lock:
            case = self._case(instance_id)
            if command.command_id not in case.answers:
                case.answers[command.command_id] = self._complete(case, command)
            return case.answers[command.command_id]

    def _complete(self, case: Running, command: CompleteTask) -> Answer:
        if case.state.ended:
            return Answer("refused", CaseEnded.code)
        if command.task_id in case.closed:
            return Answer("refused", "task_completed")
        event = TaskCompleted(command.task_id, command.variables, command.by)
        self._happen(case, event, Cause("person", command.by))
        case.closed[command.task_id] = command.by
        return Answer("done", turn=case.turn)

    def cancel(self, instance_id: str, command: CancelInstance) -> Answer:
        with self.lock:
            case = self._case(instance_id)
            if case.state.ended:
                return case.answers.get(command.command_id, Answer("refused", CaseEnded.code))
            event = CancelRequested(command.reason, command.by)
            self._happen(case, event, Cause("person", command.by))
            case.answers[command.command_id] = Answer("done", turn=case.turn)
            return case.answers[command.command_id]

    def resolve_incident(self, instance_id: str, command: ResolveIncident) -> Answer:
        with self.lock:
            case = self._case(instance_id)
            event = IncidentResolved(
                command.incident_id, command.action, command.variables, command.by
            )
            self._happen(case, event, Cause("person", command.by))
            return Answer("done", turn=case.turn)

    def deliver(self, instance_id: str, delivery: Delivery) -> None:
        with self.lock:
            case = self._case(instance_id)
            if case.state.ended:
                raise CaseEnded
            self._happen(case, _arrived(delivery), Cause("message", message_id=delivery.message_id))

    def tick(self) -> None:
        """Let fire whatever is due at the database's clock."""
        with self.lock:
            for case in list(self.cases.values()):
                due = case.state.next_due()
                if not case.state.ended and due is not None and due <= self.database.now():
                    self._happen(case, TimeReached(), Cause("timer"))

    def describe(self, instance_id: str) -> CaseFacts:
        case = self._case(instance_id)
        return CaseFacts(
            instance_id=instance_id,
            state="closed" if case.state.ended else "open",
            turn=case.turn,
            open_tasks=tuple(case.state.open_tasks()),
        )

    def turns(self, instance_id: str) -> list[Turn]:
        return self._case(instance_id).written


def _arrived(delivery: Delivery) -> MessageArrived:
    return MessageArrived(
        delivery.message_id, delivery.message_name, delivery.correlation_key, delivery.variables
    )
