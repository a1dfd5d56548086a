"""What a designer fills into a template's fields is what runs: properties mean what our elements mean."""

import re
from pathlib import Path

import pytest

from bpmn.findings import Refused
from bpmn.model import Definitions
from bpmn.reader import read_bpmn
from bpmn.reader.carelane_properties import REPEATED, WORDS

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t">'
)
OWNER = '<zeebe:assignmentDefinition candidateGroups="desk"/>'
SENT = '<bpmn:message id="m" name="letter"/>'


def properties(**values: str) -> str:
    """Write properties; `__` in a name stands for the dot."""
    rows = (
        f'<zeebe:property name="carelane:{name.replace("__", ".")}" value="{value}"/>'
        for name, value in values.items()
    )
    return f"<zeebe:properties>{''.join(rows)}</zeebe:properties>"


def file(pool: str = "", process: str = "", lane: str = "", task: str = "", flow: str = "") -> str:
    """Write a file with extensions at every place that knows words of ours."""

    def inside(text: str) -> str:
        return f"<bpmn:extensionElements>{text}</bpmn:extensionElements>" if text else ""

    return (
        f'{HEAD}{SENT}<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p">'
        f'{inside(pool)}</bpmn:participant></bpmn:collaboration><bpmn:process id="p" '
        f'isExecutable="true">{inside(process)}<bpmn:laneSet id="lanes"><bpmn:lane id="desk">'
        f"{inside(lane)}<bpmn:flowNodeRef>x</bpmn:flowNodeRef><bpmn:flowNodeRef>s</bpmn:flowNodeRef>"
        "<bpmn:flowNodeRef>t</bpmn:flowNodeRef><bpmn:flowNodeRef>e</bpmn:flowNodeRef></bpmn:lane>"
        '</bpmn:laneSet><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" '
        f'targetRef="x">{inside(flow)}</bpmn:sequenceFlow><bpmn:userTask id="x">'
        f'{inside(OWNER + task)}</bpmn:userTask><bpmn:sequenceFlow id="f2" sourceRef="x" '
        f'targetRef="t"/><bpmn:sendTask id="t" messageRef="m">'
        f"{inside(properties(message__correlationKey='=1', message__to='=o'))}</bpmn:sendTask>"
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="e"/><bpmn:endEvent id="e"/>'
        "</bpmn:process></bpmn:definitions>"
    )


def read(text: str) -> Definitions:
    return read_bpmn(text.encode(), "up.bpmn")[0]


def same(one: object, other: object) -> bool:
    """Say whether two models are the same; parsed expressions have no equality of their own."""

    def words(model: object) -> str:
        return re.sub(r" at 0x[0-9a-f]+", "", repr(model))

    return words(one) == words(other)


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        read(text)
    return [(each.rule, each.message) for each in caught.value.findings if each.severity == "error"]


@pytest.mark.parametrize(
    ("place", "element", "values"),
    [
        ("pool", '<carelane:pool kind="PRI"/>', {"pool__kind": "PRI"}),
        ("process", '<carelane:startable role="desk"/>', {"startable__role": "desk"}),
        ("lane", '<carelane:role code="clerk"/>', {"role__code": "clerk"}),
        ("task", '<carelane:sla target="PT1H"/>', {"sla__target": "PT1H"}),
        (
            "task",
            '<carelane:sla start="=a" due="=b" steps="50 100" when="=c"/>',
            {"sla__start": "=a", "sla__due": "=b", "sla__steps": "50 100", "sla__when": "=c"},
        ),
        (
            "task",
            '<carelane:sla target="PT1H"/><carelane:sla target="P1D"/>',
            {"sla__2__target": "P1D", "sla__target": "PT1H"},
        ),
        (
            "task",
            '<carelane:status value="in" on="activate"/><carelane:status value="out"/>',
            {"status__value": "in", "status__on": "activate", "status__2__value": "out"},
        ),
    ],
)
def test_a_property_means_what_the_element_means(
    place: str, element: str, values: dict[str, str]
) -> None:
    by_element = read(file(**{place: element}))
    assert same(read(file(**{place: properties(**values)})), by_element)
    assert same(read(file(**{place: element + properties(**values)})), by_element)
    assert not same(by_element, read(file()))


def test_a_message_knows_its_way_from_properties() -> None:
    text = file()
    element = '<carelane:message correlationKey="=1" to="=o"/>'
    given = properties(message__correlationKey="=1", message__to="=o")
    assert given in text
    assert same(read(text.replace(given, element)), read(text))


def test_what_a_modeler_writes_on_a_pool_or_its_process_is_the_same() -> None:
    on_pool = read(file(pool=properties(pool__kind="HOS", startable__role="desk"))).processes[0]
    on_process = read(file(process=properties(pool__kind="HOS", startable__role="desk")))
    assert same(on_process.processes[0], on_pool)
    assert (on_pool.pool_kind, on_pool.startable_role) == ("HOS", "desk")


def test_a_pool_and_its_process_that_disagree_are_refused() -> None:
    text = file(pool=properties(pool__kind="HOS"), process=properties(pool__kind="PRI"))
    said = "carelane:pool is 'PRI' on the process and 'HOS' on its pool"
    assert refused(text) == [("conflicting_property", said)]


def test_an_empty_field_of_a_template_is_not_given() -> None:
    assert same(read(file(task=properties(sla__due="", status__value=" "))), read(file()))


def test_other_properties_mean_nothing_to_a_case() -> None:
    name = '<zeebe:properties><zeebe:property name="name_en" value="Check"/></zeebe:properties>'
    assert same(read(file(task=name, lane=name)), read(file()))


@pytest.mark.parametrize(
    "name", ["slas.due", "sla.dew", "sla", "sla.x.due", "sla.0.due", "sla.2.2.due", "pool.2.kind"]
)
def test_a_property_that_does_not_exist_is_refused_by_name(name: str) -> None:
    found = refused(file(task=properties(**{name: "=1"})))
    assert found == [("unknown_property", f"there is no property 'carelane:{name}'")]


def test_two_forms_that_disagree_are_refused_by_name() -> None:
    both = '<carelane:sla target="PT1H"/>' + properties(sla__target="PT2H")
    said = "carelane:sla stands as an element and, otherwise, as properties"
    assert refused(file(task=both)) == [("conflicting_property", said)]


def test_a_property_with_two_values_is_refused() -> None:
    twice = properties(sla__target="PT1H") + properties(sla__target="PT2H")
    said = "carelane:sla.target stands twice, as 'PT1H' and 'PT2H'"
    assert refused(file(task=twice)) == [("conflicting_property", said)]


def test_a_word_where_nobody_reads_it_is_refused() -> None:
    said = "carelane:status is not supported on sequenceFlow"
    assert refused(file(flow=properties(status__value="x"))) == [("unsupported_extension", said)]
    assert refused(file(lane=properties(pool__kind="PRI")))[0][0] == "unsupported_extension"


def test_a_wrong_value_is_refused_at_the_line_of_its_property() -> None:
    text = file(task="\n\n" + properties(sla__steps="half", sla__due="=x"))
    with pytest.raises(Refused) as caught:
        read(text)
    assert [(each.rule, each.line) for each in caught.value.findings] == [("invalid_value", 3)]


def test_the_reference_names_every_word() -> None:
    page = (Path(__file__).parents[2] / "docs" / "process-language.md").read_text()
    for element, attributes in WORDS.items():
        for attribute in attributes:
            assert f"`carelane:{element}.{attribute}`" in page
    assert all(f"`carelane:{name}.2." in page for name in REPEATED)
