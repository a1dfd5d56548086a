"""What every process of the library promises, as tests that a class of each process inherits (`folder` names it).

A class in a file of its own for each process lets them run side by side.
"""

from functools import cache
from typing import ClassVar

import pytest

from bpmn.definition import Bundle, Definition, compile_bundle
from bpmn.scenarios import ProcessReport, Scenario, ScenarioResult, read_scenarios, run_scenario
from bpmn.spiff import Agreement
from carelane.adapters.folders import check_paths, read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY
from carelane.adapters.simulation import definitions_beside, second_opinions

LEAST = 0.4
"""The share of a process's turns that SpiffWorkflow has to be able to judge (docs/second-engine.md says what it cannot)."""


@cache
def bundle_of(name: str) -> Bundle:
    return read_bundle(LIBRARY / name)


@cache
def scenarios_of(name: str) -> dict[str, Scenario]:
    return {each.name: each for each in read_scenarios(read_scenario_files(LIBRARY / name))}


@cache
def beside(name: str) -> dict[str, Definition]:
    return definitions_beside(LIBRARY / name, scenarios_of(name).values())


@cache
def result_of(name: str, scenario: str) -> ScenarioResult:
    definition = compile_bundle(bundle_of(name))
    return run_scenario(definition, scenarios_of(name)[scenario], beside(name))


@cache
def opinion_of(name: str, scenario: str) -> Agreement:
    (opinion,) = second_opinions(bundle_of(name), [result_of(name, scenario)])
    return opinion


class Promises:
    """The tests of one process; ``folder`` is its folder's name. `conftest.py` gives each of its scenarios."""

    folder: ClassVar[str]

    def test_it_does_what_the_scenario_says_and_the_second_engine_agrees(
        self, scenario: str
    ) -> None:
        result = result_of(self.folder, scenario)
        assert [str(failure) for failure in result.failures] == []
        opinion = opinion_of(self.folder, scenario)
        assert opinion.verdict != "disagreed", "\n".join(opinion.lines())

    def test_no_element_and_no_flow_is_drawn_that_no_scenario_reaches(self) -> None:
        results = [result_of(self.folder, scenario) for scenario in scenarios_of(self.folder)]
        report = ProcessReport.of(self.folder, compile_bundle(bundle_of(self.folder)), results)
        assert {key: reach.missed for key, reach in report.elements.items() if reach.missed} == {}
        assert {key: str(reach) for key, reach in report.flows.items() if reach.percent < 95} == {}

    def test_agreement_says_something_because_much_is_compared(self) -> None:
        opinions = [opinion_of(self.folder, scenario) for scenario in scenarios_of(self.folder)]
        turns = sum(each.turns for each in opinions)
        assert sum(each.compared for each in opinions) >= LEAST * turns

    @pytest.mark.parametrize("picture", ["docs/process.png", "docs/process-en.png"])
    def test_the_readme_shows_the_picture(self, picture: str) -> None:
        assert picture in self._readme()
        assert (LIBRARY / self.folder / picture).stat().st_size < 1_500_000

    def test_the_readme_names_every_scenario(self) -> None:
        readme = self._readme()
        assert [each for each in scenarios_of(self.folder) if f"`{each}`" not in readme] == []

    def test_what_the_check_says_of_it_is_explained_in_its_readme(self) -> None:
        readme, findings = self._readme(), check_paths([LIBRARY / self.folder])
        unsaid = [one for one in findings if not (one.rule in readme and one.element_id in readme)]
        assert [str(one) for one in findings if one.severity == "error" or one in unsaid] == []

    def _readme(self) -> str:
        return (LIBRARY / self.folder / "README.md").read_text(encoding="utf-8")
