"""The list of what SpiffWorkflow cannot do: every entry shows the wrong behaviour on SpiffWorkflow itself.

A test that fails here may be good news: SpiffWorkflow has learned it, and the entry can go.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bpmn.engine.events import IncidentResolved, SignalArrived
from bpmn.spiff.limits import (
    INCIDENT,
    LIMITS,
    LONG,
    NOT_HANDED_OVER,
    NOT_TOLD,
    TOKENS,
    UNCAUGHT,
    WITHOUT_ELEMENT,
)
from bpmn.spiff.ways import Way
from tests.spiff.recorded import Recorded, drawn, flows, job, user

START, END = '<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e"/>'
FORK = '<bpmn:parallelGateway id="f"/>'
MESSAGE = '<bpmn:message id="M" name="news"/>'
ERROR = '<bpmn:error id="X" name="X" errorCode="X"/>'
ESCALATION = '<bpmn:escalation id="Z" name="Z" escalationCode="Z"/>'
SIGNAL = '<bpmn:signal id="G" name="G"/>'
NEWS = '<bpmn:messageEventDefinition messageRef="M"/>'
FAILS = '<bpmn:errorEventDefinition errorRef="X"/>'
ESCALATES = '<bpmn:escalationEventDefinition escalationRef="Z"/>'
CONDITION = (
    '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
    "=x &gt; 3</bpmn:condition></bpmn:conditionalEventDefinition>"
)
SIGNALS = '<bpmn:signalEventDefinition signalRef="G"/>'


def timer(kind: str, value: str) -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind}>{value}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def boundary(name: str, host: str, event: str, cancel: str = "true") -> str:
    attributes = f'id="{name}" attachedToRef="{host}" cancelActivity="{cancel}"'
    return f"<bpmn:boundaryEvent {attributes}>{event}</bpmn:boundaryEvent>"


def handler(event: str, interrupting: str = "true") -> str:
    start = f'<bpmn:startEvent id="es" isInterrupting="{interrupting}">{event}</bpmn:startEvent>'
    content = f'{start}{user("h")}<bpmn:endEvent id="ee"/>{flows("es>h>ee")}'
    return f'<bpmn:subProcess id="handler" triggeredByEvent="true">{content}</bpmn:subProcess>'


def sub(content: str) -> str:
    return f'<bpmn:subProcess id="sub"><bpmn:startEvent id="s2"/>{content}</bpmn:subProcess>'


def one_task(extra: str, roots: str = "", end: str = END) -> str:
    return drawn(START + user("a") + end + flows("s>a>e") + extra, roots)


def conditional(target: str, condition: str, source: str = "a") -> str:
    """Give a flow with a condition, and the source's default flow beside it."""
    inside = f"<bpmn:conditionExpression>={condition}</bpmn:conditionExpression>"
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="to_{target}" {ends}>{inside}</bpmn:sequenceFlow>'


def loop_with_join(kind: str) -> str:
    """Two tasks side by side, again and again."""
    nodes = '<bpmn:exclusiveGateway id="x"/><bpmn:exclusiveGateway id="d" default="out"/>'
    out = '<bpmn:sequenceFlow id="out" sourceRef="d" targetRef="z"/>'
    back = conditional("x", "again", "d")
    ways = flows("s>x>f>a>j>d", "f>b>j", "z>e")
    tasks = user("a", "b", "z")
    return drawn(START + nodes + FORK + f'<bpmn:{kind} id="j"/>' + tasks + END + out + back + ways)


def complex_gateway() -> Recorded:
    gateway = (
        '<bpmn:complexGateway id="j"><bpmn:activationCondition xsi:type="bpmn:tFormalExpression">=activationCount &gt;= 1'
        "</bpmn:activationCondition></bpmn:complexGateway>"
    )
    body = START + FORK + user("a", "b", "z") + gateway + END
    return Recorded(drawn(body + flows("s>f>a>j", "f>b>j", "j>z>e"))).do("a")


def ad_hoc() -> Recorded:
    inside = f'{user("a")}<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=true</bpmn:completionCondition>'
    element = f'<bpmn:adHocSubProcess id="round">{inside}</bpmn:adHocSubProcess>'
    return Recorded(drawn(START + element + END + flows("s>round>e"))).do("a")


def link() -> Recorded:
    named = '<bpmn:linkEventDefinition name="L"/>'
    both = (
        f'<bpmn:intermediateThrowEvent id="t">{named}</bpmn:intermediateThrowEvent>'
        f'<bpmn:intermediateCatchEvent id="c">{named}</bpmn:intermediateCatchEvent>'
    )
    return (
        Recorded(drawn(START + user("a", "b") + both + END + flows("s>a>t", "c>b>e")))
        .do("a")
        .do("b")
    )


def compensation() -> Recorded:
    """The handler would be on the diagram of a task that is never undone."""
    event = "<bpmn:compensateEventDefinition/>"
    undo = user("undo").replace("<bpmn:userTask ", '<bpmn:userTask isForCompensation="true" ')
    ends = 'sourceRef="done" targetRef="undo" associationDirection="One"'
    handler = f'{undo}<bpmn:association id="as" {ends}/>'
    attached = boundary("done", "a", event).replace(' cancelActivity="true"', "")
    throw = f'<bpmn:intermediateThrowEvent id="t">{event}</bpmn:intermediateThrowEvent>'
    body = START + user("a", "b") + attached + handler + throw + END + flows("s>a>t>b>e")
    return Recorded(drawn(body)).do("a").do("undo").do("b")


def cancel() -> Recorded:
    event = "<bpmn:cancelEventDefinition/>"
    end = f'<bpmn:endEvent id="e2">{event}</bpmn:endEvent>'
    inside = f'<bpmn:startEvent id="s2"/>{user("a", "k")}{FORK}{end}{flows("s2>f>a>e2", "f>k>e2")}'
    content = f'<bpmn:transaction id="sub">{inside}</bpmn:transaction>' + boundary(
        "b", "sub", event
    )
    rest = user("c") + END + '<bpmn:endEvent id="e3"/>' + flows("s>sub>e", "b>c>e3")
    return Recorded(drawn(START + content + rest)).do("a").do("c")


def event_beside_again() -> Recorded:
    beside = boundary("c", "w", CONDITION, "false") + user("z") + '<bpmn:endEvent id="e3"/>'
    body = START + FORK + user("a", "b", "d", "w") + END + '<bpmn:endEvent id="e2"/>' + beside
    text = drawn(body + flows("s>f>a>b>d>e", "f>w>e2", "c>z>e3"))
    return Recorded(text, x=1).do("a", x=5).do("b", x=1).do("d", x=5)


def message_beside_again() -> Recorded:
    beside = boundary("b", "a", NEWS, "false") + user("x") + '<bpmn:endEvent id="e2"/>'
    text = one_task(beside + flows("b>x>e2"), MESSAGE)
    return Recorded(text).message("news").message("news").do("x").do("x").do("a")


def condition_elsewhere() -> Recorded:
    catch = f'<bpmn:intermediateCatchEvent id="c">{CONDITION}</bpmn:intermediateCatchEvent>'
    late = f'<bpmn:intermediateCatchEvent id="m">{NEWS}</bpmn:intermediateCatchEvent>'
    body = START + FORK + user("a", "z") + '<bpmn:eventBasedGateway id="g"/>' + catch + late + END
    text = drawn(
        body + '<bpmn:endEvent id="e2"/>' + flows("s>f>a>e", "f>g>c>z>e2", "g>m>e2"), MESSAGE
    )
    return Recorded(text, x=1).do("a", x=5).do("z")


def condition_in_an_instance() -> Recorded:
    """Another token brings x to 5: the boundary event of the task in the instance happens."""
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics"
        ' inputCollection="=[1]" inputElement="n"/></bpmn:extensionElements>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    inside = user("a") + boundary("b", "a", CONDITION) + '<bpmn:endEvent id="e2"/>'
    inside += '<bpmn:endEvent id="e3"/>' + flows("s2>a>e2", "b>e3")
    several = sub(inside + loop)
    body = START + FORK + several + user("other", "after") + END + '<bpmn:endEvent id="e4"/>'
    text = drawn(body + flows("s>f>sub>after>e", "f>other>e4"))
    return Recorded(text, x=1).do("other", x=5).do("after")


def signal_end_event() -> Recorded:
    catch = f'<bpmn:intermediateCatchEvent id="c">{SIGNALS}</bpmn:intermediateCatchEvent>'
    end = f'<bpmn:endEvent id="e">{SIGNALS}</bpmn:endEvent><bpmn:endEvent id="e2"/>'
    body = START + FORK + user("a", "w") + catch + end + flows("s>f>a>e", "f>c>w>e2")
    return Recorded(drawn(body, SIGNAL)).do("a").do("w")


def nested_event_subprocess() -> Recorded:
    inside = handler(NEWS, "false")
    content = sub(user("a") + '<bpmn:endEvent id="e2"/>' + flows("s2>a>e2") + inside)
    return Recorded(drawn(START + content + END + flows("s>sub>e"), MESSAGE)).message("news")


def error_event_subprocess() -> Recorded:
    end = f'<bpmn:endEvent id="e">{FAILS}</bpmn:endEvent>'
    return Recorded(one_task(handler(FAILS), ERROR, end)).do("a").do("h")


def escalation_event_subprocess() -> Recorded:
    throw = f'<bpmn:intermediateThrowEvent id="t">{ESCALATES}</bpmn:intermediateThrowEvent>'
    body = START + user("a", "b") + throw + END + flows("s>a>t>b>e") + handler(ESCALATES, "false")
    return Recorded(drawn(body, ESCALATION)).do("a").do("h").do("b")


def timer_event_subprocess() -> Recorded:
    text = one_task(handler(timer("timeDuration", "PT1H"), "false"))
    return Recorded(text).wait(hours=1).do("h").do("a")


def interrupting_event_subprocess() -> Recorded:
    return Recorded(one_task(handler(NEWS), MESSAGE)).message("news").do("h")


def interrupting_escalation() -> Recorded:
    throw = f'<bpmn:intermediateThrowEvent id="t">{ESCALATES}</bpmn:intermediateThrowEvent>'
    inside = user("a", "k") + throw + '<bpmn:endEvent id="e2"/>' + flows("s2>a>t>k>e2")
    rest = user("c") + END + '<bpmn:endEvent id="e3"/>' + flows("s>sub>e", "b>c>e3")
    text = drawn(START + sub(inside) + boundary("b", "sub", ESCALATES) + rest, ESCALATION)
    return Recorded(text).do("a").do("c")


def two_timers_on_an_activity() -> Recorded:
    hour = timer("timeDuration", "PT1H")
    both = boundary("b", "a", hour) + boundary("c", "a", hour) + user("x", "y")
    ends = '<bpmn:endEvent id="e2"/>' + flows("b>x>e2", "c>y>e2")
    return Recorded(one_task(both + ends)).wait(hours=1).do("x")


def cycle_beside_an_activity() -> Recorded:
    cycle = boundary("b", "a", timer("timeCycle", "R3/PT1H"), "false")
    rest = user("x") + '<bpmn:endEvent id="e2"/>' + flows("b>x>e2")
    return Recorded(one_task(cycle + rest)).wait(hours=1).do("a").do("x")


def cycle_on_the_way() -> Recorded:
    cycle = timer("timeCycle", "R3/PT1H")
    catch = f'<bpmn:intermediateCatchEvent id="c">{cycle}</bpmn:intermediateCatchEvent>'
    body = START + catch + user("z") + END + flows("s>c>z>e")
    return Recorded(drawn(body)).wait(hours=1).do("z")


def cycle_form() -> Recorded:
    cycle = boundary("b", "a", timer("timeCycle", "R/PT1H/2026-01-05T10:30:00Z"), "false")
    rest = user("x") + '<bpmn:endEvent id="e2"/>' + flows("b>x>e2")
    return Recorded(one_task(cycle + rest)).wait(hours=1).do("x").do("a")


def two_timers_at_a_gateway() -> Recorded:
    late = f'<bpmn:intermediateCatchEvent id="late">{timer("timeDuration", "PT2H")}</bpmn:intermediateCatchEvent>'
    soon = f'<bpmn:intermediateCatchEvent id="soon">{timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>'
    body = START + '<bpmn:eventBasedGateway id="g"/>' + late + soon + user("a", "b") + END
    return Recorded(drawn(body + flows("s>g>late>a>e", "g>soon>b>e"))).wait(hours=1).do("b")


def implicit_split() -> Recorded:
    body = START + user("a", "b", "c") + END + flows("s>a>b>e", "a>c>e")
    return Recorded(drawn(body)).do("a").do("b").do("c")


def one_event_twice() -> Recorded:
    def catch(name: str) -> str:
        return f'<bpmn:intermediateCatchEvent id="{name}">{SIGNALS}</bpmn:intermediateCatchEvent>'

    body = (
        START + '<bpmn:eventBasedGateway id="g"/>' + catch("c") + catch("d") + user("a", "b") + END
    )
    text = drawn(body + flows("s>g>c>a>e", "g>d>b>e"), SIGNAL)
    return Recorded(text).give(SignalArrived("G")).do("a")


def loop_behind_a_boundary() -> Recorded:
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        "<bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    late = boundary("b", "a", timer("timeDuration", "PT1H"))
    rest = user("x") + job("many", loop) + '<bpmn:endEvent id="e2"/>' + flows("b>x>many>e2")
    return Recorded(one_task(late + rest)).wait(hours=1).do("x").done("many").done("many")


PASSES = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
    "<bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
)


def interrupted_loop() -> Recorded:
    """The sub-process inside is never cancelled: whatever comes next raises an exception."""
    inside = sub(user("a") + '<bpmn:endEvent id="e2"/>' + flows("s2>a>e2") + PASSES)
    rest = boundary("b", "sub", NEWS) + user("x") + END + flows("s>sub>e", "b>x>e")
    return Recorded(drawn(START + inside + rest, MESSAGE)).message("news").do("x")


def interrupted_loop_of_receive_tasks() -> Recorded:
    receive = f'<bpmn:receiveTask id="r" messageRef="M">{PASSES}</bpmn:receiveTask>'
    rest = boundary("b", "r", SIGNALS) + user("x") + END + flows("s>r>e", "b>x>e")
    return Recorded(drawn(START + receive + rest, MESSAGE + SIGNAL)).give(SignalArrived("G"))


def conditional_flow() -> Recorded:
    body = START + user("a", "b") + END + flows("s>a", "b>e") + conditional("b", "yes")
    way = '<bpmn:sequenceFlow id="no" sourceRef="a" targetRef="e"/>'
    text = drawn(body + way).replace('<bpmn:userTask id="a"', '<bpmn:userTask default="no" id="a"')
    return Recorded(text, yes=False).do("a")


def instantiating_element() -> Recorded:
    receive = '<bpmn:receiveTask id="r" messageRef="M" instantiate="true"/>'
    recorded = Recorded(
        drawn(START + user("x", "a") + receive + END + flows("r>a>e", "s>x>e"), MESSAGE)
    )
    return recorded.begun_by("news").do("a")


def join_in_a_loop() -> Recorded:
    recorded = Recorded(loop_with_join("parallelGateway"), again=True)
    return recorded.do("a").do("b").do("b").do("a", again=False).do("z")


def inclusive_join_in_a_loop() -> Recorded:
    recorded = Recorded(loop_with_join("inclusiveGateway"), again=True)
    return recorded.do("a").do("b").do("a").do("b", again=False).do("z")


def quantities() -> Recorded:
    pair = '<bpmn:task id="pair" completionQuantity="2"/>'
    body = START + pair + user("a") + END + flows("s>pair>a>e")
    return Recorded(drawn(body)).do("a").do("a")


def telling_instances() -> Recorded:
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="Def">'
        "<bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    root = SIGNAL + '<bpmn:signalEventDefinition id="Def" signalRef="G"/>'
    many = job("many", loop) + boundary("b", "many", SIGNALS, "false") + user("x")
    body = START + many + END + '<bpmn:endEvent id="e2"/>' + flows("s>many>e", "b>x>e2")
    return Recorded(drawn(body, root)).done("many").done("many")


DEMONSTRATIONS: dict[str, list[Callable[[], Recorded]]] = {
    "complex_gateway": [complex_gateway],
    "ad_hoc": [ad_hoc],
    "link": [link],
    "compensation": [compensation],
    "cancel": [cancel],
    "event_beside_again": [event_beside_again, message_beside_again],
    "condition_elsewhere": [condition_elsewhere],
    "condition_in_an_instance": [condition_in_an_instance],
    "signal_end_event": [signal_end_event],
    "nested_event_subprocess": [nested_event_subprocess],
    "error_event_subprocess": [error_event_subprocess],
    "escalation_event_subprocess": [escalation_event_subprocess],
    "timer_event_subprocess": [timer_event_subprocess],
    "interrupting_event_subprocess": [interrupting_event_subprocess],
    "interrupting_escalation": [interrupting_escalation],
    "two_timers_on_an_activity": [two_timers_on_an_activity],
    "cycle_on_the_way": [cycle_on_the_way],
    "cycle_form": [cycle_form],
    "cycle_beside_an_activity": [cycle_beside_an_activity],
    "two_timers_at_a_gateway": [two_timers_at_a_gateway],
    "one_event_twice": [one_event_twice],
    "loop_behind_a_boundary": [loop_behind_a_boundary],
    "interrupted_loop": [interrupted_loop, interrupted_loop_of_receive_tasks],
    "implicit_split": [implicit_split, conditional_flow],
    "instantiating_element": [instantiating_element],
    "join_in_a_loop": [join_in_a_loop, inclusive_join_in_a_loop],
    "quantities": [quantities],
    "telling_instances": [telling_instances],
}
ALSO = {
    "cycle_form": "cycle_beside_an_activity",
    "error_event_subprocess": "interrupting_event_subprocess",
}
"""Entries that mean the same element, and would end the comparison before it is shown."""
SHOWN = [(kind, show) for kind, shows in DEMONSTRATIONS.items() for show in shows]


@pytest.mark.parametrize(("kind", "show"), SHOWN, ids=lambda each: getattr(each, "__name__", each))
def test_spiffworkflow_still_gets_it_wrong(kind: str, show: Callable[[], Recorded]) -> None:
    shown = (kind, ALSO.get(kind), NOT_HANDED_OVER)
    others = tuple(limit for limit in LIMITS if limit.kind not in shown)
    seen = show().again(others)
    assert seen.difference, "SpiffWorkflow has learned this: take the entry away"
    assert not seen.limit


@pytest.mark.parametrize(("kind", "show"), SHOWN, ids=lambda each: getattr(each, "__name__", each))
def test_what_it_gets_wrong_is_named_and_not_told_as_a_disagreement(
    kind: str, show: Callable[[], Recorded]
) -> None:
    seen = show().again()
    assert not seen.difference
    assert seen.limit == kind


def test_no_entry_is_believed_without_a_demonstration() -> None:
    kinds = dict.fromkeys(limit.kind for limit in LIMITS if limit.kind != NOT_HANDED_OVER)
    assert list(kinds) == list(DEMONSTRATIONS)
    assert list(WITHOUT_ELEMENT) == [LONG, TOKENS, UNCAUGHT, INCIDENT, NOT_TOLD]


def long_loop(passes: int) -> Recorded:
    nodes = '<bpmn:exclusiveGateway id="x"/><bpmn:exclusiveGateway id="d" default="out"/>'
    out = '<bpmn:sequenceFlow id="out" sourceRef="d" targetRef="z"/>'
    count = (
        '<bpmn:scriptTask id="add"><bpmn:extensionElements><zeebe:script expression="=n + 1" '
        'resultVariable="n"/></bpmn:extensionElements></bpmn:scriptTask>'
    )
    back = conditional("x", f"n &lt; {passes}", "d")
    body = START + nodes + count + user("z") + END + out + back + flows("s>x>add>d", "z>e")
    return Recorded(drawn(body), n=0)


def test_a_long_loop_stalls_spiffworkflow_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert long_loop(90).again().difference == ""
    assert long_loop(400).again().limit == LONG
    monkeypatch.setattr("bpmn.spiff.ways.MOST_ELEMENTS", 10_000)
    difference = long_loop(400).again().difference
    assert difference == "completed after the start: ours ['add', 'd', 'x'], SpiffWorkflow's []"


def test_two_tokens_on_one_flow_are_taken_for_one_on_each(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = '<bpmn:exclusiveGateway id="m"/><bpmn:parallelGateway id="j"/>'
    body = START + FORK + user("a", "b", "c", "z") + nodes + END
    text = drawn(body + flows("s>f>a>m>j>z>e", "f>b>m", "f>c>j"))
    seen = Recorded(text).do("a").do("c").do("b")
    assert seen.again().limit == TOKENS
    monkeypatch.setattr(Way, "_twice", lambda _self, _element, _flow: "")
    assert seen.again().difference


def test_an_error_that_nobody_catches_stops_nothing_there() -> None:
    end = f'<bpmn:endEvent id="e2">{FAILS}</bpmn:endEvent>'
    content = sub(user("a") + end + flows("s2>a>e2"))
    seen = Recorded(drawn(START + content + user("z") + END + flows("s>sub>z>e"), ERROR)).do("a")
    assert (seen.again().limit, seen.again().element) == (UNCAUGHT, "X")
    ended = replace(seen.turns[-1], effects=())
    seen.turns[-1] = ended
    assert seen.again().difference == (
        "completed after TaskCompleted of a: ours [], SpiffWorkflow's ['sub']"
    )


def test_an_incident_leaves_spiffworkflows_case_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = '<bpmn:exclusiveGateway id="g"/>'
    ways = conditional("a", "false", "g") + conditional("b", "false", "g")
    body = START + gateway + user("a", "b") + END + ways + flows("s>g", "a>e", "b>e")
    seen = Recorded(drawn(body))
    assert seen.state.incidents
    assert (seen.again().limit, seen.again().element) == (INCIDENT, "g")
    monkeypatch.setattr(Way, "reached", lambda _self, _turn: ("", ""))
    assert seen.again().difference.startswith("SpiffWorkflow stops: WorkflowException")


def test_what_an_operator_does_has_no_word_there() -> None:
    seen = Recorded(drawn(START + user("a") + END + flows("s>a>e")))
    seen.give(IncidentResolved("i1"))
    assert (seen.again().limit, seen.again().element) == (NOT_TOLD, "IncidentResolved")


def test_what_is_not_handed_over_is_not_compared() -> None:
    both = NEWS + '<bpmn:messageEventDefinition messageRef="N"/>'
    catch = f'<bpmn:intermediateCatchEvent id="c">{both}</bpmn:intermediateCatchEvent>'
    roots = MESSAGE + '<bpmn:message id="N" name="more"/>'
    seen = Recorded(drawn(START + catch + user("z") + END + flows("s>c>z>e"), roots)).message(
        "more"
    )
    assert (seen.again().limit, seen.again().element) == (NOT_HANDED_OVER, "c")
