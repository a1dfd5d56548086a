"""Ending a case from outside so that nothing that was booked stays booked."""

from collections.abc import Callable
from typing import Any

from bpmn.engine.effects import CancelChild, CaseCompensating, Ended
from bpmn.engine.events import CancelRequested
from bpmn.engine.operator_events import ResumeRequested, SuspendRequested
from tests.engine.test_compensation import TEXT, prepared

Begin = Callable[..., Any]
UNDONE = CancelRequested("withdrawn", "op", compensate=True)


def test_a_cancelled_case_would_keep_its_bed(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(UNDONE)
    assert (case.tasks(), case.jobs(), case.outcome) == ([], ["return_blood"], "open")
    assert case.state.compensating
    assert case.of(CaseCompensating) == [CaseCompensating("withdrawn")]
    case.done("return_blood").do("return_drugs")
    assert case.jobs() == ["free_bed"]
    case.done("free_bed")
    assert case.of(Ended) == [Ended("cancelled", "", "withdrawn")]


def test_what_is_open_in_a_subprocess_would_not_be_undone(begin: Begin) -> None:
    case = begin("compensation", ward="A").done("bed", bed_no=7).done("drugs").give(UNDONE)
    assert case.tasks() == ["return_drugs"]
    assert case.do("return_drugs").jobs() == ["free_bed"]
    assert case.done("free_bed").outcome == "cancelled"


def test_what_no_event_throws_at_would_not_be_undone(begin_text: Begin) -> None:
    text = TEXT.replace('<bpmn:compensateEventDefinition id="throw"/>', "")
    text = text.replace("<bpmn:compensateEventDefinition/></bpmn:end", "</bpmn:end")
    case = prepared(begin_text(text, ward="A")).give(UNDONE)
    assert case.jobs() == ["return_blood"]


def test_a_case_with_nothing_to_undo_would_stay_open(begin: Begin) -> None:
    case = begin("compensation", ward="A").give(UNDONE)
    assert case.of(Ended) == [Ended("cancelled", "", "withdrawn")]
    assert not case.of(CaseCompensating)


def test_an_undoing_that_hangs_could_not_be_ended(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(UNDONE)
    case.give(CancelRequested("enough", "op"))
    assert case.of(Ended) == [Ended("cancelled", "", "enough")]
    assert not case.state.jobs


def test_a_handler_that_fails_would_end_the_undoing(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(UNDONE).fail("return_blood")
    assert case.incidents() == ["job_failed"]
    assert case.resolve("skip").tasks() == ["return_drugs"]


def test_an_undoing_could_not_be_suspended(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(UNDONE)
    case.give(SuspendRequested("", "op")).done("return_blood")
    assert not case.tasks()
    assert case.give(ResumeRequested("", "op")).tasks() == ["return_drugs"]


def test_a_suspended_case_could_not_be_undone(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(SuspendRequested("", "op"))
    case.give(UNDONE)
    assert case.jobs() == ["return_blood"]


def test_an_error_event_would_catch_what_happens_while_the_case_is_undone(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).give(UNDONE)
    case.throw("return_blood", "refused")
    assert case.incidents() == ["unhandled_error"]
    assert case.tasks() == []


def test_a_called_case_would_not_undo_what_it_did(begin: Begin) -> None:
    case = begin("calls", callee="consult")
    case.give(UNDONE)
    assert [each.compensate for each in case.of(CancelChild)] == [True]
    plain = begin("calls", callee="consult").give(CancelRequested("over", "op"))
    assert [each.compensate for each in plain.of(CancelChild)] == [False]


def test_a_loop_would_be_undone_once_only(begin: Begin) -> None:
    case = begin("compensated_doses").done("dose").do("ask", more=True).done("dose").give(UNDONE)
    assert case.jobs() == ["credit"]
    assert case.done("credit").jobs() == ["credit"]
    assert case.done("credit").outcome == "cancelled"
