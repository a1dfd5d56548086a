"""A clock that goes on at the next hospital: no pause is charged to it, and nothing is forgiven that was not given."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bpmn.definition import Bundle
from bpmn.engine.effects import OpenHumanTask, SlaExtended, SlaResumed, SlaStarted, SlaStepReached
from bpmn.engine.operator_events import ClockExtended, VariablesEdited
from bpmn.json_types import Json

from .conftest import BEGIN, Case

FILES = Path(__file__).parent / "files"
CALENDAR: Json = {
    "zone": "Asia/Shanghai",
    "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
    "known_years": [2026],
}


def begin(place: str, start: Json, urgency: str = "U", begins: datetime = BEGIN) -> Case:
    tables = {"target.dmn": (FILES / "target.dmn").read_text()}
    bundle = Bundle((FILES / "clocks.bpmn").read_text(), tables)
    given: dict[str, Json] = {"urgency": urgency, "key": "k1", "calendar": CALENDAR}
    given |= {"institution": place, "clock_started_at": start}
    return Case(bundle, begins=begins, **given)


def minutes(count: float) -> datetime:
    return BEGIN + timedelta(minutes=count)


def left_by(case: Case) -> dict[str, Json]:
    """Give what a message of the case would take along."""
    assert case.state.root is not None
    kept = (case.state.root.variables or {})["decision_clock"]
    assert isinstance(kept, dict)
    return kept


def paused_for_five_hours(urgency: str = "U") -> Case:
    case = begin("P01", BEGIN.isoformat(), urgency).wait(minutes=30)
    return case.do("check", complete=False).wait(hours=5).receive("ANSWER", "k1")


def percents(case: Case) -> list[int]:
    return [step.percent for step in case.of(SlaStepReached)]


def clock(case: Case) -> SlaStarted:
    found = case.of(SlaStarted)[0]
    assert isinstance(found, SlaStarted)
    return found


def test_the_second_hospital_would_call_late_what_waited_for_an_answer() -> None:
    first = paused_for_five_hours()
    second = begin("P02", left_by(first), begins=first.now)
    assert clock(second).due_at == first.of(SlaResumed)[0].due_at == minutes(420)
    assert (clock(second).start_at, clock(second).paused) == (BEGIN, 5 * 3600)
    assert (percents(second), second.of(OpenHumanTask)[0].due_at) == ([], minutes(420))
    assert percents(second.wait(minutes=30)) == [50]
    assert left_by(second) == left_by(first)
    second.give(
        VariablesEdited(variables={"urgency": "E"})
    )  # pauses stay, as at the first hospital
    assert left_by(second)["due"] == minutes(310).isoformat()


def test_working_time_that_was_paused_is_given_back_in_the_hours_of_the_next_place() -> None:
    first = paused_for_five_hours("P")  # 16:30 to 21:30: one hour of it is working time
    assert left_by(first)["paused_work"] == "PT1H"
    second = begin("P02", left_by(first), "P", begins=first.now)
    assert clock(second).due_at == first.of(SlaResumed)[0].due_at
    assert clock(second).due_at == datetime(2026, 1, 6, 9, tzinfo=UTC)


def test_what_a_supervisor_gave_would_be_taken_back_by_a_redirect() -> None:
    first = begin("P01", BEGIN.isoformat()).wait(minutes=90)
    first.give(ClockExtended(next(iter(first.state.slas)), minutes(200), "theatre", "p1"))
    second = begin("P02", left_by(first), begins=first.now)
    assert (clock(second).due_at, clock(second).before) == (minutes(200), minutes(120))
    assert second.of(SlaExtended) == []
    urgent = begin("P02", left_by(first), "E", begins=first.now)
    assert (clock(urgent).due_at, clock(urgent).before) == (minutes(10), None)
    second.give(VariablesEdited(variables={"urgency": "E"}))
    assert left_by(second)["due"] == minutes(10).isoformat()
    second.give(VariablesEdited(variables={"urgency": "U"}))
    assert left_by(second)["due"] == minutes(200).isoformat()


def test_the_second_hospital_would_answer_for_what_the_first_missed() -> None:
    first = begin("P01", BEGIN.isoformat()).wait(minutes=130)
    assert left_by(first)["breached_by"] == "P01"
    second = begin("P02", left_by(first), begins=first.now)
    assert (clock(second).breached_at, clock(second).breached_by) == (minutes(120), "P01")
    assert percents(second) == [50, 80, 100]
    assert [each.first_breach for each in second.of(SlaStepReached)] == [False, False, False]
    assert left_by(begin("P03", left_by(second), begins=second.now))["breached_by"] == "P01"


@pytest.mark.parametrize(
    "change",
    [
        {"paused": "PT6H"},
        {"paused": "-PT1H"},
        {"paused": "P1M"},
        {"paused_work": "PT5H30M"},
        {"extended": "soon"},
        {"start": None},
        {"start": "2027-01-01T00:00:00Z"},
        {"breached_by": "P01"},
        {"breached_at": "yesterday", "breached_by": "P01"},
        {"forgiven": "P9D"},
    ],
)
def test_time_that_was_never_paused_would_be_forgiven(change: dict[str, Json]) -> None:
    first = paused_for_five_hours()
    second = begin("P02", {**left_by(first), **change}, begins=first.now)
    assert (second.incidents(), second.of(SlaStarted)) == (["expression"], [])
    assert second.tasks() == ["check"]  # nobody's work waits for the clock
    second.resolve(clock_started_at=left_by(first))
    assert clock(second).due_at == minutes(420)
