"""The tree that SpiffWorkflow gets: one process of ours, in the few words that it understands.

It is made from the tree that our reader has parsed, never from text, and from our model. Sequence flows get
the ids that our reader generates, implicit starts and ends are drawn, extensions and data are left out (the
desk does them), and what is on the list of what SpiffWorkflow cannot do (`bpmn.spiff.limits`) is walled off.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Literal

from lxml import etree

from bpmn.model import (
    Body,
    ExclusiveGateway,
    InclusiveGateway,
    Process,
    SequenceFlow,
    StartEvent,
    SubProcess,
    Transaction,
)
from bpmn.model.jobs import job_of
from bpmn.spiff.expressions import NUMBER_OF_ITEMS
from bpmn.xml_names import BPMN, Xml, children, local, namespace, plain_reference, text_of

Shape = Literal["wall", "gone", "trim", "keep"]
"""What becomes of a listed element: a task that never ends, nothing, its first flow only, what it is."""
_LEFT_OUT = (
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "dataStore",
    "dataInputAssociation",
    "dataOutputAssociation",
    "ioSpecification",
    "property",
    "extensionElements",
    "documentation",
    "incoming",
    "outgoing",
    "laneSet",
    "collaboration",
    "correlationProperty",
    "correlationSubscription",
)
_CONDITIONS = ("loopCondition", "completionCondition", "condition")
_REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef", "attachedToRef", "default")
_FLAGS = ("cancelActivity", "isInterrupting", "triggeredByEvent", "testBefore", "isSequential")


def tree_of(root: Xml, process: Process, listed: Mapping[str, Shape]) -> Xml:
    """Give the tree of one process."""
    tree = deepcopy(root)
    for child in list(tree):
        other = local(child) == "process" and child.get("id") != process.id
        if other or namespace(child) != BPMN:
            tree.remove(child)
    _plain(tree)
    for element in tree.iter(_tag("process")):
        element.set("isExecutable", "true")
        _fill(element, process.body, listed)
    return tree


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _plain(tree: Xml) -> None:
    """Write everything in the one way that SpiffWorkflow reads."""
    definitions = {each.get("id"): each for each in children(tree)}
    for reference in list(tree.iter(_tag("eventDefinitionRef"))):
        found = definitions.get(plain_reference(text_of(reference)))
        _replace(reference, None if found is None else deepcopy(found))
    for element in list(tree.iter(*map(_tag, _LEFT_OUT))):
        _replace(element, None)
    for element in tree.iter(*map(_tag, _CONDITIONS)):
        element.text = "=" + text_of(element).removeprefix("=")
    for loop in tree.iter(_tag("multiInstanceLoopCharacteristics")):
        for cardinality in list(children(loop, "loopCardinality")):
            loop.remove(cardinality)
        etree.SubElement(loop, _tag("loopCardinality")).text = NUMBER_OF_ITEMS
    for element in tree.iter(_tag("*")):
        for name in set(_REFERENCES).intersection(element.keys()):
            element.set(name, plain_reference(element.get(name) or ""))
        for name in set(_FLAGS).intersection(element.keys()):
            yes = (element.get(name) or "").strip() in ("true", "1")
            element.set(name, "true" if yes else "false")


def _replace(element: Xml, other: Xml | None) -> None:
    parent = element.getparent()
    if parent is not None and other is not None:
        parent.replace(element, other)
    elif parent is not None:
        parent.remove(element)


def _fill(container: Xml, body: Body, listed: Mapping[str, Shape]) -> None:
    """Draw the container anew from the body: its flows, and what is implicit."""
    for drawn in list(children(container, "sequenceFlow")):
        container.remove(drawn)
    by_id = {each.get("id"): each for each in children(container)}
    gone = [node.id for node in body.nodes if listed.get(node.id) == "gone"]
    flows = [flow for flow in body.flows if flow.source not in gone and flow.target not in gone]
    for node in body.nodes:
        element = by_id[node.id]
        shape = listed.get(node.id, "keep")
        if shape == "gone":
            container.remove(element)
        elif shape == "wall":
            _task_instead(element)
        elif isinstance(node, SubProcess) and type(node) in (SubProcess, Transaction):
            _fill(element, node.body, listed)
        elif job_of(node) is not None:
            _task_instead(element)
        if shape in ("wall", "trim"):
            flows = _first_only(flows, node.id)
    for flow in flows:
        _draw(container, flow, body)
    _draw_implicit(container, body, [by_id[n.id] for n in body.nodes if n.id not in gone])


def _task_instead(element: Xml) -> None:
    """Make a task of an element, which waits (`bpmn.spiff.specs.wire`)."""
    element.tag = _tag("task")
    kept = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
    for child in list(children(element)):
        if local(child) not in kept:
            element.remove(child)


def _first_only(flows: list[SequenceFlow], source: str) -> list[SequenceFlow]:
    mine = [flow for flow in flows if flow.source == source]
    return [flow for flow in flows if flow not in mine[1:]]


def _draw(container: Xml, flow: SequenceFlow, body: Body) -> None:
    drawn = etree.SubElement(container, _tag("sequenceFlow"), id=flow.id)
    drawn.set("sourceRef", flow.source)
    drawn.set("targetRef", flow.target)
    source = next(node for node in body.nodes if node.id == flow.source)
    chooses = isinstance(source, ExclusiveGateway | InclusiveGateway)
    alone = sum(each.source == flow.source for each in body.flows) == 1
    text = flow.condition.text if flow.condition is not None else "true"
    default = getattr(source, "default", "") == flow.id
    if chooses and not default and not (alone and flow.condition is None):
        etree.SubElement(drawn, _tag("conditionExpression")).text = f"={text}"


def _draw_implicit(container: Xml, body: Body, elements: list[Xml]) -> None:
    """Draw the start and end events that BPMN lets a designer leave out: one of each."""
    drawn = list(children(container, "sequenceFlow"))
    arrives = dict.fromkeys(flow.get("targetRef") for flow in drawn)
    leaves = dict.fromkeys(flow.get("sourceRef") for flow in drawn)
    ordinary = [each for each in elements if each.get("triggeredByEvent") != "true"]
    first = [
        each
        for each in ordinary
        if each.get("id") not in arrives and local(each) != "boundaryEvent"
    ]
    last = [each for each in ordinary if each.get("id") not in leaves and local(each) != "endEvent"]
    name = f"{container.get('id')}--"
    if not any(isinstance(node, StartEvent) for node in body.nodes):
        etree.SubElement(container, _tag("startEvent"), id=f"{name}start")
        _connect(container, [(f"{name}start", each.get("id") or "") for each in first])
    if last:
        etree.SubElement(container, _tag("endEvent"), id=f"{name}end")
        _connect(container, [(each.get("id") or "", f"{name}end") for each in last])


def _connect(container: Xml, pairs: list[tuple[str, str]]) -> None:
    for source, target in pairs:
        drawn = etree.SubElement(container, _tag("sequenceFlow"), id=f"{source}--{target}--drawn")
        drawn.set("sourceRef", source)
        drawn.set("targetRef", target)
