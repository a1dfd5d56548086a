"""Compensation: a bed that was booked for nothing is freed, in the right order and once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bpmn.engine.effects import RunJob, StartChild
from bpmn.engine.events import CancelRequested, ChildDone

Begin = Callable[..., Any]
TEXT = (Path(__file__).parent / "files" / "compensation.bpmn").read_text()
THROW = '<bpmn:compensateEventDefinition id="throw"/>'


def throwing(attributes: str) -> str:
    return TEXT.replace(THROW, f"<bpmn:compensateEventDefinition {attributes}/>")


def prepared(case: Any) -> Any:
    return case.done("bed", bed_no=7).done("drugs").done("blood")


def told(case: Any, element: str) -> dict[str, Any]:
    return [each for each in case.of(RunJob) if each.element_id == element][-1].variables


def test_everything_is_undone_youngest_first_and_the_token_waits(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False)
    assert (case.jobs(), case.tasks()) == (["return_blood"], [])
    case.done("return_blood")
    assert (case.jobs(), case.tasks()) == ([], ["return_drugs"])
    case.do("return_drugs")
    assert (case.jobs(), case.tasks()) == (["free_bed"], [])
    assert case.done("free_bed").tasks() == ["tell"]
    assert case.do("tell", again=False, undo=False).outcome == "completed"
    assert not case.state.activations


def test_a_handler_sees_what_its_activity_saw(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False, ward="B")
    assert told(case, "return_blood")["tray"] == "tray 1"
    case.done("return_blood", tray="tray 2").do("return_drugs").done("free_bed")
    assert told(case, "free_bed")["booked"] == "A"
    assert told(case, "free_bed")["bed_no"] == 7
    assert "tray" not in case.state.variables


def test_nothing_is_undone_where_all_went_well(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=True)
    assert case.outcome == "completed"
    assert "undo_bed" not in case.completed()


def test_nothing_is_undone_twice(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False)
    case.done("return_blood").do("return_drugs").done("free_bed")
    case.do("tell", again=False, undo=True)
    assert (case.jobs(), case.tasks()) == ([], ["tell"])


def test_one_activity_is_undone_and_the_rest_stays(begin_text: Begin) -> None:
    case = prepared(begin_text(throwing('activityRef="bed"'), ward="A")).do("come", came=False)
    assert case.jobs() == ["free_bed"]
    assert case.done("free_bed").tasks() == ["tell"]


def test_a_sub_process_is_undone_by_name(begin_text: Begin) -> None:
    case = prepared(begin_text(throwing('activityRef="prepare"'), ward="A")).do("come", came=False)
    case.done("return_blood").do("return_drugs")
    assert (case.jobs(), case.tasks()) == ([], ["tell"])


def test_the_token_goes_on_at_once_where_it_need_not_wait(begin_text: Begin) -> None:
    case = prepared(begin_text(throwing('waitForCompletion="false"'), ward="A"))
    case.do("come", came=False)
    assert (case.jobs(), case.tasks()) == (["return_blood"], ["tell"])
    case.do("tell", again=False, undo=False)
    assert case.outcome == "open", "the case does not end before all is undone"
    case.done("return_blood").do("return_drugs").done("free_bed")
    assert case.outcome == "completed"


def test_an_error_handler_undoes_what_its_scope_has_done(begin: Begin) -> None:
    case = begin("compensation", ward="A").done("bed", bed_no=7).throw("blood", "refused")
    assert case.do("t_look").jobs() == ["free_bed"]
    assert case.done("free_bed").outcome == "completed"


def test_an_error_while_undoing_leaves_the_rest_to_be_undone(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False)
    case.throw("return_blood", "refused").do("t_look")
    assert (case.jobs(), case.tasks()) == ([], ["return_drugs"])
    assert case.do("return_drugs").done("free_bed").outcome == "completed"


def test_a_handler_that_fails_waits_for_an_operator(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False)
    case.fail("return_blood")
    assert case.incidents() == ["job_failed"]
    assert case.resolve("skip").tasks() == ["return_drugs"]


def test_a_cancelled_case_undoes_nothing_more(begin: Begin) -> None:
    case = prepared(begin("compensation", ward="A")).do("come", came=False)
    case.give(CancelRequested("withdrawn"))
    assert case.outcome == "cancelled"
    assert not case.state.jobs


def test_what_nothing_can_undo_leaves_no_trace_in_the_state(begin_text: Begin) -> None:
    lines = [each for each in TEXT.splitlines() if "undo_bed" not in each and "free_" not in each]
    case = begin_text("\n".join(lines), ward="A").done("bed", bed_no=7)
    assert "compensable" not in json.dumps(case.state.dump())
    assert "compensable" in json.dumps(case.done("drugs").state.dump())


def test_work_that_is_done_but_could_not_be_told_is_undone_too(begin_text: Begin) -> None:
    endless = "=for i in 1..9000, j in 1..9000 return i"
    case = begin_text(TEXT.replace("=bed_no", endless), ward="A").done("bed")
    assert case.incidents() == ["expression"]
    case.resolve("skip").done("drugs").done("blood").do("come", came=False)
    case.done("return_blood").do("return_drugs")
    assert case.jobs() == ["free_bed"]


def test_work_that_an_operator_skipped_is_not_undone(begin: Begin) -> None:
    case = begin("compensation", ward="A").fail("bed").resolve("skip").done("drugs").done("blood")
    case.do("come", came=False).done("return_blood").do("return_drugs")
    assert (case.jobs(), case.tasks()) == ([], ["tell"])


def test_an_event_that_undoes_two_things_waits_for_both(begin_text: Begin) -> None:
    two = '<bpmn:compensateEventDefinition activityRef="bed"/>'
    text = TEXT.replace(THROW, two + two.replace("bed", "prepare"))
    case = prepared(begin_text(text, ward="A")).do("come", came=False)
    assert sorted(case.jobs()) == ["free_bed", "return_blood"]
    assert case.done("free_bed").tasks() == []
    case.done("return_blood")
    assert case.tasks() == ["return_drugs"]
    assert case.do("return_drugs").tasks() == ["tell"]


def test_what_is_still_at_work_is_left_alone(begin_text: Begin) -> None:
    text = TEXT.replace(
        '<bpmn:sequenceFlow id="f2" sourceRef="prepare" targetRef="come"/>',
        '<bpmn:sequenceFlow id="f2" sourceRef="bed" targetRef="come"/>'
        '<bpmn:sequenceFlow id="f11" sourceRef="prepare" targetRef="end"/>',
    )
    case = begin_text(text, ward="A").done("bed").done("blood").do("come", came=False)
    assert case.jobs() == ["drugs", "free_bed"], "the preparation has not completed"
    assert case.done("free_bed").tasks() == ["tell"]
    case.done("drugs").do("tell", again=False, undo=True)
    assert case.jobs() == [], "drugs completed last"
    assert case.tasks() == ["return_drugs"]


def test_another_case_undoes_what_a_case_has_done(begin_text: Begin) -> None:
    call = '<bpmn:extensionElements><zeebe:calledElement processId="{}"/></bpmn:extensionElements>'
    head, _, rest = TEXT.partition('<bpmn:serviceTask id="bed">')
    text = f'{head}<bpmn:callActivity id="bed">{call.format("book")}</bpmn:callActivity>'
    text += rest.partition("</bpmn:serviceTask>")[2]
    head, _, rest = text.partition('<bpmn:serviceTask id="free_bed" isForCompensation="true">')
    text = f'{head}<bpmn:callActivity id="free_bed" isForCompensation="true">'
    text += f"{call.format('unbook')}</bpmn:callActivity>"
    text += rest.partition("</bpmn:serviceTask>")[2]
    case = begin_text(text.replace(THROW, THROW.replace("id", 'activityRef="bed" id')), ward="A")
    case.give(ChildDone(case.of(StartChild)[0].child_id, {"bed_no": 7}))
    case.done("drugs").done("blood").do("come", came=False)
    started = case.of(StartChild)
    assert [each.process_id for each in started] == ["book", "unbook"]
    assert case.tasks() == []
    assert case.give(ChildDone(started[1].child_id, {})).tasks() == ["tell"]
