"""What instances of an activity tell as they complete: nobody waits for all where one is news enough."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.findings import Refused
from bpmn.reader import read_bpmn
from tests.engine.conftest import Case

Begin = Callable[..., Any]
FILE = Path(__file__).parent / "files" / "instance_events.bpmn"
TEXT = FILE.read_text()
COMPLEX = TEXT[
    TEXT.index("<bpmn:complexBehaviorDefinition>") : TEXT.index(
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
]


def _plain(behavior: str) -> str:
    reference = f'behavior="{behavior}" {behavior.lower()}BehaviorEventRef="each"'
    return TEXT.replace(COMPLEX, "").replace('behavior="Complex"', reference)


def test_a_refusal_takes_the_other_opinions_away_and_both_ways_are_gone(begin: Begin) -> None:
    case = begin("instance_events").do("opine", answer="yes")
    assert case.tasks() == ["opine", "opine"]
    case.do("opine", answer="no")
    assert sorted(case.tasks()) == ["after", "look"]
    assert case.state.variables["after_how_many"] == 2
    assert case.state.variables["answers"] == ["yes", "no", None]
    case.do("after").do("look")
    assert case.outcome == "completed"


def test_an_event_that_does_not_interrupt_leaves_the_others_their_say() -> None:
    text = TEXT.replace('attachedToRef="opine"', 'attachedToRef="opine" cancelActivity="false"')
    case = Case(text).do("opine", answer="no")
    assert sorted(case.tasks()) == ["look", "opine", "opine"]
    case.do("opine", answer="yes").do("opine", answer="yes")
    assert sorted(case.tasks()) == ["after", "look"]


def test_every_opinion_is_told_and_none_is_taken_away() -> None:
    case = Case(_plain("None"))
    for done in (1, 2, 3):
        case.do("opine", answer="x")
        assert case.tasks().count("look") == done
    assert "after" in case.tasks()


def test_the_first_opinion_is_told_once() -> None:
    case = Case(_plain("One"))
    for _ in range(3):
        case.do("opine", answer="x")
    assert sorted(case.tasks()) == ["after", "look"]


def test_a_condition_that_cannot_be_evaluated_throws_nothing_twice() -> None:
    condition = '=answer = "no" and numberOfCompletedInstances &lt; 3'
    case = Case(TEXT.replace(condition, "=flag")).do("opine", answer="x", flag=1)
    assert case.incidents() == ["expression"]
    assert "look" not in case.tasks()
    case.resolve(flag=True)
    assert case.tasks().count("look") == 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (TEXT.replace(COMPLEX, ""), "behavior_event"),
        (TEXT.replace('behavior="Complex"', 'behavior="All"'), "behavior_event"),
        (TEXT.replace('behavior="Complex"', 'behavior="Some"'), "invalid_value"),
        (_plain("None").replace('noneBehaviorEventRef="each"', ""), "behavior_event"),
        (_plain("One").replace('EventRef="each"', 'EventRef="gone"'), "dangling_reference"),
        (_plain("One").replace("oneBehavior", "noneBehavior"), "behavior_event"),
        (
            TEXT.replace(
                '<bpmn:event id="told"><bpmn:escalationEventDefinition escalationRef="news"/>',
                '<bpmn:event id="told">',
            ),
            "behavior_event",
        ),
    ],
)
def test_a_behavior_that_would_do_nothing_is_refused(text: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bpmn(text.encode(), "up.bpmn")
    assert rule in [each.rule for each in refused.value.findings]


def test_an_event_that_nobody_catches_is_a_warning() -> None:
    text = _plain("One").replace('attachedToRef="opine"', 'attachedToRef="after"')
    _, findings = read_bpmn(text.encode(), "up.bpmn")
    assert [each.rule for each in findings] == ["behavior_event_not_caught"]
