"""Runs the scenarios of process folders and tells how they went."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bpmn.definition import compile_bundle
from bpmn.json_types import Json
from bpmn.scenarios import ProcessReport, read_scenarios, run_scenario
from carelane.adapters.folders import read_bundle, read_scenario_files


@dataclass(frozen=True, slots=True)
class Report:
    """The reports of all folders; the last line of its text says how many passed and failed."""

    processes: tuple[ProcessReport, ...]

    @property
    def passed(self) -> int:
        """How many scenarios passed."""
        return sum(each.passed for each in self.processes)

    @property
    def failed(self) -> int:
        """How many scenarios failed."""
        return sum(each.failed for each in self.processes)

    def to_text(self) -> str:
        """Give the report as text."""
        lines = [line for each in self.processes for line in each.lines()]
        return "\n".join([*lines, f"{self.passed} passed, {self.failed} failed"])

    def to_json(self) -> dict[str, Json]:
        """Give the report as JSON."""
        reports: list[Json] = [each.to_json() for each in self.processes]
        return {"passed": self.passed, "failed": self.failed, "processes": reports}


def run_paths(paths: Iterable[Path]) -> Report:
    """Run the scenarios of each folder, or one scenario file; raises Refused where a file is not valid."""
    return Report(tuple(_run(Path(path)) for path in paths))


def _run(path: Path) -> ProcessReport:
    folder, only = (path.parent.parent, path.stem) if path.is_file() else (path, "")
    definition = compile_bundle(read_bundle(folder))
    scenarios = read_scenarios(read_scenario_files(folder))
    wanted = [each for each in scenarios if not only or each.name == only]
    results = [run_scenario(definition, scenario) for scenario in wanted]
    return ProcessReport.of(folder.name, definition, results)
