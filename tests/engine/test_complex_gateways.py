"""Complex gateways: two opinions of three are enough, and the third neither blocks nor repeats anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.engine.events import CancelRequested
from bpmn.findings import Refused
from bpmn.reader import read_bpmn

FILE = Path(__file__).parent / "files" / "complex_join.bpmn"
Begin = Callable[..., Any]


def test_the_second_opinion_is_enough(begin: Begin) -> None:
    case = begin("complex_join", asked=3, needed=2).do("b")
    assert case.tasks() == ["a", "c"]
    assert case.do("a").tasks() == ["c", "go_on"]


def test_the_late_opinion_goes_its_own_way_and_the_case_ends(begin: Begin) -> None:
    case = begin("complex_join", asked=3, needed=2).do("c").do("b").do("go_on")
    assert case.outcome == "open"
    assert case.do("a").tasks() == ["late"]
    assert case.do("late").outcome == "completed"


def test_an_opinion_that_nobody_asked_for_is_not_waited_for(begin: Begin) -> None:
    case = begin("complex_join", asked=2, needed=2).do("a").do("b")
    assert case.tasks() == ["go_on"]
    assert case.do("go_on").outcome == "completed"
    assert "late" not in case.completed()


def test_an_opinion_that_will_not_come_is_told_and_can_be_done_without(begin: Begin) -> None:
    case = begin("complex_join", asked=2, needed=3).do("a").do("b")
    assert case.incidents() == ["stuck"]
    assert case.resolve().incidents() == ["stuck"]
    assert case.resolve("skip").incidents() == ["stuck"]
    assert case.resolve(needed=2).tasks() == ["go_on"]
    assert case.do("go_on").outcome == "completed"


def test_a_wrong_condition_is_put_right_at_the_gateway(begin_text: Begin) -> None:
    text = FILE.read_text().replace("activationCount &gt;= needed", "needed")
    case = begin_text(text, asked=3, needed="two").do("a").do("b")
    assert case.incidents() == ["expression"]
    case.resolve(needed=True)
    assert case.tasks() == ["c", "go_on"]


def test_a_cancelled_case_leaves_no_gateway_waiting(begin: Begin) -> None:
    case = begin("complex_join", asked=3, needed=2).do("a").give(CancelRequested("withdrawn"))
    assert case.outcome == "cancelled"
    assert not case.state.activations


def test_each_round_is_counted_for_itself(begin: Begin) -> None:
    case = begin("complex_loop").do("a")
    assert case.tasks() == ["b", "decide"]
    case.do("decide", more=True)
    assert case.tasks() == ["b", "a", "b"]
    case.do("a")
    assert case.tasks() == ["b", "b"], "the first round still waits for its second opinion"
    case.do("b")
    assert case.tasks() == ["b", "decide"], "the reset lets the next round begin"
    case.do("b").do("decide", more=False)
    assert case.outcome == "completed"
    assert case.completed().count("decide") == 2


def test_a_join_without_a_condition_is_refused() -> None:
    text = FILE.read_text()
    start, _, rest = text.partition("<bpmn:activationCondition")
    text = start + rest.partition("</bpmn:activationCondition>")[2]
    with pytest.raises(Refused, match="complex_gateway_without_condition"):
        read_bpmn(text.encode(), "p.bpmn")


def test_flows_that_would_be_taken_again_at_the_reset_are_warned_of() -> None:
    text = FILE.read_text().replace("waitingForStart", "true")
    _, warnings = read_bpmn(text.encode(), "p.bpmn")
    assert "complex_gateway_fires_twice" in {each.rule for each in warnings}
