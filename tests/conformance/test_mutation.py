"""A changed file has to say the same in other words, or the kits would measure something else."""

from lxml import etree

from bpmn.conformance.dmn_mutation import mutate_dmn
from bpmn.conformance.mutation import mutate_bpmn
from bpmn.reader import read_bpmn

BPMN = b"""<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:t="urn:t" targetNamespace="urn:t">
  <bpmn:message id="msg" name="order"/>
  <bpmn:process id="main" isExecutable="true">
    <bpmn:dataObject id="amount"/>
    <bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="gate"/>
    <bpmn:exclusiveGateway id="gate" default="f3"/>
    <bpmn:sequenceFlow id="f2" sourceRef="gate" targetRef="wait">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=named &gt; 1</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f3" sourceRef="gate" targetRef="end"/>
    <bpmn:receiveTask id="wait" messageRef="t:msg"/>
    <bpmn:sequenceFlow id="f4" sourceRef="wait" targetRef="named"/>
    <bpmn:endEvent id="named"/>
    <bpmn:endEvent id="end"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="picture"/>
</bpmn:definitions>"""

DMN = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d"
  xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:feel="https://www.omg.org/spec/DMN/20191111/FEEL/">
  <inputData id="age_id" name="age"><variable name="age" typeRef="feel:number"/></inputData>
  <decision id="adult_id" name="adult"><variable name="adult"/>
    <informationRequirement><requiredInput href="#age_id"/></informationRequirement>
    <literalExpression><text>age &gt;= 18</text></literalExpression></decision>
  <dmndi:DMNDI/>
</definitions>"""


def test_a_changed_process_shares_no_id_prefix_flow_id_or_diagram() -> None:
    changed = mutate_bpmn(BPMN, 1)
    text = changed.data.decode()
    for gone in (
        "bpmn:",
        "bpmndi",
        "zeebe:",
        '"start"',
        '"main"',
        '"msg"',
        '"f1"',
        '"f3"',
        "t:msg",
    ):
        assert gone not in text
    assert changed.id("main") in text
    flows = list(etree.fromstring(changed.data).iter("{*}sequenceFlow"))
    assert [flow.get("id") is None for flow in flows] == [True, True, False, True]


def test_lists_of_flows_that_contradict_the_flows_stay_as_they_are() -> None:
    listed = BPMN.replace(
        b'<bpmn:startEvent id="start"/>',
        b'<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>',
    )
    flows = list(etree.fromstring(mutate_bpmn(listed, 1).data).iter("{*}sequenceFlow"))
    assert all(flow.get("id") for flow in flows)


def test_a_changed_process_keeps_references_types_and_what_an_expression_names() -> None:
    changed = mutate_bpmn(BPMN, 2)
    root = etree.fromstring(changed.data)
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    assert {"named", "amount"} <= ids
    for flow in root.iter("{*}sequenceFlow"):
        assert {flow.get("sourceRef"), flow.get("targetRef")} <= ids
    (task,) = root.iter("{*}receiveTask")
    assert task.get("messageRef").partition(":")[2] == changed.id("msg")
    assert root.nsmap[task.get("messageRef").partition(":")[0]] == "urn:t"


def test_another_seed_gives_another_file_and_the_same_seed_the_same() -> None:
    assert mutate_bpmn(BPMN, 1).data == mutate_bpmn(BPMN, 1).data
    assert len({mutate_bpmn(BPMN, seed).data for seed in range(5)}) == 5
    assert len({mutate_dmn(DMN, seed) for seed in range(5)}) == 5


def test_a_changed_process_is_read_like_the_plain_one() -> None:
    plain, _ = read_bpmn(BPMN.replace(b"named &gt; 1", b"amount &gt; 1"), "a.bpmn")
    changed, _ = read_bpmn(
        mutate_bpmn(BPMN.replace(b"named &gt; 1", b"amount &gt; 1"), 3).data, "a"
    )
    assert len(plain.processes[0].body.nodes) == len(changed.processes[0].body.nodes)


def test_a_changed_decision_keeps_its_names_only() -> None:
    text = mutate_dmn(DMN, 1).decode()
    assert "age_id" not in text
    assert "DMNDI/>" not in text
    assert "feel:" not in text
    assert 'name="adult"' in text
    assert "age &gt;= 18" in text


def test_what_is_no_xml_stays_as_it_is() -> None:
    assert mutate_bpmn(b"<a", 1).data == b"<a"
    assert mutate_dmn(b"<!DOCTYPE a []><a/>", 1) == b"<!DOCTYPE a []><a/>"
