"""What a running case keeps, gains and loses when it moves to another version."""

from datetime import timedelta

from bpmn.engine.effects import (
    CaseMigrated,
    ClearTimer,
    HumanTaskMoved,
    OpenHumanTask,
    SetTimer,
    SlaStarted,
    SlaStopped,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.migration import (
    ElementMapping,
    can_be_restored,
)
from bpmn.engine.operator_events import ResumeRequested, SuspendRequested
from tests.engine.conftest import BEGIN, OWNER, Begin
from tests.engine.moving import ONE, START, WAY, Draw, Move, of, timer


def test_a_task_is_taken_from_its_owner(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE, WAY))
    new = f'{START}<userTask id="b" name="Better">{OWNER}</userTask><userTask id="c"/>'
    move = Move(case, draw(new + '<endEvent id="end"/>', "start>b b>c c>end"), a="b")
    effects = move.go()
    (told,) = of(effects, CaseMigrated)
    (task,) = case.state.tasks
    assert told.moved == {task: "b", case.state.tasks[task]: "b"}
    assert of(effects, HumanTaskMoved) == [HumanTaskMoved(task, "b", "Better", "")]
    assert not of(effects, OpenHumanTask)
    assert case.do("b").tasks() == ["c"]
    assert case.do("c").outcome == "completed"


def test_a_running_timer_begins_again(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE + timer("late", "a", "PT10H"), f"{WAY} late>late_end"))
    case.wait(hours=4)
    move = Move(case, draw(ONE + timer("late", "a", "PT2H"), f"{WAY} late>late_end"))
    assert not of(move.go(), SetTimer)
    assert case.state.next_due() == BEGIN + timedelta(hours=10)
    assert "late" in case.wait(hours=6).completed()


def test_a_timer_that_shall_begin_anew_keeps_its_time(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE + timer("late", "a", "PT10H"), f"{WAY} late>late_end"))
    case.wait(hours=4)
    text = draw(ONE + timer("late", "a", "PT2H"), f"{WAY} late>late_end")
    effects = Move(case, text).with_(anew=("late",)).go()
    assert len(of(effects, ClearTimer)) == len(of(effects, SetTimer)) == 1
    assert case.state.next_due() == BEGIN + timedelta(hours=6)


def test_a_new_deadline_does_not_reach_running_cases(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE, WAY))
    effects = Move(case, draw(ONE + timer("late", "a", "PT2H"), f"{WAY} late>late_end")).go()
    assert [each.element_id for each in of(effects, SetTimer)] == ["late"]
    assert "late" in case.wait(hours=2).completed()


def test_a_timer_that_is_gone_rings(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE + timer("late", "a", "PT10H"), f"{WAY} late>late_end"))
    effects = Move(case, draw(ONE, WAY)).go()
    assert [each.fired for each in of(effects, ClearTimer)] == [False]
    assert not case.wait(hours=20).of(SetTimer)[1:]
    assert case.do("a").outcome == "completed"


MESSAGE = (
    '<boundaryEvent id="told" attachedToRef="a"><messageEventDefinition messageRef="m"/></boundaryEvent>'
    '<endEvent id="told_end"/>'
)
ROOT = (
    '<message id="m" name="{name}"><extensionElements><zeebe:subscription correlationKey="=key"/>'
    "</extensionElements></message>"
)


def test_a_message_is_waited_for_under_its_old_name(begin_text: Begin, draw: Draw) -> None:
    flows = f"{WAY} told>told_end"
    case = begin_text(draw(ONE + MESSAGE, flows, ROOT.format(name="old")), key="k")
    kept = Move(case, draw(ONE + MESSAGE, flows, ROOT.format(name="old"))).go()
    assert not of(kept, Subscribe)
    effects = Move(case, draw(ONE + MESSAGE, flows, ROOT.format(name="new"))).go()
    assert len(of(effects, Unsubscribe)) == 1
    assert [(each.message_name, each.correlation_key) for each in of(effects, Subscribe)] == [
        ("new", "k")
    ]
    assert case.receive("new", "k").completed()[-2] == "told_end"


def test_an_expression_that_fails_loses_the_case(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE, WAY))
    text = draw(ONE + MESSAGE, f"{WAY} told>told_end", ROOT.format(name="new"))
    Move(case, text).go()
    assert case.incidents() == ["message"]
    assert not case.resolve(key="k").incidents()
    assert case.receive("new", "k").outcome == "completed"


SLA = '<extensionElements><zeebe:assignmentDefinition candidateGroups="ward"/><carelane:sla target="PT4H" steps="100"/></extensionElements>'


def test_a_clock_is_not_started_or_stopped(begin_text: Begin, draw: Draw) -> None:
    timed = draw(f'{START}<userTask id="a">{SLA}</userTask><endEvent id="end"/>', WAY)
    case = begin_text(draw(ONE, WAY))
    case.wait(hours=1)
    (clock,) = of(Move(case, timed).go(), SlaStarted)
    assert (clock.element_id, clock.due_at) == ("a", BEGIN + timedelta(hours=5))
    assert clock.task_id == next(iter(case.state.tasks))
    effects = Move(case, draw(ONE, WAY)).go()
    assert of(effects, SlaStopped) == [SlaStopped(clock.sla_id, "a")]
    assert not case.state.timers


EVENTS = START + '<eventBasedGateway id="first"/>{catches}<endEvent id="end"/>'


def catch(name: str, hours: int) -> str:
    return (
        f'<intermediateCatchEvent id="{name}"><timerEventDefinition><timeDuration>PT{hours}H'
        "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    )


def test_a_way_out_of_a_gateway_is_not_added(begin_text: Begin, draw: Draw) -> None:
    def events(*names: tuple[str, int]) -> str:
        flows = " ".join(f"first>{name} {name}>end" for name, _ in names)
        catches = "".join(catch(*each) for each in names)
        return draw(EVENTS.format(catches=catches), f"start>first {flows}")

    case = begin_text(events(("x", 5), ("y", 6)))
    effects = Move(case, events(("x", 1), ("z", 2))).go()
    assert [each.element_id for each in of(effects, SetTimer)] == ["z"]
    assert len(of(effects, ClearTimer)) == 1
    assert case.wait(hours=2).completed()[-3:-1] == ["z", "end"]


def test_an_incident_hangs_on_what_is_gone(begin_text: Begin, draw: Draw) -> None:
    wrong = ONE + timer("late", "a", "nonsense").replace("nonsense", "=length")
    case = begin_text(draw(wrong, f"{WAY} late>late_end"))
    assert case.incidents() == ["expression"]
    Move(case, draw(ONE, WAY)).go()
    assert case.incidents() == [
        "expression"
    ]  # the task itself has not begun, and begins by the new version
    assert case.resolve().tasks() == ["a"]


def test_what_was_moved_cannot_come_back(begin_text: Begin, draw: Draw) -> None:
    flows = f"{WAY} told>told_end late>late_end"
    old = draw(ONE + MESSAGE + timer("late", "a", "PT9H"), flows, ROOT.format(name="old"))
    case = begin_text(old, key="k")
    new = draw(
        ONE.replace('id="a"', 'id="b"') + timer("soon", "b", "PT3H"),
        "start>b b>end soon>soon_end",
    )
    move = Move(case, new, a="b")
    effects = move.go()
    assert can_be_restored(effects)
    told = move.back()
    assert case.state.dump() == {**move.before.dump()}
    assert [each.due_at for each in of(told, SetTimer)] == [BEGIN + timedelta(hours=9)]
    assert [each.message_name for each in of(told, Subscribe)] == ["old"]
    assert len(of(told, ClearTimer)) == 1
    assert case.state.counter >= max(int(id_[1:]) for id_ in case.state.timers)
    assert case.receive("old", "k").outcome == "completed"


def test_a_condition_that_holds_by_now_is_overlooked(begin_text: Begin, draw: Draw) -> None:
    def watched(condition: str) -> str:
        event = (
            '<boundaryEvent id="high" attachedToRef="a"><conditionalEventDefinition>'
            f'<condition xsi:type="tFormalExpression">=score &gt; {condition}</condition>'
            '</conditionalEventDefinition></boundaryEvent><endEvent id="high_end"/>'
        )
        return draw(ONE + event, f"{WAY} high>high_end")

    case = begin_text(watched("7"), score=5)
    assert can_be_restored(Move(case, watched("6")).go())
    effects = Move(case, watched("3")).go()
    assert case.outcome == "completed"
    assert not can_be_restored(effects)


def test_a_case_that_stands_still_moves_on_by_moving(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(ONE + timer("late", "a", "PT10H"), f"{WAY} late>late_end"))
    case.give(SuspendRequested())
    new = ONE.replace('id="a"', 'id="b"') + timer("soon", "b", "PT3H")
    move = Move(case, draw(new, "start>b b>end soon>soon_end"), a="b", late="soon")
    more = Move(
        case, draw(new + timer("later", "b", "PT1H"), "start>b b>end soon>soon_end later>later_end")
    )
    move.go()
    more.mapping = ElementMapping(
        {each: each for each in ("start", "b", "end", "soon", "soon_end")}
    )
    assert not of(more.go(), SetTimer)
    case.wait(hours=2).give(ResumeRequested())
    assert [each.due_at for each in case.of(SetTimer)][1:] == [BEGIN + timedelta(hours=3)]
    assert case.tasks() == ["b"]
