"""Runs the scenarios of process folders, on one engine or on both, and tells how they went."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bpmn.definition import BPMN_FILE, Bundle, Definition, compile_bundle
from bpmn.json_types import Json
from bpmn.reader import read_xml
from bpmn.scenarios import ProcessReport, ScenarioResult, read_scenarios, run_scenario
from bpmn.scenarios.model import Scenario
from carelane.adapters.folders import read_beside, read_bundle, read_scenario_files

if TYPE_CHECKING:
    from bpmn.spiff import Agreement


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

    @property
    def disagreed(self) -> int:
        """In how many scenarios the two engines disagree."""
        return sum(each.disagreed for each in self.processes)

    def to_text(self) -> str:
        """Give the report as text."""
        lines = [line for each in self.processes for line in each.lines()]
        return "\n".join([*lines, f"{self.passed} passed, {self.failed} failed"])

    def to_json(self) -> dict[str, Json]:
        """Give the report as JSON; coverage is that of the process where it is lowest, in per cent."""
        reports: list[Json] = [each.to_json() for each in self.processes]
        return {
            "scenarios": self.passed + self.failed,
            "passed": self.passed,
            "failed": self.failed,
            "disagreed": self.disagreed,
            "element_coverage": min((p.element_coverage for p in self.processes), default=100.0),
            "flow_coverage": min((p.flow_coverage for p in self.processes), default=100.0),
            "processes": reports,
        }


def run_paths(paths: Iterable[Path], *, both: bool = False) -> Report:
    """Run the scenarios of each folder, or one scenario file; raises Refused where a file is not valid.

    ``both`` runs every case on SpiffWorkflow too and compares.
    """
    return Report(tuple(_run(Path(path), both=both) for path in paths))


def _run(path: Path, *, both: bool) -> ProcessReport:
    folder, only = (path.parent.parent, path.stem) if path.is_file() else (path, "")
    bundle = read_bundle(folder)
    definition = compile_bundle(bundle)
    scenarios = read_scenarios(read_scenario_files(folder))
    beside = definitions_beside(folder, scenarios)
    results = [
        run_scenario(definition, scenario, beside)
        for scenario in scenarios
        if not only or scenario.name == only
    ]
    opinions = second_opinions(bundle, results) if both else []
    return ProcessReport.of(folder.name, definition, results, opinions)


def definitions_beside(folder: Path, scenarios: Iterable[Scenario]) -> dict[str, Definition]:
    """Compile the folders beside this one that its scenarios name. Raises `Refused`."""
    bundles = read_beside(folder.resolve(), scenarios)
    return {name: compile_bundle(bundle) for name, bundle in bundles.items()}


def second_opinions(bundle: Bundle, results: Iterable[ScenarioResult]) -> "list[Agreement]":
    """Run the cases of each scenario on SpiffWorkflow, which is loaded only now; those of folders beside are not judged."""
    from bpmn.spiff import compare

    tree = read_xml(bundle.bpmn_bytes, BPMN_FILE)
    own = compile_bundle(bundle).processes
    return [
        compare(tree, [case for case in result.cases if own.get(case.process.id) is case.process])
        for result in results
    ]
