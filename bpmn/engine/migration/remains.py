"""What an activation keeps beside its waits: tokens at joins, flows gone, what can be undone, what is to begin.

`problems_of_remains` says what of it cannot move, `move_remains` moves it.
"""

from collections.abc import Iterator

from bpmn.engine.migration.problem import Problem
from bpmn.engine.migration.translation import Translation
from bpmn.engine.nodes import UNDO, Node
from bpmn.engine.state import Activation
from bpmn.json_types import Json, Variables
from bpmn.model import ComplexGateway, ParallelGateway


def problems_of_remains(
    translation: Translation, activation: Activation, moved: Node
) -> Iterator[Problem]:
    """Say what of it has no place in the new version; `moved` is the activation's node there."""
    for key, flows in (activation.arrived or {}).items():
        yield from _problems_of_join(translation, activation, key, flows)
    yield from _problems_of_gone(translation, activation, moved)
    for record in _records(activation):
        yield from _problems_of_record(translation, record)
    data = activation.data or {}
    start = data.get("start")
    if isinstance(start, str) and translation.key(start) not in _starts_of(translation, moved):
        yield Problem("unmapped", start, f"{start!r} has begun {moved.id!r} and is not mapped")
    yield from _problems_ahead(translation, activation, moved)


def _starts_of(translation: Translation, handler: Node) -> list[str]:
    """Give the key of the start event of an event sub-process, and those of its single triggers."""
    around = translation.new.nodes[translation.new_scopes[handler.id]]
    pairs = (around.inner or around).event_subprocesses
    starts = [start for each, start in pairs if each is handler]
    return [part.key for start in starts for part in (start, *start.parts)]


def _problems_of_join(
    translation: Translation, scope: Activation, key: str, flows: dict[str, int]
) -> Iterator[Problem]:
    before = translation.old.nodes[key]
    join = translation.node(key)
    if join is None:
        yield Problem("unmapped", before.id, f"tokens wait at {before.id!r}, which is not mapped")
        return
    if not translation.same_scope(before.id):
        message = f"{join.id!r} lies in another sub-process than {before.id!r} did"
        yield Problem("scope_changed", before.id, message, join.id)
    others = [each for each in scope.arrived or {} if each != key]
    if not join.joins or join.key in [translation.key(each) for each in others]:
        message = f"tokens wait at {before.id!r}, and {join.id!r} is no join of its own"
        yield Problem("join_gone", before.id, message, join.id)
        return
    targets = [translation.incoming(join, flow) for flow in flows]
    for flow, target in zip(flows, targets, strict=True):
        if not target or targets.count(target) > 1:
            message = (
                f"a token waits at {before.id!r} on {flow!r}, for which {join.id!r} has no flow"
            )
            yield Problem("flow_unmapped", before.id, message, join.id)
            return
    if _is_full(join, flows):
        message = (
            f"with the tokens that wait at {before.id!r}, {join.id!r} would have fired already"
        )
        yield Problem("join_full", before.id, message, join.id)


def _is_full(join: Node, flows: dict[str, int]) -> bool:
    """Whether the tokens would start the element at once: Camunda asks for as many flows as before."""
    if join.needed > 1:
        return sum(flows.values()) >= join.needed
    return isinstance(join.element, ParallelGateway) and len(flows) >= len(join.incoming)


def _problems_of_gone(
    translation: Translation, activation: Activation, moved: Node
) -> Iterator[Problem]:
    data = activation.data or {}
    taken = [(each, translation.incoming) for each in _texts(data.get("taken"))]
    gone = [(each, translation.outgoing) for each in _texts(data.get("gone"))]
    for flow, find in (*taken, *gone):
        if not find(moved, flow):
            message = f"a token has come or gone by {flow!r}, for which {moved.id!r} has no flow"
            yield Problem("flow_unmapped", moved.id, message, moved.id)


def _problems_ahead(
    translation: Translation, activation: Activation, moved: Node
) -> Iterator[Problem]:
    data = activation.data or {}
    if "enough" not in data:
        return
    startable = [node.key for node in moved.starts]
    for key in _texts(data.get("ahead")):
        if translation.key(key) not in startable:
            message = f"{key!r} is still to begin and cannot begin in {moved.id!r}"
            yield Problem("ahead_unmapped", key, message, moved.id)


def _problems_of_record(translation: Translation, record: Variables) -> Iterator[Problem]:
    activity = str(record["activity"])
    if _is_forgotten(translation, activity):
        return
    node = translation.node(activity)
    if node is None:
        message = f"{activity!r} has completed and can be undone, and is not mapped"
        yield Problem("unmapped", activity, message)
    elif "boundary" in record and node.compensation is None:
        message = f"{activity!r} can be undone, {node.id!r} has nothing that undoes it"
        yield Problem("not_undoable", activity, message, node.id)
    elif "records" in record and node.id + UNDO not in translation.new.nodes:
        message = f"what {activity!r} has done can be undone, {node.id!r} cannot be"
        yield Problem("not_undoable", activity, message, node.id)
    else:
        for inner in _objects(record.get("records")):
            yield from _problems_of_record(translation, inner)


def _is_forgotten(translation: Translation, activity: str) -> bool:
    """Whether the mapping says on purpose that what the activity has done is not undone any more."""
    elements = translation.mapping.elements
    return activity in elements and elements[activity] is None


def _records(activation: Activation) -> list[Variables]:
    ahead = (activation.data or {}).get("ahead") if activation.key.endswith(UNDO) else None
    return [*_objects(activation.compensable), *_objects(ahead)]


def _objects(value: Json | list[Json]) -> list[Variables]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(value: Json) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def move_remains(translation: Translation, activation: Activation, moved: Node) -> None:
    """Put it under the keys of the new version; the activation's own key is still the old one."""
    data = activation.data
    if data is not None:
        _move_data(translation, activation, data, moved)
    if activation.arrived:
        activation.arrived = {
            translation.key(key): {
                translation.incoming(translation.new.nodes[translation.key(key)], flow): count
                for flow, count in flows.items()
            }
            for key, flows in activation.arrived.items()
        }
    if isinstance(moved.element, ComplexGateway) and activation.variables:
        _move_counts(translation, activation.variables, moved)
    if activation.compensable:
        activation.compensable = _moved_records(translation, activation.compensable) or None


def _move_counts(translation: Translation, variables: Variables, moved: Node) -> None:
    """Name the flows by which a complex gateway has counted its tokens."""
    counts = variables.get("activationCounts")
    if isinstance(counts, dict):
        named = {translation.incoming(moved, flow) or flow: n for flow, n in counts.items()}
        variables["activationCounts"] = named


def _move_data(
    translation: Translation, activation: Activation, data: Variables, moved: Node
) -> None:
    if isinstance(start := data.get("start"), str):
        data["start"] = translation.key(start)
    if "gone" in data:
        data["gone"] = [translation.outgoing(moved, flow) for flow in _texts(data["gone"])]
    if "taken" in data:
        data["taken"] = [translation.incoming(moved, flow) for flow in _texts(data["taken"])]
    if activation.key.endswith(UNDO):
        ahead = data.get("ahead")
        data["ahead"] = _moved_records(translation, ahead if isinstance(ahead, list) else [])
    elif "enough" in data:
        data["ahead"] = [translation.key(key) for key in _texts(data.get("ahead"))]


def _moved_records(translation: Translation, records: list[Json]) -> list[Json]:
    kept = [
        each for each in _objects(records) if not _is_forgotten(translation, str(each["activity"]))
    ]
    return [_moved_record(translation, each) for each in kept]


def _moved_record(translation: Translation, record: Variables) -> Variables:
    activity = translation.new.nodes[translation.key(str(record["activity"]))]
    moved: Variables = {**record, "activity": activity.id}
    if "boundary" in record:
        assert activity.compensation is not None
        moved["boundary"] = activity.compensation.key
    if isinstance(inner := record.get("records"), list):
        moved["records"] = _moved_records(translation, inner)
    return moved
