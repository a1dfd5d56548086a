"""What would leave a patient waiting, or decided upon by a clock, is said before a process is released."""

from itertools import pairwise

import pytest

from bpmn.check.clinical import check_clinical
from bpmn.reader import read_bpmn, read_xml

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t">'
    '<bpmn:message id="m" name="answer"/><bpmn:message id="m2" name="other"/><bpmn:escalation id="esc" escalationCode="late"/>'
)
TIMER = (
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H'
    "</bpmn:timeDuration></bpmn:timerEventDefinition>"
)
MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
OWNED = '<bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="desk"/></bpmn:extensionElements>'


def chain(*ids: str) -> str:
    """Flows from each element to the next."""
    return "".join(
        f'<bpmn:sequenceFlow id="{one}_{two}" sourceRef="{one}" targetRef="{two}"/>'
        for one, two in pairwise(ids)
    )


def start(key: str = "s") -> str:
    return f'<bpmn:startEvent id="{key}"/>'


def end(key: str, status: str = "") -> str:
    value = f'<carelane:status value="{status}"/>' if status else ""
    return f'<bpmn:endEvent id="{key}"><bpmn:extensionElements>{value}</bpmn:extensionElements></bpmn:endEvent>'


def person(key: str, status: str = "", inner: str = "") -> str:
    value = f'<carelane:status value="{status}"/>' if status else ""
    owned = OWNED.replace("</bpmn:ext", f"{value}</bpmn:ext")
    return f'<bpmn:userTask id="{key}">{owned}{inner}</bpmn:userTask>'


def catch(key: str, definition: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{key}">{definition}</bpmn:intermediateCatchEvent>'


def boundary(key: str, host: str, *, interrupting: bool) -> str:
    cancel = str(interrupting).lower()
    return (
        f'<bpmn:boundaryEvent id="{key}" attachedToRef="{host}" cancelActivity="{cancel}">'
        f"{TIMER}</bpmn:boundaryEvent>"
    )


def warned(*parts: str) -> list[tuple[str, str]]:
    """The rules and elements of the clinical warnings on a process."""
    body = f'<bpmn:process id="p" isExecutable="true">{"".join(parts)}</bpmn:process>'
    data = f"{HEAD}{body}</bpmn:definitions>".encode()
    definitions, _ = read_bpmn(data, "p.bpmn")
    found = check_clinical(definitions.processes, read_xml(data, "p.bpmn"), "p.bpmn")
    assert all(each.severity == "warning" and each.hint and each.message for each in found)
    return [(each.rule, each.element_id) for each in found]


WAIT = "clinical/unattended_wait"
DECIDES = "clinical/timer_decides"


def test_an_answer_that_is_lost_leaves_nobody_waiting_in_silence() -> None:
    assert warned(start(), catch("w", MESSAGE), end("e"), chain("s", "w", "e")) == [(WAIT, "w")]


def test_a_timer_beside_the_answer_is_enough() -> None:
    race = (
        '<bpmn:eventBasedGateway id="g"/>'
        + catch("w", MESSAGE)
        + catch("t", TIMER)
        + person("call")
    )
    flows = chain("s", "g", "w", "e") + chain("g", "t", "call", "e")
    assert warned(start(), race, end("e"), flows) == []


def test_two_answers_behind_one_gateway_are_one_wait() -> None:
    race = '<bpmn:eventBasedGateway id="g"/>' + catch("w", MESSAGE)
    other = catch("v", '<bpmn:messageEventDefinition messageRef="m2"/>')
    flows = chain("s", "g", "w", "e") + chain("g", "v", "e")
    assert warned(start(), race, other, end("e"), flows) == [(WAIT, "g")]


def test_a_timer_around_the_wait_is_enough() -> None:
    inner = start("s2") + catch("w", MESSAGE) + end("e2") + chain("s2", "w", "e2")
    sub = f'<bpmn:subProcess id="x">{inner}</bpmn:subProcess>' + boundary(
        "b", "x", interrupting=False
    )
    flows = chain("s", "x", "e") + chain("b", "call", "e3")
    assert warned(start(), sub, person("call"), end("e"), end("e3"), flows) == []


def test_a_person_on_a_parallel_way_is_enough_and_one_after_it_is_not() -> None:
    fork = '<bpmn:parallelGateway id="g"/><bpmn:parallelGateway id="j"/>'
    flows = chain("s", "g", "w", "j", "e") + chain("g", "track", "j")
    assert warned(start(), fork, catch("w", MESSAGE), person("track"), end("e"), flows) == []
    after = chain("s", "w", "track", "e")
    assert warned(start(), catch("w", MESSAGE), person("track"), end("e"), after) == [(WAIT, "w")]


@pytest.mark.parametrize("status", ["accepted", "rejected", "closed"])
def test_a_timer_never_takes_a_decision(status: str) -> None:
    late = boundary("b", "decide", interrupting=True) + end("no", status)
    flows = chain("s", "decide", "e") + chain("b", "no")
    found = warned(start(), person("decide"), late, end("e"), flows)
    assert (DECIDES, "b") in found


def test_a_timer_never_closes_a_case_in_silence() -> None:
    late = boundary("b", "decide", interrupting=True) + end("gone")
    flows = chain("s", "decide", "e") + chain("b", "gone")
    assert warned(start(), person("decide"), late, end("e"), flows) == [(DECIDES, "b")]


def test_a_timer_that_brings_another_person_decides_nothing() -> None:
    late = boundary("b", "decide", interrupting=True) + person("head")
    flows = chain("s", "decide", "e") + chain("b", "head", "e")
    assert warned(start(), person("decide"), late, end("e"), flows) == []


def test_a_timer_that_only_reminds_decides_nothing() -> None:
    late = boundary("b", "decide", interrupting=False) + end("reminded")
    flows = chain("s", "decide", "e") + chain("b", "reminded")
    assert warned(start(), person("decide"), late, end("e"), flows) == []


def test_a_timer_that_escalates_decides_nothing() -> None:
    told = '<bpmn:endEvent id="up"><bpmn:escalationEventDefinition escalationRef="esc"/></bpmn:endEvent>'
    late = boundary("b", "decide", interrupting=True) + told
    flows = chain("s", "decide", "e") + chain("b", "up")
    assert warned(start(), person("decide"), late, end("e"), flows) == []


def test_a_pause_that_nobody_else_could_end_is_no_decision() -> None:
    assert warned(start(), catch("t", TIMER), end("e"), chain("s", "t", "e")) == []


def test_silence_that_is_taken_for_an_answer_is_a_decision() -> None:
    race = '<bpmn:eventBasedGateway id="g"/>' + catch("w", MESSAGE) + catch("t", TIMER)
    flows = chain("s", "g", "w", "e") + chain("g", "t", "no")
    assert warned(start(), race, end("e"), end("no", "cancelled"), flows) == [(DECIDES, "t")]


PATHS = {
    "clinical/no_decline": "rejected",
    "clinical/no_cancel": "cancelled",
    "clinical/no_deceased": "deceased",
    "clinical/no_outcome": "replied",
}


@pytest.mark.parametrize("missing", PATHS)
def test_a_referral_has_a_way_to_say_no_to_withdraw_to_end_and_to_answer(missing: str) -> None:
    def referral(statuses: list[str]) -> list[tuple[str, str]]:
        tasks = [person(f"t{place}", each) for place, each in enumerate(["submitted", *statuses])]
        ids = ["s", *(f"t{place}" for place in range(len(tasks))), "e"]
        return warned(start(), *tasks, end("e"), chain(*ids))

    assert referral(list(PATHS.values())) == []
    others = [status for rule, status in PATHS.items() if rule != missing]
    assert referral(others) == [(missing, "p")]


def test_a_process_that_refers_nobody_needs_no_paths_of_a_referral() -> None:
    assert warned(start(), person("t", "in_care"), end("e"), chain("s", "t", "e")) == []
