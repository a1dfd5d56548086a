"""Commands of people: whether a case obeys now, and what it does then, each once however often it comes."""

from collections.abc import Callable
from datetime import datetime

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from carelane.domain.errors import (
    CarelaneError,
    CaseEnded,
    CaseSuspended,
    ExcludedOwner,
    IncidentClosed,
    InternalError,
    NotSkippable,
    TaskClosed,
    TaskNotSkippable,
)
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    Cause,
    CompleteTask,
    EndTask,
    Operate,
    ResolveIncident,
)
from workflows.case import Case
from workflows.memory import Memory
from workflows.operations import perform_operation, refusal_of_operation
from workflows.refusals import Refusal
from workflows.safety import NotDone, asked

with workflow.unsafe.imports_passed_through():
    from bpmn.engine import human_tasks, incidents
    from bpmn.engine.events import (
        CancelRequested,
        Event,
        IncidentResolved,
        TaskCompleted,
        TaskFailed,
        TaskSkipped,
    )
    from bpmn.engine.program import program_of

Command = CompleteTask | EndTask | CancelInstance | ResolveIncident | Operate


def refusal_of(case: Case, command: Command) -> Refusal:
    """Say why the case does not obey the command now; changes nothing."""
    if isinstance(command, Operate):
        return refusal_of_operation(case, command)
    if case.state.ended:
        return Refusal(CaseEnded.code)
    if case.state.suspended:
        return Refusal(CaseSuspended.code)
    match command:
        case CompleteTask() | EndTask():
            return _no_end(case, command)
        case ResolveIncident(incident_id=incident_id) if incident_id not in case.state.incidents:
            return Refusal(IncidentClosed.code)
        case ResolveIncident(incident_id=incident_id, action="skip") if not incidents.skippable(
            program_of(case.process), case.state, incident_id
        ):
            return Refusal(NotSkippable.code)
    return Refusal()


def _no_end(case: Case, command: CompleteTask | EndTask) -> Refusal:
    """Say why the task cannot end so: it is closed, the person is excluded, or it may not be skipped."""
    program, state = program_of(case.process), case.state
    if command.task_id not in state.tasks:
        return Refusal(TaskClosed.code)
    if isinstance(command, CompleteTask):
        people = (command.by, command.on_behalf_of)
        barred = human_tasks.excluded(program, state, command.task_id, people)
        return Refusal(ExcludedOwner.code if barred else "")
    may_skip = command.verb != "skip" or human_tasks.skippable(program, state, command.task_id)
    return Refusal("" if may_skip else TaskNotSkippable.code)


def perform(case: Case, command: Command, now: datetime) -> None:
    """Let the case do what it did not refuse."""
    if isinstance(command, Operate):
        perform_operation(case, command, now)
    else:
        case.happen(*_event_of(command), now)


def _event_of(
    command: CompleteTask | EndTask | CancelInstance | ResolveIncident,
) -> tuple[Event, Cause]:
    person = Cause("person", command.by)
    match command:
        case CompleteTask(task_id=task_id, variables=variables, by=by, on_behalf_of=absent):
            person = Cause("person", by, on_behalf_of=absent)
            return TaskCompleted(task_id, variables, by, absent), person
        case EndTask(by=by, on_behalf_of=absent):
            return _ending(command), Cause("person", by, on_behalf_of=absent)
        case CancelInstance(reason=reason, by=by):
            return CancelRequested(reason, by), person
        case ResolveIncident(action=action, by=by, reason=reason):
            operator = Cause("operator", by, operation=action, reason=reason)
            found = IncidentResolved(command.incident_id, action, command.variables, by)
            return found, operator


def _ending(command: EndTask) -> TaskSkipped | TaskFailed:
    who = (command.by, command.on_behalf_of)
    if command.verb == "skip":
        return TaskSkipped(command.task_id, command.reason, *who)
    return TaskFailed(command.task_id, command.fault, command.reason, *who)


class Commands:
    """Obeys commands in the workflow; ``written`` tells the last turn that stands in the read model."""

    def __init__(self, case: Case, memory: Memory, written: Callable[[], int]) -> None:
        self._case = case
        self._memory = memory
        self._written = written

    def check(self, command: Command) -> None:
        """Refuse a command without a trace in the history, unless it was obeyed before."""
        if command.command_id in self._memory.answers:
            return
        try:
            refusal = asked(lambda: refusal_of(self._case, command))
        except NotDone:
            refusal = Refusal(InternalError.code)
        if not command.command_id and not refusal:
            refusal = Refusal(CarelaneError.code)
        if refusal:
            details = [refusal.details] if refusal.details else []
            raise ApplicationError(refusal.code, *details, type=refusal.code, non_retryable=True)

    async def obey(self, command: Command) -> Answer:
        """Let a person's command happen once, and answer when its turn is written."""
        answer = self._memory.answers.get(command.command_id)
        if answer is None:
            self._case.tick(workflow.now())
            try:
                if refusal := self._case.attempt(lambda: refusal_of(self._case, command)):
                    return Answer("refused", refusal.code, self._written(), refusal.details)
                answer = self._done(command)
            except NotDone:
                return Answer("refused", InternalError.code, self._written())
            self._memory.remember(command.command_id, answer)
        turn = answer.turn
        await workflow.wait_condition(lambda: self._written() >= turn)
        return answer

    def _done(self, command: Command) -> Answer:
        """Do it; a command at whose event the program fails waits in an incident, and is not done again."""
        turn = self._case.open_turn.number
        perform(self._case, command, workflow.now())
        if self._case.stumbled:
            return Answer("refused", InternalError.code, turn)
        return Answer("done", turn=turn)
