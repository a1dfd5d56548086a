"""Which element each open thing of a case is at: what the read model shows of it."""

from bpmn.engine.effects import HumanTaskMoved
from bpmn.engine.nodes import Program
from bpmn.engine.state import State
from bpmn.model import UserTask


def names_of(program: Program, state: State) -> dict[str, str]:
    """Give the element id of everything open, by its id in the case."""
    nodes, hosts = program.nodes, state.activations
    named = {id_: nodes[activation.key].id for id_, activation in hosts.items()}
    for owned in (state.tasks, state.jobs, state.children):
        named |= {id_: named[host] for id_, host in owned.items()}
    for targeted in (state.timers, state.subscriptions, state.signals):
        named |= {id_: nodes[wait.target].id for id_, wait in targeted.items()}
    for hosted in (state.slas, state.incidents):
        named |= {id_: named[record.host] for id_, record in hosted.items()}
    return named


def renamed(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Give the new element id of what is open in both and is at another element."""
    return {id_: name for id_, name in after.items() if before.get(id_, name) != name}


def moved_tasks(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]
) -> list[HumanTaskMoved]:
    """Tell the tasks that are shown in another way now."""
    return [
        HumanTaskMoved(task_id, *shown)
        for task_id, shown in after.items()
        if before.get(task_id, shown) != shown
    ]


def tasks_of(program: Program, state: State) -> dict[str, tuple[str, str, str]]:
    """Give element id, name and form of every open human task."""
    shown = {}
    for task_id, host in state.tasks.items():
        element = program.nodes[state.activations[host].key].element
        assert isinstance(element, UserTask)
        shown[task_id] = (element.id, element.name, element.form_id)
    return shown
