"""Public process tests (betsy's), where they are present beside the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from bpmn.conformance import run_case
from bpmn.conformance.manifest import Manifest
from bpmn.conformance.process_tests import run_tests
from bpmn.engine import State

BETSY = Path(__file__).parents[3] / "shared" / "conformance" / "betsy"


def _tests() -> list[dict[str, Any]]:
    manifest = BETSY / "manifest.json"
    return json.loads(manifest.read_text())["tests"] if manifest.exists() else []


TESTS = _tests()
MISTAKEN = {
    "AdHocSubProcess_Parallel": ["SCRIPT_task1", "SCRIPT_task1", "SCRIPT_task2"],
    "AdHocSubProcess_Sequential": ["SCRIPT_task1", "SCRIPT_task1", "SCRIPT_task2"],
}
"""Tests that expect a label which no task of their file traces (the task behind the sub-process should
be the third and carries the label of the first), with the trace that the file draws."""
pytestmark = pytest.mark.skipif(not TESTS, reason="../shared/conformance is not here")


def _restart(state: State) -> State:
    dumped = json.dumps(state.dump())
    restored = State.load(json.loads(dumped))
    assert json.dumps(restored.dump()) == dumped
    return restored


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_a_process_of_the_standard_does_what_the_standard_says(test: dict[str, Any]) -> None:
    data = (BETSY / test["file"]).read_bytes()
    for case in test["cases"]:
        observed = run_case(data, test["file"], test, case)
        if test["name"] in MISTAKEN:
            lost = set(case["expect"]["trace"]) - set(MISTAKEN[test["name"]])
            assert all(label.encode() not in data for label in lost)
            assert list(observed.trace) == MISTAKEN[test["name"]]
            assert observed.outcome == "completed"
        else:
            assert observed.fits(case["expect"]), (case, observed)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_a_restart_between_any_two_steps_changes_nothing(test: dict[str, Any]) -> None:
    data = (BETSY / test["file"]).read_bytes()
    for case in test["cases"]:
        plain = run_case(data, test["file"], test, case)
        assert run_case(data, test["file"], test, case, _restart) == plain


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_ids_prefixes_order_and_diagrams_do_not_matter(test: dict[str, Any]) -> None:
    manifest = Manifest("", (test,))
    for seed in range(3):
        rows = run_tests(manifest, lambda name: (BETSY / name).read_bytes(), seed)
        assert not [row for row in rows if row.moved]
