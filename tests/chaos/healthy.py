"""A record and facts of a run in which all went well, small enough to break by hand."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from carelane.chaos.facts import CaseFact, CaseRow, Facts, TaskRow, TimerFact
from carelane.chaos.record import Operation

DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TASK = "care:t1"


def operation(number: int, verb: str, target: str, **more: object) -> Operation:
    values = {"command_id": f"c{number}", "person": "li", "outcome": "done"} | more
    times = {"asked_at": number * 10.0, "ended_at": number * 10.0 + 1.0}
    return Operation(number, verb, target=target, **(times | values))  # type: ignore[arg-type]


RECORD = (
    operation(1, "start", "chaos_care", answer="care"),
    operation(2, "start", "chaos_care", answer="off", command_id="c2"),
    operation(3, "claim", TASK),
    operation(4, "draft", TASK, given="half"),
    operation(5, "look", TASK, answer="half"),
    operation(6, "complete", TASK, given="c6"),
    operation(7, "cancel", "off"),
    operation(8, "claim", TASK, person="wu", outcome="refused", code="task_completed"),
)
TIMER = TimerFact("care", "m1", DUE, (DUE + timedelta(seconds=1),))
CARE = CaseFact(
    "care",
    "chaos_care",
    closed=True,
    turns=3,
    commands=Counter(begun=1, c6=1),
    notes=Counter(c6=1),
    opened=Counter(t1=1),
    elements=Counter(write=1),
    completed=(("t1", "li"),),
    ends=("completed",),
    jobs=Counter({"care:j1": 1}),
    timers=(TIMER,),
)
OFF = CaseFact("off", "chaos_care", closed=True, turns=2, ends=("cancelled",))
WRITER = CaseFact("writer", "chaos_writer", closed=True, turns=2, ends=("completed",))
READER = CaseFact(
    "reader", "chaos_reader", closed=True, turns=2, ends=("completed",), sheets=(1, 2, 3)
)
THROWER = CaseFact("thrower", "chaos_outbreak", closed=True, turns=1, ends=("completed",), thrown=1)
WATCH = CaseFact("watch", "chaos_watch", closed=False, turns=2, heard=Counter(s1=1))
CASES = (CARE, OFF, WRITER, READER, THROWER, WATCH)


def row(case: CaseFact) -> CaseRow:
    done = Counter(case.completed)
    state = case.ends[0] if case.ends else "active"
    return CaseRow(case.id, case.process_id, state, case.turns, case.sheets, done)


FACTS = Facts(
    cases={case.id: case for case in CASES},
    rows={case.id: row(case) for case in CASES},
    tasks={TASK: TaskRow(TASK, "care", "write", "completed", "li", "li", (("claim", "li"),))},
    commands={"c1": "care", "c2": "off"},
    effects=Counter({"care:j1": 1}),
    attempts=Counter({"care:j1": 2}),
    messages=Counter(delivered=5),
    deliveries=Counter(delivered=1),
    signals=1,
)
