"""Where SpiffWorkflow can judge, both engines agree; and where our engine is wrong, it is found out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bpmn.engine.effects import OpenHumanTask
from bpmn.engine.events import ChildDone, SignalArrived
from tests.spiff.recorded import Recorded, drawn, flows, job, user
from tests.spiff.test_limits import (
    CONDITION,
    END,
    ERROR,
    ESCALATES,
    ESCALATION,
    FAILS,
    FORK,
    MESSAGE,
    NEWS,
    SIGNAL,
    SIGNALS,
    START,
    boundary,
    conditional,
    handler,
    sub,
    timer,
)

MORE = '<bpmn:endEvent id="e2"/>'
KEYED = (
    '<bpmn:message id="M" name="news"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=ref"/></bpmn:extensionElements></bpmn:message>'
)


def mapped(name: str, *mappings: str) -> str:
    """A service task with input and output mappings: ``in source > target``."""
    made = ""
    for each in mappings:
        kind, source, _, target = each.split()
        made += f'<zeebe:{kind}put source="={source}" target="{target}"/>'
    work = f'<zeebe:taskDefinition type="{name}"/><zeebe:ioMapping>{made}</zeebe:ioMapping>'
    return f'<bpmn:serviceTask id="{name}"><bpmn:extensionElements>{work}</bpmn:extensionElements></bpmn:serviceTask>'


def sent(key: str) -> str:
    payload = '<zeebe:ioMapping><zeebe:input source="=result" target="result"/></zeebe:ioMapping>'
    message = f'<carelane:message correlationKey="={key}" to="=hospital" timeToLive="PT1H"/>'
    extension = f"<bpmn:extensionElements>{message}{payload}</bpmn:extensionElements>"
    return f'<bpmn:intermediateThrowEvent id="tell">{extension}{NEWS}</bpmn:intermediateThrowEvent>'


def variables() -> Recorded:
    body = START + mapped("a", "in patient.name > name", "out result > patient.result")
    nodes = sent("ref") + user("z") + END + flows("s>a>tell>z>e")
    case = Recorded(
        drawn(body + nodes, KEYED), patient={"name": "x"}, ref="R", hospital="H", result=0
    )
    return case.done("a", result=7).do("z")


def a_choice() -> Recorded:
    gateway = '<bpmn:exclusiveGateway id="g" default="no"/>'
    way = '<bpmn:sequenceFlow id="no" sourceRef="g" targetRef="c"/>'
    body = START + user("a", "b", "c") + gateway + END + flows("s>a>g", "b>e", "c>e")
    return Recorded(drawn(body + way + conditional("b", 'x = "yes"', "g"))).do("a", x="yes").do("b")


def inclusive_ways() -> Recorded:
    gateway = '<bpmn:inclusiveGateway id="g"/><bpmn:inclusiveGateway id="j"/>'
    ways = conditional("a", "x &gt; 1", "g") + conditional("b", "x &gt; 2", "g")
    body = START + gateway + user("a", "b", "z") + END + ways + flows("s>g", "a>j", "b>j", "j>z>e")
    return Recorded(drawn(body), x=3).do("b").do("a").do("z")


def a_parallel_join() -> Recorded:
    join = '<bpmn:parallelGateway id="j"/>'
    body = START + FORK + join + user("a", "z") + job("b") + END
    return Recorded(drawn(body + flows("s>f>a>j", "f>b>j", "j>z>e"))).done("b").do("a").do("z")


def messages_by_key() -> Recorded:
    catch = f'<bpmn:intermediateCatchEvent id="m">{NEWS}</bpmn:intermediateCatchEvent>'
    body = START + catch + user("z") + END + flows("s>m>z>e")
    case = Recorded(drawn(body, KEYED), ref="R")
    return case.message("news", "other").message("news", "R", x=1).do("z")


def a_message_start() -> Recorded:
    start = f'<bpmn:startEvent id="s">{NEWS}</bpmn:startEvent><bpmn:startEvent id="t"/>'
    body = start + user("a", "b") + END + MORE + flows("s>a>e", "t>b>e2")
    return Recorded(drawn(body, MESSAGE)).begun_by("news", x=1).do("a")


def events_in_a_race() -> Recorded:
    late = f'<bpmn:intermediateCatchEvent id="t">{timer("timeDuration", "PT2H")}</bpmn:intermediateCatchEvent>'
    catch = f'<bpmn:intermediateCatchEvent id="m">{NEWS}</bpmn:intermediateCatchEvent>'
    body = START + '<bpmn:eventBasedGateway id="g"/>' + late + catch + user("a", "b") + END
    return Recorded(drawn(body + flows("s>g>t>a>e", "g>m>b>e"), MESSAGE)).wait(hours=3).do("a")


def boundary_timers() -> Recorded:
    remind = boundary("r", "a", timer("timeDuration", "PT1H"), "false")
    stop = boundary("x", "a", timer("timeDate", "2026-01-05T12:00:00Z"))
    body = START + user("a", "b", "c") + END + MORE + flows("s>a>e", "r>b>e2", "x>c>e")
    return Recorded(drawn(body + remind + stop)).wait(hours=6).do("b").do("c")


def an_error_of_a_job() -> Recorded:
    content = sub(job("j") + MORE + flows("s2>j>e2")) + boundary("x", "sub", FAILS)
    body = START + content + user("c") + END + flows("s>sub>e", "x>c>e")
    return Recorded(drawn(body, ERROR)).throw("j", "X").do("c")


def an_error_end_event() -> Recorded:
    end = f'<bpmn:endEvent id="e2">{FAILS}</bpmn:endEvent>'
    content = sub(user("a") + end + flows("s2>a>e2")) + boundary("x", "sub", FAILS)
    body = START + content + user("c") + END + flows("s>sub>e", "x>c>e")
    return Recorded(drawn(body, ERROR)).do("a").do("c")


def an_escalation() -> Recorded:
    throw = f'<bpmn:intermediateThrowEvent id="t">{ESCALATES}</bpmn:intermediateThrowEvent>'
    content = sub(throw + user("a") + MORE + flows("s2>t>a>e2"))
    beside = boundary("b", "sub", ESCALATES, "false") + user("c") + '<bpmn:endEvent id="e3"/>'
    body = START + content + beside + END + flows("s>sub>e", "b>c>e3")
    return Recorded(drawn(body, ESCALATION)).do("c").do("a")


def a_signal() -> Recorded:
    throw = f'<bpmn:intermediateThrowEvent id="t">{SIGNALS}</bpmn:intermediateThrowEvent>'
    stop = boundary("x", "w", SIGNALS) + user("c") + '<bpmn:endEvent id="e3"/>'
    body = START + FORK + user("a", "w") + throw + END + MORE + stop
    text = drawn(body + flows("s>f>a>t>e", "f>w>e2", "x>c>e3"), SIGNAL)
    return Recorded(text).do("a").do("c")


def an_event_beside() -> Recorded:
    body = START + user("a") + END + flows("s>a>e") + handler(NEWS, "false")
    return Recorded(drawn(body, MESSAGE)).message("news").message("news").do("h").do("a").do("h")


def a_condition() -> Recorded:
    stop = boundary("x", "w", CONDITION) + user("c") + '<bpmn:endEvent id="e3"/>'
    catch = f'<bpmn:intermediateCatchEvent id="i">{CONDITION}</bpmn:intermediateCatchEvent>'
    body = START + FORK + user("a", "w", "z") + catch + END + MORE + stop
    text = drawn(body + flows("s>f>a>e", "f>w>e2", "x>c>e3", "f>i>z>e2"))
    return Recorded(text, x=1).do("a", x=5).do("c").do("z")


def a_signal_from_another_case() -> Recorded:
    catch = f'<bpmn:intermediateCatchEvent id="c">{SIGNALS}</bpmn:intermediateCatchEvent>'
    body = START + catch + user("z") + END + flows("s>c>z>e")
    return Recorded(drawn(body, SIGNAL)).give(SignalArrived("G", {"x": 1})).do("z")


def a_called_case() -> Recorded:
    called = '<zeebe:calledElement processId="other" propagateAllChildVariables="false"/>'
    extension = f"<bpmn:extensionElements>{called}</bpmn:extensionElements>"
    call = f'<bpmn:callActivity id="call">{extension}</bpmn:callActivity>'
    recorded = Recorded(drawn(START + call + user("z") + END + flows("s>call>z>e")))
    child = next(iter(recorded.state.children))
    return recorded.give(ChildDone(child, {"x": 1})).do("z")


def a_transaction_that_holds() -> Recorded:
    content = sub(user("a") + MORE + flows("s2>a>e2")).replace("subProcess", "transaction")
    return Recorded(drawn(START + content + END + flows("s>sub>e"))).do("a")


def termination() -> Recorded:
    end = '<bpmn:endEvent id="e"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
    body = START + FORK + user("a", "b") + end + MORE + flows("s>f>a>e", "f>b>e2")
    return Recorded(drawn(body)).do("a")


def a_standard_loop() -> Recorded:
    loop = (
        '<bpmn:standardLoopCharacteristics testBefore="true"><bpmn:loopCondition>=loopCounter &lt; 2'
        "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    return Recorded(drawn(START + job("a", loop) + END + flows("s>a>e"))).done("a").done("a")


def a_loop_without_a_pass() -> Recorded:
    loop = (
        '<bpmn:standardLoopCharacteristics testBefore="true"><bpmn:loopCondition>=false'
        "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    none = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:loopCardinality>0'
        "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    nodes = START + job("a", loop) + job("b", none) + user("z") + END
    return Recorded(drawn(nodes + flows("s>a>b>z>e"))).do("z")


def many(sequential: str) -> Recorded:
    collection = (
        '<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=xs" inputElement="x" '
        'outputCollection="ys" outputElement="=x + y"/></bpmn:extensionElements>'
    )
    done = "<bpmn:completionCondition>=numberOfCompletedInstances = 2</bpmn:completionCondition>"
    loop = f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">{collection}{done}</bpmn:multiInstanceLoopCharacteristics>'
    tell = sent("ref").replace("=result", "=ys")
    body = START + job("a", loop) + tell + user("z") + END + flows("s>a>tell>z>e")
    case = Recorded(drawn(body, KEYED), xs=[1, 2, 3], ref="R", hospital="H")
    return case.done("a", y=10).done("a", y=20).do("z")


def one_after_the_other() -> Recorded:
    return many("true")


def all_at_once() -> Recorded:
    return many("false")


def nested_scopes() -> Recorded:
    inner = user("a", "b") + FORK + MORE + flows("s2>f>a>e2", "f>b>e2")
    leave = boundary("x", "sub", timer("timeDuration", "P1M"))
    body = START + sub(inner) + leave + user("c") + END + flows("s>sub>e", "x>c>e")
    return Recorded(drawn(body)).do("a").wait(days=40).do("c")


def implicit_ends() -> Recorded:
    return (
        Recorded(drawn(user("a", "b") + '<bpmn:task id="t"/>' + flows("a>t", "b>t")))
        .do("a")
        .do("b")
    )


AGREED: list[Callable[[], Recorded]] = [
    variables,
    a_choice,
    inclusive_ways,
    a_parallel_join,
    messages_by_key,
    a_message_start,
    events_in_a_race,
    boundary_timers,
    an_error_of_a_job,
    an_error_end_event,
    an_escalation,
    a_signal,
    an_event_beside,
    a_condition,
    a_signal_from_another_case,
    a_called_case,
    a_transaction_that_holds,
    termination,
    a_standard_loop,
    a_loop_without_a_pass,
    one_after_the_other,
    all_at_once,
    nested_scopes,
    implicit_ends,
]


@pytest.mark.parametrize("show", AGREED, ids=lambda show: show.__name__)
def test_both_engines_do_the_same_to_the_end(show: Callable[[], Recorded]) -> None:
    recorded = show()
    assert recorded.state.ended
    seen = recorded.again()
    assert (seen.difference, seen.limit) == ("", "")
    assert seen.compared == len(recorded.turns)


def test_the_same_case_gives_the_same_comparison_every_time() -> None:
    assert boundary_timers().again() == boundary_timers().again()


@pytest.mark.parametrize("number", range(3))
def test_a_human_task_that_our_engine_forgets_is_found_out(number: int) -> None:
    recorded = boundary_timers()
    turn = recorded.turns[number]
    seen = replace(turn.seen, opened=())
    effects = tuple(e for e in turn.effects if not isinstance(e, OpenHumanTask))
    recorded.turns[number] = replace(turn, seen=seen, effects=effects)
    assert "opened after" in recorded.again().difference


def test_a_variable_that_our_engine_loses_is_found_out_when_it_is_sent() -> None:
    recorded = variables()
    position = next(n for n, turn in enumerate(recorded.turns) if turn.seen.sent)
    turn = recorded.turns[position]
    lost = tuple(text.replace('"result": 0', '"result": 7') for text in turn.seen.sent)
    assert lost != turn.seen.sent
    recorded.turns[position] = replace(turn, seen=replace(turn.seen, sent=lost))
    assert recorded.again().difference.startswith("sent after")
