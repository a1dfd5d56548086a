"""A check that cannot fail proves nothing: every fault that the suite looks for is made by hand and must be seen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from carelane.chaos.checks import CHECKS, problems
from carelane.chaos.facts import CaseFact, Facts
from carelane.chaos.record import Operation
from tests.chaos.healthy import (
    CARE,
    DUE,
    FACTS,
    OFF,
    READER,
    RECORD,
    TASK,
    TIMER,
    WATCH,
    WRITER,
    operation,
    row,
)

Broken = tuple[tuple[Operation, ...], Facts]


def with_case(case: CaseFact) -> Facts:
    """Say something else of a case, in its history only."""
    return replace(FACTS, cases={**FACTS.cases, case.id: case})


def without_row(case: str) -> Facts:
    return replace(FACTS, rows={key: row for key, row in FACTS.rows.items() if key != case})


def without_case(case: str) -> Facts:
    return replace(FACTS, cases={key: one for key, one in FACTS.cases.items() if key != case})


def with_lines(*lines: tuple[str, str], owner: str = "li") -> Facts:
    task = replace(FACTS.tasks[TASK], lines=lines, owner=owner)
    return replace(FACTS, tasks={TASK: task})


def fired(*seconds: float) -> Facts:
    times = tuple(DUE + timedelta(seconds=each) for each in seconds)
    return with_case(replace(CARE, timers=(replace(TIMER, fired_at=times),)))


SEEN: dict[str, tuple[str, Callable[[], Broken]]] = {
    "a start that Temporal has lost": (
        "acknowledged starts",
        lambda: (RECORD, without_case("care")),
    ),
    "a start that nobody sees": ("acknowledged starts", lambda: (RECORD, without_row("care"))),
    "a start that began two cases": (
        "one case per command",
        lambda: (
            (*RECORD, operation(9, "start", "chaos_care", answer="other", command_id="c1")),
            FACTS,
        ),
    ),
    "a case that nobody asked for": (
        "one case per command",
        lambda: (RECORD, with_case(replace(CARE, id="twin"))),
    ),
    "a completion that the server never took": (
        "acknowledged completions",
        lambda: (RECORD, with_case(replace(CARE, commands=Counter()))),
    ),
    "a completion whose values are gone": (
        "acknowledged completions",
        lambda: (RECORD, with_case(replace(CARE, notes=Counter()))),
    ),
    "a completion that happened twice": (
        "acknowledged completions",
        lambda: (RECORD, with_case(replace(CARE, notes=Counter(c6=2)))),
    ),
    "an unanswered completion that happened twice": (
        "acknowledged completions",
        lambda: (
            tuple(replace(o, outcome="unknown") if o.verb == "complete" else o for o in RECORD),
            with_case(replace(CARE, commands=Counter(c6=2))),
        ),
    ),
    "a completion that the worklist forgot": (
        "acknowledged completions",
        lambda: (
            RECORD,
            replace(FACTS, rows={**FACTS.rows, "care": replace(row(CARE), completions=Counter())}),
        ),
    ),
    "a completion whose case is gone": (
        "acknowledged completions",
        lambda: (RECORD, without_case("care")),
    ),
    "a task completed by two people": (
        "one completion per task",
        lambda: (RECORD, with_case(replace(CARE, completed=(("t1", "li"), ("t1", "wu"))))),
    ),
    "a task opened twice": (
        "one completion per task",
        lambda: (RECORD, with_case(replace(CARE, opened=Counter(t1=2)))),
    ),
    "a step asked for twice": (
        "one completion per task",
        lambda: (RECORD, with_case(replace(CARE, elements=Counter(write=2)))),
    ),
    "a cancellation that was forgotten": (
        "acknowledged cancels",
        lambda: (RECORD, with_case(replace(OFF, ends=("completed",)))),
    ),
    "two winners of one claim": (
        "claims",
        lambda: (RECORD, with_lines(("claim", "wu"), ("claim", "li"))),
    ),
    "a claim that somebody else has": (
        "claims",
        lambda: (RECORD, with_lines(("claim", "li"), owner="wu")),
    ),
    "a claim that is gone": ("claims", lambda: (RECORD, with_lines(owner=""))),
    "a task given back by somebody else": (
        "claims",
        lambda: (RECORD, with_lines(("claim", "li"), ("release", "wu"), ("claim", "li"))),
    ),
    "a draft that was lost": (
        "drafts",
        lambda: (tuple(replace(o, answer="") if o.verb == "look" else o for o in RECORD), FACTS),
    ),
    "a draft that was replaced by an older one": (
        "drafts",
        lambda: (
            (
                operation(0, "draft", TASK, given="old"),
                *RECORD[:4],
                operation(5, "look", TASK, answer="old"),
            ),
            FACTS,
        ),
    ),
    "an effect that was doubled": (
        "job effects",
        lambda: (RECORD, replace(FACTS, effects=Counter({"care:j1": 2}))),
    ),
    "an effect that was lost": ("job effects", lambda: (RECORD, replace(FACTS, effects=Counter()))),
    "an effect of a job that never was": (
        "job effects",
        lambda: (RECORD, replace(FACTS, effects=Counter({"care:j1": 1, "care:j9": 1}))),
    ),
    "a job that was asked for twice": (
        "job effects",
        lambda: (RECORD, with_case(replace(CARE, jobs=Counter({"care:j1": 2})))),
    ),
    "a timer that fired early": ("timers", lambda: (RECORD, fired(-0.001))),
    "a timer that fired twice": ("timers", lambda: (RECORD, fired(1, 2))),
    "a timer that never fired": ("timers", lambda: (RECORD, fired())),
    "a message that is still on its way": (
        "messages",
        lambda: (RECORD, replace(FACTS, messages=Counter(delivered=4, correlated=1))),
    ),
    "messages in another order": (
        "messages",
        lambda: (RECORD, with_case(replace(READER, sheets=(1, 3, 2)))),
    ),
    "a message that was read twice": (
        "messages",
        lambda: (RECORD, with_case(replace(READER, sheets=(1, 2, 2)))),
    ),
    "a letter that was received twice": (
        "messages",
        lambda: (RECORD, with_case(replace(READER, id="reader2"))),
    ),
    "a letter that nobody received": ("messages", lambda: (RECORD, without_case("reader"))),
    "a signal that was not told": (
        "signals",
        lambda: (RECORD, replace(FACTS, deliveries=Counter(waiting=1))),
    ),
    "a signal that was heard twice": (
        "signals",
        lambda: (RECORD, with_case(replace(WATCH, heard=Counter(s1=2)))),
    ),
    "a signal that was not heard": (
        "signals",
        lambda: (RECORD, with_case(replace(WATCH, heard=Counter()))),
    ),
    "a signal that was thrown twice": ("signals", lambda: (RECORD, replace(FACTS, signals=2))),
    "a case that stands still": (
        "no stall",
        lambda: (RECORD, with_case(replace(WRITER, closed=False))),
    ),
    "a case that is shown as open for ever": (
        "no stall",
        lambda: (
            RECORD,
            replace(FACTS, rows={**FACTS.rows, "care": replace(row(CARE), state="active")}),
        ),
    ),
    "a case with an incident": (
        "no stall",
        lambda: (RECORD, with_case(replace(CARE, incidents=1))),
    ),
    "a case that only the read model knows": ("no stall", lambda: (RECORD, without_case("writer"))),
    "a row that a rebuild would change": (
        "read model",
        lambda: (RECORD, replace(FACTS, differences=("different: HumanTask of care",))),
    ),
    "a turn that the read model lacks": (
        "read model",
        lambda: (
            RECORD,
            replace(FACTS, rows={**FACTS.rows, "care": replace(row(CARE), turn=2)}),
        ),
    ),
}


def test_a_run_in_which_all_went_well_would_be_called_a_failure() -> None:
    assert not [line for lines in problems(RECORD, FACTS).values() for line in lines]


@pytest.mark.parametrize("name", SEEN)
def test_would_not_be_seen(name: str) -> None:
    check, broken = SEEN[name]
    record, facts = broken()
    assert problems(record, facts)[check], name


def test_a_check_could_pass_whatever_happens() -> None:
    assert {check for check, _ in SEEN.values()} == set(CHECKS)
