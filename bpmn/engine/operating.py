"""What operators' events do to a case that runs, and to one that is suspended."""

from bpmn.engine.clock_changes import extend
from bpmn.engine.edits import edit
from bpmn.engine.effects import CaseResumed
from bpmn.engine.events import CancelRequested, Event, JobWaits
from bpmn.engine.jobs import hear_of_job
from bpmn.engine.loop import run_steps
from bpmn.engine.modifying import modify
from bpmn.engine.operator_events import (
    ClockExtended,
    ModificationRequested,
    OperatorEvent,
    ResumeRequested,
    SuspendRequested,
    VariablesEdited,
)
from bpmn.engine.suspension import Take, give_back, put_off, resume, suspend
from bpmn.engine.turn import Turn


def operate(turn: Turn, event: OperatorEvent) -> None:
    """Do what an operator wants; resuming a case that runs changes nothing."""
    match event:
        case SuspendRequested():
            suspend(turn)
        case ModificationRequested():
            modify(turn, event)
        case VariablesEdited():
            edit(turn, event)
        case ClockExtended():
            extend(turn, event)


def take_suspended(turn: Turn, event: Event, take: Take) -> None:
    """Let happen what operators do to a case that stands still; of the rest it hears only that a job waits."""
    match event:
        case ResumeRequested():
            resume(turn, take)
        case ModificationRequested() | VariablesEdited():
            operate(turn, event)
            put_off(turn)
        case CancelRequested():
            turn.state.suspended, turn.state.put_off = False, []
            turn.emit(CaseResumed())
            give_back(turn)  # what it would have gone to is taken away
            take(turn, event)
            run_steps(turn)
        case JobWaits():
            hear_of_job(turn, event)
