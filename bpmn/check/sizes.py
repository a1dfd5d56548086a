"""How much of what is dear a body may have."""

from bpmn.check.notes import Notes
from bpmn.check.places import Place
from bpmn.model import ComplexGateway, InclusiveGateway

MAX_JOINS = 100
"""Most inclusive and complex joins of one body: for each, every element's way to it is worked out."""


def check_sizes(notes: Notes, place: Place) -> None:
    """Refuse a body with more joins that look around than anybody could follow."""
    joins = [
        node
        for node in place.body.nodes
        if isinstance(node, InclusiveGateway | ComplexGateway) and len(place.incoming[node.id]) > 1
    ]
    if len(joins) > MAX_JOINS:
        message = f"there are more than {MAX_JOINS} inclusive and complex joins in one body"
        notes.error("too_many_joins", joins[MAX_JOINS], message, "put parts into sub-processes")
