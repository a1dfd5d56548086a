"""Conditional events: looked at when a variable changes, triggered when the condition becomes true.

BPMN 2.0.2, 10.5.5: a condition has to become false and then true again before it triggers another time.
Like Zeebe, a condition that is true when the waiting begins triggers at once, and a change is looked at
before anything that follows from it.
"""

from collections.abc import Container

from bpmn.engine.closing import close_wait
from bpmn.engine.incidents import raise_incident
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.triggering import trigger
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import context_of
from bpmn.engine.waits import ConditionWait
from bpmn.json_types import Json
from bpmn.model import ConditionTrigger


@step("conditions")
def _look_at_all(turn: Turn, _root: Activation, _argument: Json) -> None:
    """Look at every open condition that reads what has changed, oldest first."""
    touched, turn.touched = turn.touched, {}
    for wait in list(turn.state.conditions.values()):
        if _reads(turn, wait, touched) and wait.id in turn.state.conditions:
            host = turn.state.activations[wait.host]
            try:
                _watch(turn, host, wait.id)
            except Trouble as trouble:
                _tell_once(turn, host, wait, trouble)


def _reads(turn: Turn, wait: ConditionWait, touched: Container[tuple[str, str]]) -> bool:
    trigger_ = turn.nodes[wait.target].trigger
    assert isinstance(trigger_, ConditionTrigger)
    names = trigger_.variables or trigger_.condition.parsed.variables
    return any((name, how) in touched for name in names for how in trigger_.on)


def _tell_once(turn: Turn, host: Activation, wait: ConditionWait, trouble: Trouble) -> None:
    known = [(each.step, each.argument) for each in turn.state.incidents.values()]
    if ("watch", wait.id) not in known:
        raise_incident(turn, host, trouble, "watch", wait.id)


@step("watch")
def _watch(turn: Turn, host: Activation, wait_id: Json) -> None:
    """Look at one condition."""
    wait = turn.state.conditions.get(str(wait_id))
    if wait is None:
        return
    target = turn.nodes[wait.target]
    assert isinstance(target.trigger, ConditionTrigger)
    before = wait.held
    wait.held = is_true(turn, target.trigger.condition, context_of(host), "the condition")
    _forget_trouble(turn, host, wait)
    if wait.held and not before:
        trigger(turn, host, target, {})


def _forget_trouble(turn: Turn, host: Activation, wait: ConditionWait) -> None:
    """Close the incident of a condition that can be evaluated again."""
    for incident in list(turn.state.incidents.values()):
        if (incident.step, incident.argument) == ("watch", wait.id):
            close_wait(turn, host, incident.id)


@step("condition_met")
def _condition_met(turn: Turn, host: Activation, wait_id: Json) -> None:
    """Trigger the event of a condition that was true from the beginning."""
    wait = turn.state.conditions.get(str(wait_id))
    if wait is not None:
        trigger(turn, host, turn.nodes[wait.target], {})
