"""Transactions: a transfer that is called off leaves neither bed nor driver booked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bpmn.engine.effects import FlowTaken

Begin = Callable[..., Any]
TEXT = (Path(__file__).parent / "files" / "transaction.bpmn").read_text()
ITEMS = """<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements>
<zeebe:loopCharacteristics inputCollection="=patients" inputElement="patient"/>
</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"""


def test_a_transaction_that_goes_through_is_a_sub_process(begin: Begin) -> None:
    case = begin("transaction").done("bed").done("driver").do("agree", agreed=True)
    case.do("nurse")
    assert case.tasks() == ["go"]
    assert case.do("go", back=False).outcome == "completed"


def test_calling_off_undoes_all_that_was_done_and_leaves_by_its_event(begin: Begin) -> None:
    case = begin("transaction").done("driver").done("bed").do("agree", agreed=False)
    assert case.tasks() == [], "what was still open is taken away"
    assert case.jobs() == ["free_driver"], "also what an open sub-process has done"
    assert not case.state.timers
    assert case.done("free_driver").jobs() == ["free_bed"]
    assert case.done("free_bed").tasks() == ["stay"]
    assert case.do("stay").outcome == "completed"
    assert "f1" not in [each.flow_id for each in case.of(FlowTaken)]


def test_calling_off_before_anything_was_done(begin: Begin) -> None:
    case = begin("transaction").do("agree", agreed=False)
    assert (case.jobs(), case.tasks()) == ([], ["stay"])


def test_it_can_still_be_undone_when_it_has_gone_through(begin: Begin) -> None:
    case = begin("transaction").done("bed").done("driver").do("nurse").do("agree", agreed=True)
    case.do("go", back=True)
    assert case.jobs() == ["free_driver"]
    assert case.done("free_driver").done("free_bed").outcome == "completed"


def test_an_error_while_undoing_is_a_hazard_for_people(begin: Begin) -> None:
    case = begin("transaction").done("bed").do("agree", agreed=False)
    case.throw("free_bed", "refused")
    assert case.tasks() == ["sort_out"]
    assert case.do("sort_out").outcome == "completed"


def test_time_does_not_stop_the_undoing(begin: Begin) -> None:
    case = begin("transaction").done("bed").do("agree", agreed=False).wait(days=2)
    assert (case.jobs(), case.tasks()) == (["free_bed"], [])


def test_time_that_runs_out_before_undoes_nothing(begin: Begin) -> None:
    case = begin("transaction").done("bed").wait(days=2)
    assert (case.jobs(), case.tasks()) == ([], ["sort_out"])


def test_calling_off_one_of_several_calls_off_all(begin_text: Begin) -> None:
    case = begin_text(TEXT.replace("<!-- loop -->", ITEMS), patients=["a", "b"])
    case.done("bed").done("bed").done("driver").do("agree", agreed=False)
    undone = []
    while case.jobs():
        undone += case.jobs()
        case.done(case.jobs()[0])
    assert sorted(undone) == ["free_bed", "free_bed", "free_driver"]
    assert case.tasks() == ["stay"]


def test_a_cancel_end_event_deeper_inside_calls_off_the_transaction(begin_text: Begin) -> None:
    end = '<bpmn:endEvent id="c_end"/>'
    text = TEXT.replace(end, end.replace("/>", "><bpmn:cancelEventDefinition/></bpmn:endEvent>"))
    case = begin_text(text).done("driver").done("bed").do("nurse")
    assert case.jobs() == ["free_driver"]
    assert case.done("free_driver").done("free_bed").tasks() == ["stay"]


def test_a_transaction_inside_is_called_off_alone(begin_text: Begin) -> None:
    text = TEXT.replace('<bpmn:subProcess id="car">', '<bpmn:transaction id="car">')
    text = text.replace("</bpmn:subProcess>", "</bpmn:transaction>")
    end = '<bpmn:endEvent id="c_end"/>'
    text = text.replace(end, end.replace("/>", "><bpmn:cancelEventDefinition/></bpmn:endEvent>"))
    off = '<bpmn:boundaryEvent id="no_car" attachedToRef="car"><bpmn:cancelEventDefinition/>'
    off += '</bpmn:boundaryEvent><bpmn:sequenceFlow id="b9" sourceRef="no_car" targetRef="b_end"/>'
    text = text.replace('<bpmn:endEvent id="b_end"/>', off + '<bpmn:endEvent id="b_end"/>')
    case = begin_text(text).done("driver").done("bed").do("nurse")
    assert case.jobs() == ["free_driver"]
    case.done("free_driver")
    assert case.tasks() == ["agree"]
    assert case.do("agree", agreed=False).jobs() == ["free_bed"], "the driver is free already"
    assert case.done("free_bed").tasks() == ["stay"]
