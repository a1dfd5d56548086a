"""`ProcessWorkflow`: one durable Temporal workflow per case around the pure engine.

Events come from people (Updates), other cases (Signals), jobs and the clock; each is given to the engine
at once, and what it answers gathers in the open turn. `run` writes turn after turn through the journal and
only then does what the turn asks: so the answer to a command means that the worklist shows its effect.
"""

from dataclasses import replace

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.events import CancelRequested, Event
    from carelane.domain.calls import CallAnswer
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
    )
    from workflows.calls import CALLED_OFF, CALLED_OFF_UNDONE, answered, heard
    from workflows.case import Case, arrived, sent_by, signalled, told_by
    from workflows.commands import Command, Commands
    from workflows.continuing import continued
    from workflows.foresight import foreseen
    from workflows.in_flight import InFlight
    from workflows.inside import inside_of, snapshot_of
    from workflows.journal import write_turn
    from workflows.ledger import Ledger
    from workflows.memory import Memory
    from workflows.run_length import RunLength
    from workflows.versions import preview


@workflow.defn(name="Process")
class ProcessWorkflow:
    """A running case. Its id is ``case-<instance id>``; its start payload replays it."""

    @workflow.init
    def __init__(self, start: StartProcess) -> None:
        """Begin the case or restore it: an Update may arrive before `run` does."""
        self._start = start
        self._length = RunLength(start.turns_per_run)
        self._in_flight = InFlight(start, self._happen)
        if start.state is None:
            self._written = 0
            self._memory = Memory.of(start)
            self._ledger: Ledger | None = Ledger(FirstTurn.of(start))
            self._case = Case.begin(start, workflow.now())
        else:
            self._written = start.state["turn"]
            self._memory = Memory.load(start.state["memory"])
            kept = start.state.get("ledger")
            self._ledger = None if kept is None else Ledger.load(kept)
            self._case = Case.restore(start, start.state)
        self._commands = Commands(self._case, self._memory, lambda: self._written)

    @workflow.run
    async def run(self, start: StartProcess) -> JsonObject:
        """Write turns until the case is over; the result repeats the answers for late duplicates."""
        self._in_flight.resume((start.state or {}).get("in_flight", []))
        while not self._over:
            await workflow.wait_condition(lambda: self._case.has_news or self._over)
            self._case.tick(workflow.now())
            if self._case.open_turn:
                await self._write()
            if self._length.enough:
                await self._continue_as_new()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return {"turn": self._written, "answers": self._memory.dump_answers()}

    @property
    def _over(self) -> bool:
        return self._case.state.ended and self._idle()

    def _idle(self) -> bool:
        return not self._in_flight and not self._case.has_news

    async def _write(self) -> None:
        turn, effects = self._case.close_turn(workflow.now())
        if self._ledger is not None:
            self._ledger.take(turn)
        answers = self._case.take_answers()
        written = await write_turn(turn, at_once=self._start.at_once)
        self._written = turn.turn
        self._length.turns += 1
        self._follow()
        self._in_flight.perform(effects, written)
        self._in_flight.tell(answers)

    def _follow(self) -> None:
        """Let a later run, and what the case calls, begin with the version that it has moved to."""
        version = self._case.version
        if version.sha256 != self._start.bundle_sha256:
            self._start = replace(self._start, bundle=version.bundle, bundle_sha256=version.sha256)
            self._in_flight.follow(self._start)

    async def _continue_as_new(self) -> None:
        """Begin a new history with the same state, as soon as nothing is in flight or this one is too long."""
        if not self._may_continue():
            return
        await workflow.wait_condition(
            lambda: workflow.all_handlers_finished() or self._case.has_news
        )
        if self._may_continue():
            workflow.continue_as_new(self._continued())

    def _may_continue(self) -> bool:
        if self._over or self._case.has_news:
            return False
        return not self._in_flight or self._length.too_long

    def _continued(self) -> StartProcess:
        """Tell the next history all that it has to know; what began the case is past."""
        state = self._case.dump() | {
            "turn": self._written,
            "memory": self._memory.dump(),
            "in_flight": self._in_flight.dump(),
        }
        if self._ledger is not None:
            state["ledger"] = self._ledger.dump()
        return continued(self._start, state)

    def _happen(self, event: Event, cause: Cause) -> None:
        self._case.happen(event, cause, workflow.now())

    async def _obey(self, command: Command) -> Answer:
        self._length.updates += 1
        return await self._commands.obey(command)

    @workflow.update
    async def begun(self) -> Answer:
        """Answer when the worklist shows the case's first tasks."""
        self._length.updates += 1
        await workflow.wait_condition(lambda: self._written > 0)
        return Answer("done", turn=1)

    @workflow.update
    async def complete_task(self, command: CompleteTask) -> Answer:
        """Complete a human task."""
        return await self._obey(command)

    @complete_task.validator
    def _may_complete(self, command: CompleteTask) -> None:
        self._commands.check(command)

    @workflow.update
    async def end_task(self, command: EndTask) -> Answer:
        """Skip a human task, or let it fail."""
        return await self._obey(command)

    @end_task.validator
    def _may_end_task(self, command: EndTask) -> None:
        self._commands.check(command)

    @workflow.update
    async def cancel(self, command: CancelInstance) -> Answer:
        """End the case from outside."""
        return await self._obey(command)

    @cancel.validator
    def _may_cancel(self, command: CancelInstance) -> None:
        self._commands.check(command)

    @workflow.update
    async def resolve_incident(self, command: ResolveIncident) -> Answer:
        """Try an element with an incident again, or skip it."""
        return await self._obey(command)

    @resolve_incident.validator
    def _may_resolve(self, command: ResolveIncident) -> None:
        self._commands.check(command)

    @workflow.update
    async def operate(self, command: Operate) -> Answer:
        """Do what an operator wants with the case as a whole."""
        return await self._obey(command)

    @operate.validator
    def _may_operate(self, command: Operate) -> None:
        self._commands.check(command)

    def _hear(self, new: bool, event: Event, cause: Cause) -> None:  # noqa: FBT001 - three words for four signals
        self._length.signals += 1
        if new:
            self._happen(event, cause)

    @workflow.signal
    def deliver(self, delivery: Delivery) -> None:
        """Take a message from another case: once per attempt to deliver it."""
        self._hear(self._memory.is_new(delivery), arrived(delivery), sent_by(delivery))

    @workflow.signal
    def hear(self, signal: SignalHeard) -> None:
        """Hear another case's signal, once."""
        self._hear(self._memory.is_new_signal(signal), signalled(signal), told_by(signal))

    @workflow.signal
    def called_answered(self, answer: CallAnswer) -> None:
        """Hear of a called case: once per answer."""
        self._hear(self._memory.is_new(heard(answer)), answered(answer), Cause("call"))

    @workflow.signal
    def called_off(self, reason: str) -> None:
        """End the case because its call is gone, once: a caller repeats it in a new history."""
        self._hear(self._memory.is_new(CALLED_OFF), CancelRequested(reason), Cause("call"))

    @workflow.signal
    def called_off_undone(self, reason: str) -> None:
        """Undo what the case has done and end it, because its call is gone and is being undone; once."""
        undone = CancelRequested(reason, compensate=True)
        self._hear(self._memory.is_new(CALLED_OFF_UNDONE), undone, Cause("call"))

    @workflow.query
    def snapshot(self) -> JsonObject:
        """Tell what is open: the truth that the read model is compared with."""
        return {"turn": self._written, **snapshot_of(self._case.state)}

    @workflow.query
    def migration(self, plan: JsonObject) -> JsonObject:
        """Say what moving to another version would do to the case now."""
        return preview(self._case, plan, workflow.now())

    @workflow.query
    def inside(self) -> CaseInside | None:
        """Show an open case from the inside; nothing of one that is over."""
        return inside_of(self._start.instance_id, self._written, self._case.state)

    @workflow.query
    def foresee(self, command: Operate) -> Answer:
        """Tell what an operation would do now, or why it would be refused; nothing happens."""
        return foreseen(self._case, command, workflow.now())
