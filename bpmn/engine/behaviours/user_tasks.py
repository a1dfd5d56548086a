"""User tasks: a person's work on a worklist."""

from datetime import datetime
from functools import lru_cache

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.clock_plans import planned_clocks
from bpmn.engine.effects import CloseHumanTask, OpenHumanTask, Owner
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.task_dues import due_by_clocks
from bpmn.engine.timers import instant_of
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate, optional_text
from bpmn.json_types import Json, Variables
from bpmn.model import Static, UserTask, Value

DEFAULT_PRIORITY = 50
"""Zeebe's."""


class Asking(Behaviour):
    """Opens a human task and waits until it is completed."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Work out who, until when and how urgent, then open the task."""
        element = node.element
        assert isinstance(element, UserTask)
        context = context_of(activation)
        owners = _owners(turn, element, context)
        people = _names(turn, element.assignment.candidate_users, context, "candidateUsers")
        decides = _names(turn, element.assignment.administrators, context, "administrators")
        assignee = optional_text(turn, element.assignment.assignee, context, "the assignee")
        due = _time(turn, element.schedule.due_date, context) or _sla_due(
            turn, activation, element, context
        )
        follow_up = _time(turn, element.schedule.follow_up_date, context)
        priority = _priority(turn, element.schedule.priority, context)
        task_id = turn.state.next_id("h")
        activation.data = {"task": task_id}
        turn.state.tasks[task_id] = activation.id
        turn.emit(
            OpenHumanTask(
                task_id,
                node.id,
                element.name,
                element.form_id,
                owners,
                assignee,
                priority,
                due,
                follow_up,
                dict(context),
                people,
                tuple(_owner(name) for name in decides),
                element.excluded,
                element.skippable,
            )
        )

    def cancel(self, turn: Turn, activation: Activation) -> None:
        """Take the task away from its people."""
        task_id = str((activation.data or {}).get("task", ""))
        if turn.state.tasks.pop(task_id, None) is not None:
            turn.emit(CloseHumanTask(task_id, "exited"))


def _owners(turn: Turn, element: UserTask, context: Variables) -> tuple[Owner, ...]:
    groups = element.assignment.candidate_groups
    if groups is None:
        named = element.assignment.candidate_users is not None
        return (Owner(element.role),) if element.role and not named else ()
    if isinstance(groups, Static):
        return _listed(groups.text)
    return tuple(_owner(name) for name in _names(turn, groups, context, "candidateGroups"))


def _names(turn: Turn, value: Value | None, context: Variables, what: str) -> tuple[str, ...]:
    """Read names, in a text with commas between them or as a list of texts."""
    if value is None:
        return ()
    found: Json = value.text if isinstance(value, Static) else evaluate(turn, value, context)
    names = found.split(",") if isinstance(found, str) else found
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Trouble("expression", f"{what} gives neither a text nor texts: {value.text}")
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


@lru_cache(maxsize=1024)
def _listed(text: str) -> tuple[Owner, ...]:
    """Read the owners that a file names, with commas between them."""
    return tuple(_owner(name.strip()) for name in text.split(",") if name.strip())


def _owner(text: str) -> Owner:
    role, _, institution = text.partition("@")
    return Owner(role, institution or None)


def _time(turn: Turn, value: Value | None, context: Variables) -> datetime | None:
    if value is None or evaluate(turn, value, context) is None:
        return None
    return instant_of(turn, value, context, "the due or follow-up date")


def _sla_due(
    turn: Turn, activation: Activation, element: UserTask, context: Variables
) -> datetime | None:
    """Give the earliest due time of the task's own clocks, which are about to start, and of those around it."""
    own = [place for place, sla in enumerate(element.sla) if not sla.start_after]
    due = [plan.due for plan in planned_clocks(turn, element.sla, context, own)]
    around = due_by_clocks(turn, activation.parent)
    return min([*due, around] if around is not None else due, default=None)


def _priority(turn: Turn, value: Value | None, context: Variables) -> int:
    found: Json = evaluate(turn, value, context) if value is not None else DEFAULT_PRIORITY
    try:
        return int(str(found))
    except ValueError:
        raise Trouble("expression", "the priority is no whole number") from None
