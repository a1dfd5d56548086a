"""What a designer can let happen in a scenario, and ask of it."""

import pytest

from bpmn.definition import Bundle, compile_bundle
from bpmn.findings import Refused
from bpmn.scenarios import read_scenarios, run_scenario
from tests.spiff.recorded import drawn, flows, job, user

HEAD = """
scenario: A bed is looked for
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { T01: { kind: PRI }, P01: { kind: HOS } }
  jobs: { book: [{ fails: no line }, { returns: { bed: 7 } }] }
steps:
"""
START, END = '<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e"/>'
FULL = (
    '<bpmn:startEvent id="full"><bpmn:conditionalEventDefinition>'
    '<bpmn:condition xsi:type="bpmn:tFormalExpression">=beds &lt; 3</bpmn:condition>'
    "</bpmn:conditionalEventDefinition></bpmn:startEvent>"
)
DAILY = (
    '<bpmn:startEvent id="daily"><bpmn:timerEventDefinition>'
    "<bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>"
)
STARTS = drawn(FULL + DAILY + user("a", "b") + END + flows("full>a>e", "daily>b>e"))
BOOKING = drawn(START + job("book") + user("a", "b") + END + flows("s>book>a>b>e"))
MINE = BOOKING.replace('candidateGroups="nurse"', 'assignee="=started_by"', 1)
ROUND = drawn(
    START + f'<bpmn:adHocSubProcess id="round">{user("look", "listen")}<bpmn:completionCondition '
    'xsi:type="bpmn:tFormalExpression">=well</bpmn:completionCondition></bpmn:adHocSubProcess>'
    + END
    + flows("s>round>e")
)


def failures(text: str, steps: str) -> list[str]:
    (scenario,) = read_scenarios({"one.yaml": HEAD + steps})
    return [str(each) for each in run_scenario(compile_bundle(Bundle(text)), scenario).failures]


def test_a_condition_that_holds_begins_a_case_and_one_that_does_not_begins_none() -> None:
    steps = """
  - evaluate: { at: P01, with: { beds: 5 } }
  - expect: { running: [] }
  - evaluate: { at: P01, with: { beds: 2 } }
  - expect: { tasks: { P01: [a] }, variables: { P01: { beds: 2 } } }
"""
    assert failures(STARTS, steps) == []


def test_a_start_may_name_its_start_event() -> None:
    steps = """
  - start: { process: process, at: P01, event: daily }
  - expect: { tasks: { P01: [b] } }
"""
    assert failures(STARTS, steps) == []
    (failure,) = failures(STARTS, steps.replace("daily", "hourly"))
    assert "has no timer or conditional start 'hourly': ['daily', 'full']" in failure


def test_an_operator_resolves_an_incident_and_the_case_goes_on() -> None:
    steps = """
  - start: { process: process, at: T01 }
  - expect: { incidents: { T01: [book] } }
  - resolve: { element: book, at: T01 }
  - expect: { incidents: { T01: [] }, tasks: { T01: [a] }, variables: { T01: { bed: 7 } } }
"""
    assert failures(BOOKING, steps) == []
    (failure,) = failures(BOOKING, steps.replace("element: book", "element: a"))
    assert "one.yaml:11: a has no incident in T01; there are ['book']" in failure


def test_an_element_may_be_skipped_and_a_case_cancelled() -> None:
    steps = """
  - start: { process: process, at: T01 }
  - expect: { incidents: { T01: [book] } }
  - resolve: { element: book, at: T01, action: skip, with: { bed: 1 } }
  - expect: { tasks: { T01: [a] }, variables: { T01: { bed: 1 } } }
  - cancel: { at: T01, reason: moved away }
  - expect: { ended: { T01: cancelled }, tasks: { T01: [] }, running: [] }
"""
    assert failures(BOOKING, steps) == []


def test_a_case_stands_still_while_an_operator_wants_that() -> None:
    steps = """
  - jobs: { book: { returns: { bed: 7 } } }
  - start: { process: process, at: T01 }
  - suspend: { at: T01, reason: recall }
  - wait: P1D
  - expect: { tasks: { T01: [a] } }
  - resume: { at: T01, reason: clear }
  - complete: { task: a, at: T01, as: nurse, by: n1 }
  - expect: { tasks: { T01: [b] } }
  - suspend: { at: T01 }
  - complete: { task: b, at: T01, as: nurse, by: n1 }
"""
    (failure,) = failures(BOOKING, steps)
    assert "T01 is suspended: nobody can complete b" in failure
    (failure,) = failures(BOOKING, steps.replace("- suspend: { at: T01, reason: recall }", ""))
    assert "T01 is not suspended" in failure


def test_a_cancelled_case_has_its_work_undone() -> None:
    undo = '<bpmn:boundaryEvent id="undo" attachedToRef="book"><bpmn:compensateEventDefinition/>'
    undo += '</bpmn:boundaryEvent><bpmn:association id="x" sourceRef="undo" targetRef="free"/>'
    handler = user("free").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')
    body = START + job("book") + undo + handler + user("a") + END + flows("s>book>a>e")
    steps = """
  - jobs: { book: { returns: { bed: 7 } } }
  - start: { process: process, at: T01 }
  - cancel: { at: T01, reason: moved away, compensate: true }
  - expect: { tasks: { T01: [free] } }
  - complete: { task: free, at: T01, as: nurse, by: n1 }
  - expect: { ended: { T01: cancelled } }
"""
    assert failures(drawn(body), steps) == []
    with pytest.raises(Refused, match="compensate is true or false"):
        failures(drawn(body), steps.replace("compensate: true", "compensate: maybe"))


def test_a_list_shows_the_tasks_of_a_role_in_all_cases() -> None:
    steps = """
  - jobs: { book: { returns: {} } }
  - start: { process: process, at: T01 }
  - start: { process: process, at: T01, case: second, by: nurse_li }
  - expect: { lists: { nurse@T01: [a, a], nurse@P01: [], nurse_li: [] } }
  - expect: { cases: { T01: process, second: process } }
"""
    assert failures(BOOKING, steps) == []
    reserved = steps.replace("[a, a]", "[]").replace("nurse_li: []", "nurse_li: [a]")
    assert failures(MINE, reserved) == []
    (failure,) = failures(BOOKING, steps.replace("[a, a]", "[a]"))
    assert failure == "one.yaml:12: list of nurse@T01: expected ['a'], got ['a', 'a']"


def test_a_task_past_its_due_date_is_overdue() -> None:
    schedule = '<zeebe:taskSchedule dueDate="=now() + duration(&quot;PT1H&quot;)"/>'
    text = BOOKING.replace(
        "<zeebe:assignmentDefinition", f"{schedule}<zeebe:assignmentDefinition", 1
    )
    steps = """
  - jobs: { book: { returns: {} } }
  - start: { process: process, at: T01 }
  - wait: PT59M
  - expect: { overdue: { T01: [] } }
  - wait: PT1M
  - expect: { overdue: { T01: [a] } }
"""
    assert failures(text, steps) == []


def test_what_is_begun_in_a_round_without_order_is_on_the_list() -> None:
    steps = """
  - start: { process: process, at: T01, variables: { well: false } }
  - expect: { tasks: { T01: [look, listen] }, active: { T01: [round] } }
  - complete: { task: listen, at: T01, as: nurse, with: { well: true } }
  - expect: { ended: { T01: completed } }
"""
    assert failures(ROUND, steps) == []


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("  - resolve: { element: a, at: T01, action: wait }\n", "there is no action 'wait'"),
        ("  - cancel: { case: T01 }\n", "cancel has no 'case'"),
        ("  - evaluate: { with: {} }\n", "evaluate needs 'at'"),
    ],
)
def test_a_wrong_step_of_an_operator_is_refused_with_its_line(steps: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_scenarios({"one.yaml": HEAD + steps})
    found = [finding for finding in refused.value.findings if message in finding.message]
    assert [(each.file, each.line) for each in found] == [("one.yaml", 8)]
