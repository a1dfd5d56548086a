"""Changing variables by hand: conditions see it, and what is no variable is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from bpmn.engine.edits import MAX_BYTES, problems
from bpmn.engine.effects import VariablesChanged, VariablesCorrected
from bpmn.engine.operator_events import ResumeRequested, SuspendRequested, VariablesEdited
from tests.engine.conftest import HEAD

Begin = Callable[..., Any]
WATCHED = (
    HEAD
    + """<process id="ward" isExecutable="true">
  <startEvent id="start"/><sequenceFlow id="f0" sourceRef="start" targetRef="stay"/>
  <subProcess id="stay"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="see"/>
    <userTask id="see"><extensionElements><zeebe:assignmentDefinition candidateGroups="doctor"/>
      <zeebe:ioMapping><zeebe:input source="=fever" target="local"/></zeebe:ioMapping>
      </extensionElements></userTask>
    <boundaryEvent id="hot" attachedToRef="see" cancelActivity="false"><conditionalEventDefinition>
      <condition>=local &gt; 39</condition></conditionalEventDefinition></boundaryEvent>
    <sequenceFlow id="f2" sourceRef="hot" targetRef="cool"/>
    <userTask id="cool"><extensionElements><zeebe:assignmentDefinition candidateGroups="nurse"/>
      </extensionElements></userTask>
    <sequenceFlow id="f3" sourceRef="cool" targetRef="e1"/><endEvent id="e1"/>
    <sequenceFlow id="f4" sourceRef="see" targetRef="e2"/><endEvent id="e2"/></subProcess>
  <boundaryEvent id="gone" attachedToRef="stay"><conditionalEventDefinition>
    <condition>=bed = null</condition></conditionalEventDefinition></boundaryEvent>
  <sequenceFlow id="f5" sourceRef="gone" targetRef="look"/>
  <userTask id="look"><extensionElements><zeebe:assignmentDefinition candidateGroups="nurse"/>
    </extensionElements></userTask>
  <sequenceFlow id="f6" sourceRef="look" targetRef="end"/>
  <sequenceFlow id="f7" sourceRef="stay" targetRef="end"/><endEvent id="end"/>
</process></definitions>"""
)


@pytest.fixture
def ward(begin_text: Begin) -> Any:
    return begin_text(WATCHED, fever=38, bed=4)


def of(case: Any, element: str) -> str:
    return next(id_ for id_ in case.state.activations if case.state.element_of(id_) == element)


def edit(case: Any, scope: str = "", remove: tuple[str, ...] = (), **variables: Any) -> Any:
    wanted = VariablesEdited(scope, variables, remove, "typing error", "op")
    assert problems(case.state, wanted) == ()
    return case.give(wanted)


def test_a_wrong_value_could_not_be_mended(ward: Any) -> None:
    edit(ward, fever=37, allergy=None)
    assert ward.state.variables == {"fever": 37, "bed": 4, "allergy": None}
    assert ward.of(VariablesChanged)[-1] == VariablesChanged({"fever": 37, "allergy": None})
    assert ward.of(VariablesCorrected) == [VariablesCorrected("", ("fever", "allergy"), ())]


def test_a_condition_would_not_notice_an_edit(ward: Any) -> None:
    edit(ward, fever=40)
    assert ward.tasks() == ["see"]
    edit(ward, of(ward, "see"), local=40)
    assert ward.tasks() == ["see", "cool"]
    assert ward.of(VariablesCorrected)[-1] == VariablesCorrected("see", ("local",), ())


def test_a_condition_would_not_notice_a_variable_that_goes(ward: Any) -> None:
    edit(ward, remove=("bed",))
    assert ward.tasks() == ["look"]
    assert "bed" not in ward.state.variables


def test_a_suspended_case_would_react_to_an_edit(ward: Any) -> None:
    ward.give(SuspendRequested("", "op"))
    edit(ward, remove=("bed",))
    assert ward.tasks() == ["see"]
    ward.give(ResumeRequested("", "op"))
    assert ward.tasks() == ["look"]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (VariablesEdited("a99", {"x": 1}), [("unknown_activation", "a99", "")]),
        (VariablesEdited(), [("unusable_variables", "", "nothing_to_do")]),
        (VariablesEdited("", {" ": 1}), [("unusable_variables", " ", "no_name")]),
        (VariablesEdited("", {}, ("none",)), [("unusable_variables", "none", "not_there")]),
        (
            VariablesEdited("", {"bed": 1}, ("bed",)),
            [("unusable_variables", "bed", "written_and_removed")],
        ),
        (VariablesEdited("", {"x": float("nan")}), [("unusable_variables", "x", "no_number")]),
        (
            VariablesEdited("", {"x": ["y" * MAX_BYTES]}),
            [("unusable_variables", "", "too_large")],
        ),
    ],
    ids=["gone", "nothing", "nameless", "unknown", "both", "nan", "long"],
)
def test_what_cannot_be_kept_would_be_written(
    ward: Any, wanted: VariablesEdited, told: list[tuple[str, str, str]]
) -> None:
    found = [(one.code, one.about, one.why) for one in problems(ward.state, wanted)]
    assert found == told
    before = ward.state.dump()
    assert ward.give(wanted).state.dump() == before
