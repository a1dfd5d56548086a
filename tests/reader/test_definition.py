"""A bundle is one thing: hashed, packed, and refused as a whole."""

import json
from datetime import UTC, datetime

import pytest

from bpmn.definition import Bundle, compile_bundle, compile_released
from bpmn.engine import handle, start
from bpmn.engine.effects import RaiseIncident, VariablesChanged
from bpmn.engine.events import IncidentResolved
from bpmn.findings import Refused

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
PROCESS = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
 <bpmn:process id="p" isExecutable="{executable}">
  <bpmn:startEvent id="s"/>
  <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="rule"/>
  <bpmn:businessRuleTask id="rule"><bpmn:extensionElements>
   <zeebe:calledDecision decisionId="{decision}" resultVariable="target"/>
  </bpmn:extensionElements></bpmn:businessRuleTask>
  <bpmn:sequenceFlow id="f2" sourceRef="rule" targetRef="task"/>
  <bpmn:userTask id="task"><bpmn:extensionElements>
   <zeebe:formDefinition formId="{form}"/>
   <zeebe:assignmentDefinition candidateGroups="hos_spec"/>
  </bpmn:extensionElements></bpmn:userTask>
  <bpmn:sequenceFlow id="f3" sourceRef="task" targetRef="e"/>
  <bpmn:endEvent id="e"/>
 </bpmn:process></bpmn:definitions>"""
DECISION = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="n"><decision id="respond" name="respond">
 <decisionTable id="t" hitPolicy="UNIQUE">
  <input id="i"><inputExpression id="ie"><text>urgency</text></inputExpression></input>
  <output id="o" name="target"/>
  <rule id="r1"><inputEntry id="a"><text>"E"</text></inputEntry>
   <outputEntry id="b"><text>"PT10M"</text></outputEntry></rule>
  <rule id="r2"><inputEntry id="c"><text>"E", "U"</text></inputEntry>
   <outputEntry id="g"><text>"PT2H"</text></outputEntry></rule>
 </decisionTable></decision></definitions>"""
FORM = {"id": "reply", "type": "default", "components": []}


def bundle(decision: str = "respond", form: str = "reply", executable: str = "true") -> Bundle:
    text = PROCESS.format(decision=decision, form=form, executable=executable)
    return Bundle(text, {"respond.dmn": DECISION}, {"reply.form": json.dumps(FORM)})


def _without_owner() -> Bundle:
    group = '<zeebe:assignmentDefinition candidateGroups="hos_spec"/>'
    whole = bundle()
    return Bundle(whole.bpmn.replace(group, ""), whole.dmn, whole.forms)


def test_a_packed_bundle_is_the_same_bundle() -> None:
    packed = Bundle.unpack(bundle().pack())
    assert packed == bundle()
    assert packed.sha256 == bundle().sha256
    assert compile_bundle(packed) is compile_bundle(bundle())


def test_the_hash_does_not_depend_on_the_order_of_files() -> None:
    one = Bundle("x", {"a.dmn": "1", "b.dmn": "2"})
    other = Bundle("x", {"b.dmn": "2", "a.dmn": "1"})
    assert one.sha256 == other.sha256
    assert one.sha256 != Bundle("x", {"a.dmn": "2", "b.dmn": "1"}).sha256


def test_a_file_that_was_not_utf8_keeps_its_names() -> None:
    text = PROCESS.format(decision="respond", form="reply", executable="true")
    text = '<?xml version="1.0" encoding="GB18030"?>\n' + text.replace(
        'id="task"', 'id="task" name="接诊"'
    )
    files = bundle()
    process = compile_bundle(Bundle(text, files.dmn, files.forms)).processes["p"]
    assert "接诊" in [node.name for node in process.nodes()]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (bundle(decision="gone"), "unknown_decision"),
        (bundle(form="gone"), "unknown_form"),
        (bundle(executable="false"), "not_executable"),
        (_without_owner(), "task_without_owner"),
    ],
)
def test_what_is_not_in_the_bundle_is_named(wrong: Bundle, rule: str) -> None:
    with pytest.raises(Refused) as caught:
        compile_bundle(wrong)
    assert [each.rule for each in caught.value.findings] == [rule]


def test_broken_files_of_every_kind_are_said_together() -> None:
    broken = Bundle("<x/>", {"a.dmn": "<y/>"}, {"b.form": "{"})
    with pytest.raises(Refused) as caught:
        compile_bundle(broken)
    assert {each.file for each in caught.value.findings} == {"process.bpmn", "a.dmn", "b.form"}


def test_a_decision_of_the_bundle_decides() -> None:
    process = compile_bundle(bundle()).processes["p"]
    _, effects = start(process, {"urgency": "U"}, NOW)
    assert effects[-1] == VariablesChanged({"urgency": "U", "target": "PT2H"})


def test_rules_that_contradict_each_other_wait_for_a_person() -> None:
    process = compile_bundle(bundle()).processes["p"]
    state, effects = start(process, {"urgency": "E"}, NOW)
    incident = next(each for each in effects if isinstance(each, RaiseIncident))
    assert incident.kind == "decision"
    event = IncidentResolved(incident.incident_id, "retry", {"urgency": "U"})
    state, _ = handle(process, state, event, NOW)
    assert list(state.open_tasks().values()) == ["task"]


def test_a_rule_that_is_new_stops_no_case_of_a_definition_that_was_released_before() -> None:
    whole = bundle()
    lonely = whole.bpmn.replace("</bpmn:process>", '<bpmn:task id="lost"/></bpmn:process>')
    released = Bundle(lonely, whole.dmn, whole.forms)
    with pytest.raises(Refused, match="not_reachable"):
        compile_bundle(released)
    assert list(compile_released(released).processes) == ["p"]


def test_a_released_definition_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="not_well_formed"):
        compile_released(Bundle("<broken", {}, {}))
