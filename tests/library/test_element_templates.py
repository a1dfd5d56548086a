"""A designer fills in fields: every word of ours and every job of the library has a template, and each is read."""

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest

from activities import registries
from bpmn.reader import inspect_bpmn
from bpmn.reader.carelane_properties import REPEATED, WORDS
from carelane.services.transaction import Database

FOLDER = Path(__file__).parents[2] / "bpmn" / "templates"
TEMPLATES: list[dict[str, Any]] = json.loads((FOLDER / "carelane.json").read_text("utf-8"))
MODDLE: dict[str, Any] = json.loads((FOLDER / "carelane-moddle.json").read_text("utf-8"))
JOBS = set(registries.job_handlers(cast("Database", None)))
BINDINGS = {
    "zeebe:property": {"name"},
    "zeebe:input": {"name"},
    "zeebe:output": {"source"},
    "zeebe:taskDefinition": {"property"},
    "zeebe:userTask": set(),
}
"""What a property may be bound to here, with what the binding needs."""
PLACES = {
    "pool": "bpmn:Participant",
    "role": "bpmn:Lane",
    "startable": "bpmn:Process",
    "message": "bpmn:SendTask",
    "job": "bpmn:ServiceTask",
    "task": "bpmn:UserTask",
    "sla": "bpmn:UserTask",
    "status": "bpmn:EndEvent",
    "statusDefinition": "bpmn:Process",
}
"""An element that has each word."""


def bound(template: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Give the fields of a template that are bound to this kind."""
    return [each for each in template["properties"] if each["binding"]["type"] == kind]


def job_type(template: dict[str, Any]) -> str:
    fields = bound(template, "zeebe:taskDefinition")
    return next((each["value"] for each in fields if each["binding"]["property"] == "type"), "")


def documented() -> dict[str, tuple[set[str], set[str]]]:
    """Give what each job reads and gives, by the first name of each path, from the page of the jobs."""
    rows = re.findall(r"^\| ``(\S+)`` \| (.*?) \| (.*?) \|", registries.__doc__ or "", re.MULTILINE)

    def names(cell: str) -> set[str]:
        return {name.partition(".")[0] for name in re.findall(r"``([\w.]+)``", cell)}

    return {row[0]: (names(row[1]), names(row[2])) for row in rows}


OVER_SEVERAL = ("sla.startAfter", "sla.stopAfter", "sla.pause")
"""Words of a clock that only what holds other elements can have."""


@pytest.mark.parametrize("place", ["bpmn:Participant", "bpmn:Process", "bpmn:SubProcess"])
def test_a_clock_over_several_elements_has_fields_where_it_can_stand(place: str) -> None:
    fields = {
        field["binding"]["name"]
        for template in TEMPLATES
        if place in template["appliesTo"]
        for field in bound(template, "zeebe:property")
    }
    for number in ("sla.", "sla.2."):
        assert {f"carelane:{number}{each}" for each in WORDS["sla"]} <= fields


def test_every_word_is_a_field_at_the_element_that_knows_it() -> None:
    for word, known in WORDS.items():
        attributes = [each for each in known if f"{word}.{each}" not in OVER_SEVERAL]
        fields = {
            field["binding"]["name"]
            for template in TEMPLATES
            if PLACES[word] in template["appliesTo"]
            for field in bound(template, "zeebe:property")
        }
        assert {f"carelane:{word}.{attribute}" for attribute in attributes} <= fields
        if word in REPEATED:
            assert {f"carelane:{word}.2.{attribute}" for attribute in attributes} <= fields


def test_every_job_of_the_library_has_one_template() -> None:
    types = [job_type(each) for each in TEMPLATES if job_type(each)]
    assert sorted(types) == sorted(JOBS)
    assert set(documented()) == JOBS


@pytest.mark.parametrize("kind", sorted(JOBS))
def test_the_fields_of_a_job_are_what_it_reads_and_gives(kind: str) -> None:
    template = next(each for each in TEMPLATES if job_type(each) == kind)
    reads = {each["binding"]["name"] for each in bound(template, "zeebe:input")}
    gives = {each["binding"]["source"][1:] for each in bound(template, "zeebe:output")}
    assert (reads, gives) == documented()[kind]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each["id"])
def test_a_template_has_the_form_that_the_modeler_takes(template: dict[str, Any]) -> None:
    """The rules of the published schema that these templates could break."""
    groups = {each["id"] for each in template["groups"]}
    fields = template["properties"]
    ids = {each["id"] for each in fields if "id" in each}
    assert template["appliesTo"]
    assert {each["group"] for each in fields if "group" in each} == groups
    for field in fields:
        binding = field["binding"]
        assert {*binding} - {"type"} == BINDINGS[binding["type"]]
        assert field["type"] in ("String", "Dropdown", "Hidden")
        assert "feel" not in field or field["type"] == "String"
        assert (field["type"] == "Dropdown") == ("choices" in field)
        assert not (field.get("optional") and field.get("constraints"))
        assert "condition" not in field or field["condition"]["property"] in ids
        if field["type"] == "Dropdown" and "value" in field:
            assert field["value"] in [each["value"] for each in field["choices"]]


def test_templates_have_names_of_their_own() -> None:
    for key in ("id", "name"):
        names = [each[key] for each in TEMPLATES]
        assert len(set(names)) == len(names)


WRITTEN = {"steps": "50 100", "variable": "answer_clock"}
"""Fields of a clock in which an expression means nothing."""


@pytest.mark.parametrize(
    "template", [each for each in TEMPLATES if job_type(each)], ids=lambda each: each["id"]
)
def test_what_a_template_writes_can_be_read(template: dict[str, Any]) -> None:
    """Written as the modeler writes it, with every field that is empty filled in but the due time, which no table gives."""
    given = {
        each["binding"]["name"]: each.get("value", "=x") for each in bound(template, "zeebe:input")
    }
    gives = {each["binding"]["source"]: each["value"] for each in bound(template, "zeebe:output")}
    clocks = {
        field["binding"]["name"]: WRITTEN.get(field["binding"]["name"].rpartition(".")[2], "=x")
        for field in bound(template, "zeebe:property")
        if "sla" in field["binding"]["name"] and not field["binding"]["name"].endswith("due")
    }
    inner = "".join(
        f'<zeebe:input source="{value}" target="{name}"/>' for name, value in given.items()
    )
    inner += "".join(f'<zeebe:output source="{of}" target="{name}"/>' for of, name in gives.items())
    rows = "".join(
        f'<zeebe:property name="{name}" value="{value}"/>' for name, value in clocks.items()
    )
    definitions, findings = inspect_bpmn(
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">'
        '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>'
        '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
        f'<bpmn:serviceTask id="t" zeebe:modelerTemplate="{template["id"]}" '
        'zeebe:modelerTemplateVersion="1"><bpmn:extensionElements>'
        f'<zeebe:taskDefinition type="{job_type(template)}" retries="3"/>'
        f"<zeebe:ioMapping>{inner}</zeebe:ioMapping><zeebe:properties>{rows}</zeebe:properties>"
        '</bpmn:extensionElements></bpmn:serviceTask><bpmn:sequenceFlow id="g" sourceRef="t" '
        'targetRef="e"/><bpmn:endEvent id="e"/></bpmn:process></bpmn:definitions>'.encode(),
        "up.bpmn",
    )
    assert [each for each in findings if each.severity == "error"] == []
    assert len(definitions.processes[0].body.nodes[1].sla) == 1  # type: ignore[attr-defined]


def test_the_descriptor_for_bpmn_js_has_every_word_and_attribute() -> None:
    described = {
        each["name"][0].lower() + each["name"][1:]: {
            attribute["name"] for attribute in each["properties"]
        }
        for each in MODDLE["types"]
    }
    assert described == {word: set(attributes) for word, attributes in WORDS.items()}
