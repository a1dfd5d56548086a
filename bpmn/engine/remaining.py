"""What is left of a scope when activations in it are taken away, found without changing anything."""

from collections.abc import Collection

from bpmn.engine.scopes import elements_of
from bpmn.engine.state import Activation
from bpmn.model import ComplexGateway, Process


def survives(process: Process, activation: Activation, terminated: tuple[str, ...]) -> bool:
    """Say whether something is left in the activation, or the activation itself where it is no scope."""
    if activation.id in terminated:
        return False
    if not activation.children:
        return activation.parent is not None
    children = activation.children.values()
    emptied = [each.key for each in children if each.id in terminated and gathers(process, each)]
    return waits_for_more(activation, emptied) or any(
        survives(process, child, terminated) for child in children
    )


def gathers(process: Process, activation: Activation) -> bool:
    """Say whether this is a complex gateway: the tokens that wait at it are taken away with it."""
    known = elements_of(process).get(activation.key)
    return known is not None and isinstance(known[0], ComplexGateway)


def waits_for_more(scope: Activation, emptied: Collection[str] = ()) -> bool:
    """Say whether tokens wait at joins of the scope but the emptied ones, or an ad-hoc sub-process has more to begin."""
    waiting = any(key not in emptied for key in scope.arrived or ())
    return waiting or bool((scope.data or {}).get("ahead"))
