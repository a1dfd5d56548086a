"""What a case shows of itself to Queries: what is open, and for operators all of its inside."""

from collections.abc import Iterator

from temporalio import workflow

from carelane.domain.inside import CaseInside, HeldEvent, OpenActivation, OpenWait
from carelane.domain.wire import JsonObject

with workflow.unsafe.imports_passed_through():
    from bpmn.engine import State
    from bpmn.engine.nodes import INNER, UNDO
    from bpmn.engine.state import Activation


def snapshot_of(state: State) -> JsonObject:
    """Tell what is open."""
    return {
        "ended": state.ended,
        "tasks": list(state.tasks),
        "incidents": list(state.incidents),
        "suspended": state.suspended,
        "compensating": state.compensating,
    }


def inside_of(instance_id: str, turn: int, state: State) -> CaseInside | None:
    """Show an open case from the inside; None for one that is over."""
    if state.root is None:
        return None
    return CaseInside(
        instance_id=instance_id,
        turn=turn,
        suspended=state.suspended,
        compensating=state.compensating,
        activations=[_shown(state, each) for each in state.activations.values()],
        held=[HeldEvent(str(each["type"]), _name_of(each), str(each["at"])) for each in state.held],
    )


def _name_of(held: JsonObject) -> str:
    names = ("message_name", "signal_name", "job_id", "child_id")
    return next(str(held[name]) for name in names if name in held)


def _shown(state: State, activation: Activation) -> OpenActivation:
    around = list(_around(activation))
    return OpenActivation(
        id=activation.id,
        element_id=state.element_of(activation.id),
        scope=activation.parent.id if activation.parent is not None else "",
        waits=[*_asked(state, activation), *_waited(state, activation)],
        joining=[key.partition("#")[0] for key in activation.arrived or ()],
        loop=any(each.key.endswith(INNER) for each in around),
        undoing=any(each.key.endswith(UNDO) for each in around),
        variables=dict(activation.variables or {}),
    )


def _around(activation: Activation) -> Iterator[Activation]:
    """Yield the activation and those around it."""
    at: Activation | None = activation
    while at is not None:
        yield at
        at = at.parent


def _asked(state: State, activation: Activation) -> Iterator[OpenWait]:
    """Yield who was asked to do something for the activation."""
    places = {"task": state.tasks, "job": state.jobs, "call": state.children}
    data = activation.data or {}
    name = state.element_of(activation.id)
    for kind, known in places.items():
        asked = str(data.get("child" if kind == "call" else kind, ""))
        if known.get(asked) == activation.id:
            yield OpenWait(kind, asked, name)


def _waited(state: State, activation: Activation) -> Iterator[OpenWait]:
    """Yield what the activation waits for by itself."""
    for wait_id in activation.waits or ():
        if timer := state.timers.get(wait_id):
            kind = "clock" if timer.sla else "timer"
            yield OpenWait(kind, wait_id, _element(timer.target), timer.due.isoformat())
        elif subscription := state.subscriptions.get(wait_id):
            yield OpenWait("message", wait_id, subscription.name)
        elif signal := state.signals.get(wait_id):
            yield OpenWait("signal", wait_id, signal.name)
        elif condition := state.conditions.get(wait_id):
            yield OpenWait("condition", wait_id, _element(condition.target))
        elif incident := state.incidents.get(wait_id):
            yield OpenWait("incident", wait_id, incident.kind)


def _element(key: str) -> str:
    return key.partition("#")[0]
