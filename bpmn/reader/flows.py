"""Reads sequence flows; one without an id gets a stable one from its ends and place."""

from bpmn.model import Expression, SequenceFlow
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_attributes, check_children
from bpmn.xml_names import XSI_TYPE, Xml, children, line_of, plain_reference, text_of

_ATTRIBUTES = frozenset(["sourceRef", "targetRef", "isImmediate"])


def read_flows(source: Source, container: Xml, node_ids: frozenset[str]) -> list[SequenceFlow]:
    """Read the flows of a container; a flow whose end is not a node of it is noted and left out."""
    flows: list[SequenceFlow] = []
    unnamed: dict[tuple[str, str], int] = {}
    for element in children(container, "sequenceFlow"):
        flow = _read(source, element, node_ids, unnamed)
        if flow is not None:
            flows.append(flow)
    return flows


def _read(
    source: Source, element: Xml, node_ids: frozenset[str], unnamed: dict[tuple[str, str], int]
) -> SequenceFlow | None:
    check_children(source, element, ALWAYS | {"conditionExpression", "auditing", "monitoring"})
    check_attributes(source, element, _ATTRIBUTES)
    ends = [plain_reference(element.get(name) or "") for name in ("sourceRef", "targetRef")]
    begin, end = ends
    flow_id = element.get("id") or _generated(begin, end, unnamed)
    condition = _condition(source, element)
    if not node_ids.issuperset(ends):
        return None
    return SequenceFlow(
        id=flow_id,
        name=element.get("name") or "",
        line=line_of(element),
        source=begin,
        target=end,
        condition=condition,
    )


def _generated(begin: str, end: str, unnamed: dict[tuple[str, str], int]) -> str:
    count = unnamed[begin, end] = unnamed.get((begin, end), 0) + 1
    return f"{begin}--{end}" if count == 1 else f"{begin}--{end}--{count}"


def _condition(source: Source, element: Xml) -> Expression | None:
    for child in children(element, "conditionExpression"):
        kind = plain_reference(child.get(XSI_TYPE) or "tFormalExpression")
        if kind != "tFormalExpression":
            message = f"the condition is a {kind}"
            source.error(
                "informal_expression", child, message, 'write xsi:type="tFormalExpression"'
            )
        return source.expression(text_of(child), child, "the condition")
    return None
