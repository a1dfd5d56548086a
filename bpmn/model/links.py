"""Link events: a sequence flow in two pieces (BPMN 2.0.2, 10.5.5)."""

from bpmn.model.events import CatchEvent, Link, ThrowEvent
from bpmn.model.flows import Body


def links_of(body: Body) -> list[tuple[str, str]]:
    """Give the ids of each link throw event and of the catch event where it goes on."""
    places = {
        node.trigger.name: node.id
        for node in body.nodes
        if isinstance(node, CatchEvent) and isinstance(node.trigger, Link)
    }
    return [
        (node.id, places[node.throw.name])
        for node in body.nodes
        if isinstance(node, ThrowEvent)
        and isinstance(node.throw, Link)
        and node.throw.name in places
    ]
