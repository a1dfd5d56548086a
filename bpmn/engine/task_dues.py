"""When the open tasks of a case are due: by their own clocks, and by those over what is around them.

A task with a due date of its own (`zeebe:taskSchedule`) keeps it. A clock that stands still makes nothing due.
"""

from collections.abc import Iterator
from datetime import datetime

from bpmn.engine.effects import HumanTaskDue
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.engine.waits import SlaClock
from bpmn.model import UserTask


def clocks_over(turn: Turn, activation: Activation | None) -> Iterator[SlaClock]:
    """Yield the clocks of the activation and of everything around it."""
    while activation is not None:
        for wait in activation.waits or ():
            if wait in turn.state.slas:
                yield turn.state.slas[wait]
        activation = activation.parent


def due_by_clocks(turn: Turn, activation: Activation | None) -> datetime | None:
    """Give the earliest due time of the clocks that run over the activation, if any runs."""
    running = [clock for clock in clocks_over(turn, activation) if clock.paused_at is None]
    return min((clock.due for clock in running), default=None)


def tasks_under(turn: Turn, host: Activation) -> tuple[str, ...]:
    """Give the open human tasks at the host or inside it."""
    return tuple(
        task
        for task, activation_id in turn.state.tasks.items()
        if _is_under(turn.state.activations[activation_id], host)
    )


def _is_under(activation: Activation | None, host: Activation) -> bool:
    while activation is not None:
        if activation is host:
            return True
        activation = activation.parent
    return False


def tell_dues(turn: Turn, host: Activation) -> None:
    """Tell when the open tasks under the host are due now, after a clock over them has changed."""
    for task_id in tasks_under(turn, host):
        activation = turn.state.activations[turn.state.tasks[task_id]]
        node = turn.node(activation)
        assert isinstance(node.element, UserTask)
        waits = activation.waits or ()
        begins = bool(node.slas) and not any(wait in turn.state.slas for wait in waits)
        if node.element.schedule.due_date is None and not begins:
            turn.emit(HumanTaskDue(task_id, node.id, due_by_clocks(turn, activation)))
