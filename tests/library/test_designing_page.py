"""The designer's guide cannot rot: its process is checked and played, and its outputs are what the commands say."""

import re
import shutil
from pathlib import Path

import pytest

from bpmn.definition import compile_bundle
from bpmn.scenarios import ProcessReport, read_scenarios, run_scenario
from carelane.adapters.folders import check_paths, read_bundle, read_scenario_files
from carelane.adapters.gate import pass_gate
from carelane.adapters.simulation import run_paths

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "examples" / "consult_request"
PAGE = (DOCS / "designing.md").read_text("utf-8")
MISTAKES = (
    ("process.bpmn", 'name="carelane:sla.target"', 'name="carelane:sla.targt"'),
    ("process.bpmn", 'value="=response.within"', 'value="=response.within +"'),
    ("process.bpmn", 'decisionId="ConsultUrgency"', 'decisionId="ConsultUrgencies"'),
    ("process.bpmn", ' default="F_advice"', ""),
    ("process.bpmn", ' isForCompensation="true"', ""),
    ("process.bpmn", 'value="HOS"', 'value="Hospital"'),
    ("forms/consult_answer.form", '"key": "decision"', '"key": "question"'),
    ("scenarios/no_slot.yaml", "task: phone", "task: telephone"),
)
"""What a designer may do wrong: the file, the words that stand there, and those of the mistake."""


def found(folder: Path, name: str, right: str, wrong: str) -> list[str]:
    """Make one mistake in a copy of the folder; give what the check says of it."""
    copy = folder / "consult_request"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(FOLDER, copy)
    text = (copy / name).read_text("utf-8")
    assert right in text
    (copy / name).write_text(text.replace(right, wrong, 1), "utf-8")
    return [str(each).removeprefix(f"{folder}/") for each in check_paths([copy])]


def block(after: str) -> str:
    """Give the block of text that follows these words on the page."""
    return re.search(r"```\w*\n(.*?)```", PAGE[PAGE.index(after) :], re.DOTALL)[1]  # type: ignore[index]


def test_the_example_is_without_fault() -> None:
    assert check_paths([FOLDER]) == []
    assert "0 errors, 0 warnings" in PAGE


def test_the_example_does_what_its_scenarios_say_and_they_reach_all_of_it() -> None:
    definition = compile_bundle(read_bundle(FOLDER))
    scenarios = read_scenarios(read_scenario_files(FOLDER))
    results = [run_scenario(definition, scenario) for scenario in scenarios]
    assert [str(failure) for result in results for failure in result.failures] == []
    report = ProcessReport.of("consult_request", definition, results)
    assert report.elements["consult_request"].missed == ()
    assert report.flows["consult_request"].missed == ()


def test_the_example_could_be_released() -> None:
    said = pass_gate(FOLDER, read_bundle(FOLDER))
    assert said[0].startswith("consult_request: ")


def test_the_guide_shows_what_a_check_says_of_each_mistake(tmp_path: Path) -> None:
    said = [line for mistake in MISTAKES for line in found(tmp_path, *mistake)]
    assert block("<!-- mistakes -->") == "".join(f"{line}\n" for line in said)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each[2])
def test_every_mistake_is_found(tmp_path: Path, mistake: tuple[str, str, str]) -> None:
    assert found(tmp_path, *mistake)


def test_the_guide_shows_what_a_simulation_says() -> None:
    report = run_paths([FOLDER], both=True).to_text()
    assert block("and shows what no") == f"{report}\n"


def test_the_guide_shows_a_scenario_as_it_is() -> None:
    scenario = (FOLDER / "scenarios" / "advice_is_enough.yaml").read_text("utf-8")
    assert block("## Scenarios") == scenario
