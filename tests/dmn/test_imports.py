"""Decisions may be spread over files: what one file imports means there what it means here."""

from datetime import UTC, datetime

import pytest

from bpmn.dmn import read_decisions
from bpmn.findings import Refused

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def dmn(namespace: str, body: str) -> bytes:
    return f'<definitions xmlns="{MODEL}" id="d" name="d" namespace="{namespace}">{body}</definitions>'.encode()


def imported(name: str, namespace: str, kind: str = MODEL) -> str:
    return f'<import name="{name}" namespace="{namespace}" importType="{kind}"/>'


PERSON = dmn(
    "urn:person",
    """
<itemDefinition name="tPerson"><itemComponent name="first name"><typeRef>string</typeRef></itemComponent>
</itemDefinition>
<inputData id="in" name="the person"><variable name="the person" typeRef="tPerson"/></inputData>
<decision id="hello" name="say hello"><variable name="say hello"/>
  <informationRequirement><requiredInput href="#in"/></informationRequirement>
  <literalExpression><text>"Hello " + the person.first name</text></literalExpression></decision>
<businessKnowledgeModel id="twice" name="say twice"><variable name="say twice"/><encapsulatedLogic>
  <formalParameter name="what" typeRef="string"/><literalExpression><text>what + what</text></literalExpression>
</encapsulatedLogic></businessKnowledgeModel>
""",
)


def main(name: str, before: str = "") -> bytes:
    return dmn(
        "urn:main",
        imported(name, "urn:person")
        + f"""
<inputData id="who" name="who"><variable name="who" typeRef="{before}tPerson"/></inputData>
<decision id="both" name="both"><variable name="both" typeRef="string"/>
  <informationRequirement><requiredDecision href="urn:person#hello"/></informationRequirement>
  <informationRequirement><requiredInput href="#who"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="urn:person#twice"/></knowledgeRequirement>
  <literalExpression><text>{before}say hello + ", " + {before}say twice(who.first name)</text></literalExpression>
</decision>""",
    )


@pytest.mark.parametrize("name", ["my people", "people", ""])
def test_imported_decisions_functions_and_types_are_known_by_the_imports_name(name: str) -> None:
    data = main(name, f"{name}." if name else "")
    decisions = read_decisions(data, "main.dmn", others={"main.dmn": data, "person.dmn": PERSON})
    ada, bob = {"first name": "Ada"}, {"first name": "Bob"}
    given: dict[str, object] = {"who": bob, "the person": ada}
    assert decisions.evaluate("both", given, NOW).output == "Hello Ada, BobBob"
    if name:
        given = {"who": bob, name: {"the person": ada}}
        assert decisions.evaluate("both", given, NOW).output == "Hello Ada, BobBob"
    assert decisions.evaluate("both", {"who": {"last": "x"}}, NOW).output is None


def test_inputs_of_imports_of_imports_stand_in_contexts_of_their_names() -> None:
    middle = dmn(
        "urn:middle",
        imported("A", "urn:person")
        + """<decision id="m" name="middle"><variable name="middle"/>
  <informationRequirement><requiredDecision href="urn:person#hello"/></informationRequirement>
  <literalExpression><text>A.say hello + "!"</text></literalExpression></decision>""",
    )
    top = dmn(
        "urn:top",
        imported("B", "urn:middle")
        + imported("B2", "urn:middle2")
        + """<decision id="t" name="top"><variable name="top"/>
  <informationRequirement><requiredDecision href="urn:middle#m"/></informationRequirement>
  <informationRequirement><requiredDecision href="urn:middle2#m"/></informationRequirement>
  <literalExpression><text>[B.middle, B2.middle]</text></literalExpression></decision>""",
    )
    second = middle.replace(b'namespace="urn:middle"', b'namespace="urn:middle2"')
    others = {"p": PERSON, "m": middle, "m2": second}
    decisions = read_decisions(top, "top.dmn", others=others)
    given: dict[str, object] = {
        "B": {"A": {"the person": {"first name": "Ada"}}},
        "B2": {"A": {"the person": {"first name": "Bob"}}},
    }
    assert decisions.evaluate("t", given, NOW).output == ["Hello Ada!", "Hello Bob!"]


@pytest.mark.parametrize(
    ("data", "others", "rule"),
    [
        (main("p", "p."), {}, "dmn_import"),
        (main("p", "p."), {"broken": b"<a", "other": b"<a/>"}, "dmn_import"),
        (main("p", "p.").replace(b"#hello", b"#nobody"), {"p": PERSON}, "dmn_missing"),
        (main("p", "p.").replace(b"#hello", b"#twice"), {"p": PERSON}, "dmn_missing"),
        (main("p", "p.").replace(b"p.tPerson", b"tPerson"), {"p": PERSON}, "dmn_type"),
        (
            dmn("urn:a", imported("b", "urn:b")),
            {"b": dmn("urn:b", imported("a", "urn:a"))},
            "dmn_import",
        ),
        (
            dmn("urn:a", imported("a", "urn:a")),
            {"a": dmn("urn:a", imported("a", "urn:a"))},
            "dmn_import",
        ),
        (
            dmn("urn:a", imported("x", "urn:x", "http://www.w3.org/2001/XMLSchema")),
            {},
            "dmn_import",
        ),
    ],
)
def test_what_cannot_be_imported_is_refused(
    data: bytes, others: dict[str, bytes], rule: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_decisions(data, "main.dmn", others=others)
    assert rule in {finding.rule for finding in caught.value.findings}


def test_many_imports_of_the_same_files_are_read_once_each() -> None:
    others = {
        f"f{n}": dmn(f"urn:{n}", "".join(imported(f"i{k}", f"urn:{n + 1}") for k in range(40)))
        for n in range(9)
    }
    others["f9"] = dmn("urn:9", "")
    assert read_decisions(others["f0"], "f0", others=others).ids() == ()
