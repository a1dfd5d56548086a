"""Reads pools, message flows and lanes."""

from bpmn.model import Collaboration, Lane, MessageFlow, Participant
from bpmn.reader.clocks import read_slas
from bpmn.reader.extension import Found, extensions, one
from bpmn.reader.source import Source
from bpmn.reader.statuses import read_status_words
from bpmn.reader.supported import ALWAYS, check_children
from bpmn.xml_names import CARELANE, Xml, children, line_of, plain_reference

_POOL_KINDS = ("PRI", "HOS", "CTR", "EMS", "GRP")
_PARTS = ALWAYS | {
    "participant",
    "messageFlow",
    "correlationKey",
    "textAnnotation",
    "association",
    "group",
    "artifact",
    "messageFlowAssociation",
    "participantAssociation",
}


def read_collaboration(source: Source, element: Xml) -> Collaboration:
    """Read a collaboration."""
    check_children(source, element, _PARTS)
    return Collaboration(
        id=element.get("id") or "",
        name=element.get("name") or "",
        line=line_of(element),
        participants=tuple(_participant(source, at) for at in children(element, "participant")),
        message_flows=tuple(_message_flow(at) for at in children(element, "messageFlow")),
    )


def _participant(source: Source, at: Xml) -> Participant:
    check_children(source, at, ALWAYS | {"participantMultiplicity", "interfaceRef", "endPointRef"})
    found = extensions(
        source,
        at,
        frozenset(
            ["carelane:pool", "carelane:startable", "carelane:sla", "carelane:statusDefinition"]
        ),
    )
    return Participant(
        id=at.get("id") or "",
        name=at.get("name") or "",
        line=line_of(at),
        process_id=plain_reference(at.get("processRef") or ""),
        kind=read_kind(source, found),
        startable_role=read_startable(source, found),
        sla=read_slas(source, found),
        statuses=read_status_words(source, found),
    )


def read_kind(source: Source, found: Found) -> str:
    """Read `carelane:pool`: a kind of institution, empty where none is named."""
    pool = one(source, found, "carelane:pool")
    kind = "" if pool is None else (pool.get("kind") or "")
    if pool is not None and kind not in _POOL_KINDS:
        hint = f"use one of: {', '.join(_POOL_KINDS)}"
        source.error("invalid_value", pool, f"carelane:pool has kind={kind!r}", hint)
    return kind


def read_startable(source: Source, found: Found) -> str:
    """Read `carelane:startable`: the roles that may start it from the screen, with commas; empty for nobody."""
    startable = one(source, found, "carelane:startable")
    roles = "" if startable is None else (startable.get("role") or "")
    return ",".join(role.strip() for role in roles.split(",") if role.strip())


def _message_flow(at: Xml) -> MessageFlow:
    return MessageFlow(
        id=at.get("id") or "",
        name=at.get("name") or "",
        line=line_of(at),
        source=plain_reference(at.get("sourceRef") or ""),
        target=plain_reference(at.get("targetRef") or ""),
    )


def read_lanes(source: Source, process: Xml) -> tuple[Lane, ...]:
    """Read the lanes of a process, outer lanes before inner ones."""
    found: list[Lane] = []
    for lane_set in children(process, "laneSet"):
        _lane_set(source, lane_set, "", "", found)
    return tuple(found)


def _lane_set(source: Source, lane_set: Xml, parent: str, role: str, found: list[Lane]) -> None:
    for at in children(lane_set, "lane"):
        lane = _lane(source, at, parent, role)
        found.append(lane)
        for inner in children(at, "childLaneSet"):
            _lane_set(source, inner, lane.id, lane.role if _own_role(at) else role, found)


def _own_role(at: Xml) -> bool:
    found = children(at, "extensionElements")
    return any(True for each in found for _ in each.iterchildren(f"{{{CARELANE}}}role"))


def _lane(source: Source, at: Xml, parent: str, inherited: str) -> Lane:
    allowed = ALWAYS | {"flowNodeRef", "childLaneSet", "partitionElement"}
    check_children(source, at, allowed)
    role = one(source, extensions(source, at, frozenset(["carelane:role"])), "carelane:role")
    code = "" if role is None else (role.get("code") or "")
    if role is not None and not code:
        source.error("missing_attribute", role, "carelane:role has no code", "name the role")
    return Lane(
        id=at.get("id") or "",
        name=at.get("name") or "",
        line=line_of(at),
        role=code or inherited or at.get("id") or "",
        nodes=tuple(plain_reference(ref.text or "") for ref in children(at, "flowNodeRef")),
        parent=parent,
    )
