"""Tasks, loops, several instances, and where their variables go."""

from collections.abc import Callable
from typing import Any

from bpmn.engine.effects import (
    OpenHumanTask,
    Owner,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
    StatusChanged,
)

Begin = Callable[..., Any]


def test_enough_opinions_end_the_round_and_take_the_other_tasks_away(begin: Begin) -> None:
    case = begin("parallel_instances", experts=["a", "b", "c"], enough=2)
    opened = case.of(OpenHumanTask)
    assert [(each.variables["expert"], each.variables["loopCounter"]) for each in opened] == [
        ("a", 1),
        ("b", 2),
        ("c", 3),
    ]
    case.do("opine", answer="yes").do("opine", answer="no")
    assert case.tasks() == ["decide"]
    assert case.state.variables["opinions"] == ["yes", "no", None]


def test_no_experts_means_no_opinions_and_the_case_goes_on(begin: Begin) -> None:
    case = begin("parallel_instances", experts=[], enough=1)
    assert case.tasks() == ["decide"]
    assert case.state.variables["opinions"] == []


def test_calls_are_made_one_after_the_other(begin: Begin) -> None:
    case = begin("sequential_instances", numbers=[1, 2])
    assert case.jobs() == ["call"]
    case.done("call", answer="busy")
    assert case.jobs() == ["call"]
    case.done("call", answer="ok")
    assert case.outcome == "completed"
    assert case.last[-2].variables["answers"] == ["busy", "ok"]


def test_variables_stay_in_their_scope_unless_mapped_out(begin: Begin) -> None:
    case = begin("scopes", patient={"name": "x"}, appointment={"kind": "opd"})
    case.done("book", slot="S1", noise=1)
    assert case.tasks() == ["look"]
    assert case.state.variables == {
        "patient": {"name": "x"},
        "appointment": {"kind": "opd", "slot": "S1"},
        "seen": 2,
    }


def test_a_loop_tests_before_and_stops_at_its_maximum(begin: Begin) -> None:
    assert begin("standard_loop", reached=True).tasks() == ["after"]
    case = begin("standard_loop")
    for _ in range(3):
        case.do("call")
    assert case.tasks() == ["after"]


def test_the_referrals_clock_runs_on_from_its_first_hospital(begin: Begin) -> None:
    case = begin(
        "sla",
        clock_started_at="2026-01-05T06:48:00Z",
        decision_due="2026-01-05T08:48:00Z",
    )
    reached = [each.percent for each in case.of(SlaStepReached)]
    assert reached == [50]
    assert case.of(SlaStarted)[0].task_id in case.state.tasks
    assert case.of(OpenHumanTask)[0].due_at.isoformat() == "2026-01-05T08:48:00+00:00"
    case.wait(minutes=25)
    case.wait(hours=9)
    assert [each.percent for each in case.of(SlaStepReached)] == [50, 80, 100, 150]
    assert [each.status for each in case.of(StatusChanged)] == ["received"]
    case.do("decide")
    assert [each.status for each in case.of(StatusChanged)] == ["received", "accepted"]
    assert len(case.of(SlaStopped)) == 1
    assert case.state.next_due() is None


def test_a_clock_without_a_time_is_one_incident_before_the_task_opens(begin: Begin) -> None:
    case = begin("sla")
    assert case.incidents() == ["expression"]
    assert case.tasks() == []
    times = {"clock_started_at": "2026-01-05T08:00:00Z", "decision_due": "2026-01-05T10:00:00Z"}
    case.resolve("retry", **times)
    assert case.tasks() == ["decide"]
    assert len(case.of(SlaStarted)) == 1


def test_an_emergency_has_steps_of_its_own(begin: Begin) -> None:
    case = begin("sla_by_urgency", urgency="E")
    assert case.of(OpenHumanTask)[0].due_at.isoformat() == "2026-01-05T08:10:00+00:00"
    case.wait(hours=1)
    assert [each.percent for each in case.of(SlaStepReached)] == [50, 100, 150]
    times = {"clock_started_at": "2026-01-05T08:00:00Z", "decision_due": "2026-01-05T10:00:00Z"}
    calm = begin("sla_by_urgency", urgency="R", **times).wait(hours=4)
    assert [each.percent for each in calm.of(SlaStepReached)] == [50, 80, 100, 150]


def test_a_task_goes_to_the_group_that_the_file_names(begin: Begin) -> None:
    opened = begin("join_in_loop").of(OpenHumanTask)
    assert {each.potential_owners for each in opened} == {(Owner("hos_spec"),)}
