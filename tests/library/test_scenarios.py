"""Every promise of every process of the library, kept by the process on all sides, on both engines."""

from functools import cache
from pathlib import Path

import pytest

from bpmn.definition import Bundle, Definition, compile_bundle
from bpmn.scenarios import ProcessReport, Scenario, ScenarioResult, read_scenarios, run_scenario
from bpmn.spiff import Agreement
from carelane.adapters.folders import check_paths, read_bundle, read_scenario_files
from carelane.adapters.library import library_folders
from carelane.adapters.simulation import definitions_beside, second_opinions

FOLDERS = {folder.name: folder for folder in library_folders()}


@cache
def bundle_of(name: str) -> Bundle:
    return read_bundle(FOLDERS[name])


@cache
def scenarios_of(name: str) -> dict[str, Scenario]:
    return {each.name: each for each in read_scenarios(read_scenario_files(FOLDERS[name]))}


@cache
def beside(name: str) -> dict[str, Definition]:
    return definitions_beside(FOLDERS[name], scenarios_of(name).values())


@cache
def result_of(name: str, scenario: str) -> ScenarioResult:
    definition = compile_bundle(bundle_of(name))
    return run_scenario(definition, scenarios_of(name)[scenario], beside(name))


@cache
def opinion_of(name: str, scenario: str) -> Agreement:
    (opinion,) = second_opinions(bundle_of(name), [result_of(name, scenario)])
    return opinion


LEAST = 0.4
"""The share of a process's turns that SpiffWorkflow has to be able to judge (docs/second-engine.md says what it cannot)."""
ALL = [(name, scenario) for name in FOLDERS for scenario in scenarios_of(name)]


@pytest.mark.parametrize(("name", "scenario"), ALL, ids=["/".join(each) for each in ALL])
def test_the_process_does_what_the_scenario_says_and_the_second_engine_agrees(
    name: str, scenario: str
) -> None:
    result = result_of(name, scenario)
    assert [str(failure) for failure in result.failures] == []
    opinion = opinion_of(name, scenario)
    assert opinion.verdict != "disagreed", "\n".join(opinion.lines())


@pytest.mark.parametrize("name", list(FOLDERS))
def test_no_element_and_no_flow_is_drawn_that_no_scenario_reaches(name: str) -> None:
    results = [result_of(name, scenario) for scenario in scenarios_of(name)]
    report = ProcessReport.of(name, compile_bundle(bundle_of(name)), results)
    assert {key: reach.missed for key, reach in report.elements.items() if reach.missed} == {}
    assert {key: str(reach) for key, reach in report.flows.items() if reach.percent < 95} == {}


@pytest.mark.parametrize("name", list(FOLDERS))
def test_agreement_says_something_because_much_is_compared(name: str) -> None:
    opinions = [opinion_of(name, scenario) for scenario in scenarios_of(name)]
    turns = sum(each.turns for each in opinions)
    assert sum(each.compared for each in opinions) >= LEAST * turns


@pytest.mark.parametrize("name", list(FOLDERS))
def test_the_readme_shows_the_picture_and_names_every_scenario(name: str) -> None:
    folder: Path = FOLDERS[name]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert [each for each in scenarios_of(name) if f"`{each}`" not in readme] == []
    for picture in ("docs/process.png", "docs/process-en.png"):
        assert picture in readme
        assert (folder / picture).stat().st_size < 1_500_000


@pytest.mark.parametrize("name", list(FOLDERS))
def test_what_the_check_says_of_a_process_is_explained_in_its_readme(name: str) -> None:
    readme = (FOLDERS[name] / "README.md").read_text(encoding="utf-8")
    findings = check_paths([FOLDERS[name]])
    unsaid = [each for each in findings if not (each.rule in readme and each.element_id in readme)]
    assert [str(each) for each in findings if each.severity == "error" or each in unsaid] == []
