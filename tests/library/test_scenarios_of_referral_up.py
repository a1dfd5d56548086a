"""Every exception and clock of the referral's specification has a scenario (which promises.py runs)."""

import pytest

from bpmn.scenarios import Scenario, read_scenarios
from carelane.adapters.folders import read_scenario_files
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "referral_up"
SCENARIOS = {each.name: each for each in read_scenarios(read_scenario_files(FOLDER))}

EXCEPTIONS = {
    "identity is only possible": "identity_possible_same_person",
    "identity nobody resolves": "identity_possible_left_open",
    "emergency with a temporary identity and deferred consent": "emergency_green_channel",
    "duplicate merged": "duplicate_found_merged",
    "duplicate replaced": "duplicate_found_replaced",
    "duplicate beside": "duplicate_found_proceed",
    "criteria overridden with a reason": "criteria_override_kept",
    "patient refuses before sending": "patient_refuses_before_sending",
    "acknowledgement missing": "acknowledgement_missing",
    "information, one round": "info_request_one_round",
    "information, two rounds, then decide": "info_request_two_rounds",
    "information unanswered": "info_unanswered_needs_action",
    "emergency never returned": "info_emergency_by_phone",
    "reject: scope": "reject_out_of_scope",
    "reject: capacity": "reject_no_capacity_sent_elsewhere",
    "reject: insufficient data after two rounds": "info_request_two_rounds",
    "reject: wrong level": "reject_wrong_level",
    "advise only": "advice_only",
    "redirect, one hop": "redirect_once",
    "redirect, two hops, original clock": "redirect_twice",
    "third hop to the group desk": "redirect_third_hop_to_group_desk",
    "no bed: wait with a date": "no_slot_wait_with_date",
    "no bed: other campus": "no_bed_other_campus",
    "no bed: stay with remote cover": "no_bed_stay_with_remote_cover",
    "no bed: patient declines": "no_bed_patient_declines",
    "hold expired": "hold_expired_books_again",
    "consent withdrawn": "consent_withdrawn_stops",
    "patient left": "patient_left_stops",
    "institution outage": "institution_outage",
    "notifiable disease": "notifiable_disease",
    "bed lost": "bed_lost_before_admission",
    "provider moves a visit": "visit_moved_by_the_provider",
    "provider calls a visit off": "visit_called_off_and_booked_again",
    "nothing heard of a visit": "visit_not_reported",
    "patient declines while booking": "patient_declines_while_booking",
    "transfer finds no place": "emergency_transfer_no_place",
    "express return": "express_return_accepted",
    "express code that is not ours": "express_code_unknown",
    "patient declines after acceptance": "patient_declines_by_phone",
    "worse: told by the registry": "worse_told_by_the_registry",
    "worse: an emergency is brought": "worse_to_an_emergency_is_brought",
    "worse: no place": "worse_at_home_no_place",
    "worse before the decision": "worse_before_the_decision",
    "worse while waiting": "worse_while_waiting_brought_forward",
    "graded down, agreed": "regraded_down_agreed",
    "graded down, contested and restored": "regraded_down_contested_restored",
    "graded down, contested and upheld": "regraded_down_contested_upheld",
    "no-show, first": "no_show_first",
    "no-show, second": "no_show_second",
    "no-show, vulnerable": "no_show_vulnerable",
    "no-show, child": "no_show_child_not_reached",
    "interim note": "interim_note_after_seven_days",
    "cancel before acceptance": "cancel_before_acceptance",
    "cancel after acceptance": "cancel_after_acceptance",
    "cancel refused": "cancel_refused",
    "deceased, told by the sender": "deceased_reported_by_the_sender",
    "deceased before the decision": "deceased_before_the_decision",
    "deceased before sending": "deceased_before_sending",
    "deceased in hospital": "deceased_in_hospital",
    "decision late, E": "sla_triage_emergency",
    "decision late, U": "sla_triage_urgent",
    "decision late, P": "sla_triage_priority",
    "decision late, R": "sla_triage_routine",
    "completeness late": "sla_completeness",
    "reply late": "reply_late",
    "reply unread": "reply_unread_escalates",
    "reply disputed": "reply_disputed",
    "outcome unknown after two weeks": "outcome_unknown_urgent",
}
"""Every exception and clock of the specification, and the scenario that shows it."""


@pytest.mark.parametrize("exception", list(EXCEPTIONS))
def test_every_exception_has_a_scenario_named_for_it(exception: str) -> None:
    scenario: Scenario = SCENARIOS[EXCEPTIONS[exception]]
    assert scenario.covers
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"`{scenario.name}`" in readme
