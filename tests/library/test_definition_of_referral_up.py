"""The referral's files: they compile, speak both languages, and can be read by a clinician."""

from itertools import combinations, pairwise

import pytest
from lxml import etree

from bpmn.definition import Definition
from bpmn.forms.model import Field, Form
from bpmn.model import Static, UserTask
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "referral_up"
FORMS = sorted(path.stem for path in (FOLDER / "forms").glob("*.form"))
NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
}
NODES = "*[self::bpmn:startEvent or self::bpmn:endEvent or self::bpmn:boundaryEvent or self::bpmn:intermediateCatchEvent or self::bpmn:intermediateThrowEvent or self::bpmn:userTask or self::bpmn:serviceTask or self::bpmn:businessRuleTask or self::bpmn:subProcess or self::bpmn:exclusiveGateway or self::bpmn:inclusiveGateway or self::bpmn:eventBasedGateway]"
Box = tuple[float, float, float, float]


@pytest.fixture
def root() -> etree._Element:
    return etree.parse(str(FOLDER / "process.bpmn")).getroot()


def test_the_referral_compiles_without_a_word_of_warning(definition: Definition) -> None:
    assert list(definition.processes) == ["referral_up", "referral_up_hos", "referral_up_grp"]
    assert {finding.rule for finding in definition.findings} == {"called_process_elsewhere"}
    assert definition.processes["referral_up"].startable_role == "pri_doctor"
    assert definition.processes["referral_up_hos"].message_starts == ("REF.REQUEST",)


def test_every_task_has_a_form_and_somebody_who_may_do_it(definition: Definition) -> None:
    for process in definition.processes.values():
        for node in process.nodes():
            if isinstance(node, UserTask):
                assert node.form_id in definition.forms
                groups = node.assignment.candidate_groups
                assert node.role.startswith(("pri_", "hos_", "grp_")) or isinstance(groups, Static)


def test_every_form_is_used(definition: Definition) -> None:
    nodes = [node for process in definition.processes.values() for node in process.nodes()]
    used = {node.form_id for node in nodes if isinstance(node, UserTask)}
    assert used == set(definition.forms) == set(FORMS)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_field_and_choice_speaks_both_languages(definition: Definition, form_id: str) -> None:
    form: Form = definition.forms[form_id]
    assert form.findings == ()
    for field in form.walk():
        assert {language for language, text in field.labels if text} == {"en", "zh"}, field.key
        for option in field.options:
            assert {language for language, text in option.labels if text} == {"en", "zh"}
        assert_bounded(field)


def assert_bounded(field: Field) -> None:
    if field.type in {"textfield", "textarea"} and not field.readonly:
        assert field.max_length, f"{field.key} has no limit"
    if field.type == "number":
        assert field.min is not None
        assert field.max is not None


def test_every_named_element_has_an_english_name(root: etree._Element) -> None:
    query = f"//bpmn:process//{NODES}[@name!='']"
    nodes = root.xpath(query, namespaces=NS)
    assert len(nodes) > 150
    english = "./bpmn:extensionElements/zeebe:properties/zeebe:property[@name='name_en']/@value"
    assert [node.get("id") for node in nodes if not node.xpath(english, namespaces=NS)] == []


def test_the_fourteen_steps_are_all_there(root: etree._Element) -> None:
    ids = [str(each) for each in root.xpath("//bpmn:process//*/@id", namespaces=NS)]
    for step in range(1, 15):
        assert any(each.startswith(f"UP{step:02d}_") for each in ids)


def boxes(root: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in root.iterfind(".//bpmndi:BPMNShape", NS):
        bounds = shape.find("dc:Bounds", NS)
        assert bounds is not None
        x, y, width, height = (
            float(bounds.get(key, "nan")) for key in ("x", "y", "width", "height")
        )
        found[str(shape.get("bpmnElement"))] = (x, y, x + width, y + height)
    return found


def test_everything_is_drawn(root: etree._Element) -> None:
    drawn = {str(each) for each in root.xpath("//bpmndi:*/@bpmnElement", namespaces=NS)}
    nodes = root.xpath(f"//bpmn:process//{NODES}/@id", namespaces=NS)
    flows = root.xpath("//bpmn:sequenceFlow/@id | //bpmn:messageFlow/@id", namespaces=NS)
    others = root.xpath("//bpmn:lane/@id | //bpmn:participant/@id", namespaces=NS)
    assert [str(each) for each in (*nodes, *flows, *others) if str(each) not in drawn] == []


def test_no_shape_covers_another(root: etree._Element) -> None:
    found = boxes(root)
    attached = {
        str(event.get("id")): str(event.get("attachedToRef"))
        for event in root.iterfind(".//bpmn:boundaryEvent", NS)
    }
    query = f"//bpmn:process//{NODES}[not(self::bpmn:subProcess)]/@id"
    ids = [str(each) for each in root.xpath(query, namespaces=NS)]
    covered = [
        (one, other)
        for one, other in combinations(ids, 2)
        if attached.get(one) != other
        and attached.get(other) != one
        and overlap(found[one], found[other])
    ]
    assert covered == []


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_every_line_is_straight_and_passes_no_shape(root: etree._Element) -> None:
    found = boxes(root)
    inner = [
        str(each)
        for each in root.xpath(
            f"//bpmn:process//{NODES}[not(self::bpmn:subProcess)]/@id", namespaces=NS
        )
    ]
    attached = {
        str(event.get("id")): str(event.get("attachedToRef"))
        for event in root.iterfind(".//bpmn:boundaryEvent", NS)
    }
    for flow in root.iterfind(".//bpmn:sequenceFlow", NS):
        ends = {str(flow.get("sourceRef")), str(flow.get("targetRef"))}
        for one, other in pairwise(points(root, str(flow.get("id")))):
            assert one[0] == other[0] or one[1] == other[1], flow.get("id")
            line = (
                min(one[0], other[0]),
                min(one[1], other[1]),
                max(one[0], other[0]),
                max(one[1], other[1]),
            )
            for node in inner:
                if node not in ends and attached.get(node) not in ends:
                    left, top, right, bottom = found[node]
                    assert not overlap(line, (left + 1, top + 1, right - 1, bottom - 1)), (
                        flow.get("id"),
                        node,
                    )


def points(root: etree._Element, flow_id: str) -> list[tuple[float, float]]:
    query = f"//bpmndi:BPMNEdge[@bpmnElement='{flow_id}']/di:waypoint"
    found = root.xpath(query, namespaces=NS)
    return [(float(each.get("x")), float(each.get("y"))) for each in found]
