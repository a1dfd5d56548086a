"""The process of `triage.bpmn` as somebody would write it by hand for Temporal, with no engine at all.

Same updates, same timer, same job, same rows, written by a local activity: what `carelane bench durable`
measures the interpreter against.
"""

from datetime import timedelta

from temporalio import workflow

from carelane.bench.durable import hand_written_rows as rows
from carelane.domain.wire import (
    Answer,
    Cause,
    CompleteTask,
    FirstTurn,
    JobCall,
    JobResult,
    JsonObject,
    StartProcess,
    Turn,
    Written,
)

LATE = timedelta(hours=2)


@workflow.defn(name="HandWrittenTriage")
class HandWrittenTriage:
    """Triage, book, examine and prepare at once, reply."""

    @workflow.init
    def __init__(self, start: StartProcess) -> None:
        self._start = start
        self._variables = dict(start.variables)
        self._open: dict[str, None] = {}
        self._done: dict[str, CompleteTask] = {}
        self._written = 0

    @workflow.run
    async def run(self, start: StartProcess) -> JsonObject:
        """Go through the referral once."""
        due = workflow.now() + LATE
        self._open[rows.TRIAGE] = None
        await self._write(
            rows.begin(start.variables, due), Cause("system"), FirstTurn.of(self._start)
        )
        await workflow.wait_condition(lambda: rows.TRIAGE in self._done, timeout=LATE)
        await self._write(rows.triaged(self._variables), self._by(rows.TRIAGE))
        booked = await self._book()
        self._variables |= booked.variables
        self._open |= {rows.EXAMINE: None, rows.PREPARE: None}
        await self._write(
            rows.booked(self._variables, booked.variables), Cause("job", job_id=rows.BOOK)
        )
        await workflow.wait_condition(lambda: bool(self._done))
        first = next(iter(self._done))
        values = self._done[first].variables
        await self._write(rows.one_done(first, values), self._by(first))
        await workflow.wait_condition(lambda: bool(self._done))
        last = next(iter(self._done))
        values = self._done[last].variables
        await self._write(rows.all_done(last, values, self._variables), self._by(last))
        await workflow.wait_condition(workflow.all_handlers_finished)
        return {"turn": self._written}

    async def _book(self) -> JobResult:
        call = JobCall(
            instance_id=self._start.instance_id,
            job_id=rows.BOOK,
            element_id="Job_Book",
            job_type="book_slot",
            headers={},
            variables=self._variables,
            institution=self._start.institution,
            idempotency_key=f"{self._start.instance_id}:{rows.BOOK}",
        )
        result: JobResult = await workflow.execute_activity(
            "book_slot",
            call,
            result_type=JobResult,
            start_to_close_timeout=timedelta(minutes=2),
            heartbeat_timeout=timedelta(seconds=10),
        )
        return result

    async def _write(
        self, effects: list[JsonObject], cause: Cause, first: FirstTurn | None = None
    ) -> None:
        turn = Turn(
            instance_id=self._start.instance_id,
            turn=self._written + 1,
            at=workflow.now().isoformat(),
            causes=[cause],
            effects=effects,
            first=first,
        )
        await workflow.execute_local_activity(
            "journal",
            turn,
            result_type=Written,
            schedule_to_close_timeout=timedelta(seconds=20),
        )
        self._written += 1

    def _by(self, task_id: str) -> Cause:
        return Cause("person", person=self._done.pop(task_id).by)

    @workflow.update
    async def begun(self) -> Answer:
        """Answer when the first task is on the worklist."""
        await workflow.wait_condition(lambda: self._written > 0)
        return Answer("done", turn=self._written)

    @workflow.update
    async def complete_task(self, command: CompleteTask) -> Answer:
        """Complete a task; answer when the worklist shows it."""
        if command.task_id not in self._open:
            return Answer("refused", "task_closed", self._written)
        del self._open[command.task_id]
        self._variables |= command.variables
        self._done[command.task_id] = command
        turn = self._written + 1
        await workflow.wait_condition(lambda: self._written >= turn)
        return Answer("done", turn=turn)

    @complete_task.validator
    def _may_complete(self, command: CompleteTask) -> None:
        if not command.command_id:
            raise ValueError("a command needs an id")
