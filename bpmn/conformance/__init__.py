"""Runs process tests of the manifest form (betsy's, or any folder of the same form) on a virtual clock.

No I/O: the caller gives the file's bytes and the manifest's objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bpmn.conformance.host import BEGIN, Between, Host, unchanged
from bpmn.findings import Refused
from bpmn.json_types import Json
from bpmn.reader import read_bpmn


@dataclass(frozen=True, slots=True)
class Observed:
    """What a case showed: its sorted trace and its outcome."""

    trace: tuple[str, ...]
    outcome: str
    reason: str = field(default="", compare=False)
    """Why the file was refused."""

    def fits(self, expected: Mapping[str, Any]) -> bool:
        """Say whether this is what the manifest expects."""
        return sorted(self.trace) == list(expected["trace"]) and self.outcome in expected["outcome"]


def run_case(
    data: bytes,
    file: str,
    test: Mapping[str, Any],
    case: Mapping[str, Any],
    between: Between = unchanged,
) -> Observed:
    """Run one case of a test in memory."""
    try:
        definitions, _ = read_bpmn(data, file)
    except Refused as refused:
        return Observed((), "rejected", str(refused.findings[0]))
    processes = {process.id: process for process in definitions.processes}
    host = Host(processes, between)
    for process_id in [*case["also_start"], test["process"]]:
        variables: dict[str, Json] = dict(case["variables"])
        host.begin(processes[process_id], variables)
    host.run(BEGIN + timedelta(milliseconds=case["run_for_ms"]))
    return Observed(tuple(sorted(host.trace)), host.outcome())
