"""Reads what Carelane adds to any element: business statuses and SLA clocks."""

from typing import Literal

from bpmn.model import Sla, Status
from bpmn.reader.extension import Found
from bpmn.reader.source import Source
from bpmn.xml_names import Xml


def read_statuses(source: Source, found: Found) -> tuple[Status, ...]:
    """Read `carelane:status`."""
    return tuple(_status(source, each) for each in found.get("carelane:status", []))


def _status(source: Source, at: Xml) -> Status:
    on: Literal["activate", "complete"] = "activate" if at.get("on") == "activate" else "complete"
    if at.get("on", "complete") not in ("activate", "complete"):
        hint = 'write on="activate" or on="complete"'
        source.error("invalid_value", at, f"carelane:status has on={at.get('on')!r}", hint)
    if not at.get("value"):
        source.error("missing_attribute", at, "carelane:status has no value", "name the status")
    return Status(at.get("value") or "", on)


def read_slas(source: Source, found: Found) -> tuple[Sla, ...]:
    """Read `carelane:sla`."""
    return tuple(_sla(source, each) for each in found.get("carelane:sla", []))


def _sla(source: Source, at: Xml) -> Sla:
    steps = (at.get("steps") or "50 80 100").split()
    if not all(each.isdigit() for each in steps):
        hint = "write whole per cent with spaces between, such as 50 80 100 150"
        source.error("invalid_value", at, f"carelane:sla has steps {at.get('steps')!r}", hint)
        steps = []
    if not (at.get("due") or at.get("target")):
        hint = "give due (a FEEL date-time) or target (a duration)"
        source.error("missing_attribute", at, "carelane:sla has neither due nor target", hint)
    return Sla(
        tuple(sorted(int(each) for each in steps)),
        source.attribute(at, "start", "carelane:sla"),
        source.attribute(at, "due", "carelane:sla"),
        source.attribute(at, "target", "carelane:sla"),
        source.attribute(at, "when", "carelane:sla"),
    )
