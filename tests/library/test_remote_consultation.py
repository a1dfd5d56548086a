"""A remote consultation: who does what, which messages cross, and each row of its tables for the case it is meant for."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.model import UserTask
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "remote_consultation"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
EXPERT: dict[str, Json] = {
    "org": "P01",
    "specialty": "cardiology",
    "licensed": True,
    "years": 3,
    "verified": True,
    "conflict": False,
}
COMPLETE: Variables = {
    "mode": "emergency",
    "consent_id": "C-1",
    "practitioner": "D-1",
    "files": [],
    "vitals": {"sbp": 120, "hr": 80},
    "specialty": "cardiology",
}
ELIGIBLE: dict[str, tuple[dict[str, Json], str]] = {
    "own": ({"org": "T01"}, "no"),
    "conflict": ({"conflict": True}, "no"),
    "unlicensed": ({"licensed": False}, "no"),
    "junior": ({"years": 2}, "no"),
    "specialty": ({"specialty": "surgery"}, "no"),
    "roster": ({"verified": False}, "check"),
    "unknown_licence": ({"licensed": None}, "check"),
    "unknown_years": ({"years": None}, "check"),
    "fit": ({}, "yes"),
}
LADDER: dict[str, tuple[Variables, str]] = {
    "first": ({"declines": 1, "mode": "emergency"}, "expert"),
    "second": ({"declines": 2, "mode": "scheduled"}, "head"),
    "third_emergency": ({"declines": 3, "mode": "emergency"}, "duty"),
    "more": ({"declines": 3, "mode": "mdt"}, "expert"),
}
MISSING: dict[str, tuple[Variables, str]] = {
    "consent": ({"consent_id": None}, "consent"),
    "practitioner": ({"practitioner": None}, "practitioner"),
    "results": ({"mode": "scheduled"}, "results"),
    "vitals_bp": ({"vitals": {"sbp": None, "hr": 80}}, "vitals"),
    "vitals_hr": ({"vitals": {"sbp": 120, "hr": None}}, "vitals"),
    "specialty": ({"specialty": None}, "question"),
}
TIMES = {
    "emergency": ["PT5M", "PT5M", "PT5M", "PT5M", "PT30M", "24x7", "24x7"],
    "scheduled": ["PT4H", "PT4H", "PT4H", "PT15M", "PT24H", "work", "24x7"],
    "mdt": ["PT4H", "PT4H", "PT4H", "PT15M", "P3D", "work", "work"],
    "async": ["PT4H", "PT4H", "PT4H", "PT15M", "P2D", "work", "work"],
}
ROUTES = {
    "emergency": ("on_call", 1, 1),
    "scheduled": ("booked", 1, 1),
    "mdt": ("team", 2, 6),
    "async": ("written", 1, 1),
}
EXCEPTIONS = {
    "1st decline: next expert": "first_decline_next_expert",
    "2nd decline: hos_head assigns": "second_decline_head_assigns",
    "E third decline: hos_duty": "third_decline_emergency_duty_officer",
    "expert late >5 min (E): substitute": "expert_late_emergency_substitute",
    "expert late >15 min": "expert_late_scheduled_comes",
    "link lost: phone bridge PT3M": "link_lost_phone_bridge",
    "link lost: reschedule, incomplete view": "link_lost_rescheduled",
    "advise_transfer urgent": "urgent_transfer_advised",
    "consent withdrawn mid-session": "consent_withdrawn_mid_session",
    "patient dies before session": "died_before_the_session_case_review",
    "amended opinion": "amended_opinion_acknowledged_again",
    "cancel before RC07": "cancel_before_the_session",
    "cancel after RC07": "cancel_after_the_session_began",
    "RC02 E PT5M, PT4H work": "completeness_late",
    "RC04 E PT5M": "answer_late_emergency_replaced",
    "RC04 PT4H work": "answer_late_scheduled_waits",
    "RC06 T-15 min": "link_test_fails",
    "RC07 expert on line PT10M": "expert_not_on_line_in_ten_minutes",
    "RC07 telestroke 15 min": "stroke_fifteen_minutes_from_arrival",
    "RC08 E signed PT30M": "opinion_late_emergency",
    "RC08 scheduled 24 h": "opinion_late_scheduled",
    "RC08 mdt P3D work": "opinion_late_mdt",
    "RC09 PT4H, reason": "adoption_late",
    "RC10 P7D, P30D": "happy_path_scheduled",
}
"""Every exception and time of the specification's section, and the scenario that shows it."""
RESPONSIBLE = ("rc01_request", "rc04_answer", "rc07_session", "rc08_sign", "rc09_adopt")


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_inviter_centre_and_invitee_are_cases_of_their_own(definition: Definition) -> None:
    inviter, centre, hospital = definition.processes.values()
    assert inviter.startable_role == "pri_doctor,hos_spec"
    assert inviter.pool_kind == ""
    assert inviter.message_starts == ("RC.FOLLOW",)
    assert (centre.pool_kind, centre.message_starts) == ("CTR", ("RC.REQUEST",))
    assert (hospital.pool_kind, hospital.message_starts) == ("HOS", ("RC.ASSIGN",))


def test_all_ten_steps_are_drawn(definition: Definition) -> None:
    ids = [node.id for process in definition.processes.values() for node in process.nodes()]
    assert [n for n in range(1, 11) if not any(i.startswith(f"RC{n:02}_") for i in ids)] == []


def test_every_form_is_used_and_speaks_both_languages(definition: Definition) -> None:
    nodes = [node for process in definition.processes.values() for node in process.nodes()]
    assert {node.form_id for node in nodes if isinstance(node, UserTask)} == set(definition.forms)
    for form in definition.forms.values():
        assert form.findings == ()
        for field in form.walk():
            assert {language for language, words in field.labels if words} == {"en", "zh"}, field


@pytest.mark.parametrize("form_id", RESPONSIBLE)
def test_the_form_says_that_the_responsibility_stays_with_the_inviter(form_id: str) -> None:
    text = (FOLDER / "forms" / f"{form_id}.form").read_text(encoding="utf-8")
    assert "法律责任始终在邀请方" in text
    assert "legal responsibility stay with the inviter" in text


def decide(file: str, decision: str, given: Variables) -> tuple[Json, tuple[str, ...]]:
    decided = read_decisions((FOLDER / file).read_bytes(), file).evaluate(decision, given, NOW)
    return decided.output, decided.matched_rules


@pytest.mark.parametrize("rule", list(ELIGIBLE))
def test_only_an_eligible_expert_can_be_chosen(rule: str) -> None:
    changed, verdict = ELIGIBLE[rule]
    given: Variables = {
        "candidate": {**EXPERT, **changed},
        "inviter_org": "T01",
        "wanted": "cardiology",
    }
    output, matched = decide("expert_assignment.dmn", "ExpertEligible", given)
    assert matched == (f"ExpertEligible_{rule}",)
    assert isinstance(output, dict)
    assert output["verdict"] == verdict


@pytest.mark.parametrize("rule", list(LADDER))
def test_declines_go_up_the_ladder(rule: str) -> None:
    given, level = LADDER[rule]
    output, matched = decide("expert_assignment.dmn", "DeclineLadder", given)
    assert matched == (f"DeclineLadder_{rule}",)
    assert output in (level, {"level": level})


@pytest.mark.parametrize("rule", list(MISSING))
def test_each_thing_alone_is_missed(rule: str) -> None:
    changed, missing = MISSING[rule]
    output, _ = decide("routing.dmn", "Routing", {**COMPLETE, **changed})
    assert isinstance(output, dict)
    assert output["missing"] == [missing]


@pytest.mark.parametrize("mode", list(TIMES))
def test_each_mode_has_its_route_and_times(mode: str) -> None:
    route, _ = decide("routing.dmn", "Routing", {**COMPLETE, "mode": mode, "files": ["F-1"]})
    assert isinstance(route, dict)
    assert (route["route"], route["experts_min"], route["experts_max"]) == ROUTES[mode]
    assert route["missing"] == []
    times, _ = decide("response_times.dmn", "ResponseTimes", {"mode": mode})
    assert isinstance(times, dict)
    assert list(times.values()) == TIMES[mode]


def test_every_row_of_a_table_names_its_source_and_has_its_case() -> None:
    names = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
    rules: set[str] = set()
    for path in FOLDER.glob("*.dmn"):
        for rule in etree.parse(str(path)).getroot().iterfind(".//d:rule", names):
            assert rule.findtext("d:description", "", names).strip(), rule.get("id")
            rules.add(str(rule.get("id")))
    cases = [("ExpertEligible", ELIGIBLE), ("DeclineLadder", LADDER), ("Completeness", MISSING)]
    shown = {f"{table}_{rule}" for table, rows in cases for rule in rows}
    both = {f"{table}_{mode}" for table in ("RouteOfMode", "ResponseTimes") for mode in TIMES}
    assert rules == shown | both


@pytest.mark.parametrize("exception", list(EXCEPTIONS))
def test_every_exception_has_a_scenario_named_for_it(exception: str) -> None:
    scenarios = {each.name: each for each in read_scenarios(read_scenario_files(FOLDER))}
    assert scenarios[EXCEPTIONS[exception]].covers
