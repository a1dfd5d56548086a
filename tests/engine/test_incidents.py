"""A designer's mistake waits for a person; it never loses a case and never spins."""

from collections.abc import Callable
from typing import Any

from bpmn.engine.effects import CloseIncident, RaiseIncident

Begin = Callable[..., Any]


def test_no_condition_holds_and_a_person_repairs_the_case(begin: Begin) -> None:
    case = begin("no_way")
    assert case.incidents() == ["no_flow"]
    case.resolve("retry")
    assert case.incidents() == ["no_flow"]
    case.resolve("retry", way="b")
    assert case.tasks() == ["b"]
    assert case.incidents() == []
    assert len(case.of(CloseIncident)) == 2


def test_a_gateway_cannot_be_skipped_by_accident(begin: Begin) -> None:
    case = begin("no_way").resolve("skip")
    assert case.incidents() == ["no_flow"]


def test_a_timer_without_a_time_is_an_incident(begin: Begin) -> None:
    case = begin("bad_timer")
    assert case.incidents() == ["expression"]
    case.resolve("retry", how_long="PT1H").wait(hours=1)
    assert case.tasks() == ["after"]


def test_a_step_can_be_skipped_by_an_operator(begin: Begin) -> None:
    assert begin("bad_timer").resolve("skip").tasks() == ["after"]


def test_a_failed_job_runs_again_under_a_new_id(begin: Begin) -> None:
    case = begin("error_end")
    before = list(case.state.jobs)
    case.fail("book")
    assert case.incidents() == ["job_failed"]
    case.resolve("retry")
    assert case.jobs() == ["book"]
    assert list(case.state.jobs) != before
    assert case.done("book").outcome == "completed"


def test_an_error_that_nobody_catches_waits_for_a_person(begin: Begin) -> None:
    case = begin("error_end").throw("book", "ODD")
    assert case.incidents() == ["unhandled_error"]


def test_an_endless_loop_stops_and_can_be_resolved(begin: Begin) -> None:
    case = begin("endless")
    assert case.incidents() == ["loop_limit"]
    assert len(case.of(RaiseIncident)) == 1
    case.resolve("retry", stop=True)
    assert case.outcome == "completed"


def test_an_incident_never_shows_a_value(begin: Begin) -> None:
    case = begin("bad_timer", how_long="secret")
    assert "secret" not in case.of(RaiseIncident)[0].message


def test_an_end_event_that_cannot_throw_keeps_its_token(begin: Begin) -> None:
    case = begin("signal_name_missing")
    assert case.incidents() == ["expression"]
    assert case.resolve("retry", channel="ward").outcome == "completed"
