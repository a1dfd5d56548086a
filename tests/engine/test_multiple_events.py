"""Multiple events: the first of several things, or all of them, whichever was drawn."""

from collections.abc import Callable
from typing import Any

import pytest

from bpmn.engine.effects import BroadcastSignal, PublishMessage, Subscribe, Unsubscribe
from bpmn.engine.events import MessageArrived, SignalArrived
from bpmn.findings import Refused

Begin = Callable[..., Any]
Draw = Callable[..., str]

ROOTS = (
    "".join(
        f'<message id="{name}" name="{name}"><extensionElements>'
        f'<zeebe:subscription correlationKey="=referral"/></extensionElements></message>'
        for name in ("lab", "xray")
    )
    + '<signal id="s" name="ready"/><error id="e" errorCode="E"/><escalation id="c" escalationCode="C"/>'
)
LAB = '<messageEventDefinition messageRef="lab"/>'
XRAY = '<messageEventDefinition messageRef="xray"/>'
SIGNAL = '<signalEventDefinition signalRef="s"/>'
HOUR = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
CALM = '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=calm</condition></conditionalEventDefinition>'
ENDS = '<startEvent id="start"/><endEvent id="end"/>'
READ = '<userTask id="read"/>'


def waiting(content: str, *, parallel: bool) -> str:
    return f'<intermediateCatchEvent id="x" parallelMultiple="{str(parallel).lower()}">{content}</intermediateCatchEvent>'


def test_the_case_goes_on_once_both_results_are_there(begin_text: Begin, draw: Draw) -> None:
    text = draw(ENDS + READ + waiting(LAB + XRAY, parallel=True), "start>x x>read read>end", ROOTS)
    case = begin_text(text, referral="R1").receive("xray", "R1", chest="clear")
    assert case.tasks() == []
    assert case.state.variables == {"referral": "R1"}
    case.receive("lab", "R1", crp=3)
    assert case.tasks() == ["read"]
    assert case.state.variables == {"referral": "R1", "chest": "clear", "crp": 3}


def test_a_second_message_of_the_same_kind_stays_in_the_inbox(begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    text = draw(ENDS + READ + waiting(LAB + XRAY, parallel=True), "start>x x>read read>end", ROOTS)
    case = begin_text(text, referral="R1").receive("lab", "R1")
    assert len(case.of(Unsubscribe)) == 1
    assert type(case.receive("lab", "R1").last[0]).__name__ == "MessageNotTaken"


def test_time_and_condition_count_towards_the_whole(begin_text: Begin, draw: Draw) -> None:
    parts = waiting(HOUR + CALM, parallel=True) + '<parallelGateway id="p"/><userTask id="soothe"/>'
    text = draw(ENDS + READ + parts, "start>p p>x p>soothe soothe>end x>read read>end", ROOTS)
    case = begin_text(text, calm=False).do("soothe", calm=True)
    assert case.tasks() == []
    assert case.wait(hours=1).tasks() == ["read"]


def test_two_times_behind_one_event_are_both_kept(begin_text: Begin, draw: Draw) -> None:
    event = '<boundaryEvent id="x" attachedToRef="care" cancelActivity="false">'
    late = HOUR.replace("PT1H", "PT3H")
    parts = f'<userTask id="care"/>{event}{HOUR}{late}</boundaryEvent><endEvent id="out"/>'
    case = begin_text(draw(ENDS + READ + parts, "start>care care>end x>read read>out", ROOTS))
    assert case.wait(hours=1).tasks() == ["care", "read"]
    assert case.wait(hours=2).tasks() == ["care", "read", "read"]


def test_an_error_is_caught_beside_other_things(begin_text: Begin, draw: Draw) -> None:
    work = '<serviceTask id="work"><extensionElements><zeebe:taskDefinition type="w"/></extensionElements></serviceTask>'
    event = f'<boundaryEvent id="x" attachedToRef="work"><errorEventDefinition errorRef="e"/>{HOUR}</boundaryEvent>'
    text = draw(ENDS + READ + work + event, "start>work work>end x>read read>end", ROOTS)
    assert begin_text(text).throw("work", "E").tasks() == ["read"]
    assert begin_text(text).wait(hours=1).tasks() == ["read"]


def test_a_set_begins_anew_when_it_was_full(begin_text: Begin, draw: Draw) -> None:
    event = (
        '<boundaryEvent id="x" attachedToRef="care" cancelActivity="false" parallelMultiple="true">'
    )
    parts = f'<userTask id="care"/>{event}{LAB}{CALM}</boundaryEvent><endEvent id="out"/><parallelGateway id="p"/>'
    tasks = "".join(f'<userTask id="t{n}"/>' for n in range(3))
    ways = "start>p p>care p>t0 p>t1 p>t2 t0>out t1>out t2>out care>end x>read read>out"
    case = begin_text(draw(ENDS + READ + parts + tasks, ways, ROOTS), referral="R1", calm=True)
    assert case.receive("lab", "R1").tasks().count("read") == 1
    assert len(case.of(Subscribe)) == 2
    case.receive("lab", "R1")
    assert case.tasks().count("read") == 1  # it is still calm: that has to come anew
    assert case.do("t0", calm=False).do("t1", calm=True).tasks().count("read") == 2


def test_a_set_that_cannot_be_opened_again_waits_for_a_person(begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    event = (
        '<boundaryEvent id="x" attachedToRef="care" cancelActivity="false" parallelMultiple="true">'
    )
    parts = f'<userTask id="care"/>{event}{LAB}{XRAY}</boundaryEvent><endEvent id="out"/>'
    text = draw(ENDS + READ + parts, "start>care care>end x>read read>out", ROOTS)
    case = begin_text(text, referral="R1").receive("lab", "R1").receive("xray", "R1", referral=None)
    assert case.incidents() == ["message"]
    case.resolve(referral="R1")
    assert case.receive("lab", "R1").receive("xray", "R1").tasks().count("read") == 2


@pytest.mark.parametrize("first", ["lab", "xray"])
def test_a_case_that_needs_two_messages_begins_with_either(first: str, begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    handler = (
        '<subProcess id="handler" triggeredByEvent="true"><startEvent id="gone">'
        f'{SIGNAL}</startEvent><endEvent id="over"/><sequenceFlow id="f" sourceRef="gone" targetRef="over"/></subProcess>'
    )
    start = f'<startEvent id="x" parallelMultiple="true">{LAB}{XRAY}</startEvent>'
    text = draw(start + READ + handler + '<endEvent id="end"/>', "x>read read>end", ROOTS)
    case = begin_text(text, MessageArrived("m0", first, "R1", {"referral": "R1", first: "ok"}))
    (other,) = {"lab", "xray"} - {first}
    assert case.tasks() == []
    assert not case.hear("ready").state.ended  # the case is not there before both have come
    assert type(case.receive(other, "R2").last[0]).__name__ == "MessageNotTaken"
    case.receive(other, "R1", **{other: "ok"})
    assert case.tasks() == ["read"]
    assert case.state.variables == {"referral": "R1", "lab": "ok", "xray": "ok"}
    assert case.hear("ready").outcome == "completed"


def test_a_start_without_a_key_in_its_message_waits_for_a_person(begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    start = f'<startEvent id="x" parallelMultiple="true">{LAB}{XRAY}</startEvent>'
    text = draw(start + READ + '<endEvent id="end"/>', "x>read read>end", ROOTS)
    case = begin_text(text, MessageArrived("m0", "lab", "R1", {}))
    assert case.incidents() == ["message"]
    case.resolve(referral="R1")
    assert case.receive("xray", "R1").tasks() == ["read"]
    alone = begin_text(text, MessageArrived("m0", "lab", "R1", {}))
    assert alone.resolve("skip").tasks() == ["read"]


def test_everything_is_told_even_where_telling_interrupts(begin_text: Begin, draw: Draw) -> None:
    """The escalation takes the scope of the end event away; messages and signals leave all the same."""
    handler = (
        '<subProcess id="handler" triggeredByEvent="true"><startEvent id="up"><escalationEventDefinition escalationRef="c"/>'
        '</startEvent><userTask id="head"/><endEvent id="over"/><sequenceFlow id="f1" sourceRef="up" targetRef="head"/>'
        '<sequenceFlow id="f2" sourceRef="head" targetRef="over"/></subProcess>'
    )
    escalation = '<escalationEventDefinition escalationRef="c"/>'
    end = f'<endEvent id="end">{escalation}<terminateEventDefinition/>{SIGNAL}{LAB}</endEvent>'
    text = draw('<startEvent id="start"/>' + handler + end, "start>end", ROOTS)
    case = begin_text(text, referral="R1")
    assert [each.message_name for each in case.of(PublishMessage)] == ["lab"]
    assert [each.signal_name for each in case.of(BroadcastSignal)] == ["ready"]
    assert case.outcome == "terminated"


def test_a_wrong_name_sends_nothing_at_all(begin_text: Begin, draw: Draw) -> None:
    roots = ROOTS + '<signal id="open" name="=word"/>'
    end = f'<endEvent id="end">{LAB}<signalEventDefinition signalRef="open"/></endEvent>'
    case = begin_text(draw('<startEvent id="start"/>' + end, "start>end", roots), referral="R1")
    assert case.incidents() == ["expression"]
    assert case.of(PublishMessage) == []
    case.resolve(word="ready")
    assert (len(case.of(PublishMessage)), case.outcome) == (1, "completed")


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (waiting(LAB + '<linkEventDefinition name="a"/>', parallel=False), "event_definition_not_allowed"),
        (waiting(LAB + '<errorEventDefinition errorRef="e"/>', parallel=False), "event_definition_not_allowed"),
        (waiting(LAB + HOUR, parallel=False).replace('"false"', '"perhaps"'), "invalid_value"),
        (waiting(LAB + LAB.replace("lab", "gone"), parallel=False), "dangling_reference"),
    ],
)  # fmt: skip
def test_what_cannot_be_waited_for_together_is_refused(event: str, rule: str, begin_text: Begin, draw: Draw) -> None:  # fmt: skip
    with pytest.raises(Refused) as refused:
        begin_text(draw(ENDS + READ + event, "start>x x>read read>end", ROOTS))
    assert rule in {finding.rule for finding in refused.value.findings}


def test_an_error_is_not_gathered(begin_text: Begin, draw: Draw) -> None:
    event = f'<boundaryEvent id="x" attachedToRef="care" parallelMultiple="true"><errorEventDefinition errorRef="e"/>{LAB}</boundaryEvent>'
    parts = '<userTask id="care"/>' + event
    with pytest.raises(Refused, match="not waited for together"):
        begin_text(draw(ENDS + READ + parts, "start>care care>end x>read read>end", ROOTS))


def test_another_cases_signal_may_be_one_of_several(begin_text: Begin, draw: Draw) -> None:
    text = draw(ENDS + READ + waiting(LAB + SIGNAL, parallel=False), "start>x x>read read>end", ROOTS)  # fmt: skip
    case = begin_text(text, referral="R1").give(SignalArrived("ready", {"bed": "B1"}))
    assert case.tasks() == ["read"]
    assert case.state.variables["bed"] == "B1"
    assert case.state.subscriptions == {}
