"""Compensation of what was done several times: every dose is credited, with its own number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.engine.effects import RunJob

Begin = Callable[..., Any]
FILES = Path(__file__).parent / "files"
DOSES = (FILES / "compensated_doses.bpmn").read_text()
ITEMS = """<bpmn:multiInstanceLoopCharacteristics isSequential="{}"><bpmn:extensionElements>
<zeebe:loopCharacteristics inputCollection="=drugs" inputElement="drug"/></bpmn:extensionElements>
</bpmn:multiInstanceLoopCharacteristics>"""
LOOP = """<bpmn:standardLoopCharacteristics><bpmn:loopCondition xsi:type="bpmn:tFormalExpression"
>=loopCounter &lt; 3</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"""


def doses(loop: str = "", handler_loop: str = "") -> str:
    text = DOSES.replace("<!-- loop -->", loop)
    return text.replace("<!-- handler loop -->", handler_loop)


def credited(case: Any, name: str) -> list[Any]:
    found = []
    while case.jobs() == ["credit"]:
        found.append([e for e in case.of(RunJob) if e.element_id == "credit"][-1].variables[name])
        case.done("credit")
    return found


def test_an_activity_that_completed_thrice_is_undone_thrice(begin_text: Begin) -> None:
    case = begin_text(doses(), n=0)
    for n in range(1, 4):
        case.done("dose", n=n).do("ask", more=n < 3)
    assert credited(case, "n") == [3, 3, 3]
    assert case.outcome == "completed"


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_every_instance_is_undone_with_its_own_item(sequential: str, begin_text: Begin) -> None:
    case = begin_text(doses(ITEMS.format(sequential)), drugs=["a", "b", "c"])
    while "dose" in case.jobs():
        case.done("dose")
    assert credited(case.do("ask", more=False), "drug") == ["c", "b", "a"]
    assert case.outcome == "completed"


def test_every_pass_of_a_loop_is_undone(begin_text: Begin) -> None:
    case = begin_text(doses(LOOP)).done("dose").done("dose").done("dose")
    assert credited(case.do("ask", more=False), "loopCounter") == [3, 2, 1]


def test_a_handler_that_repeats_itself_runs_once_for_all_instances(begin_text: Begin) -> None:
    text = doses(ITEMS.format("false"), ITEMS.format("true"))
    case = begin_text(text, drugs=["a", "b"]).done("dose").done("dose")
    assert credited(case.do("ask", more=False), "drug") == ["a", "b"]
    assert case.outcome == "completed"


def test_instances_that_are_still_at_work_are_not_undone(begin_text: Begin) -> None:
    case = begin_text(doses(ITEMS.format("false")), drugs=["a", "b"]).done("dose")
    assert case.jobs() == ["dose"]
    assert case.state.root.compensable is None


def test_a_compensation_event_sub_process_sees_its_scope_as_it_was(begin: Begin) -> None:
    case = begin("compensated_stay", wards=["A", "B"]).done("bed").done("bed")
    case.do("home", wards=[])
    for ward in ("B", "A"):
        assert case.tasks() == ["excuse"]
        case.do("excuse")
        assert case.jobs() == ["call_ward"]
        assert next(e for e in case.last if isinstance(e, RunJob)).variables["ward"] == ward
        assert case.done("call_ward").tasks() == ["bill"]
        case.do("bill")
    assert case.outcome == "completed"
