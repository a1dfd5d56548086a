"""Time: never early, never lost, and right across months."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bpmn.engine import State, is_far_behind
from bpmn.engine.effects import SetTimer
from bpmn.engine.events import TimeReached
from bpmn.times import parse_cycle, parse_duration, parse_instant

Begin = Callable[..., Any]
JANUARY_31 = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    month = parse_duration("P1M")
    assert month.after(JANUARY_31) == datetime(2026, 2, 28, 8, 0, tzinfo=UTC)
    assert month.after(JANUARY_31, 2) == datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
    assert month.after(JANUARY_31, 12) == datetime(2027, 1, 31, 8, 0, tzinfo=UTC)


def test_all_parts_of_a_duration_count() -> None:
    length = parse_duration("P1Y2M1W3DT4H5M6.5S")
    assert length.months == 14
    assert length.rest == timedelta(days=10, hours=4, minutes=5, seconds=6.5)


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "PT1", "P1H", "PT1H30", "P-1D", "PT1D"])
def test_half_a_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["R3", "R3/", "PT1H", "R/PT0S", "R1/2026-01-01", "Rx/PT1H"])
def test_half_a_cycle_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_cycle(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-05-01T08:00:00Z", 8),
        ("2026-05-01T08:00:00+08:00", 0),
        ("2026-05-01T08:00:00@Asia/Shanghai", 0),
        ("2026-05-01T08:00:00", 8),
        ("2026-05-01", 0),
    ],
)
def test_a_point_in_time_is_read_with_its_zone(text: str, hour: int) -> None:
    assert parse_instant(text) == datetime(2026, 5, 1, hour, 0, tzinfo=UTC)


def test_a_case_that_slept_for_hours_catches_up_on_every_beat(begin: Begin) -> None:
    case = begin("heartbeat").wait(hours=3)
    assert 0 < case.completed().count("beat") < 10_800
    while case.state.next_due() <= case.now:
        case.wait()
    assert case.completed().count("beat") == 10_800
    assert case.incidents() == []
    assert case.tasks() == ["watch"]


def test_cycles_keep_their_first_moment_and_their_last(begin: Begin) -> None:
    case = begin("cycles")
    assert len(case.of(SetTimer)) == 3
    case.wait(days=100)
    completed = case.completed()
    assert [completed.count(each) for each in ("from_start", "until_end", "monthly")] == [2, 2, 3]
    monthly = [each.due_at for each in case.of(SetTimer) if each.element_id == "monthly"]
    assert [each.month for each in monthly] == [2, 3, 4]


@pytest.mark.parametrize("start", ["2020-01-01T00:00:00Z/PT1S", "2020-01-31T08:00:00Z/P1M"])
def test_a_cycle_that_began_before_the_case_does_not_remind_a_million_times(
    start: str, begin_text: Begin, draw: Callable[..., str]
) -> None:
    cycle = f'<timeCycle xsi:type="tFormalExpression">R3/{start}</timeCycle>'
    timer = f"<timerEventDefinition>{cycle}</timerEventDefinition>"
    content = (
        '<startEvent id="s"/><userTask id="t"/><endEvent id="e"/><task id="remind"/><endEvent id="f"/>'
        f'<boundaryEvent id="late" attachedToRef="t" cancelActivity="false">{timer}</boundaryEvent>'
    )
    case = begin_text(draw(content, "s>t t>e late>remind remind>f")).wait()
    assert case.completed().count("remind") == 1
    case.wait(days=90)
    assert case.completed().count("remind") == 3
    assert not case.state.timers


OVER = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
 <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
 {before}<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition>
 <bpmn:timeCycle>{cycle}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
 <bpmn:sequenceFlow sourceRef="c" targetRef="e"/><bpmn:endEvent id="e"/></bpmn:process>
</bpmn:definitions>"""
ALONE = '<bpmn:sequenceFlow sourceRef="s" targetRef="c"/>'
BEHIND_A_GATEWAY = """<bpmn:sequenceFlow sourceRef="s" targetRef="g"/><bpmn:eventBasedGateway id="g"/>
 <bpmn:sequenceFlow sourceRef="g" targetRef="c"/><bpmn:sequenceFlow sourceRef="g" targetRef="d"/>
 <bpmn:intermediateCatchEvent id="d"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration>
 </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
 <bpmn:sequenceFlow sourceRef="d" targetRef="e2"/><bpmn:endEvent id="e2"/>"""


@pytest.mark.parametrize("cycle", ["R0/PT1M", "R3/PT10M/2020-01-01T00:00:00Z"])
@pytest.mark.parametrize("before", [ALONE, BEHIND_A_GATEWAY])
def test_a_token_never_waits_in_silence_for_a_cycle_that_is_over(
    begin_text: Begin, before: str, cycle: str
) -> None:
    case = begin_text(OVER.format(before=before, cycle=cycle))
    assert case.incidents() == ["expression"]
    assert not case.state.timers
    if before == ALONE:
        assert case.resolve("skip").outcome == "completed"


def test_a_turn_after_a_long_sleep_would_keep_everybody_waiting(begin: Begin) -> None:
    case = begin("heartbeat")
    case.now += timedelta(hours=3)
    beats, turns = [0], 0
    while case.state.next_due() <= case.now:
        case.give(TimeReached(in_parts=is_far_behind(case.state, case.now)))
        assert State.load(case.state.dump()).dump() == case.state.dump()
        beats.append(case.completed().count("beat"))
        turns += 1
    assert beats[-1] == 10_800
    assert all(0 < after - before <= 1_000 for before, after in pairwise(beats))
    assert not case.state.behind
    assert case.incidents() == []


def test_what_arrives_while_a_case_catches_up_would_overtake_what_was_due_before(
    begin: Begin,
) -> None:
    case = begin("heartbeat")
    case.now += timedelta(hours=1)
    case.give(TimeReached(in_parts=True)).hear("NOBODY_LISTENS")
    assert case.state.behind
    assert len(case.state.held) == 1
    while case.state.next_due() <= case.now:
        assert case.state.held
        case.give(TimeReached(in_parts=is_far_behind(case.state, case.now)))
    assert (case.state.held, case.state.behind) == ([], False)
    assert case.completed().count("beat") == 3_600


def test_a_case_that_is_hardly_late_would_count_as_asleep(begin: Begin) -> None:
    case = begin("heartbeat")
    assert not is_far_behind(case.state, case.now + timedelta(minutes=8))
    assert is_far_behind(case.state, case.now + timedelta(minutes=9))
