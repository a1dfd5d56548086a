"""Checks of a whole file beyond what one element can tell.

`standard` keeps the rules of BPMN, over the drawing. Here stand those of what we execute, over the model: each a
function in a file of its own, entered in the table below.
"""

from collections.abc import Callable

from bpmn.check.ad_hoc import check_ad_hoc
from bpmn.check.beginnings import check_beginnings
from bpmn.check.boundaries import check_boundaries
from bpmn.check.calls import check_calls
from bpmn.check.clocks import check_clocks
from bpmn.check.compensation import check_compensation
from bpmn.check.complex_gateways import check_complex_gateways
from bpmn.check.extensions import check_extensions
from bpmn.check.foreign import check_foreign
from bpmn.check.ids import check_ids
from bpmn.check.instance_events import check_instance_events
from bpmn.check.lanes import check_lanes
from bpmn.check.links import check_links
from bpmn.check.messages import check_messages
from bpmn.check.notes import Notes
from bpmn.check.owners import check_owners
from bpmn.check.places import Place, places_of
from bpmn.check.sizes import check_sizes
from bpmn.check.standard import check_standard
from bpmn.check.statuses import check_statuses
from bpmn.check.transactions import check_transactions
from bpmn.findings import Finding
from bpmn.model import Definitions
from bpmn.xml_names import Xml

BODY_CHECKS: tuple[Callable[[Notes, Place], None], ...] = (
    check_beginnings,
    check_links,
    check_boundaries,
    check_complex_gateways,
    check_ad_hoc,
    check_compensation,
    check_transactions,
    check_messages,
    check_owners,
    check_clocks,
    check_instance_events,
    check_sizes,
)
"""Run on the body of every process and sub-process."""


def check_drawing(root: Xml, file: str) -> list[Finding]:
    """Give what breaks a rule of the standard, also at elements that the reader refused."""
    notes = Notes(file)
    check_ids(notes, root)
    check_extensions(notes, root)
    check_foreign(notes, root)
    check_standard(notes, root)
    return notes.findings


def check_definitions(definitions: Definitions, root: Xml) -> list[Finding]:
    """Give everything that is wrong with the model as a whole."""
    notes = Notes(definitions.file)
    for process in definitions.processes:
        for place in places_of(process):
            for check in BODY_CHECKS:
                check(notes, place)
        check_statuses(notes, process)
    check_calls(notes, definitions, root)
    check_lanes(notes, definitions)
    return notes.findings


__all__ = ["check_definitions", "check_drawing"]
