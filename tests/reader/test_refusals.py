"""A file that cannot run as drawn is refused, with the place, the reason and the remedy."""

import pytest

from bpmn.findings import Finding, Refused
from bpmn.reader import read_bpmn
from bpmn.reader.xml import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t">\n'
)
FRAME = HEAD + '<bpmn:process id="p" isExecutable="true">\n{}\n</bpmn:process></bpmn:definitions>'
LINE = (
    '<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/>{}'
    '<bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="e"/><bpmn:endEvent id="e"/>'
)


def refused(text: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as caught:
        read_bpmn(text if isinstance(text, bytes) else text.encode(), "up.bpmn")
    return caught.value.findings


def rules(body: str) -> list[str]:
    return [finding.rule for finding in refused(FRAME.format(body))]


def test_a_file_cannot_read_other_files() -> None:
    text = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    found = refused(text)
    assert [each.rule for each in found] == ["doctype"]
    assert "root:" not in str(found[0])


def test_a_small_file_cannot_grow_without_end() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    text = f'<?xml version="1.0"?><!DOCTYPE d [{laughs}]><d>&l9;</d>'
    assert [each.rule for each in refused(text)] == ["doctype"]


def test_an_external_dtd_is_not_fetched() -> None:
    text = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><d/>'
    assert [each.rule for each in refused(text)] == ["doctype"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<bpmn:task/>" * (MAX_ELEMENTS + 1), "too_many_elements"),
        (
            "<bpmn:subProcess>" * (MAX_DEPTH + 1) + "</bpmn:subProcess>" * (MAX_DEPTH + 1),
            "too_deep",
        ),
        ("<bpmn:subProcess>" * 500 + "</bpmn:subProcess>" * 500, "too_deep"),
        (" " * MAX_BYTES, "file_too_large"),
        ("<bpmn:task>", "not_well_formed"),
    ],
)
def test_limits_hold(body: str, rule: str) -> None:
    found = refused(FRAME.format(body))
    assert [each.rule for each in found] == [rule]
    assert found[0].file == "up.bpmn"
    assert found[0].hint


def test_everything_that_is_wrong_is_said_at_once_with_its_place() -> None:
    body = (
        LINE.format('\n<bpmn:callActivity id="x"/>')
        + '\n<bpmn:callChoreography id="g"/>\n<bpmn:task id="lost"/>'
        + '\n<bpmn:sequenceFlow id="f3" sourceRef="lost" targetRef="nowhere"/>'
    )
    found = {each.element_id: each for each in refused(FRAME.format(body))}
    assert (found["x"].rule, found["x"].line) == ("missing_called_element", 4)
    assert "calledElement" in found["x"].hint
    assert found["g"].line == 5
    assert (found["f3"].rule, found["f3"].line) == ("dangling_flow", 7)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (LINE.format('<bpmn:task id="x"/><bpmn:task id="x"/>'), "duplicate_id"),
        (LINE.format('<bpmn:serviceTask id="x"/>'), "missing_job_type"),
        (LINE.format('<bpmn:task id="x" surprise="1"/>'), "unsupported_attribute"),
        (LINE.format('<bpmn:task id="x"><bpmn:surprise/></bpmn:task>'), "unsupported_element"),
        (LINE.format('<bpmn:task id="x" default="f1"/>'), "default_not_outgoing"),
        (
            LINE.format('<bpmn:exclusiveGateway id="x"/>')
            + '<bpmn:sequenceFlow id="f3" sourceRef="x" targetRef="e2"/><bpmn:endEvent id="e2"/>',
            "missing_condition",
        ),
        (LINE.format('<bpmn:intermediateCatchEvent id="x"/>'), "missing_event_definition"),
        (
            LINE.format(
                '<bpmn:intermediateCatchEvent id="x"><bpmn:errorEventDefinition/>'
                "</bpmn:intermediateCatchEvent>"
            ),
            "event_definition_not_allowed",
        ),
        (
            LINE.format(
                '<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition><bpmn:timeDuration>'
                "2 hours</bpmn:timeDuration></bpmn:timerEventDefinition>"
                "</bpmn:intermediateCatchEvent>"
            ),
            "invalid_timer",
        ),
        (
            LINE.format('<bpmn:task id="x"/>')
            + '<bpmn:boundaryEvent id="b" attachedToRef="gone"><bpmn:errorEventDefinition/>'
            '</bpmn:boundaryEvent><bpmn:sequenceFlow sourceRef="b" targetRef="e"/>',
            "boundary_not_attached",
        ),
        (
            LINE.format(
                '<bpmn:scriptTask id="x"><bpmn:extensionElements><zeebe:script expression="=1 +" '
                'resultVariable="y"/></bpmn:extensionElements></bpmn:scriptTask>'
            ),
            "invalid_expression",
        ),
        (
            LINE.format(
                '<bpmn:userTask id="x"><bpmn:extensionElements><carelane:sla steps="50"/>'
                "</bpmn:extensionElements></bpmn:userTask>"
            ),
            "missing_attribute",
        ),
        (
            LINE.format(
                '<bpmn:task id="x"><bpmn:extensionElements><zeebe:executionListeners/>'
                "</bpmn:extensionElements></bpmn:task>"
            ),
            "unsupported_extension",
        ),
        (LINE.format('<bpmn:task id="x"/>') + '<bpmn:task id="island"/>', "not_reachable"),
    ],
)
def test_a_mistake_is_named_by_its_rule(body: str, rule: str) -> None:
    assert rule in rules(body)


def test_what_other_products_say_changes_nothing_and_is_told() -> None:
    body = LINE.format(
        '<bpmn:task id="x" xmlns:o="urn:other" o:colour="red"><bpmn:documentation>why'
        "</bpmn:documentation><bpmn:extensionElements><o:note/></bpmn:extensionElements></bpmn:task>"
    )
    definitions, warnings = read_bpmn(FRAME.format(body).encode(), "up.bpmn")
    assert [node.id for node in definitions.processes[0].nodes()] == ["s", "x", "e"]
    assert [each.rule for each in warnings] == ["foreign_extension"]


def test_a_task_that_nobody_can_see_is_warned_of() -> None:
    body = LINE.format('<bpmn:userTask id="x"/>')
    _, warnings = read_bpmn(FRAME.format(body).encode(), "up.bpmn")
    assert [(each.rule, each.element_id) for each in warnings] == [("task_without_owner", "x")]


def test_lanes_give_roles_also_inside_sub_processes_and_nested_lanes() -> None:
    body = (
        '<bpmn:laneSet><bpmn:lane id="hos"><bpmn:extensionElements><carelane:role code="hos_head"/>'
        "</bpmn:extensionElements><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane>"
        '<bpmn:lane id="pri_doctor"><bpmn:flowNodeRef>s</bpmn:flowNodeRef>'
        "<bpmn:flowNodeRef>e</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
        + LINE.format('<bpmn:subProcess id="x"><bpmn:userTask id="inner"/></bpmn:subProcess>')
    )
    definitions, _ = read_bpmn(FRAME.format(body).encode(), "up.bpmn")
    nodes = {node.id: node for node in definitions.processes[0].nodes()}
    assert nodes["inner"].role == "hos_head"
    assert nodes["s"].lane == "pri_doctor"
