"""Clinical rules: what a process that treats people has to have, as warnings for its designer.

They look at executable processes that could be read. Each says what could happen to a patient, and no rule
knows an id: what counts is what an element waits for, who owns it and which business status it sets. They are
warnings, because a designer may have a reason that a file does not show; it belongs into the README.
"""

from collections.abc import Callable

from bpmn.check.clinical.outcomes import check_outcomes
from bpmn.check.clinical.processes import Clinic
from bpmn.check.clinical.timers import check_timers
from bpmn.check.clinical.waits import check_waits
from bpmn.check.notes import Notes
from bpmn.findings import Finding
from bpmn.model import Process
from bpmn.xml_names import Xml

RULES: tuple[Callable[[Notes, Clinic], None], ...] = (check_waits, check_timers, check_outcomes)


def check_clinical(processes: tuple[Process, ...], root: Xml, file: str) -> list[Finding]:
    """Give the clinical warnings on the processes of a file."""
    notes = Notes(file)
    clinic = Clinic(processes, root)
    for rule in RULES:
        rule(notes, clinic)
    return notes.findings
