"""What keeps a running case in its version, and what a mapping may say."""

import pytest

from bpmn.engine.effects import SetTimer
from bpmn.engine.migration import (
    ElementMapping,
    NotMigratable,
    WrongMapping,
    faults,
    migrate,
    propose,
)
from tests.engine.conftest import OWNER, Begin, Case
from tests.engine.moving import END, ONE, START, WAY, Draw, Move, timer


def test_a_token_vanishes_with_its_element(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE, WAY))
    text = draw(
        f'{START}<manualTask id="a"/><userTask id="b"/><endEvent id="end"/>', "start>a a>b b>end"
    )
    found = propose(case.process, Case(text).process)
    (unmatched,) = found.unmatched
    assert (unmatched.element_id, unmatched.why, unmatched.candidates) == ("a", "other_kind", ())
    assert found.added == ("a", "b")
    assert Move(case, text).problems() == [("unmapped", "a")]
    assert Move(case, text, a="a").problems() == [("other_kind", "a")]
    assert Move(case, text, a="nothing").problems() == [("unknown_target", "a")]
    with pytest.raises(NotMigratable) as refused:
        migrate(case.process, Case(text).process, case.state, ElementMapping(), case.now)
    assert [each.code for each in refused.value.problems] == ["unmapped"]
    assert case.do("a").outcome == "completed"


def test_a_namesake_is_taken_without_asking(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(f'{START}<userTask id="a" name="See her">{OWNER}</userTask>{END}', WAY))
    new = draw(f'{START}<userTask id="b" name="See her">{OWNER}</userTask>{END}', "start>b b>end")
    found = propose(case.process, Case(new).process)
    assert found.unmatched[0].candidates == ("b",)
    assert "a" not in found.mapping.elements


def test_a_scope_swallows_a_token(begin_text: Begin, draw: Draw) -> None:
    inside = (
        f'{START}<subProcess id="s"><startEvent id="b0"/><userTask id="a">{OWNER}</userTask>'
        '<endEvent id="b1"/><sequenceFlow id="b0-a" sourceRef="b0" targetRef="a"/>'
        '<sequenceFlow id="a-b1" sourceRef="a" targetRef="b1"/></subProcess><endEvent id="end"/>'
    )
    case = begin_text(draw(ONE, WAY))
    assert Move(case, draw(inside, "start>s s>end")).problems() == [("scope_changed", "a")]
    other = begin_text(draw(inside, "start>s s>end"))
    found = Move(other, draw(ONE, WAY)).problems()
    assert found == [("unmapped", "s"), ("scope_changed", "a")]


def test_instances_become_another_loop(begin_text: Begin, draw: Draw) -> None:
    def many(how: str) -> str:
        loop = f'<multiInstanceLoopCharacteristics isSequential="{how}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'
        return draw(f'{START}<userTask id="a">{OWNER}{loop}</userTask><endEvent id="end"/>', WAY)

    case = begin_text(many("false"))
    assert set(Move(case, many("true")).problems()) == {("loop_changed", "a")}
    assert ("loop_changed", "a") in Move(case, draw(ONE, WAY)).problems()
    assert Move(begin_text(draw(ONE, WAY)), many("true")).problems() == [("loop_changed", "a")]
    Move(case, many("false")).go()
    assert case.do("a").do("a").outcome == "completed"


FORK = (
    START + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>'
    '<parallelGateway id="join"/><endEvent id="end"/>'
)
FORKED = "start>fork fork>a fork>b a>join b>join join>end"


def test_a_token_at_a_join_is_lost(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(FORK, FORKED)).do("a")
    third = FORK + '<userTask id="c"/>'
    Move(case, draw(third, f"{FORKED} fork>c c>join")).go()
    assert not case.do("b").tasks()
    assert case.outcome == "open"  # the third way never gets a token in this case


def test_a_join_fires_by_moving_or_never(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(FORK, FORKED)).do("a")
    gone = draw(FORK.replace('id="join"', 'id="other"'), FORKED.replace("join", "other"))
    assert Move(case, gone).problems() == [("unmapped", "join")]
    assert Move(case, gone, join="other").problems() == []
    between = FORK + '<userTask id="c"/>'
    later = draw(between, "start>fork fork>a fork>b a>c c>join b>join join>end")
    assert Move(case, later).problems() == [("flow_unmapped", "join")]
    Move(case, later).with_(flows={"a-join": "c-join"}).go()
    assert case.do("b").outcome == "completed"


def test_a_join_that_would_have_fired_waits_for_ever(begin_text: Begin, draw: Draw) -> None:
    more = FORK + '<userTask id="c"/>'
    case = begin_text(draw(more, f"{FORKED} fork>c c>join")).do("a").do("b")
    less = draw(more, f"{FORKED} fork>c c>end")
    assert Move(case, less).problems() == [("join_full", "join")]


def test_what_was_done_cannot_be_undone_any_more(begin: Begin, draw: Draw) -> None:
    def stay(handler: str, name: str = "a") -> str:
        undo = (
            (
                f'<boundaryEvent id="tell" attachedToRef="{name}"><compensateEventDefinition/></boundaryEvent>'
                f'<userTask id="{handler}" isForCompensation="true">{OWNER}</userTask>'
                f'<association id="x" sourceRef="tell" targetRef="{handler}"/>'
            )
            if handler
            else ""
        )
        throw = '<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>'
        content = (
            f'{START}<userTask id="{name}"/><userTask id="b"/>{undo}{throw}<endEvent id="end"/>'
        )
        return draw(content, f"start>{name} {name}>b b>undo undo>end")

    del begin
    case = Case(stay("give_back")).do("a")
    assert Move(case, stay("")).problems() == [("not_undoable", "a")]
    assert Move(case, stay("", "other")).problems() == [("unmapped", "a")]
    assert Move(case, stay("", "other"), a=None).problems() == []
    Move(case, stay("take_back", "other"), a="other", give_back="take_back").go()
    assert case.do("b").tasks() == ["take_back"]


def test_a_mapping_that_makes_no_sense_is_taken(begin_text: Begin, draw: Draw) -> None:
    two = ONE + timer("late", "a", "PT1H") + timer("later", "a", "PT2H")
    flows = f"{WAY} late>late_end later>later_end"
    old = begin_text(draw(two, flows)).process
    same = ElementMapping(
        {"late": "later", "later": "later", "x": "a", "a": "y"}, {"f": "g"}, ("q",)
    )
    found = [
        (each.code, each.element_id) for each in faults(old, Case(draw(two, flows)).process, same)
    ]
    assert set(found) == {
        ("two_to_one", "later"),
        ("unknown_element", "x"),
        ("unknown_element", "q"),
        ("unknown_target", "a"),
        ("unknown_flow", "f"),
    }
    for wrong in (
        [],
        {"elements": []},
        {"elements": {"a": 1}},
        {"flows": {"a": None}},
        {"anew": "a"},
        {"x": {}},
    ):
        with pytest.raises(WrongMapping):
            ElementMapping.load(wrong)
    assert ElementMapping.load(same.dump()) == same


def test_a_boundary_event_is_given_to_another_activity(begin_text: Begin, draw: Draw) -> None:
    content = START + '<userTask id="a"/><userTask id="b"/><endEvent id="end"/>'
    flows = "start>a a>b b>end late>late_end"
    case = begin_text(draw(content + timer("late", "a", "PT9H"), flows))
    other = draw(content + timer("late", "b", "PT9H"), flows)
    assert Move(case, other).problems() == [("event_detached", "late")]
    Move(case, other, late=None).go()
    assert not case.state.timers
    assert [each.element_id for each in case.do("a").of(SetTimer)] == ["late", "late"]
