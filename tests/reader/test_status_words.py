"""A case would tell another system a wrong status: only words that may follow each other occur on any path."""

import pytest

from bpmn.reader import inspect_bpmn
from tests.reader.test_clinical import HEAD, boundary, chain, end, person, start

OWN = '<carelane:statusDefinition code="departed" name="已出发" nameEn="departed" task="in-progress" {}/>'


def found(*parts: str, own: str = "") -> list[tuple[str, str]]:
    """Give rule and element of what is said about statuses."""
    text = (
        f'{HEAD}<bpmn:process id="p" isExecutable="true"><bpmn:extensionElements>{own}'
        f"</bpmn:extensionElements>{''.join(parts)}</bpmn:process></bpmn:definitions>"
    )
    notes = inspect_bpmn(text.encode(), "process.bpmn")[1]
    return [(each.rule, each.element_id) for each in notes if "status" in each.rule]


def test_a_word_that_may_not_follow_is_refused_at_its_element() -> None:
    wrong = (start(), person("a", "received"), person("b", "closed"), end("e"))
    assert found(*wrong, chain("s", "a", "b", "e")) == [("status_transition", "b")]
    right = (start(), person("a", "received"), person("b", "replied"), end("e", "closed"))
    assert found(*right, chain("s", "a", "b", "e")) == []


def test_an_answer_cannot_be_the_first_word() -> None:
    assert found(start(), person("a", "replied"), end("e"), chain("s", "a", "e")) == [
        ("status_transition", "a")
    ]


def test_an_exception_is_judged_by_what_the_case_stands_at_while_it_waits() -> None:
    late = boundary("late", "b", interrupting=True)
    parts = (start(), person("a", "received"), person("b", "accepted"), late, end("e"))
    flows = chain("s", "a", "b", "e") + chain("late", "x")
    assert found(*parts, end("x", "expired"), flows) == []
    assert found(*parts, end("x", "closed"), flows) == [("status_transition", "x")]


def test_an_event_sub_process_is_judged_by_every_place_where_it_can_begin() -> None:
    handler = (
        '<bpmn:subProcess id="ex" triggeredByEvent="true"><bpmn:startEvent id="died">'
        '<bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>'
        + end("gone", "{}")
        + chain("died", "gone")
        + "</bpmn:subProcess>"
    )
    parts = (start(), person("a", "received"), person("b", "replied"), end("e"))
    flows = chain("s", "a", "b", "e")
    assert found(*parts, handler.format("deceased"), flows) == []
    assert found(*parts, handler.format("replied"), flows) == [("status_transition", "gone")]


def test_where_parallel_paths_meet_a_word_that_was_replaced_is_not_held_against_the_next() -> None:
    gates = "".join(f'<bpmn:parallelGateway id="{each}"/>' for each in ("fork", "join"))
    parts = (start(), person("a", "received"), gates, person("b", "accepted"), person("c"))
    flows = chain("s", "a", "fork", "b", "join", "d", "e") + chain("fork", "c", "join")
    assert found(*parts, person("d", "booked"), end("e"), flows) == []
    assert found(*parts, person("d", "info_requested"), end("e"), flows) == []
    assert found(*parts, person("d", "closed"), end("e"), flows) == [("status_transition", "d")]


def test_a_process_may_have_words_of_its_own_and_says_where_they_stand() -> None:
    parts = (start(), person("a", "accepted"), person("b", "departed"), person("c", "arrived"))
    flows = chain("s", "a", "b", "c", "e")
    whole = OWN.format('after="accepted" before="arrived"')
    assert found(*parts, end("e"), flows, own=whole) == []
    assert found(*parts, end("e"), flows, own=OWN.format('after="booked" before="arrived"')) == [
        ("status_transition", "b")
    ]
    assert found(*parts, end("e"), flows) == [("status_unknown", "b")]
    cancelled = (*parts[:3], person("c", "cancelled"))
    assert found(*cancelled, end("e"), flows, own=whole) == []


@pytest.mark.parametrize(
    ("own", "rule"),
    [
        (OWN.format('after="acepted"'), "unknown_status"),
        (OWN.format('task="done"').replace('task="in-progress" ', ""), "invalid_value"),
        (OWN.format('closes="yes"'), "invalid_value"),
        (OWN.format("").replace("departed", "Departed", 1), "invalid_value"),
        (OWN.format("").replace('nameEn="departed" ', ""), "missing_attribute"),
        ('<carelane:statusDefinition code="closed" name="完成"/>', "standard_status"),
    ],
)
def test_a_definition_that_cannot_be_meant_is_refused(own: str, rule: str) -> None:
    text = f'{HEAD}<bpmn:process id="p"><bpmn:extensionElements>{own}</bpmn:extensionElements></bpmn:process></bpmn:definitions>'
    notes = inspect_bpmn(text.encode(), "process.bpmn")[1]
    assert rule in [each.rule for each in notes]
