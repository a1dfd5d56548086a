"""A process definition: one BPMN file with its decisions and forms, checked and compiled.

Compiled bundles are cached by hash; a cache hit or miss changes nothing that a case does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import cast

from bpmn.allowance import Allowance
from bpmn.bundle import Bundle
from bpmn.bundle_parts import Parts, read_parts, unknown_references
from bpmn.dmn import DecisionError, Decisions
from bpmn.feel import FeelError
from bpmn.findings import Finding, Refused
from bpmn.forms import Form
from bpmn.json_types import Json
from bpmn.model import Collaboration, DecisionFailed, Definitions, Process
from bpmn.reader import inspect_bpmn, read_released

BPMN_FILE = "process.bpmn"
NOT_IN_A_BUNDLE = ("task_without_owner", "status_transition")
"""Warnings about a file that refuse a bundle: such a case would wait for nobody, or tell others what cannot be."""


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

    def decide(
        self,
        decision_id: str,
        variables: Mapping[str, Json],
        now: datetime,
        allowance: Allowance | None = None,
    ) -> Json:
        """Evaluate a decision; raises DecisionFailed."""
        found = self.by_id.get(decision_id)
        if found is None:
            raise DecisionFailed(f"there is no decision {decision_id!r}")
        try:
            return cast(
                "Json", found.evaluate(decision_id, variables, now, allowance=allowance).output
            )
        except (DecisionError, FeelError) as error:
            raise DecisionFailed(str(error)) from error


@dataclass(frozen=True)
class Inspected:
    """What reading a bundle gave: its processes as far as they could be read, and every finding.

    ``processes`` is empty where the diagram is no BPMN; ``definition`` is None where something is refused.
    """

    processes: tuple[Process, ...]
    findings: tuple[Finding, ...]
    definition: Definition | None


@lru_cache(maxsize=64)
def compile_bundle(bundle: Bundle) -> Definition:
    """Read and check everything; raises Refused with every reason that was found."""
    inspected = inspect_bundle(bundle)
    if inspected.definition is None:
        raise Refused(inspected.findings)
    return inspected.definition


@lru_cache(maxsize=64)
def compile_released(bundle: Bundle) -> Definition:
    """Read a bundle that was checked when it was released; raises Refused where it cannot be read.

    A rule that was added since refuses new files, and never stops a case that is running.
    """
    parts = read_parts(bundle)
    definitions = read_released(bundle.bpmn_bytes, BPMN_FILE)
    if any(each.unreadable for each in parts.findings):
        raise Refused(parts.findings)
    return _definition(bundle, definitions, parts, ())


def inspect_bundle(bundle: Bundle) -> Inspected:
    """Read and check everything, and give all that was found; never raises."""
    parts = read_parts(bundle)
    definitions, notes = inspect_bpmn(bundle.bpmn_bytes, BPMN_FILE)
    found = [*parts.findings, *(_in_a_bundle(note) for note in notes)]
    found += unknown_references(definitions.processes, parts, BPMN_FILE)
    if definitions.processes and not any(each.executable for each in definitions.processes):
        found.append(_nothing_runs(definitions.processes[0]))
    findings = tuple(found)
    if any(each.severity == "error" for each in findings):
        return Inspected(definitions.processes, findings, None)
    definition = _definition(bundle, definitions, parts, findings)
    return Inspected(definitions.processes, findings, definition)


def _definition(
    bundle: Bundle, definitions: Definitions, parts: Parts, findings: tuple[Finding, ...]
) -> Definition:
    known = BundleDecisions(parts.decisions)
    executable = [
        replace(each, decisions=known) for each in definitions.processes if each.executable
    ]
    return Definition(
        {process.id: process for process in executable},
        definitions.collaboration,
        parts.decisions,
        parts.forms,
        findings,
        bundle.sha256,
    )


def _in_a_bundle(note: Finding) -> Finding:
    return replace(note, severity="error") if note.rule in NOT_IN_A_BUNDLE else note


def _nothing_runs(process: Process) -> Finding:
    message, hint = "no process of the file is executable", 'set isExecutable="true"'
    place = (BPMN_FILE, process.line, process.id)
    return Finding("error", "not_executable", *place, message, hint)


__all__ = [
    "BPMN_FILE",
    "Bundle",
    "BundleDecisions",
    "Definition",
    "Inspected",
    "compile_bundle",
    "compile_released",
    "inspect_bundle",
]
