"""What is certain without running: islands, joins that wait for ever, loops without a way out (13.2, 13.3).

Only what is certain is refused. A join that may or may not be reached is left to the case, where it becomes an
incident that names the join.
"""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Flow, Node, Scope
from bpmn.check.standard.starts import begins
from bpmn.check.standard.ways import Ways

_SKIPPED = ("choreography", "subChoreography", "adHocSubProcess")
_ONE_OF_SEVERAL = ("exclusiveGateway", "eventBasedGateway")


def check_dead_ends(notes: Notes, drawing: Drawing) -> None:
    """Check every scope."""
    for scope in drawing.scopes:
        if scope.tag not in _SKIPPED and not scope.broken:
            ways = Ways(scope)
            first = _first(scope)
            reached = ways.reached(first)
            _check_islands(notes, ways, reached)
            _check_way_out(notes, ways, reached)
            _check_joins(notes, ways, first)


def _first(scope: Scope) -> list[Node]:
    """Give where tokens can appear without coming from another element."""
    starts = scope.of("startEvent")
    alone = [each for each in scope.nodes if each.by_event or each.compensates or each.instantiates]
    alone += [each for each in scope.of("intermediateCatchEvent") if "link" in each.events]
    return starts + alone if starts else alone + [each for each in scope.nodes if begins(each)]


def _check_islands(notes: Notes, ways: Ways, reached: dict[Node, None]) -> None:
    said = dict(reached)
    for node in ways.scope.nodes:
        if node in said or not node.incoming:
            continue
        said.update(ways.reached([node]))
        message = f"no way leads from the beginning of {ways.scope.id} to this {node.tag}"
        hint = "lead a flow to it from an element that is reached, or remove it"
        notes.error("not_reachable", node, message, hint)


def _check_way_out(notes: Notes, ways: Ways, reached: dict[Node, None]) -> None:
    stops = [node for node in ways.scope.nodes if not ways.after[node]]
    out = ways.leading_to(stops)
    caught = [node for node in reached if node not in out]
    if caught:
        names = ", ".join(node.id for node in caught[:5])
        message = f"from here no way leads to an end: {names} go round for ever"
        hint = "draw a way out of the loop, such as a gateway with a condition"
        notes.warning("no_way_out", caught[0], message, hint)


def _check_joins(notes: Notes, ways: Ways, first: list[Node]) -> None:
    joins = [each for each in ways.scope.of("parallelGateway") if len(each.incoming) > 1]
    choices = [each for each in ways.scope.of(*_ONE_OF_SEVERAL) if len(each.outgoing) > 1]
    said: list[Node] = []
    for choice in choices if joins else ():
        if ways.tired or not _passed_once(ways, first, choice):
            continue
        past = ways.reached(first, choice)
        for join in joins:
            if join not in said and _waits_for_ever(ways, past, choice, join):
                said.append(join)
                message = f"it waits for tokens from two ways of {choice.id}, and only one is taken"
                hint = f"join with an exclusive gateway, or make {choice.id} a parallel gateway"
                notes.error("join_never_satisfied", join, message, hint)


def _passed_once(ways: Ways, first: list[Node], node: Node) -> bool:
    """Say whether certainly at most one token ever comes to the node: of several start events one fires."""
    earlier = ways.leading_to(ways.before[node])
    begun = [each for each in first if each is node or each in earlier]
    if len(begun) > 1 and any(each.tag != "startEvent" for each in begun):
        return False
    if node in earlier or any(split in earlier for split in ways.splits):
        return False
    return not any(each.xml.get("completionQuantity", "1") != "1" for each in earlier)


def _waits_for_ever(ways: Ways, past: dict[Node, None], choice: Node, join: Node) -> bool:
    """Say whether two flows into a join can only be reached by different ways of a choice."""
    sides = [_sides(ways, choice, flow) for flow in join.incoming if flow.source not in past]
    sides = [side for side in sides if side]
    return any(
        side.isdisjoint(other) for place, side in enumerate(sides) for other in sides[place + 1 :]
    )


def _sides(ways: Ways, choice: Node, flow: Flow) -> frozenset[int]:
    """Give the numbers of the choice's ways that can come to a flow."""
    return frozenset(
        number
        for number, (way, reached) in enumerate(
            zip(choice.outgoing, ways.ways_of(choice), strict=False)
        )
        if way is flow or flow.source in reached
    )
