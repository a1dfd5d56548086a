"""Everything wrong in a process folder is said at once, and nothing that only follows from it."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bpmn.findings import Finding
from carelane.adapters.folders import check_paths
from carelane.cli import app

REFERRAL = Path(__file__).parents[2] / "bpmn" / "library" / "referral_up"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the referral's folder, to break."""
    copy = Path(shutil.copytree(REFERRAL, tmp_path / "referral"))
    for scenario in copy.glob("scenarios/[!_]*.yaml"):
        if scenario.name != "happy_path_outpatient.yaml":
            scenario.unlink()
    return copy


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def errors(*paths: Path) -> list[Finding]:
    return [each for each in check_paths(paths) if each.severity == "error"]


def own(*paths: Path) -> list[Finding]:
    """Everything that is found but the calls of other folders' processes, which one folder alone cannot know."""
    return [each for each in check_paths(paths) if each.rule != "called_process_elsewhere"]


def without_clock(folder: Path, name: str) -> None:
    """Take a clock out of the process: the wait that it watches is left alone."""
    process = folder / "process.bpmn"
    lines = process.read_text().splitlines(keepends=True)
    process.write_text("".join(line for line in lines if f'name="{name}' not in line))


def test_the_referral_has_no_errors_and_no_warnings_but_for_the_processes_that_it_calls() -> None:
    assert own(REFERRAL) == []
    called = {each.element_id for each in check_paths([REFERRAL])}
    assert called == {"UP09_slot", "UP09_bed", "UP09_transfer", "EX_got_worse_transfer"}


@pytest.mark.parametrize(
    ("clock", "left_alone"),
    [("补充资料", "UP08_info_wait"), ("备选答复", "UP09_offer_answered")],
)
def test_a_wait_of_the_hospital_is_noticed_by_its_clock_alone(
    folder: Path, clock: str, left_alone: str
) -> None:
    without_clock(folder, clock)
    found = [(each.rule, each.element_id) for each in own(folder)]
    assert found == [("clinical/unattended_wait", left_alone)]


def test_a_broken_decision_is_not_said_to_be_missing(folder: Path) -> None:
    change(folder / "no_show.dmn", "</definitions>", "")
    found = errors(folder)
    assert {Path(each.file).name for each in found} == {"no_show.dmn"}
    assert len(found) == 1


def test_a_broken_form_is_not_said_to_be_missing(folder: Path) -> None:
    (folder / "forms" / "up01_compose.form").write_text('{"id": "up01_compose", "components": 1}')
    assert {Path(each.file).name for each in errors(folder)} == {"up01_compose.form"}


def test_a_missing_form_is_said_with_the_forms_there_are(folder: Path) -> None:
    (folder / "forms" / "up01_compose.form").unlink()
    found = errors(folder)
    assert [(each.rule, each.element_id) for each in found] == [("unknown_form", "UP01_compose")]
    assert "up01_compose.form" in found[0].hint


def test_a_broken_condition_is_not_said_to_be_missing(folder: Path) -> None:
    change(folder / "process.bpmn", 'tFormalExpression">=', 'tFormalExpression">== ')
    assert [each.rule for each in errors(folder)] == ["invalid_expression"]


def test_diagram_decisions_forms_and_scenarios_are_all_said_at_once(folder: Path) -> None:
    change(folder / "process.bpmn", 'cancelActivity="false"', 'cancelActivity="perhaps"')
    change(folder / "no_show.dmn", "</definitions>", "")
    (folder / "forms" / "up01_compose.form").write_text("[]")
    (folder / "scenarios" / "broken.yaml").write_text("scenario: [")
    found = errors(folder)
    names = {Path(each.file).name for each in found}
    assert names == {"process.bpmn", "no_show.dmn", "up01_compose.form", "broken.yaml"}
    assert all(Path(each.file).is_file() for each in found)


def test_a_scenario_that_names_what_the_diagram_lacks_is_said(folder: Path) -> None:
    scenario = folder / "scenarios" / "_group.yaml"
    change(scenario, "UP01_compose", "UP01_composed")
    found = errors(folder)
    assert [(each.rule, each.element_id) for each in found] == [
        ("scenario_unknown_task", "UP01_composed")
    ]
    assert found[0].line > 0


def test_nothing_is_said_twice_and_folders_of_folders_are_looked_through(folder: Path) -> None:
    change(folder / "no_show.dmn", "</definitions>", "")
    once = check_paths([folder])
    assert check_paths([folder.parent, folder, folder / "process.bpmn"]) == once


def test_a_decision_and_a_form_are_checked_by_themselves(folder: Path) -> None:
    decision, form = folder / "no_show.dmn", folder / "forms" / "up01_compose.form"
    assert check_paths([decision, form]) == []
    change(decision, "</definitions>", "")
    form.write_text("[]")
    assert [Path(each.file) for each in errors(decision, form)] == [decision, form]


def test_tools_read_the_same_and_the_exit_code_tells(folder: Path) -> None:
    run = CliRunner().invoke
    without_clock(folder, "备选答复")
    fine = run(app, ["check", str(folder), "--json"])
    assert fine.exit_code == 0
    assert {each["severity"] for each in json.loads(fine.stdout)} == {"warning"}
    change(folder / "no_show.dmn", "</definitions>", "")
    broken = run(app, ["check", str(folder)])
    assert broken.exit_code == 1
    assert broken.stdout.splitlines()[-1] == "1 errors, 5 warnings"
    listed = json.loads(run(app, ["check", str(folder), "--json"]).stdout)
    assert sorted(listed[0]) == [
        "element_id",
        "file",
        "hint",
        "line",
        "message",
        "rule",
        "severity",
    ]
