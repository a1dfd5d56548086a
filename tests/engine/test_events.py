"""Events at boundaries, in event sub-processes, and between cases."""

from collections.abc import Callable
from typing import Any

from bpmn.engine.effects import (
    ClearTimer,
    CloseHumanTask,
    Ended,
    EscalationRaised,
    InstanceStarted,
    MessageNotTaken,
    MessageTaken,
    PublishMessage,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.events import CancelRequested, MessageArrived

Begin = Callable[..., Any]


def test_reminders_come_on_time_and_only_as_often_as_drawn(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1")
    case.wait(minutes=9, seconds=59)
    assert "remind" not in case.completed()
    case.wait(seconds=1)
    assert case.completed().count("remind") == 1
    case.wait(minutes=25)
    assert case.completed().count("remind") == 3
    case.wait(minutes=60)
    assert case.completed().count("remind") == 3


def test_a_late_worker_fires_all_reminders_and_the_deadline_in_order(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1").wait(hours=5)
    assert case.completed().count("remind") == 3
    assert case.tasks() == ["escalated"]
    assert [each.fired for each in case.of(ClearTimer)] == [True] * 4


def test_an_escalated_task_leaves_the_worklist_of_its_first_owner(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1")
    case.wait(hours=2)
    assert [(each.outcome, each.by) for each in case.of(CloseHumanTask)] == [("exited", "")]
    assert case.do("escalated").outcome == "completed"


def test_a_note_is_read_beside_the_work_every_time_one_comes(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1")
    case.receive("REF.NOTE", "R1", text="a").receive("REF.NOTE", "R1", text="b")
    assert case.tasks() == ["work", "read_note", "read_note"]


def test_a_withdrawal_ends_the_work_and_closes_what_it_waited_for(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1").receive("REF.CANCEL", "R1")
    assert case.outcome == "completed"
    assert len(case.of(Subscribe)) == len(case.of(Unsubscribe)) == 2
    assert case.state.next_due() is None


def test_a_message_for_another_referral_is_not_taken(begin: Begin) -> None:
    case = begin("boundaries", referral_id="R1").receive("REF.CANCEL", "R2")
    assert case.last == (MessageNotTaken("m1"),)
    assert case.tasks() == ["work"]


def test_a_thrown_error_goes_to_the_event_with_its_code(begin: Begin) -> None:
    case = begin("errors").throw("book", "BED_FULL")
    assert case.tasks() == ["find_bed"]


def test_any_other_error_goes_to_the_event_that_catches_all(begin: Begin) -> None:
    assert begin("errors").throw("book", "REGISTRY_GONE").tasks() == ["repair"]


def test_an_error_end_event_leaves_its_sub_process(begin: Begin) -> None:
    case = begin("errors").done("book", full=True)
    assert case.tasks() == ["find_bed"]
    assert "e_full" in case.completed()


def test_an_error_that_nobody_catches_ends_the_case_in_error(begin: Begin) -> None:
    case = begin("error_end").done("book", full=True)
    assert case.of(Ended) == [Ended("error", "BED_FULL")]


def test_an_escalation_is_told_and_the_care_goes_on(begin: Begin) -> None:
    case = begin("escalation")
    assert case.tasks() == ["head", "care"] or case.tasks() == ["care", "head"]
    assert case.of(EscalationRaised) == [EscalationRaised("LATE", "overdue", "told")]
    assert case.do("care").do("head").outcome == "completed"


def test_an_escalation_that_interrupts_leaves_no_token_behind(begin: Begin) -> None:
    case = begin("escalation_interrupts")
    assert case.tasks() == ["head"]
    assert case.do("head").outcome == "completed"


def test_a_patients_death_stops_everything_else(begin: Begin) -> None:
    case = begin("event_subprocess", patient={"empi_id": "E1"})
    case.receive("patient.worse", "E1")
    assert case.tasks() == ["care", "raise_urgency"]
    case.receive("patient.deceased", "E1", at="2026-01-05")
    assert case.tasks() == ["release"]
    assert case.state.variables["at"] == "2026-01-05"
    assert case.do("release").outcome == "completed"


def test_an_error_event_sub_process_takes_over(begin: Begin) -> None:
    case = begin("error_event_subprocess").throw("book", "ANY")
    assert case.tasks() == ["repair"]
    assert case.do("repair").outcome == "completed"


def test_only_mapped_variables_leave_with_a_message(begin: Begin) -> None:
    case = begin("messages", referral_id="R1", target="H1", question="ECG?", patient={"name": "x"})
    sent = case.of(PublishMessage)
    assert [(each.message_name, each.correlation_key, each.to) for each in sent] == [
        ("REF.INFO.ASK", "R1", "H1")
    ]
    assert sent[0].variables == {"question": "ECG?"}
    assert sent[0].time_to_live == 7 * 86400


def test_a_message_sent_again_is_the_same_message(begin: Begin) -> None:
    first = begin("message_sent_again", referral_id="R1", target="H1", question="ECG?")
    assert [each.message_key for each in first.of(PublishMessage)] == ["id:R1/1"]
    other = begin("messages", referral_id="R1", target="H1", question="ECG?")
    assert not other.of(PublishMessage)[0].message_key.startswith("id:")


def test_the_first_event_behind_the_gateway_wins(begin: Begin) -> None:
    answered = begin("messages", referral_id="R1", target="H1")
    answered.receive("REF.INFO.ANSWER", "R1", text="normal")
    assert answered.of(MessageTaken) == [MessageTaken("m1", "answered")]
    assert answered.tasks() == ["read"]
    assert answered.state.variables["answer"] == "normal"
    assert "text" not in answered.state.variables
    assert answered.state.next_due() is None
    silent = begin("messages", referral_id="R1", target="H1").wait(days=1)
    assert silent.tasks() == ["phone"]
    assert len(silent.of(Unsubscribe)) == 1


def test_a_message_starts_a_case_with_its_payload(begin: Begin) -> None:
    message = MessageArrived("m0", "REF.REQUEST", "R1", {"urgency": "U", "referral_id": "R1"})
    case = begin("message_start", message, institution="H1")
    assert case.of(InstanceStarted) == [InstanceStarted("received", "REF.REQUEST")]
    assert case.state.variables == {"institution": "H1", "urgency": "U", "referral_id": "R1"}
    assert case.tasks() == ["triage"]


def test_a_case_started_by_a_message_waits_by_the_keys_in_it(begin: Begin) -> None:
    message = MessageArrived("m0", "REF.REQUEST", "R1", {"referral_id": "R1"})
    case = begin("message_start", message)
    assert case.incidents() == []
    assert case.receive("REF.CANCEL", "R1").outcome == "completed"


def test_an_event_of_the_whole_case_without_a_key_does_not_stop_the_case(begin: Begin) -> None:
    message = MessageArrived("m0", "REF.REQUEST", "R1", {})
    case = begin("message_start", message)
    assert case.incidents() == ["message"]
    assert case.tasks() == ["triage"]
    case.resolve("skip")
    assert case.tasks() == ["triage"]
    assert case.do("triage").outcome == "completed"


def test_terminate_ends_all_tokens(begin: Begin) -> None:
    assert begin("terminate").do("a").of(Ended) == [Ended("terminated")]


def test_cancel_takes_every_open_task_away(begin: Begin) -> None:
    case = begin("terminate").give(CancelRequested("withdrawn", "p1"))
    assert [each.outcome for each in case.of(CloseHumanTask)] == ["exited", "exited"]
    assert case.of(Ended) == [Ended("cancelled", reason="withdrawn")]


def test_a_signal_reaches_what_waits_in_the_case(begin: Begin) -> None:
    assert begin("signals").do("a").outcome == "completed"
