"""How a diagram reads: the lint rules of bpmn.io over what our reader has accepted, as warnings.

The rules see a plain copy that is written anew from the drawing: flow nodes, flows, names and event definitions
under ids of our own. So no limit of the reader can be passed by, nothing of the file but names reaches the other
parser, and flows need no `incoming` and `outgoing` to be seen. Only checks before a release look at style: the
library takes a second to load and has no part in running a case.
"""

from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, cast

from lxml import etree

from bpmn.check.standard.drawing import Drawing, Node, Scope, is_false, is_true, reference
from bpmn.check.standard.ways import Ways
from bpmn.findings import Finding
from bpmn.xml_names import BPMN, Xml, children, line_of, local

MOST = 5_000
"""Elements up to which style is looked at: some rules compare every element with every other."""
LINT = {
    "end-event-required": "end every path in an end event that says how it ended",
    "fake-join": "lead the flows to a parallel gateway first; as drawn it is done once for each of them",
    "global": "name it, use it, or remove it",
    "label-required": "write a name that a clinician understands",
    "no-duplicate-sequence-flows": "remove one: two flows bring two tokens, and the work is done twice",
    "no-gateway-join-fork": "draw two gateways: one that joins and one that splits",
    "no-implicit-split": "draw a gateway, so that it shows that all or several of the ways are taken",
    "start-event-required": "draw a start event that says what begins it",
    "superfluous-label": "remove the label, or write it as a condition",
    "superfluous-termination": "draw a plain end event",
}
"""Rules that are looked at, each with what to do."""
OFF = {
    "ad-hoc-sub-process": "refused by ad_hoc_empty and its like",
    "conditional-event": "refused by empty_expression",
    "conditional-flows": "refused by missing_condition, default_with_condition and their like",
    "event-based-gateway": "refused by event_gateway and its like",
    "event-sub-process-typed-start-event": "refused by missing_event_definition",
    "link-event": "refused by the rules on links",
    "no-bpmndi": "a file without a diagram runs like one with it",
    "no-complex-gateway": "complex gateways are executed as the standard says",
    "no-disconnected": "refused by not_reachable where it matters; activities may begin a process by themselves",
    "no-implicit-end": "refused by implicit_end; without any end event end-event-required says it once",
    "no-implicit-start": "start-event-required says it once, not at every element",
    "no-inclusive-gateway": "inclusive gateways are executed as the standard says, and clinics need them",
    "no-overlapping-elements": "how the picture is laid out is the modeler's business, and changes nothing",
    "single-blank-start-event": "refused by several_starts",
    "single-event-definition": "events with several definitions are executed",
    "standard-size": "how the picture is laid out is the modeler's business, and changes nothing",
    "sub-process-blank-start-event": "refused by event_definition_not_allowed",
    "superfluous-gateway": "refused by gateway_without_choice",
}
"""Rules that are not looked at, each with the reason."""
_ROOTS = ("message", "signal", "error", "escalation")
_REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef")


def check_style(root: Xml, file: str) -> list[Finding]:
    """Give the warnings of the lint rules for a tree that our reader has accepted."""
    drawing = Drawing(root)
    if len(drawing.elements) > MOST:
        message = f"style is not looked at in a file of more than {MOST:,} elements"
        return [Finding("warning", "lint/skipped", file, 0, "", message, "split the file")]
    copy = _Copy(drawing)
    ways: dict[Scope, Ways] = {}
    found: dict[tuple[str, int, str], Finding] = {}
    for name, report in _reports(etree.tostring(copy.root, encoding="unicode")):
        at = copy.places.get(str(report.get("id")))
        if not _matters(drawing, ways, name, at):
            continue
        place = (line_of(at), at.get("id") or "") if at is not None else (0, "")
        text = str(report["message"]).rstrip(".").lower()
        finding = Finding("warning", f"lint/{name}", file, *place, text, LINT[name])
        found.setdefault((name, *place), finding)
    return list(found.values())


def _matters(drawing: Drawing, ways: dict[Scope, Ways], name: str, at: Xml | None) -> bool:
    """Say whether a report is worth a reader's time here.

    Merging without a gateway is fine while one token comes; exclusive and event-based gateways that join and
    split at once say the same in one symbol as in two.
    """
    node = None if at is None else drawing.nodes.get(at.get("id") or "")
    if name == "no-gateway-join-fork":
        return node is None or node.tag not in ("exclusiveGateway", "eventBasedGateway")
    if name != "fake-join" or node is None:
        return True
    if node.scope not in ways:
        ways[node.scope] = Ways(node.scope)
    return ways[node.scope].together(node.incoming)


def _reports(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run the rules; bpmn_io is loaded here and nowhere else."""
    from bpmn_io.bpmn_moddle.simple import create_moddle
    from bpmn_io.lint import Linter
    from bpmn_io.lint.resolver import StaticResolver
    from bpmn_io.lint.rules import RULES

    resolver = StaticResolver({f"rule:bpmnlint/{name}": RULES[name] for name in LINT})
    linter = Linter(config={"rules": dict.fromkeys(LINT, "warn")}, resolver=cast("Any", resolver))
    with redirect_stderr(cast("Any", _Nowhere())):
        model = create_moddle().from_xml(text, "bpmn:Definitions").root_element
        reports = linter.lint(cast("Any", model))
    yield from ((name, report) for name in LINT for report in reports.get(name, []))


class _Nowhere:
    """Takes what the library prints of a rule that fails; the failure is among its reports."""

    def write(self, text: str) -> int:
        """Forget the text."""
        return len(text)


class _Copy:
    """The copy, and for each of its ids the element of the file."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.places: dict[str, Xml] = {}
        self.ids: dict[Xml, str] = {}
        self.root = etree.Element(f"{{{BPMN}}}definitions", nsmap={"bpmn": BPMN})
        for each in children(drawing.root, *_ROOTS):
            self._add(self.root, each, local(each))
        for scope in drawing.scopes:
            if scope.tag == "process":
                self._scope(scope, self._add(self.root, scope.xml, "process"))
        for collaboration in children(drawing.root, "collaboration"):
            at = self._add(self.root, collaboration, "collaboration")
            for participant in children(collaboration, "participant"):
                self._add(at, participant, "participant")

    def _add(self, parent: Xml, of: Xml, tag: str) -> Xml:
        """Add an element under an id of ours, with the name of the original where it has one."""
        at = etree.SubElement(parent, f"{{{BPMN}}}{tag}", id=self._id(of))
        if of.get("name") is not None:
            at.set("name", str(of.get("name")))
        return at

    def _id(self, of: Xml) -> str:
        if of not in self.ids:
            self.ids[of] = f"e{len(self.ids)}"
            self.places[self.ids[of]] = of
        return self.ids[of]

    def _scope(self, scope: Scope, at: Xml) -> None:
        for lanes in children(scope.xml, "laneSet"):
            self._lanes(lanes, at)
        for node in scope.nodes:
            self._node(node, at)
        for flow in scope.flows:
            copy = self._add(at, flow.xml, "sequenceFlow")
            copy.set("sourceRef", self._id(flow.source.xml))
            copy.set("targetRef", self._id(flow.target.xml))
            if flow.conditional:
                etree.SubElement(copy, f"{{{BPMN}}}conditionExpression")

    def _lanes(self, lanes: Xml, at: Xml) -> None:
        copy = self._add(at, lanes, "laneSet")
        for lane in children(lanes, "lane"):
            self._add(copy, lane, "lane")
            for inner in children(lane, "childLaneSet"):
                self._lanes(inner, at)

    def _node(self, node: Node, at: Xml) -> None:
        copy = self._add(at, node.xml, node.tag)
        for name, flows in (("incoming", node.incoming), ("outgoing", node.outgoing)):
            for flow in flows:
                etree.SubElement(copy, f"{{{BPMN}}}{name}").text = self._id(flow.xml)
        default = [flow for flow in node.outgoing if flow.id == reference(node.xml, "default")]
        if default and default[0].id:
            copy.set("default", self._id(default[0].xml))
        if is_true(node.xml, "triggeredByEvent"):
            copy.set("triggeredByEvent", "true")
        if is_false(node.xml, "isInterrupting"):
            copy.set("isInterrupting", "false")
        self._definitions(node, copy)
        for inner in self.drawing.scopes:
            if inner.owner is node:
                self._scope(inner, copy)

    def _definitions(self, node: Node, copy: Xml) -> None:
        for definition in self.drawing.definitions(node.xml):
            at = etree.SubElement(copy, f"{{{BPMN}}}{local(definition)}")
            self._refer(definition, at)
        self._refer(node.xml, copy)

    def _refer(self, of: Xml, copy: Xml) -> None:
        for name in _REFERENCES:
            found = self.drawing.by_id.get(reference(of, name))
            if found is not None and local(found) == name.removesuffix("Ref"):
                copy.set(name, self._id(found))
