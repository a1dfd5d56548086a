"""What operators do to a case as a whole: each kind of `Operate`, when it is refused, and what it does.

A new kind is a class with these two methods and one line in `OPERATIONS`. What it needs travels in the command's
arguments; what is wrong with them is a refusal, never an exception.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from temporalio import workflow

from carelane.domain.errors import (
    CaseCompensating,
    CaseEnded,
    CaseNotSuspended,
    CaseSuspended,
    UnknownOperation,
)
from carelane.domain.wire import Operate
from workflows.case import Case
from workflows.changes import Malformed, edit_of, extension_of, modification_of, told
from workflows.identity import Rekeying
from workflows.refusals import Refusal, cause_of
from workflows.versions import Migration, MigrationUndo

with workflow.unsafe.imports_passed_through():
    from bpmn.engine import clock_changes, edits, modification
    from bpmn.engine.events import CancelRequested, Event
    from bpmn.engine.modification import Problem
    from bpmn.engine.operator_events import ResumeRequested, SuspendRequested


class Operation(Protocol):
    """One kind of `Operate`."""

    def refuses(self, case: Case, command: Operate) -> Refusal:
        """Say why it cannot be done to the case now; changes nothing."""
        ...

    def perform(self, case: Case, command: Operate, now: datetime) -> None:
        """Do it."""
        ...


@dataclass(frozen=True, slots=True)
class Happening:
    """An operation that is an event of the engine."""

    event: Callable[[Operate], Event]
    refusal: Callable[[Case, Operate], Refusal]

    def refuses(self, case: Case, command: Operate) -> Refusal:
        """Ask what belongs to the event."""
        return self.refusal(case, command)

    def perform(self, case: Case, command: Operate, now: datetime) -> None:
        """Let the event happen."""
        case.happen(self.event(command), cause_of(command), now)


def refusal_of_operation(case: Case, command: Operate) -> Refusal:
    """Say why the case does not obey; a case that is over obeys nothing."""
    operation = OPERATIONS.get(command.kind)
    if operation is None:
        return Refusal(UnknownOperation.code)
    return Refusal(CaseEnded.code) if case.state.ended else operation.refuses(case, command)


def perform_operation(case: Case, command: Operate, now: datetime) -> None:
    """Do what was not refused."""
    OPERATIONS[command.kind].perform(case, command, now)


def _no_suspend(case: Case, _command: Operate) -> Refusal:
    return Refusal(CaseSuspended.code if case.state.suspended else "")


def _no_resume(case: Case, _command: Operate) -> Refusal:
    return Refusal("" if case.state.suspended else CaseNotSuspended.code)


def _no_cancel(case: Case, command: Operate) -> Refusal:
    if not isinstance(command.arguments.get("compensate", False), bool):
        return Refusal(UnknownOperation.code)
    again = _compensates(command) and case.state.compensating
    return Refusal(CaseCompensating.code if again else "")


def _no_modify(case: Case, command: Operate) -> Refusal:
    try:
        wanted = modification_of(command)
    except Malformed as error:
        return Refusal(UnknownOperation.code, {"why": str(error)})
    given = (wanted.variables, *(each.variables for each in wanted.activate))
    written = [one for each in given for one in edits.unusable(each)]
    unusable = tuple(Problem("unusable_variables", name, why) for name, why in written)
    return _first_of((*modification.problems(case.process, case.state, wanted), *unusable))


def _no_edit(case: Case, command: Operate) -> Refusal:
    try:
        wanted = edit_of(command)
    except Malformed as error:
        return Refusal(UnknownOperation.code, {"why": str(error)})
    return _first_of(edits.problems(case.state, wanted))


def _no_extension(case: Case, command: Operate) -> Refusal:
    if case.state.suspended:
        return Refusal(CaseSuspended.code)
    try:
        wanted = extension_of(command)
    except Malformed as error:
        return Refusal(UnknownOperation.code, {"why": str(error)})
    return _first_of(clock_changes.problems_of_extension(case.state, wanted))


def _first_of(problems: Sequence[Problem]) -> Refusal:
    """Refuse by the first problem, and tell all."""
    return Refusal(problems[0].code, told(problems)) if problems else Refusal()


def _compensates(command: Operate) -> bool:
    return bool(command.arguments.get("compensate", False))


OPERATIONS: dict[str, Operation] = {
    "suspend": Happening(lambda c: SuspendRequested(c.reason, c.by), _no_suspend),
    "resume": Happening(lambda c: ResumeRequested(c.reason, c.by), _no_resume),
    "cancel": Happening(lambda c: CancelRequested(c.reason, c.by, _compensates(c)), _no_cancel),
    "migrate": Migration(),
    "undo_migration": MigrationUndo(),
    "modify": Happening(modification_of, _no_modify),
    "edit_variables": Happening(edit_of, _no_edit),
    "extend_sla": Happening(extension_of, _no_extension),
    "rekey_patient": Rekeying(),
}
