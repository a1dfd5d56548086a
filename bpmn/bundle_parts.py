"""The decisions and forms of a bundle, and what the processes refer to that is not among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bpmn.bundle import Bundle
from bpmn.dmn import Decisions, read_decisions
from bpmn.findings import Finding, Refused
from bpmn.forms import Form, read_form
from bpmn.model import (
    Activity,
    BusinessRuleTask,
    CalledDecision,
    Element,
    FlowNode,
    Process,
    Sla,
    StartEvent,
    Static,
    UserTask,
)


@dataclass(slots=True)
class Parts:
    """What a bundle holds beside its diagram; ``refused`` is the text of the files that could not be read."""

    decisions: dict[str, Decisions] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def may_hold(self, key: str) -> bool:
        """Say whether a file that could not be read speaks of an id: then it is not missing."""
        return any(key in text for text in self.refused)


def read_parts(bundle: Bundle) -> Parts:
    """Read every decision table and form; what is wrong is in the findings."""
    parts = Parts()
    models = {file: text.encode() for file, text in bundle.dmn.items()}
    for file, text in sorted(bundle.dmn.items()):
        _read_decisions(parts, file, text, models)
    for file, text in sorted(bundle.forms.items()):
        _read_form(parts, file, text)
    return parts


def _read_decisions(parts: Parts, file: str, text: str, models: dict[str, bytes]) -> None:
    try:
        found = read_decisions(models[file], file, others=models)
    except Refused as refused:
        parts.findings.extend(refused.findings)
        parts.refused.append(text)
        return
    parts.findings.extend(found.findings)
    for decision_id in found.ids():
        if decision_id in parts.decisions:
            parts.findings.append(_twice(file, "decision", decision_id))
        parts.decisions[decision_id] = found


def _read_form(parts: Parts, file: str, text: str) -> None:
    try:
        form = read_form(text, file)
    except Refused as refused:
        parts.findings.extend(refused.findings)
        parts.refused.append(text)
        return
    parts.findings.extend(form.findings)
    if form.id in parts.forms:
        parts.findings.append(_twice(file, "form", form.id))
    parts.forms[form.id] = form


def _twice(file: str, kind: str, key: str) -> Finding:
    message = f"the {kind} {key!r} stands in another file too"
    return Finding("error", f"duplicate_{kind}", file, 0, key, message, "give it an id of its own")


def unknown_references(processes: tuple[Process, ...], parts: Parts, file: str) -> list[Finding]:
    """Give the forms and decisions that elements name and no file of the bundle declares."""
    found: list[Finding] = []
    for node in (node for process in processes for node in process.nodes()):
        form_id = node.form_id if isinstance(node, UserTask | StartEvent) else ""
        if form_id and form_id not in parts.forms and not parts.may_hold(form_id):
            hint = _choose(parts.forms, f"add forms/{form_id}.form with this id")
            found.append(_unknown(node, "form", form_id, file, hint))
        slas = node.sla if isinstance(node, Activity) else ()
        decisions = [_decision_of(node), *_decisions_of_clocks(slas)]
        found += _unknown_decisions(node, decisions, parts, file)
    for process in processes:
        found += _unknown_decisions(process, _decisions_of_clocks(process.sla), parts, file)
    return found


def _unknown_decisions(
    at: Element, decisions: Iterable[str], parts: Parts, file: str
) -> list[Finding]:
    hint = _choose(parts.decisions, "add a .dmn file with a decision of this id")
    return [
        _unknown(at, "decision", each, file, hint)
        for each in decisions
        if each and each not in parts.decisions and not parts.may_hold(each)
    ]


def _decisions_of_clocks(slas: Iterable[Sla]) -> list[str]:
    return [sla.decision.text for sla in slas if isinstance(sla.decision, Static)]


def _choose(known: dict[str, Decisions] | dict[str, Form], otherwise: str) -> str:
    return f"{otherwise}, or name one of: {', '.join(sorted(known)[:5])}" if known else otherwise


def _decision_of(node: FlowNode) -> str:
    match node:
        case BusinessRuleTask(decision=CalledDecision(decision_id=Static(text=decision_id))):
            return decision_id
    return ""


def _unknown(node: Element, kind: str, key: str, file: str, hint: str) -> Finding:
    message = f"there is no {kind} {key!r} in the bundle"
    return Finding("error", f"unknown_{kind}", file, node.line, node.id, message, hint)
