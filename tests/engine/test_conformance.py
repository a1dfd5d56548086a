"""Public process tests (betsy's), where they are present beside the project."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bpmn.conformance import NOT_YET, run_case
from bpmn.engine import State

BETSY = Path(__file__).parents[3] / "shared" / "conformance" / "betsy"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def _tests() -> list[dict[str, Any]]:
    manifest = BETSY / "manifest.json"
    return json.loads(manifest.read_text())["tests"] if manifest.exists() else []


TESTS = _tests()
pytestmark = pytest.mark.skipif(not TESTS, reason="../shared/conformance is not here")


def _awaits(data: bytes) -> list[str]:
    return [name for name in NOT_YET if re.search(rb"[:\s<]" + name.encode(), data)]


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
        if _awaits(data):
            assert observed.outcome == "rejected"
        else:
            assert observed.fits(case["expect"]), (case, observed)


def test_the_list_of_what_is_missing_only_shrinks() -> None:
    missing = {name for test in TESTS for name in _awaits((BETSY / test["file"]).read_bytes())}
    assert missing == set(NOT_YET)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_a_restart_between_any_two_steps_changes_nothing(test: dict[str, Any]) -> None:
    data = (BETSY / test["file"]).read_bytes()
    for case in test["cases"]:
        plain = run_case(data, test["file"], test, case)
        assert run_case(data, test["file"], test, case, _restart) == plain


def _redrawn(data: bytes, chance: random.Random) -> bytes:
    """The same process as another tool might write it: other prefix, order and ids of flows."""
    text = data.decode().replace("bpmn2:", "model:").replace("xmlns:bpmn2=", "xmlns:model=")
    root = etree.fromstring(text.encode())
    defaults = {each.get("default") for each in root.iter() if each.get("default")}
    for flow in root.iter(f"{{{MODEL}}}sequenceFlow"):
        if flow.get("id") not in defaults:
            del flow.attrib["id"]
    for each in list(root.iter(f"{{{MODEL}}}incoming", f"{{{MODEL}}}outgoing")):
        each.getparent().remove(each)
    for container in root.iter(f"{{{MODEL}}}process", f"{{{MODEL}}}subProcess", root.tag):
        inside = list(container)
        flows = [each for each in inside if each.tag.endswith("sequenceFlow")]
        rest = [each for each in inside if not each.tag.endswith("sequenceFlow")]
        chance.shuffle(rest)
        container[:] = flows + rest
    return etree.tostring(root)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_prefixes_order_and_flow_ids_do_not_matter(test: dict[str, Any]) -> None:
    data = (BETSY / test["file"]).read_bytes()
    for case in test["cases"]:
        expected = run_case(data, test["file"], test, case)
        for seed in range(3):
            redrawn = _redrawn(data, random.Random(seed))
            assert run_case(redrawn, test["file"], test, case) == expected
