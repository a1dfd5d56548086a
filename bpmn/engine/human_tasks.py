"""How human tasks end by people: completed, skipped where the designer allows it, or said to be undoable.

Of elements that some other task excludes (four eyes) the state keeps who completed them, for as long as the case runs.
"""

from collections.abc import Iterable

from bpmn.engine.effects import CloseHumanTask
from bpmn.engine.events import TaskCompleted, TaskFailed, TaskSkipped
from bpmn.engine.incidents import raise_incident
from bpmn.engine.lifecycle import end_by_error
from bpmn.engine.nodes import Program
from bpmn.engine.state import Activation, State
from bpmn.engine.throwing import throw_error
from bpmn.engine.turn import Trouble, Turn
from bpmn.model import UserTask

FAILED = "task_failed"
"""Kind of the incident about a task that a person could not do."""


def end_task(turn: Turn, event: TaskCompleted | TaskSkipped | TaskFailed) -> None:
    """Let the task end as a person has decided; one that is closed changes nothing."""
    match event:
        case TaskCompleted():
            _complete(turn, event)
        case TaskSkipped():
            _skip(turn, event)
        case TaskFailed():
            _fail(turn, event)


def _complete(turn: Turn, event: TaskCompleted) -> None:
    """Go on with what the person has entered."""
    activation = _close(turn, event, "completed")
    if activation is not None:
        _remember(turn, activation, (event.by, event.on_behalf_of))
        turn.complete(activation, event.variables)


def _skip(turn: Turn, event: TaskSkipped) -> None:
    """Go on without the task, by the ways behind it."""
    if not skippable(turn.program, turn.state, event.task_id):
        return
    activation = _close(turn, event, "obsolete")
    if activation is not None:
        turn.later("skip", activation, "start")


def _fail(turn: Turn, event: TaskFailed) -> None:
    """Throw the error, in this case or out of it to its caller; if nobody catches it, operators decide."""
    activation = _close(turn, event, "failed")
    if activation is None:
        return
    code, beyond = event.error_code, turn.state.catches
    if throw_error(turn, activation, code, {}):
        return
    if code in beyond or "" in beyond:
        end_by_error(turn, code)
        return
    what = f"; nothing catches the error {code!r}" if code else ""
    trouble = Trouble(FAILED, f"a person says that this task cannot be done{what}")
    raise_incident(turn, activation, trouble, "start", None)


def _close(
    turn: Turn, event: TaskCompleted | TaskSkipped | TaskFailed, outcome: str
) -> Activation | None:
    """Take the task off the worklists; gives the activation that waited for it."""
    activation_id = turn.state.tasks.pop(event.task_id, None)
    if activation_id is None:
        return None
    reason = "" if isinstance(event, TaskCompleted) else event.reason
    who = (event.by, event.on_behalf_of)
    turn.emit(CloseHumanTask(event.task_id, outcome, *who, reason))  # type: ignore[arg-type]  # one of the words
    return turn.state.activations[activation_id]


def _remember(turn: Turn, activation: Activation, people: Iterable[str]) -> None:
    """Keep who completed an element that another one excludes."""
    element = turn.node(activation).id
    if element in turn.program.excluded_elements:
        known = turn.state.completers.setdefault(element, [])
        known += [each for each in dict.fromkeys(people) if each and each not in known]


def excluded(program: Program, state: State, task_id: str, people: Iterable[str]) -> bool:
    """Say whether one of these people may not complete the task: it is excluded by what was completed before."""
    task = _task(program, state, task_id)
    barred = [each for element in task.excluded for each in state.completers.get(element, ())]
    return any(each in barred for each in people if each)


def skippable(program: Program, state: State, task_id: str) -> bool:
    """Say whether the designer lets the case go on without the task."""
    return task_id in state.tasks and _task(program, state, task_id).skippable


def _task(program: Program, state: State, task_id: str) -> UserTask:
    """Give the element of an open task."""
    element = program.nodes[state.activations[state.tasks[task_id]].key].element
    assert isinstance(element, UserTask)
    return element
