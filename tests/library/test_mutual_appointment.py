"""Booking between any two institutions: what its callers rely on, and each row of its tables."""

from datetime import UTC, datetime

import pytest

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY
from tests.library.tables import rules_in

FOLDER = LIBRARY / "mutual_appointment"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
RECENT, OLD = "2026-02-20T09:00:00+08:00", "2026-01-20T09:00:00+08:00"
MISSED: Variables = {"misses": 3, "last_missed_at": RECENT, "age": 40, "urgency": "R"}


def exam(modality: str, *, contrast: bool = False, **safety: Json) -> Variables:
    answers: Json = dict(safety) or None
    return {
        "service": "exam",
        "exam": {"modality": modality, "contrast": contrast},
        "safety": answers,
    }


FRESH = "2026-02-20"
EXAM: dict[str, tuple[Variables, str]] = {
    "egfr_missing": (exam("ct", contrast=True, egfr_date="2026-01-20"), "ask"),
    "egfr_low": (exam("ct", contrast=True, egfr_date=FRESH, egfr=29), "stop"),
    "allergy_missing": (exam("ct", contrast=True), "ask"),
    "allergy": (exam("ct", contrast=True, contrast_allergy=True), "stop"),
    "metformin": (exam("mri", contrast=True, metformin=True), "ok"),
    "implants_missing": (exam("mri"), "ask"),
    "implants_unsafe": (exam("mri", implants="unknown"), "stop"),
    "mri_ready": (exam("mri", implants="none"), "ok"),
    "pregnancy_missing": (exam("xray"), "ask"),
    "pregnancy": (exam("ct", pregnant=True), "stop"),
    "anticoagulant": (exam("biopsy", anticoagulant=True), "ok"),
    "anticoagulant_missing": (exam("endoscopy"), "ask"),
    "fasting": (exam("abdominal_ultrasound"), "ok"),
    "bloods": ({"service": "phlebotomy"}, "ok"),
}
TABLES: dict[str, tuple[str, dict[str, tuple[Variables, Json]]]] = {
    "MissAction": (
        "miss_rule.dmn",
        {
            "referral": ({**MISSED, "referral_id": "RU-1"}, "caller"),
            "urgency": ({**MISSED, "urgency": "P"}, "contact"),
            "child": ({**MISSED, "age": 17}, "contact"),
            "care_group": ({**MISSED, "care_group": ["palliative"]}, "contact"),
            "specialty": ({**MISSED, "specialty": "psychiatry"}, "contact"),
            "block": (MISSED, "block"),
            "offer": ({**MISSED, "misses": 2}, "offer"),
        },
    ),
    "PoolOrder": (
        "pool_order.dmn",
        {
            "reserved": ({"pool_kind": "PRI", "urgency": "U"}, ["reserved", "general"]),
            "general": ({"pool_kind": "HOS", "urgency": "E"}, ["general"]),
            "waitlist": ({"pool_kind": "PRI", "urgency": "P"}, ["reserved", "general", "waitlist"]),
        },
    ),
    "LinkedOrder": (
        "linked_order.dmn",
        {
            "fasting": ({"need": {"spec": {"service": "exam", "fasting": True}}}, 1),
            "bloods": ({"need": {"spec": {"service": "phlebotomy"}}}, 1),
            "exam": ({"need": {"spec": {"service": "exam"}}}, 2),
            "other": ({"need": {"spec": {"service": "opd"}}}, 3),
        },
    ),
    "HoldTtl": (
        "hold_ttl.dmn",
        {
            "now": ({"awaiting": "now"}, {"hold_for": "PT15M", "calendar": "24x7"}),
            "triage": ({"awaiting": "triage"}, {"hold_for": "PT24H", "calendar": "24x7"}),
            "patient": ({"awaiting": None}, {"hold_for": "P2D", "calendar": "work"}),
        },
    ),
    "TravelCheck": (
        "travel_check.dmn",
        {
            "none": ({"gap_minutes": None, "travel_minutes": 50}, "ok"),
            "impossible": ({"gap_minutes": 49, "travel_minutes": 50}, "impossible"),
            "tight": ({"gap_minutes": 50, "travel_minutes": 50}, "tight"),
            "unknown": ({"gap_minutes": 300, "travel_minutes": None}, "tight"),
            "ok": ({"gap_minutes": 110, "travel_minutes": 50}, "ok"),
        },
    ),
    "CancelRule": (
        "cancel_rule.dmn",
        {
            "caller": ({"by_caller": True, "told_at": RECENT, "day_begins": OLD}, "free"),
            "before": ({"by_caller": None, "told_at": OLD, "day_begins": RECENT}, "free"),
            "after": ({"by_caller": False, "told_at": RECENT, "day_begins": RECENT}, "desk"),
        },
    ),
}
EXCEPTIONS = {
    "two holds on one slot": "two_holds_on_one_slot",
    "hold expired during form": "hold_expired_during_form",
    "provider cancels: alternative": "provider_cancels_alternative",
    "provider cancels: none within P1D work, head": "provider_cancels_no_alternative",
    "late arrival": "late_arrival_rebooked",
    "wrong preparation": "wrong_preparation",
    "two bookings same day at different sites": "travel_check_impossible",
    "system down: offline quota list": "registry_down_offline_list",
    "three misses within a year": "three_misses_not_booked",
    "never block a referral": "three_misses_never_block_a_referral",
    "cancel until 00:00": "cancelled_with_all_that_belongs_to_it",
    "cancel on the day": "cancelled_on_the_day_counts",
    "linked sets keep order": "linked_set_in_order",
    "waitlist": "waiting_list_backfilled",
    "both sides one institution": "same_institution",
}
"""Every exception and rule of the specification's section, and the scenario that shows it."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_any_institution_could_not_book_at_any_other(definition: Definition) -> None:
    requester, provider = definition.processes.values()
    assert (requester.id, provider.id) == ("mutual_appointment", "mutual_appointment_prov")
    assert [str(finding) for finding in definition.findings] == []
    assert [requester.pool_kind, provider.pool_kind] == ["", ""]
    starters = "pri_coord,hos_refdesk,ctr_tele,ems_dispatch,grp_desk"
    assert requester.startable_role == starters
    assert provider.message_starts == ("APT.HOLD", "APT.CONFIRM")


@pytest.mark.parametrize("exception", list(EXCEPTIONS))
def test_an_exception_of_the_specification_would_have_no_scenario(exception: str) -> None:
    names = {each.name for each in read_scenarios(read_scenario_files(FOLDER))}
    assert EXCEPTIONS[exception] in names


def test_no_rule_is_without_its_patient() -> None:
    assert rules_in(FOLDER / "exam_prep.dmn", "ExamPrep") == set(EXAM)
    for decision_id, (file, cases) in TABLES.items():
        assert rules_in(FOLDER / file, decision_id) == set(cases)


@pytest.mark.parametrize(
    ("decision_id", "rule"), [(name, rule) for name, (_, cases) in TABLES.items() for rule in cases]
)
def test_a_row_would_not_answer_its_case(decision_id: str, rule: str) -> None:
    file, cases = TABLES[decision_id]
    decisions = read_decisions((FOLDER / file).read_bytes(), file)
    values, output = cases[rule]
    decided = decisions.evaluate(decision_id, values, NOW)
    assert f"{decision_id}_{rule}" in decided.matched_rules
    assert decided.output == output


@pytest.mark.parametrize(
    ("why", "values"),
    [
        ("referral", {**MISSED, "referral_id": "RU-1"}),
        ("urgency", {**MISSED, "urgency": "E"}),
        ("child", {**MISSED, "age": 3}),
        ("care_group", {**MISSED, "care_group": ["mental_health"]}),
        ("care_group", {**MISSED, "specialty": "palliative"}),
        ("three_misses", MISSED),
        ("free", {**MISSED, "last_missed_at": OLD}),
        ("free", {**MISSED, "misses": 2}),
        ("free", {"misses": 0, "last_missed_at": None, "urgency": "R"}),
    ],
)
def test_somebody_would_be_blocked_who_never_is(why: str, values: Variables) -> None:
    decisions = read_decisions((FOLDER / "miss_rule.dmn").read_bytes(), "miss_rule")
    decided = decisions.evaluate("MissBlock", values, NOW).output
    assert isinstance(decided, dict)
    assert (decided["why"], decided["blocked"]) == (why, why == "three_misses")


@pytest.mark.parametrize("rule", list(EXAM))
def test_an_examination_would_be_held_without_its_safety_question(rule: str) -> None:
    values, state = EXAM[rule]
    decisions = read_decisions((FOLDER / "exam_prep.dmn").read_bytes(), "exam_prep")
    decided = decisions.evaluate("ExamPrep", values, NOW)
    assert f"ExamPrep_{rule}" in decided.matched_rules
    assert isinstance(decided.output, list)
    states = [row["state"] for row in decided.output if isinstance(row, dict)]
    assert state in states
    safety = values.get("safety")
    if state == "stop" and isinstance(safety, dict):
        justified = {**values, "safety": {**safety, "justification": "必须"}}
        allowed = decisions.evaluate("ExamPrep", justified, NOW).output
        assert isinstance(allowed, list)
        assert "stop" not in [row["state"] for row in allowed if isinstance(row, dict)]
