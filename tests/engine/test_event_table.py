"""The table of events, cell by cell: what may stand where does there what it says.

Every row draws the event in a process with work beside it, lets it happen, and looks who has work then;
then everything is done to the end, or the case is cancelled, and nothing may be left waiting.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest

from bpmn.engine.effects import (
    BroadcastSignal,
    ClearTimer,
    ElementCompleted,
    EscalationRaised,
    ForgetSignal,
    ListenSignal,
    PublishMessage,
    SetTimer,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.events import CancelRequested, JobDone, MessageArrived, SignalArrived

Begin = Callable[..., Any]
Draw = Callable[..., str]

TIMERS = {
    "timer date": "timeDate>2026-01-05T09:00:00Z</timeDate",
    "timer duration": "timeDuration>PT1H</timeDuration",
    "timer cycle": "timeCycle>R3/PT1H</timeCycle",
    "timer endless cycle": "timeCycle>R/PT1H</timeCycle",
    "timer cycle from": "timeCycle>R2/2026-01-05T09:00:00Z/PT1H</timeCycle",
    "timer cycle until": "timeCycle>R9/PT1H/2026-01-05T09:30:00Z</timeCycle",
    "timer cron": "timeCycle>0 0 9 * * *</timeCycle",
    "timer expression": 'timeDuration>=duration("PT" + "1H")</timeDuration',
}
MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="s"/>'
CONDITION = (
    '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=hot</condition>'
    "</conditionalEventDefinition>"
)
ESCALATION = '<escalationEventDefinition escalationRef="c"/>'
DEFINITIONS = {
    "none": "",
    "message": MESSAGE,
    "signal": SIGNAL,
    "error": '<errorEventDefinition errorRef="e"/>',
    "escalation": ESCALATION,
    "conditional": CONDITION,
    "terminate": "<terminateEventDefinition/>",
    "link": '<linkEventDefinition name="there"/>',
    "multiple": MESSAGE + SIGNAL + CONDITION,
    "parallel multiple": MESSAGE + SIGNAL,
    "multiple throw": MESSAGE + SIGNAL + ESCALATION,
    "multiple end": MESSAGE + SIGNAL + '<errorEventDefinition errorRef="e"/>',
} | {
    name: f"<timerEventDefinition><{escape(text, quote=False).replace('&gt;', '>').replace('&lt;', '<')}></timerEventDefinition>"
    for name, text in TIMERS.items()
}
ROOTS = (
    '<message id="m" name="M"><extensionElements><zeebe:subscription correlationKey="=&quot;K&quot;"/></extensionElements></message>'
    '<signal id="s" name="S"/><error id="e" errorCode="E"/><escalation id="c" escalationCode="C"/>'
)

EVERYWHERE = "start esp-int esp-non catch boundary-int boundary-non"
CATCHES = {
    "message": f"{EVERYWHERE} receive instantiating gateway",
    "signal": f"{EVERYWHERE} gateway",
    "conditional": f"{EVERYWHERE} gateway",
    "multiple": f"{EVERYWHERE} gateway",
    "parallel multiple": f"{EVERYWHERE} gateway",
    "error": "esp-int boundary-int",
    "escalation": "esp-int esp-non boundary-int boundary-non",
} | dict.fromkeys(TIMERS, f"{EVERYWHERE} gateway")
THROWS = {
    "none": "throw end",
    "message": "throw end",
    "signal": "throw end",
    "escalation": "throw end",
    "error": "end",
    "terminate": "end",
    "link": "throw",
    "multiple throw": "throw end",
    "multiple end": "end",
}

WORK = (
    '<startEvent id="start"/><parallelGateway id="split"/><userTask id="care"/><userTask id="side"/><userTask id="say"/>'
    '<serviceTask id="work"><extensionElements><zeebe:taskDefinition type="work"/></extensionElements></serviceTask>'
    '<intermediateThrowEvent id="shout"><escalationEventDefinition escalationRef="c"/></intermediateThrowEvent><endEvent id="end"/>'
)
WAYS = "start>split split>care split>side split>say split>work care>end side>end work>end say>shout shout>end"
AFTER = '<userTask id="after"/><endEvent id="out"/>'


def flows(ways: str) -> str:
    return "".join(
        f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>'
        for a, _, b in (way.partition(">") for way in ways.split())
    )


def drawn(kind: str, place: str, draw: Draw) -> str:
    """Draw the event `x` in its place, with `after` behind it and `care` beside it."""
    inside = DEFINITIONS[kind]
    parallel = ' parallelMultiple="true"' if kind == "parallel multiple" else ""
    match place:
        case "start":
            event = f'<startEvent id="x"{parallel}>{inside}</startEvent>'
            return draw(event + AFTER, "x>after after>out", ROOTS)
        case "instantiating":
            event = '<receiveTask id="x" messageRef="m" instantiate="true"/>'
            return draw(event + AFTER, "x>after after>out", ROOTS)
        case "receive":
            event = '<receiveTask id="x" messageRef="m"/>'
            return draw(WORK + event + AFTER, f"{WAYS} split>x x>after after>out", ROOTS)
        case "catch":
            event = f'<intermediateCatchEvent id="x"{parallel}>{inside}</intermediateCatchEvent>'
            return draw(WORK + event + AFTER, f"{WAYS} split>x x>after after>out", ROOTS)
        case "gateway":
            event = (
                f'<eventBasedGateway id="g"/><intermediateCatchEvent id="x"{parallel}>{inside}</intermediateCatchEvent>'
                '<intermediateCatchEvent id="never"><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></intermediateCatchEvent>'
            )
            ways = f"{WAYS} split>g g>x g>never never>out x>after after>out"
            return draw(WORK + event + AFTER, ways, ROOTS)
        case "esp-int" | "esp-non":
            interrupting = str(place == "esp-int").lower()
            event = (
                '<subProcess id="handler" triggeredByEvent="true">'
                f'<startEvent id="x" isInterrupting="{interrupting}"{parallel}>{inside}</startEvent>'
                f"{AFTER}{flows('x>after after>out')}</subProcess>"
            )
            return draw(WORK + event, WAYS, ROOTS)
    interrupting = str(place == "boundary-int").lower()
    host = f'<subProcess id="host">{WORK}{flows(WAYS)}</subProcess>'
    event = f'<boundaryEvent id="x" attachedToRef="host" cancelActivity="{interrupting}"{parallel}>{inside}</boundaryEvent>'
    ends = '<startEvent id="begin"/><endEvent id="done"/>'
    return draw(ends + host + event + AFTER, "begin>host host>done x>after after>out", ROOTS)


def begun(kind: str, place: str, text: str, begin_text: Begin) -> Any:
    """Begin the case; a start is begun by its event."""
    if place not in ("start", "instantiating"):
        return begin_text(text, hot=False)
    if kind.startswith("timer"):
        return begin_text(text, by={"timer": "x"})
    match kind:
        case "signal":
            return begin_text(text, by={"signal": SignalArrived("S")})
        case "conditional":
            return begin_text(text, by={"condition": "x"}, hot=True)
        case "multiple":
            return begin_text(text, by={"condition": "x#2"}, hot=True)
        case "parallel multiple":
            case = begin_text(text, by={"signal": SignalArrived("S")})
            assert case.tasks() == []
            return case.receive("M", "K")
    return begin_text(text, MessageArrived("m0", "M", "K"))


def happen(case: Any, kind: str) -> None:
    """Let the event happen."""
    match kind:
        case "message":
            case.receive("M", "K")
        case "signal" | "multiple":
            case.hear("S")
        case "conditional":
            case.do("side", hot=True)
        case "error":
            case.throw("work", "E")
        case "escalation":
            case.do("say")
        case "parallel multiple":
            case.receive("M", "K")
            assert "after" not in case.tasks()
            case.hear("S")
        case _:
            case.wait(hours=1)


def finish(case: Any) -> Any:
    """Do all work there is."""
    for _ in range(20):
        for task in case.tasks():
            case.do(task)
        for job in list(case.state.jobs):
            case.give(JobDone(job))
    return case


def nothing_is_left(case: Any) -> None:
    """Whatever was opened is closed."""
    for opened, closed in ((SetTimer, ClearTimer), (Subscribe, Unsubscribe), (ListenSignal, ForgetSignal)):  # fmt: skip
        assert len(case.of(opened)) == len(case.of(closed))
    dumped = case.state.dump()
    assert dumped["root"] is None
    for name in ("timers", "subscriptions", "signals", "conditions", "gatherings", "incidents"):
        assert dumped[name] == []


CAUGHT = [(kind, place) for kind, places in CATCHES.items() for place in places.split()]
THROWN = [(kind, place) for kind, places in THROWS.items() for place in places.split()]


@pytest.mark.parametrize(("kind", "place"), CAUGHT)
def test_the_event_is_caught_where_it_is_drawn(
    kind: str, place: str, begin_text: Begin, draw: Draw
) -> None:
    case = begun(kind, place, drawn(kind, place, draw), begin_text)
    if place not in ("start", "instantiating"):
        assert "care" in case.tasks()
        happen(case, kind)
    assert case.tasks().count("after") == 1
    assert ("care" in case.tasks()) is (place not in ("start", "instantiating", "esp-int", "boundary-int"))  # fmt: skip
    assert case.incidents() == []
    assert finish(case).outcome == "completed"
    nothing_is_left(case)


@pytest.mark.parametrize(("kind", "place"), CAUGHT)
def test_a_cancelled_case_waits_for_nothing(
    kind: str, place: str, begin_text: Begin, draw: Draw
) -> None:
    case = begun(kind, place, drawn(kind, place, draw), begin_text)
    case.give(CancelRequested("withdrawn"))
    assert case.outcome == "cancelled"
    nothing_is_left(case)


REPEATED = {
    "message": 3,
    "signal": 3,
    "multiple": 3,
    "parallel multiple": 3,
    "escalation": 1,
    "timer date": 1,
    "timer duration": 1,
    "timer cycle": 3,
    "timer endless cycle": 3,
    "timer cycle from": 2,
    "timer cycle until": 1,
    "timer cron": 1,
}


@pytest.mark.parametrize("place", ["esp-non", "boundary-non"])
@pytest.mark.parametrize("kind", REPEATED)
def test_what_does_not_interrupt_happens_as_often_as_it_comes(
    kind: str, place: str, begin_text: Begin, draw: Draw
) -> None:
    case = begun(kind, place, drawn(kind, place, draw), begin_text)
    for _ in range(3):
        if kind != "escalation" or "say" in case.tasks():
            if kind == "parallel multiple":
                case.receive("M", "K")
                case.hear("S")
            else:
                happen(case, kind)
    assert case.tasks().count("after") == REPEATED[kind]
    assert finish(case).outcome == "completed"
    nothing_is_left(case)


def thrown(kind: str, place: str, draw: Draw) -> str:
    """Draw the throwing event inside a sub-process, with catchers of errors and escalations on it."""
    tag = "intermediateThrowEvent" if place == "throw" else "endEvent"
    ways = "in>care care>x"
    more = ""
    if place == "throw":
        more, ways = '<endEvent id="e1"/>', ways + " x>e1"
    else:
        more = '<userTask id="other"/><endEvent id="e1"/><parallelGateway id="p"/>'
        ways = "in>p p>care p>other other>e1 care>x"
    if kind == "link":
        more = '<intermediateCatchEvent id="there"><linkEventDefinition name="there"/></intermediateCatchEvent><endEvent id="e1"/>'
        ways = "in>care care>x there>e1"
    inner = f'<startEvent id="in"/><userTask id="care"/><{tag} id="x">{DEFINITIONS[kind]}</{tag}>{more}{flows(ways)}'
    host = (
        f'<subProcess id="host">{inner}</subProcess><startEvent id="start"/><endEvent id="end"/>'
        '<boundaryEvent id="error" attachedToRef="host"><errorEventDefinition errorRef="e"/></boundaryEvent><userTask id="mend"/><endEvent id="e2"/>'
        '<boundaryEvent id="up" attachedToRef="host" cancelActivity="false"><escalationEventDefinition escalationRef="c"/></boundaryEvent><userTask id="tell"/><endEvent id="e3"/>'
    )
    return draw(host, "start>host host>end error>mend mend>e2 up>tell tell>e3", ROOTS)


@pytest.mark.parametrize(("kind", "place"), THROWN)
def test_the_event_is_thrown_where_it_is_drawn(
    kind: str, place: str, begin_text: Begin, draw: Draw
) -> None:
    case = begin_text(thrown(kind, place, draw)).do("care")
    messages, signals = (len(case.of(each)) for each in (PublishMessage, BroadcastSignal))
    several = kind.startswith("multiple")
    assert messages == (1 if several or kind == "message" else 0)
    assert signals == (1 if several or kind == "signal" else 0)
    escalates = kind in ("escalation", "multiple throw")
    assert [each.caught_by for each in case.of(EscalationRaised)] == (["up"] if escalates else [])
    assert ("tell" in case.tasks()) is escalates
    fails = kind in ("error", "multiple end")
    assert ("mend" in case.tasks()) is fails
    ends_host = fails or kind == "terminate" or place == "throw"
    assert ("other" in case.tasks()) is not ends_host
    reached = [each.element_id for each in case.effects if isinstance(each, ElementCompleted)]
    assert "x" in reached
    assert ("there" in reached) is (kind == "link")
    assert finish(case).outcome == "completed"
    nothing_is_left(case)
