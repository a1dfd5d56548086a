"""Processes of several folders run together in one scenario, as they do once they are released."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from bpmn.findings import Refused
from carelane.adapters.folders import check_paths
from carelane.adapters.library import library_folders
from carelane.adapters.simulation import run_paths
from tests.library.promises import Promises

ROOT = Path(__file__).parents[2]
SCENARIO = """
scenario: A ward asks a specialist by the process of another folder
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { H01: { kind: HOS } }
  pools: {}
  folders: [consult_request]
  jobs: { slot.hold: { throws: NO_SLOT } }
steps:
  - start: { process: process, at: H01, variables: { callee: consult_request } }
  - complete: { task: ask, at: H01/call, as: hos_ward, with: { specialty: cardiology, question: Which drug, urgency: U } }
  - expect: { tasks: { H01/call: [phone] } }
"""


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two process folders side by side: one calls what the other has."""
    shutil.copytree(ROOT / "docs/examples/consult_request", tmp_path / "consult_request")
    (tmp_path / "asks" / "scenarios").mkdir(parents=True)
    shutil.copy(ROOT / "tests/engine/files/calls.bpmn", tmp_path / "asks" / "process.bpmn")
    (tmp_path / "asks" / "scenarios" / "one.yaml").write_text(SCENARIO)
    return tmp_path


def test_a_called_process_of_a_folder_beside_runs_with_its_own_forms_and_decisions(
    folders: Path,
) -> None:
    report = run_paths([folders / "asks"], both=True)
    (process,) = report.processes
    assert [str(each) for result in process.results for each in result.failures] == []
    assert [case.process.id for case in process.results[0].cases] == ["process", "consult_request"]
    assert not report.disagreed
    assert "consult_request" not in str(process.to_json()), "coverage is the folder's own"


def test_a_folder_that_is_not_there_is_told_by_the_check_and_by_the_run(folders: Path) -> None:
    file = folders / "asks" / "scenarios" / "one.yaml"
    file.write_text(SCENARIO.replace("[consult_request]", "[consult]"))
    assert [each.rule for each in check_paths([folders / "asks"]) if each.severity == "error"] == [
        "scenario_unknown_folder"
    ]
    (process,) = run_paths([folders / "asks"]).processes
    assert "there is no folder 'consult' beside this one" in str(process.results[0].failures[0])


def test_a_path_is_no_name_of_a_folder(folders: Path) -> None:
    file = folders / "asks" / "scenarios" / "one.yaml"
    file.write_text(SCENARIO.replace("[consult_request]", "[../consult_request]"))
    with pytest.raises(Refused, match="unknown_folder"):
        run_paths([folders / "asks"])


def test_every_process_of_the_library_has_a_file_that_holds_its_promises() -> None:
    for file in sorted(Path(__file__).parent.glob("test_promises_of_*.py")):
        import_module(f"tests.library.{file.stem}")
    kept = {each.folder for each in Promises.__subclasses__()}
    assert kept == {folder.name for folder in library_folders()}
