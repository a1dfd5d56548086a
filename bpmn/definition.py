"""A process definition: one BPMN file with its decisions and forms, checked and compiled.

Compiled bundles are cached by hash; a cache hit or miss changes nothing that a case does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import cast

from bpmn.bundle import Bundle
from bpmn.dmn import DecisionError, Decisions, read_decisions
from bpmn.feel import FeelError
from bpmn.findings import Finding, Refused
from bpmn.forms import Form, read_form
from bpmn.json_types import Json
from bpmn.model import (
    BusinessRuleTask,
    CalledDecision,
    Collaboration,
    DecisionFailed,
    FlowNode,
    Process,
    StartEvent,
    Static,
    UserTask,
)
from bpmn.reader import read_bpmn

BPMN_FILE = "process.bpmn"
NOT_IN_A_BUNDLE = ("task_without_owner",)
"""Warnings about a file that refuse a bundle: such a case would wait for nobody, in silence."""
_ENCODING = re.compile(r"""^(\s*<\?xml[^>]*?)\s+encoding=(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Definition:
    """A compiled bundle: executable processes by id, the decisions and forms they use, warnings."""

    processes: dict[str, Process]
    collaboration: Collaboration | None
    decisions: dict[str, Decisions]
    forms: dict[str, Form]
    findings: tuple[Finding, ...]
    bundle_sha256: str


@dataclass(frozen=True)
class BundleDecisions:
    """The decisions of a bundle, as the engine asks for them."""

    by_id: dict[str, Decisions]

    def decide(self, decision_id: str, variables: Mapping[str, Json], now: datetime) -> Json:
        """Evaluate a decision; raises DecisionFailed."""
        found = self.by_id.get(decision_id)
        if found is None:
            raise DecisionFailed(f"there is no decision {decision_id!r}")
        try:
            return cast("Json", found.evaluate(decision_id, variables, now).output)
        except (DecisionError, FeelError) as error:
            raise DecisionFailed(str(error)) from error


@lru_cache(maxsize=64)
def compile_bundle(bundle: Bundle) -> Definition:
    """Read and check everything; raises Refused with every reason that was found."""
    problems: list[Finding] = []
    warnings: list[Finding] = []
    decisions = _read_decisions(bundle, problems)
    forms = _read_forms(bundle, problems)
    processes: tuple[Process, ...] = ()
    collaboration: Collaboration | None = None
    try:
        definitions, notes = read_bpmn(_utf8(bundle.bpmn), BPMN_FILE)
    except Refused as refused:
        problems.extend(refused.findings)
    else:
        warnings.extend(note for note in notes if note.rule not in NOT_IN_A_BUNDLE)
        problems.extend(_refusal(note) for note in notes if note.rule in NOT_IN_A_BUNDLE)
        processes = definitions.processes
        collaboration = definitions.collaboration
        problems.extend(_unknown_references(processes, decisions, forms))
        if not any(process.executable for process in processes):
            problems.append(_nothing_runs(processes[0]))
    if problems:
        raise Refused(problems)
    known = BundleDecisions(decisions)
    executable = [replace(each, decisions=known) for each in processes if each.executable]
    return Definition(
        {process.id: process for process in executable},
        collaboration,
        decisions,
        forms,
        tuple(warnings),
        bundle.sha256,
    )


def _utf8(text: str) -> bytes:
    """Encode XML text that may still declare the encoding of the file it was read from."""
    return _ENCODING.sub(r"\1", text.lstrip("\ufeff"), count=1).encode()


def _read_decisions(bundle: Bundle, problems: list[Finding]) -> dict[str, Decisions]:
    decisions: dict[str, Decisions] = {}
    others = {file: text.encode() for file, text in bundle.dmn.items()}
    for file, text in sorted(bundle.dmn.items()):
        try:
            found = read_decisions(text.encode(), file, others=others)
        except Refused as refused:
            problems.extend(refused.findings)
            continue
        for decision_id in found.ids():
            if decision_id in decisions:
                problems.append(_twice(file, "decision", decision_id))
            decisions[decision_id] = found
    return decisions


def _read_forms(bundle: Bundle, problems: list[Finding]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for file, text in sorted(bundle.forms.items()):
        try:
            form = read_form(text, file)
        except Refused as refused:
            problems.extend(refused.findings)
            continue
        if form.id in forms:
            problems.append(_twice(file, "form", form.id))
        forms[form.id] = form
    return forms


def _twice(file: str, kind: str, key: str) -> Finding:
    message = f"the {kind} {key!r} stands in another file too"
    return Finding("error", f"duplicate_{kind}", file, 0, key, message, "give it an id of its own")


def _nothing_runs(process: Process) -> Finding:
    message, hint = "no process of the file is executable", 'set isExecutable="true"'
    place = (BPMN_FILE, process.line, process.id)
    return Finding("error", "not_executable", *place, message, hint)


def _refusal(note: Finding) -> Finding:
    return replace(note, severity="error")


def _unknown_references(
    processes: tuple[Process, ...], decisions: dict[str, Decisions], forms: dict[str, Form]
) -> list[Finding]:
    found: list[Finding] = []
    for process in processes:
        for node in process.nodes():
            form_id = node.form_id if isinstance(node, UserTask | StartEvent) else ""
            if form_id and form_id not in forms:
                found.append(_unknown(node, "form", form_id, "add a .form file with this id"))
            decision_id = _decision_of(node)
            if decision_id and decision_id not in decisions:
                hint = "add a .dmn file with a decision of this id"
                found.append(_unknown(node, "decision", decision_id, hint))
    return found


def _decision_of(node: FlowNode) -> str:
    match node:
        case BusinessRuleTask(decision=CalledDecision(decision_id=Static(text=decision_id))):
            return decision_id
    return ""


def _unknown(node: FlowNode, kind: str, key: str, hint: str) -> Finding:
    message = f"there is no {kind} {key!r} in the bundle"
    return Finding("error", f"unknown_{kind}", BPMN_FILE, node.line, node.id, message, hint)


__all__ = ["BPMN_FILE", "Bundle", "BundleDecisions", "Definition", "compile_bundle"]
