"""Data objects, properties and associations: who sees which value, and where a result goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.conformance.host import BEGIN, Host
from bpmn.engine.effects import OpenHumanTask, PublishMessage, RunJob
from bpmn.engine.events import CancelRequested
from bpmn.findings import Refused
from bpmn.reader import read_bpmn
from tests.engine.conftest import Case

Begin = Callable[..., Any]
FILES = Path(__file__).parent / "files"
FLOW = (FILES / "data_flow.bpmn").read_text()


def _begun(begin: Begin, **variables: Any) -> Any:
    return begin("data_flow", key="K", patient={"name": "x"}, **variables)


def test_an_input_is_filled_under_its_own_name(begin: Begin) -> None:
    (task,) = _begun(begin, lab="old").of(OpenHumanTask)
    assert task.variables["subject"] == {"name": "x"}
    assert task.variables["hint"] == "old"
    assert task.variables["scratch"] is None


def test_an_output_goes_where_its_association_says_and_nowhere_else(begin: Begin) -> None:
    case = _begun(begin).do("measure", weight=70, scratch="x", other=1)
    assert case.state.variables == {
        "key": "K",
        "patient": {"name": "x", "weight": 71},
        "registry": {"kilo": 70},
        "other": 1,
    }


def test_what_was_not_produced_overwrites_nothing(begin: Begin) -> None:
    case = _begun(begin, lab="old").do("measure", weight=70)
    assert case.state.variables["lab"] == "old"
    case = _begun(begin, lab="old").do("measure", weight=70, remark="new")
    assert case.state.variables["lab"] == "new"


def test_work_does_not_begin_without_its_data(begin: Begin) -> None:
    case = begin("data_flow", key="K")
    assert case.incidents() == ["data"]
    assert case.tasks() == []
    case.resolve(patient={"name": "y"})
    assert case.tasks() == ["measure"]


def test_a_message_fills_a_data_object_whole_or_by_name(begin: Begin) -> None:
    case = _begun(begin).do("measure", weight=1).receive("LAB", "K", sodium=140)
    assert case.state.variables["lab"] == {"sodium": 140}
    case = _begun(begin).do("measure", weight=1).receive("LAB", "K", arrived="normal", sodium=1)
    assert case.state.variables["lab"] == "normal"


def test_a_data_object_of_a_sub_process_is_gone_with_it(begin: Begin) -> None:
    case = _begun(begin).do("measure", weight=1).receive("LAB", "K")
    case.do("admit", bed="12", name="outside")
    (sent,) = case.of(PublishMessage)
    assert sent.variables == {"place": "12"}
    assert case.tasks() == ["after"]
    assert "bed" not in case.state.variables
    assert case.state.variables["name"] == "outside"
    case.do("after")
    assert case.outcome == "completed"


def test_a_cancelled_case_leaves_no_data_behind(begin: Begin) -> None:
    case = _begun(begin).give(CancelRequested("withdrawn"))
    assert case.outcome == "cancelled"
    assert case.state.dump()["root"] is None


def test_each_instance_has_its_item_and_the_results_become_one_list(begin: Begin) -> None:
    case = begin("data_instances", drugs=["a", "b"])
    jobs = case.of(RunJob)
    assert [job.variables["drug"] for job in jobs] == ["a", "b"]
    case.done("check", verdict="no").done("check", verdict="yes")
    assert case.outcome == "completed"
    told = {name: value for each in case.effects for name, value in _told(each)}
    assert told == {"drugs": ["a", "b"], "checked": ["no", "yes"]}


def _told(effect: Any) -> Any:
    return effect.variables.items() if type(effect).__name__ == "VariablesChanged" else ()


def test_instances_without_a_list_wait_for_a_person(begin: Begin) -> None:
    case = begin("data_instances")
    assert case.incidents() == ["data"]
    case.resolve(drugs=["a"])
    assert len(case.of(RunJob)) == 1


def test_the_data_of_a_call_has_the_names_of_the_called_process() -> None:
    definitions, findings = read_bpmn((FILES / "data_calls.bpmn").read_bytes(), "up.bpmn")
    assert findings == ()
    host = Host({process.id: process for process in definitions.processes})
    host.begin(definitions.processes[0], {"weight": 30})
    assert host.running[1].state.ended
    host.give(0, host.waiting[0][2])
    assert host.running[0].state.variables == {"weight": 30, "dose": 60}
    host.run(BEGIN)
    assert host.outcome() == "completed"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("patient.weight</bpmn:to>", "weight.patient</bpmn:to>", "invalid_assignment"),
        ("patient.weight</bpmn:to>", "patient..weight</bpmn:to>", "invalid_assignment"),
        ("=weight + 1", "=weight +", "invalid_expression"),
        ("={kilo: weight}", "={kilo weight}", "invalid_expression"),
        ("<bpmn:sourceRef>lab<", "<bpmn:sourceRef>bed<", "data_not_visible"),
        ("<bpmn:sourceRef>lab<", "<bpmn:sourceRef>after<", "wrong_reference"),
        ("<bpmn:sourceRef>lab<", "<bpmn:sourceRef>gone<", "dangling_reference"),
    ],
)
def test_data_that_leads_nowhere_is_refused(old: str, new: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bpmn(FLOW.replace(old, new).encode(), "up.bpmn")
    assert rule in [each.rule for each in refused.value.findings]


def test_a_store_is_a_variable_of_the_case_and_says_so() -> None:
    _, findings = read_bpmn(FLOW.encode(), "up.bpmn")
    assert "data_store_in_case" in [each.rule for each in findings]


def test_the_same_data_drawn_twice_is_one_variable_and_says_so() -> None:
    text = FLOW.replace('name="Laboratory result"', 'name="patient"')
    _, findings = read_bpmn(text.encode(), "up.bpmn")
    assert "data_named_twice" in [each.rule for each in findings]


def test_what_a_modeler_draws_for_people_moves_nothing() -> None:
    drawn = (
        '<bpmn:property id="Property_1" name="__targetRef_placeholder"/>'
        '<bpmn:dataInputAssociation id="d1"><bpmn:sourceRef>lab</bpmn:sourceRef>'
        "<bpmn:targetRef>Property_1</bpmn:targetRef></bpmn:dataInputAssociation>"
        '<bpmn:dataOutputAssociation id="d2"><bpmn:targetRef>lab</bpmn:targetRef>'
        "</bpmn:dataOutputAssociation>"
    )
    task = '<bpmn:userTask id="after">'
    case = Case(FLOW.replace(task, task + drawn), key="K", patient=1)
    case.do("measure", weight=1, remark="r").receive("LAB", "K").do("admit", bed="1")
    assert "__targetRef_placeholder" not in case.of(OpenHumanTask)[-1].variables
    case.do("after", lab="by name")
    assert case.outcome == "completed"
