"""Why a case cannot move to another version: what is wrong with the mapping, and what is open in the case."""

from collections.abc import Iterator

from bpmn.engine.migration.incidents import begun_inside
from bpmn.engine.migration.kinds import kind_of, loop_of
from bpmn.engine.migration.mapping import ElementMapping
from bpmn.engine.migration.problem import Problem
from bpmn.engine.migration.reactions import reactions_of, with_parts
from bpmn.engine.migration.remains import problems_of_remains
from bpmn.engine.migration.translation import Translation
from bpmn.engine.nodes import Node
from bpmn.engine.program import program_of
from bpmn.engine.state import Activation, State
from bpmn.model import BoundaryEvent, EventBasedGateway, FlowNode, Process, StartEvent


def faults(old: Process, new: Process, mapping: ElementMapping) -> tuple[Problem, ...]:
    """Say what is wrong with the mapping itself, whatever case it is for."""
    return tuple(_faults(old, new, mapping))


def problems(
    old: Process, new: Process, state: State, mapping: ElementMapping
) -> tuple[Problem, ...]:
    """Say everything that keeps this case from moving; nothing where it can. A case that is over has none."""
    found = faults(old, new, mapping)
    if found or state.ended:
        return found
    translation = Translation(program_of(old), program_of(new), mapping)
    every = (
        problem
        for activation in state.activations.values()
        for problem in _problems_of(translation, state, activation)
    )
    begun = (_problem_of_begun(translation, key) for key in begun_inside(state))
    return tuple(dict.fromkeys([*every, *(each for each in begun if each is not None)]))


def _faults(old: Process, new: Process, mapping: ElementMapping) -> Iterator[Problem]:
    if old.id != new.id:
        message = f"the new version is of the process {new.id!r}, not of {old.id!r}"
        yield Problem("other_process", old.id, message, new.id)
    if new.pool_kind not in {"", old.pool_kind}:
        message = f"the new version runs at institutions of the kind {new.pool_kind!r}"
        yield Problem("other_pool", old.id, message, new.id)
    before = {node.id: node for node in old.nodes()}
    after = {node.id: node for node in new.nodes()}
    for element_id in (*mapping.elements, *mapping.anew):
        if element_id not in before:
            yield Problem("unknown_element", element_id, f"there was no element {element_id!r}")
    for element_id, target in mapping.elements.items():
        if target is not None and element_id in before:
            yield from _pair(before[element_id], target, after)
    yield from _shared(before, mapping)
    yield from _unknown_flows(old, new, mapping)


def _pair(before: FlowNode, target: str, after: dict[str, FlowNode]) -> Iterator[Problem]:
    if target not in after:
        message = f"the new version has no element {target!r}"
        yield Problem("unknown_target", before.id, message, target)
    elif kind_of(before) != kind_of(after[target]):
        message = f"{before.id!r} was a {kind_of(before)}, {target!r} is a {kind_of(after[target])}"
        yield Problem("other_kind", before.id, message, target)


def _shared(before: dict[str, FlowNode], mapping: ElementMapping) -> Iterator[Problem]:
    """Find events that are mapped to one and the same (Camunda too refuses that of catch events only)."""
    first: dict[str, str] = {}
    for element_id, target in mapping.elements.items():
        if target is None or not isinstance(before.get(element_id), BoundaryEvent | StartEvent):
            continue
        if target in first:
            message = f"{first[target]!r} and {element_id!r} are both mapped to {target!r}"
            yield Problem("two_to_one", element_id, message, target)
        first.setdefault(target, element_id)


def _unknown_flows(old: Process, new: Process, mapping: ElementMapping) -> Iterator[Problem]:
    before, after = _flow_ids(old), _flow_ids(new)
    for flow, target in mapping.flows.items():
        if flow not in before or target not in after:
            message = f"there is no sequence flow {target if flow in before else flow!r}"
            yield Problem("unknown_flow", flow, message, target)


def _flow_ids(process: Process) -> set[str]:
    nodes = program_of(process).nodes.values()
    return {edge.id for node in nodes for edge in node.outgoing}


def _problems_of(
    translation: Translation, state: State, activation: Activation
) -> Iterator[Problem]:
    """Say what keeps one activation from moving."""
    before = translation.old.nodes[activation.key]
    after = translation.new.nodes.get(translation.element(before.id))
    if after is None:
        message = f"a token is in {before.id!r}, which has no counterpart in the new version"
        yield Problem("unmapped", before.id, message)
        return
    if loop_of(before.element) != loop_of(after.element):
        message = f"{before.id!r} had {_loop(before)}, {after.id!r} has {_loop(after)}"
        yield Problem("loop_changed", before.id, message, after.id)
        return
    if activation.parent is not None and not translation.same_scope(before.id):
        message = f"{after.id!r} lies in another sub-process than {before.id!r} did"
        yield Problem("scope_changed", before.id, message, after.id)
    moved = translation.node(activation.key)
    if moved is None:
        message = f"{after.id!r} cannot undo what {before.id!r} is undoing"
        yield Problem("not_undoable", before.id, message, after.id)
        return
    yield from _problems_of_waits(translation, state, activation, moved)
    yield from problems_of_remains(translation, activation, moved)


def _problem_of_begun(translation: Translation, key: str) -> Problem | None:
    """Say why what an operator has begun, and is not open yet, cannot begin in the new version."""
    if not translation.key(key):
        return Problem("unmapped", key, f"{key!r} is about to begin and is not mapped")
    if not translation.same_scope(key):
        after = translation.key(key)
        return Problem("scope_changed", key, f"{after!r} lies in another sub-process", after)
    return None


def _loop(node: Node) -> str:
    return loop_of(node.element) or "no loop"


def _problems_of_waits(
    translation: Translation, state: State, host: Activation, moved: Node
) -> Iterator[Problem]:
    before = translation.old.nodes[host.key]
    allowed = {
        part.key for event in reactions_of(moved, translation.new) for part in with_parts(event)
    }
    for event in reactions_of(before, translation.old):
        after = translation.key(event.key)
        held = _is_held(state, host, event)
        if held and after and after not in allowed:
            message = f"{event.id!r} is waited for in {before.id!r}, {after!r} not in {moved.id!r}"
            yield Problem("event_detached", event.id, message, after)
    if isinstance(before.element, EventBasedGateway) and before.element.parallel:
        yield from _options(translation, before, moved)


def _is_held(state: State, host: Activation, event: Node) -> bool:
    keys = [each.key for each in with_parts(event)]
    records = (state.timers, state.subscriptions, state.signals, state.conditions, state.gatherings)
    return any(
        wait_id in kind and kind[wait_id].target in keys
        for wait_id in host.waits or ()
        for kind in records
    )


def _options(translation: Translation, before: Node, moved: Node) -> Iterator[Problem]:
    """Keep the events of a gateway that goes all their ways: it could not know when it has gone all."""
    mapped = [translation.key(edge.target.key) for edge in before.outgoing]
    if sorted(mapped) != sorted(edge.target.key for edge in moved.outgoing):
        message = f"other events stand behind {moved.id!r} than behind {before.id!r}"
        yield Problem("options_changed", before.id, message, moved.id)
