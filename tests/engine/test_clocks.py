"""Clocks over a whole case: nobody waits unnoticed between two tasks, and no wait is charged to the wrong side."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bpmn.definition import Bundle
from bpmn.engine.clock_changes import problems_of_extension
from bpmn.engine.effects import (
    HumanTaskDue,
    OpenHumanTask,
    SlaExtended,
    SlaPaused,
    SlaPauseRefused,
    SlaReplanned,
    SlaResumed,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
)
from bpmn.engine.operator_events import ClockExtended, VariablesEdited
from bpmn.json_types import Json

from .conftest import BEGIN, Case

FILES = Path(__file__).parent / "files"
CALENDAR: Json = {
    "zone": "Asia/Shanghai",
    "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
    "known_years": [2026],
}
"""BEGIN is a Monday, 16:00 in Shanghai: an hour and a half before closing."""


def begin(urgency: str, **variables: Json) -> Case:
    texts = {"target.dmn": (FILES / "target.dmn").read_text()}
    given: dict[str, Json] = {
        "urgency": urgency,
        "key": "k1",
        "calendar": CALENDAR,
        "clock_started_at": BEGIN.isoformat(),
    }
    bundle = Bundle((FILES / "clocks.bpmn").read_text(), texts)
    return Case(bundle, **{**given, **variables})


def percents(case: Case) -> list[int]:
    return [step.percent for step in case.of(SlaStepReached)]


def minutes(count: float) -> datetime:
    return BEGIN + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("urgency", "calendar", "due"),
    [
        ("E", "24x7", minutes(10)),
        ("U", "24x7", minutes(120)),
        ("P", "work", datetime(2026, 1, 6, 8, tzinfo=UTC)),
        ("R", "work", datetime(2026, 1, 7, 8, tzinfo=UTC)),
    ],
)
def test_the_target_comes_from_the_table_by_urgency_and_the_first_task_shows_it(
    urgency: str, calendar: str, due: datetime
) -> None:
    case = begin(urgency)
    started = case.of(SlaStarted)[0]
    assert (started.element_id, started.name, started.task_id) == ("process", "decision", "")
    assert (started.calendar, started.due_at, started.guessed) == (calendar, due, ())
    assert case.of(OpenHumanTask)[0].due_at == due


def test_the_clock_runs_on_from_one_task_to_the_next_and_stops_at_the_decision() -> None:
    case = begin("U").wait(minutes=60)
    assert percents(case) == [50]
    case.do("check")
    assert case.of(OpenHumanTask)[1].due_at == minutes(120)
    case.do("decide")
    assert case.of(SlaStopped)[0].sla_id == case.of(SlaStarted)[0].sla_id
    assert [clock.name for clock in case.of(SlaStarted)] == ["decision", "booking"]
    case.wait(hours=3)
    assert percents(case) == [50]


def test_each_step_says_whom_the_ladder_tells_and_for_which_tasks() -> None:
    case = begin("U").wait(minutes=180)
    told = {step.percent: step.tell for step in case.of(SlaStepReached)}
    assert told == {
        50: ("owner",),
        80: ("owner", "deputy"),
        100: ("owner", "head"),
        150: ("duty", "supervision"),
    }
    late = case.of(SlaStepReached)[2]
    assert late.tasks == tuple(case.state.tasks)
    assert late.breached_at == minutes(120)
    urgent = begin("E").wait(minutes=15)
    assert [(step.percent, "phone" in step.tell) for step in urgent.of(SlaStepReached)] == [
        (50, True),
        (100, True),
        (150, True),
    ]


def test_a_designer_names_other_people() -> None:
    case = begin("U").do("check").do("decide").wait(days=3)
    booking = [step for step in case.of(SlaStepReached) if step.sla_id == "c" + _number(case)]
    assert [step.tell for step in booking] == [("owner", "deputy"), ("owner", "head")]


def _number(case: Case) -> str:
    return str(case.of(SlaStarted)[1].sla_id[1:])


def test_waiting_for_information_stops_the_clock_and_gives_back_exactly_that_time() -> None:
    case = begin("U").wait(minutes=30).do("check", complete=False)
    paused = case.of(SlaPaused)[0]
    assert (paused.at, paused.why, paused.waits_at) == (minutes(30), "info_request", "wait")
    assert case.state.next_due() is None
    case.wait(hours=5).receive("ANSWER", "k1")
    resumed = case.of(SlaResumed)[0]
    assert (resumed.due_at, resumed.paused) == (minutes(120 + 300), 5 * 3600)
    assert case.of(OpenHumanTask)[1].due_at == minutes(420)
    assert percents(case) == []
    case.wait(minutes=30)
    assert percents(case) == [50]


def test_of_two_waits_the_one_that_goes_on_says_why_the_clock_stands_still() -> None:
    case = Case(Bundle((FILES / "two_waits.bpmn").read_text()), key="k1")
    assert [each.why for each in case.of(SlaPaused)] == ["info_request"]
    case.wait(minutes=30).receive("ANSWER", "k1")
    assert [each.why for each in case.of(SlaPaused)] == ["info_request", "patient"]
    case.wait(minutes=30).receive("PATIENT", "k1")
    assert [(each.why, each.paused) for each in case.of(SlaResumed)] == [
        ("info_request", 1800),
        ("patient", 3600),
    ]
    assert case.of(SlaResumed)[-1].due_at == minutes(180)


def test_a_pause_over_night_gives_back_working_time_only() -> None:
    case = begin("P").wait(minutes=30).do("check", complete=False)
    case.wait(hours=16).receive("ANSWER", "k1")  # the next morning, half past eight
    assert case.of(SlaResumed)[0].due_at == datetime(2026, 1, 6, 9, 30, tzinfo=UTC)


def test_an_emergency_is_never_paused_and_the_history_says_so() -> None:
    case = begin("E").do("check", complete=False)
    assert case.of(SlaPaused) == []
    refused = case.of(SlaPauseRefused)
    assert [(each.why, each.waits_at) for each in refused] == [("info_request", "wait")]
    assert percents(case.wait(minutes=15)) == [50, 100, 150]


def test_a_patient_who_becomes_an_emergency_ends_the_pause() -> None:
    case = begin("R").do("check", complete=False).wait(minutes=30)
    case.receive("WORSE", "k1", urgency="E")
    assert len(case.of(SlaResumed)) == 1
    assert case.of(SlaReplanned)[0].due_at == minutes(40)
    assert percents(case.wait(minutes=15)) == [50, 100, 150]


def test_a_changed_urgency_plans_anew_and_tells_each_step_once() -> None:
    case = begin("U").wait(minutes=70)
    assert percents(case) == [50]
    case.receive("WORSE", "k1", urgency="E")
    replanned = case.of(SlaReplanned)[0]
    assert (replanned.due_at, replanned.urgency, replanned.steps) == (minutes(10), "E", (100, 150))
    assert percents(case) == [50, 100, 150]
    breach = case.of(SlaStepReached)[1]
    assert (breach.at, breach.breached_at, breach.first_breach) == (minutes(10), minutes(70), True)
    assert case.of(HumanTaskDue)[-1].due_at == minutes(10)


def test_a_lower_urgency_gives_more_time() -> None:
    case = begin("U").wait(minutes=100)
    case.give(VariablesEdited(variables={"urgency": "P"}))
    assert case.of(SlaReplanned)[0].calendar == "work"
    assert percents(case) == [50, 80]
    case.wait(hours=5)
    assert percents(case) == [50, 80]


def test_a_mistaken_emergency_that_is_made_routine_warns_again_when_its_own_time_is_over() -> None:
    case = begin("E").wait(minutes=16)
    assert percents(case) == [50, 100, 150]
    case.give(VariablesEdited(variables={"urgency": "U"}))
    replanned = case.of(SlaReplanned)[-1]
    assert (replanned.due_at, replanned.steps, replanned.reached) == (
        minutes(120),
        (80, 100, 150),
        50,
    )
    assert case.of(HumanTaskDue)[-1].due_at == minutes(120)
    case.wait(minutes=180)
    assert percents(case) == [50, 100, 150, 80, 100, 150]
    assert {step.breached_at for step in case.of(SlaStepReached)[1:]} == {minutes(10)}


def test_another_variable_leaves_the_clock_alone() -> None:
    case = begin("U")
    case.give(VariablesEdited(variables={"note": "x"}))
    assert case.of(SlaReplanned) == []


def test_a_supervisor_gives_more_time_and_a_breach_stays_one() -> None:
    case = begin("U").wait(minutes=130)
    assert percents(case) == [50, 80, 100]
    clock = next(iter(case.state.slas))
    case.give(ClockExtended(clock, minutes(200), "the specialist operates", "p1"))
    assert case.of(SlaExtended)[0] == SlaExtended(clock, "process", minutes(200), minutes(120), 80)
    assert case.of(HumanTaskDue)[-1].due_at == minutes(200)
    case.wait(minutes=75)
    assert percents(case) == [50, 80, 100, 100]
    assert case.of(SlaStepReached)[-1].breached_at == minutes(120)
    case.give(VariablesEdited(variables={"urgency": "E"}))
    assert case.of(SlaReplanned)[-1].due_at == minutes(10)  # an emergency has no more time


@pytest.mark.parametrize(
    ("urgency", "due", "code"),
    [
        ("E", minutes(500), "emergency_clock"),
        ("U", minutes(120), "clock_not_later"),
        ("U", minutes(60), "clock_not_later"),
    ],
)
def test_an_emergency_or_an_earlier_time_is_no_extension(
    urgency: str, due: datetime, code: str
) -> None:
    case = begin(urgency)
    wanted = ClockExtended(next(iter(case.state.slas)), due)
    assert [problem.code for problem in problems_of_extension(case.state, wanted)] == [code]
    case.give(wanted)
    assert case.of(SlaExtended) == []
    assert [p.code for p in problems_of_extension(case.state, ClockExtended("c99", due))] == [
        "clock_stopped"
    ]


def test_a_case_without_a_calendar_is_an_incident_and_goes_on_when_there_is_one() -> None:
    case = begin("P", calendar=None)
    assert case.incidents() == ["expression"]
    assert case.tasks() == ["check"]
    case.resolve(calendar=CALENDAR)
    assert case.of(SlaStarted)[0].calendar == "work"


def test_a_year_that_nobody_entered_is_told() -> None:
    case = begin("P", calendar={**CALENDAR, "known_years": []})  # type: ignore[dict-item]
    assert case.of(SlaStarted)[0].guessed == (2026,)
