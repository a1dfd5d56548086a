"""Rules of BPMN 2.0.2 over the drawing, whichever of its elements are executed.

Each file keeps the rules of one noun of the standard; a rule refuses what the standard forbids with
MUST and what would run otherwise than drawn. Docstrings name the chapter.
"""

from collections.abc import Callable

from bpmn.check.notes import Notes
from bpmn.check.standard.attachments import check_attachments
from bpmn.check.standard.calls import check_calls
from bpmn.check.standard.choreographies import check_choreographies
from bpmn.check.standard.conditions import check_conditions
from bpmn.check.standard.data_associations import check_data_associations
from bpmn.check.standard.data_types import check_data_types
from bpmn.check.standard.dead_ends import check_dead_ends
from bpmn.check.standard.drawing import Drawing
from bpmn.check.standard.event_data import check_event_data
from bpmn.check.standard.event_definitions import check_event_definitions
from bpmn.check.standard.event_gateways import check_event_gateways
from bpmn.check.standard.expressions import check_expressions
from bpmn.check.standard.flow_ends import check_flow_ends
from bpmn.check.standard.gateways import check_gateways
from bpmn.check.standard.io_specifications import check_io_specifications
from bpmn.check.standard.listed_flows import check_listed_flows
from bpmn.check.standard.loops import check_loops
from bpmn.check.standard.message_data import check_message_data
from bpmn.check.standard.message_flows import check_message_flows
from bpmn.check.standard.participants import check_participants
from bpmn.check.standard.reachability import check_reachability
from bpmn.check.standard.references import check_references
from bpmn.check.standard.resources import check_resources
from bpmn.check.standard.sequence import check_sequence
from bpmn.check.standard.starts import check_starts
from bpmn.check.standard.words import check_words
from bpmn.xml_names import Xml

RULES: tuple[Callable[[Notes, Drawing], None], ...] = (
    check_references,
    check_flow_ends,
    check_listed_flows,
    check_starts,
    check_reachability,
    check_dead_ends,
    check_attachments,
    check_sequence,
    check_conditions,
    check_gateways,
    check_event_gateways,
    check_event_definitions,
    check_event_data,
    check_message_flows,
    check_participants,
    check_choreographies,
    check_expressions,
    check_words,
    check_loops,
    check_calls,
    check_resources,
    check_io_specifications,
    check_data_types,
    check_data_associations,
    check_message_data,
)


def check_standard(notes: Notes, root: Xml) -> None:
    """Run every rule over the tree."""
    drawing = Drawing(root)
    for rule in RULES:
        rule(notes, drawing)
