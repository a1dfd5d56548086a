"""Reads data objects, and says what of the standard's data flow is drawing only.

Values pass as variables; `zeebe:ioMapping` maps them. An association that would compute something is
refused, one that only shows where data goes is kept with a warning.
"""

from bpmn.model import DataObject
from bpmn.reader.source import Source
from bpmn.xml_names import Xml, children, line_of, local

DATA = ("dataObject", "dataObjectReference", "dataStoreReference", "property")
_MAP = "use zeebe:ioMapping"


def read_data(container: Xml) -> tuple[DataObject, ...]:
    """Read the declarations of a process or sub-process."""
    return tuple(
        DataObject(
            id=element.get("id") or "",
            name=element.get("name") or "",
            line=line_of(element),
            kind=local(element),
        )
        for element in children(container, *DATA)
    )


def check_data_flow(source: Source, element: Xml) -> None:
    """Check the data associations of an activity or event."""
    for association in children(element, "dataInputAssociation", "dataOutputAssociation"):
        for part in children(association, "assignment", "transformation"):
            message = f"{local(part)} of a data association is not supported"
            source.error("unsupported_element", part, message, _MAP)
        if len(list(children(association, "sourceRef"))) > 1:
            message = "a data association without a transformation has one source"
            source.error("several_sources", association, message, "keep one sourceRef")
    if any(True for _ in children(element, "ioSpecification")):
        message = "ioSpecification is drawn and not executed: variables pass by name"
        source.warning("io_specification_not_executed", element, message, _MAP)
