"""What begins a case: one of several events, all of them, or whichever the process offers."""

from collections.abc import Callable
from typing import Any

import pytest

from bpmn.conformance.host import Host
from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import NotStartable
from bpmn.engine.effects import FlowTaken, InstanceStarted
from bpmn.engine.events import MessageArrived, SignalArrived
from bpmn.findings import Refused

Begin = Callable[..., Any]
Draw = Callable[..., str]

ROOTS = (
    "".join(
        f'<message id="{name}" name="{name}"><extensionElements>'
        f'<zeebe:subscription correlationKey="=referral"/></extensionElements></message>'
        for name in ("letter", "phone")
    )
    + '<signal id="s" name="surge"/><signal id="o" name="=word"/>'
)
PARTS = (
    '<intermediateCatchEvent id="by_letter"><messageEventDefinition messageRef="letter"/></intermediateCatchEvent>'
    '<intermediateCatchEvent id="by_phone"><messageEventDefinition messageRef="phone"/></intermediateCatchEvent>'
    '<intermediateCatchEvent id="by_clock"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>'
    '<intermediateCatchEvent id="by_signal"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>'
    '<userTask id="t_letter"/><userTask id="t_phone"/><userTask id="t_clock"/><userTask id="t_signal"/><endEvent id="end"/>'
)
WAYS = " ".join(f"g>by_{n} by_{n}>t_{n} t_{n}>end" for n in ("letter", "phone", "clock", "signal"))


def gateway(kind: str) -> str:
    return f'<eventBasedGateway id="g" instantiate="true" eventGatewayType="{kind}"/>'


def letter(**variables: Any) -> MessageArrived:
    return MessageArrived("m0", "letter", "R1", {"referral": "R1", **variables})


def test_one_of_several_events_begins_the_case(begin_text: Begin, draw: Draw) -> None:
    text = draw(gateway("Exclusive") + PARTS, WAYS, ROOTS)
    case = begin_text(text, letter())
    assert case.of(InstanceStarted) == [InstanceStarted("by_letter", "letter")]
    assert case.of(FlowTaken)[0].flow_id == "g-by_letter"
    assert case.tasks() == ["t_letter"]
    assert not case.state.subscriptions
    assert not case.state.timers
    assert begin_text(text, by={"signal": SignalArrived("surge")}).tasks() == ["t_signal"]
    assert begin_text(text, by={"timer": "by_clock"}).tasks() == ["t_clock"]


def test_the_hosts_know_what_may_begin_it(begin_text: Begin, draw: Draw) -> None:
    process = begin_text(draw(gateway("Exclusive") + PARTS, WAYS, ROOTS), letter()).process
    assert process.message_starts == ("letter", "phone")
    assert process.signal_starts == ("surge",)
    assert tuple(process.timer_starts) == ("by_clock",)


def test_a_parallel_gateway_waits_for_all_its_events(begin_text: Begin, draw: Draw) -> None:
    case = begin_text(draw(gateway("Parallel") + PARTS, WAYS, ROOTS), letter())
    assert case.tasks() == ["t_letter"]
    case.do("t_letter")
    assert case.outcome == "open"
    case.receive("phone", "R2")
    assert case.tasks() == []
    case.receive("phone", "R1").wait(hours=1).hear("surge")
    assert case.tasks() == ["t_phone", "t_clock", "t_signal"]
    assert "g" in case.completed()
    assert case.do("t_phone").do("t_clock").do("t_signal").outcome == "completed"


def test_a_parallel_gateway_without_a_key_waits_for_a_person(begin_text: Begin, draw: Draw) -> None:
    message = MessageArrived("m0", "letter", "R1", {})
    case = begin_text(draw(gateway("Parallel") + PARTS, WAYS, ROOTS), message)
    assert (case.incidents(), case.tasks()) == (["message"], ["t_letter"])
    case.resolve(referral="R1")
    assert case.receive("phone", "R1").tasks() == ["t_letter", "t_phone"]


def test_a_receive_task_begins_the_case_with_its_message(begin_text: Begin, draw: Draw) -> None:
    tasks = (
        '<receiveTask id="get" messageRef="letter" instantiate="true"/>'
        '<receiveTask id="hear" messageRef="phone" instantiate="true"/><userTask id="care"/><endEvent id="end"/>'
    )
    text = draw(tasks, "get>care hear>care care>end", ROOTS)
    case = begin_text(text, letter(urgency="U"))
    assert (case.tasks(), case.state.variables["urgency"]) == (["care"], "U")
    assert begin_text(text, MessageArrived("m0", "phone", "", {})).tasks() == ["care"]
    with pytest.raises(NotStartable):
        begin_text(text)


def test_each_start_event_begins_in_its_own_place(begin_text: Begin, draw: Draw) -> None:
    starts = (
        '<startEvent id="plain"/><startEvent id="called"><messageEventDefinition messageRef="phone"/></startEvent>'
        '<startEvent id="surge"><signalEventDefinition signalRef="s"/></startEvent>'
        '<userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="end"/>'
    )
    text = draw(starts, "plain>a called>b surge>c a>end b>end c>end", ROOTS)
    assert begin_text(text).tasks() == ["a"]
    assert begin_text(text, MessageArrived("m0", "phone", "", {})).tasks() == ["b"]
    case = begin_text(text, by={"signal": SignalArrived("surge", {"ward": "4"})})
    assert (case.tasks(), case.state.variables) == (["c"], {"ward": "4"})
    for wrong in ({"timer": "surge"}, {"condition": "surge"}, {"signal": SignalArrived("x")}):
        with pytest.raises(NotStartable):
            begin_text(text, by=wrong)


def test_one_event_of_several_triggers_begins_by_any(begin_text: Begin, draw: Draw) -> None:
    start = (
        '<startEvent id="x"><messageEventDefinition messageRef="letter"/><signalEventDefinition signalRef="s"/>'
        "<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>"
        "<timerEventDefinition><timeCycle>0 0 8 * * *</timeCycle></timerEventDefinition></startEvent>"
    )
    text = draw(start + '<userTask id="a"/><endEvent id="end"/>', "x>a a>end", ROOTS)
    process = begin_text(text, letter()).process
    assert tuple(process.timer_starts) == ("x#2", "x#3")
    assert begin_text(text, by={"timer": "x#3"}).of(InstanceStarted) == [
        InstanceStarted("x", "timer")
    ]


@pytest.mark.parametrize(
    ("content", "ways", "rule"),
    [
        (gateway("Both") + PARTS, WAYS, "invalid_value"),
        ('<eventBasedGateway id="g" eventGatewayType="Parallel"/><startEvent id="s0"/>' + PARTS, "s0>g " + WAYS, "event_gateway_parallel"),
        (gateway("Exclusive") + PARTS + '<startEvent id="s0"/>', "s0>g " + WAYS, "incoming_not_allowed"),
        (gateway("Parallel") + PARTS.replace('"by_clock"><', '"by_clock" parallelMultiple="true"><signalEventDefinition signalRef="s"/><'), WAYS, "event_gateway_target"),
        (gateway("Exclusive") + PARTS.replace("phone", "letter").replace('id="by_letter"', 'id="by_phone"', 1), WAYS, "started_twice"),
        ('<startEvent id="x"><signalEventDefinition signalRef="o"/></startEvent><endEvent id="end"/>', "x>end", "signal_name_not_static"),
        ('<startEvent id="s0"/><subProcess id="sub"><receiveTask id="r" messageRef="letter" instantiate="true"/></subProcess><endEvent id="end"/>', "s0>sub sub>end", "instantiates_inside"),
        ('<receiveTask id="r" messageRef="letter" instantiate="true"><standardLoopCharacteristics/></receiveTask><endEvent id="end"/>', "r>end", "loop_not_allowed"),
        ('<receiveTask id="r" messageRef="letter" instantiate="true"/><boundaryEvent id="b" attachedToRef="r"><signalEventDefinition signalRef="s"/></boundaryEvent><endEvent id="end"/>', "r>end b>end", "boundary_never_caught"),
    ],
)  # fmt: skip
def test_what_could_never_begin_as_drawn_is_refused(content: str, ways: str, rule: str, begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    with pytest.raises(Refused) as refused:
        begin_text(draw(content, ways, ROOTS))
    assert rule in {finding.rule for finding in refused.value.findings}


def test_a_signal_of_one_process_begins_another(draw: Draw) -> None:
    def process(name: str, content: str, ways: str) -> str:
        text = draw(content, ways).partition("<process")[2].replace('id="', f'id="{name}_')
        for reference in ("sourceRef", "targetRef"):
            text = text.replace(f'{reference}="', f'{reference}="{name}_')
        return "<process" + text.partition("</definitions>")[0]

    thrower = (
        '<startEvent id="a"/><endEvent id="b"><signalEventDefinition signalRef="s"/></endEvent>'
    )
    started = (
        '<startEvent id="a"><signalEventDefinition signalRef="s"/></startEvent><endEvent id="b"/>'
    )
    head = draw("", "", ROOTS).partition("<process")[0]
    text = head + process("one", thrower, "a>b") + process("two", started, "a>b") + "</definitions>"
    definition = compile_bundle(Bundle(text))
    host = Host(definition.processes)
    host.begin(definition.processes["two_process"], {})  # it waits for its signal
    assert host.running == []
    host.begin(definition.processes["one_process"], {})
    host.run(host.now)
    assert [each.process.id for each in host.running] == ["one_process", "two_process"]
    assert host.outcome() == "completed"
