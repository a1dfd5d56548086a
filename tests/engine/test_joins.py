"""Joins: a patient's step must be neither skipped nor done twice."""

from collections.abc import Callable
from typing import Any

Begin = Callable[..., Any]


def test_a_join_in_a_loop_waits_for_both_branches_on_every_pass(begin: Begin) -> None:
    case = begin("join_in_loop")
    for _ in range(5):
        assert case.tasks() == ["visit", "lab"]
        case.do("visit", again=True)
        assert case.tasks() == ["lab"]
        case.do("lab")
    case.do("lab", again=False).do("visit")
    assert case.outcome == "completed"


def test_two_tokens_on_one_flow_do_not_stand_for_the_other_branch(begin: Begin) -> None:
    case = begin("tokens_on_one_flow")
    case.done("a").done("b")
    assert case.jobs() == ["c"]
    case.done("c")
    assert case.jobs() == ["after"]
    case.done("after")
    assert list(case.state.root.arrived["join"].values()) == [1]
    assert case.outcome == "open"


def test_a_join_that_can_never_start_is_shown_to_an_operator_instead_of_a_silent_stall(
    begin: Begin,
) -> None:
    case = begin("tokens_on_one_flow")
    case.done("a").done("b").done("c").done("after")
    assert case.incidents() == ["stuck"]
    assert case.resolve("retry").incidents() == ["stuck"]
    assert case.resolve("skip").outcome == "completed"


def test_an_inclusive_join_waits_for_exactly_what_can_still_come(begin: Begin) -> None:
    case = begin("inclusive_join", a=True, b=True, c=False)
    assert case.tasks() == ["a", "b"]
    case.do("a")
    assert case.tasks() == ["b"]
    case.do("b", more=True)
    assert case.tasks() == ["b"]
    case.do("b", more=False)
    assert case.tasks() == ["after"]
    assert case.do("after").outcome == "completed"


def test_an_inclusive_join_does_not_wait_for_a_branch_that_was_not_taken(begin: Begin) -> None:
    case = begin("inclusive_join", a=True, b=False, c=False)
    assert case.do("a").tasks() == ["after"]


def test_an_inclusive_join_waits_for_an_activity_whose_deadline_may_lead_to_it(
    begin: Begin,
) -> None:
    case = begin("inclusive_join", a=True, b=False, c=True)
    assert case.do("a").tasks() == ["c"]
    assert case.wait(hours=1).tasks() == ["after"]


def test_the_same_join_goes_on_when_that_activity_ends_elsewhere(begin: Begin) -> None:
    case = begin("inclusive_join", a=True, b=False, c=True)
    assert case.do("a").do("c").tasks() == ["after"]
