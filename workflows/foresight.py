"""What an operation would do to a case: tried on a copy of its state, for operators before they press the button.

It is the engine itself that is asked, so that what is foreseen is what would happen now. Names elements and kinds of
work only, never values.
"""

from collections.abc import Sequence
from datetime import datetime

from temporalio import workflow

from carelane.domain.errors import InternalError
from carelane.domain.wire import Answer, JsonObject, Operate
from workflows.case import Case
from workflows.operations import OPERATIONS, Happening, refusal_of_operation
from workflows.safety import NotDone, asked

with workflow.unsafe.imports_passed_through():
    from bpmn import engine
    from bpmn.engine.effects import (
        CloseHumanTask,
        Effect,
        ElementActivated,
        ElementTerminated,
        Ended,
        OpenHumanTask,
        RaiseIncident,
        RunJob,
        StartChild,
    )


def foreseen(case: Case, command: Operate, now: datetime) -> Answer:
    """Say what would come of the operation; changes nothing."""
    try:
        return asked(lambda: _foreseen(case, command, now))
    except NotDone:
        return Answer("refused", InternalError.code)


def _foreseen(case: Case, command: Operate, now: datetime) -> Answer:
    if refusal := refusal_of_operation(case, command):
        return Answer("refused", refusal.code, details=refusal.details)
    operation = OPERATIONS[command.kind]
    if not isinstance(operation, Happening):
        return Answer("done")
    copy = engine.State.load(case.state.dump())
    _state, effects = engine.handle(case.process, copy, operation.event(command), now)
    return Answer("done", details=_told(case.state, effects))


def _told(before: engine.State, effects: Sequence[Effect]) -> JsonObject:
    """Sort the effects by what an operator wants to know of them."""
    told: dict[str, list[str]] = {
        name: [] for name in ("terminated", "activated", "withdrawn", "begun", "incidents", "ended")
    }
    for effect in effects:
        match effect:
            case ElementTerminated(activation_id=activation) if activation in before.activations:
                told["terminated"].append(before.element_of(activation))
            case ElementActivated(element_id=element):
                told["activated"].append(element)
            case CloseHumanTask(task_id=task) if task in before.tasks:
                told["withdrawn"].append(before.element_of(before.tasks[task]))
            case OpenHumanTask() | RunJob() | StartChild():
                told["begun"].append(effect.element_id)
            case RaiseIncident(element_id=element, kind=kind):
                told["incidents"].append(f"{element} {kind}")
            case Ended(outcome=outcome):
                told["ended"].append(outcome)
    return dict(told)
