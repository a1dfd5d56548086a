"""Each rule of each decision table fires for the patient it is meant for."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "referral_up"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CALM: Variables = {
    "rr": 16,
    "spo2": 98,
    "on_o2": False,
    "hypercapnia": False,
    "sbp": 125,
    "dbp": 80,
    "hr": 75,
    "temp": 36.6,
    "acvpu": "A",
    "glucose": 6.0,
    "findings": [],
    "reason_code": "other",
}


def finding(*codes: str, **more: Json) -> Variables:
    return {"findings": list(codes), **more}


RULES: dict[str, Variables] = {
    "H1_sbp": {"sbp": 180},
    "H1_dbp": {"dbp": 110},
    "H2_consciousness": finding("clouded_consciousness"),
    "H2_neuro_sbp": finding("severe_headache", sbp=182),
    "H2_neuro_dbp": finding("limb_paralysis", dbp=112),
    "H2_pain": finding("bp_rise_with_chest_back_pain"),
    "H2_failure_sbp": finding("leg_oedema", sbp=150),
    "H2_failure_dbp": finding("cannot_lie_flat", dbp=95),
    "H2_bp_unrecordable": finding("bp_unrecordable", sbp=None),
    "H2_bp_low": {"sbp": 85},
    "H2_hr_low": {"hr": 38},
    "H2_hr_high": {"hr": 160},
    "H2_anaphylaxis": finding("anaphylaxis"),
    "H3_symptom": finding("eye_pain", reason_code="hypertension"),
    "H3_pregnancy_sbp": finding("pregnant_or_lactating", sbp=142),
    "H3_pregnancy_dbp": finding("pregnant_or_lactating", dbp=92),
    "H4": finding("two_visits_uncontrolled"),
    "G1_high": {"glucose": 16.7},
    "G1_low": {"glucose": 3.9},
    "G1_sign": finding("acetone_breath"),
    "G1_pulse": {"hr": 104, "reason_code": "diabetes"},
    "G1_fever": {"temp": 39.2, "reason_code": "diabetes"},
    "G1_high_altered": finding("altered_consciousness", glucose=20),
    "G1_low_altered": finding("loss_of_consciousness", glucose=2.8),
    "G1_sign_altered": finding("kussmaul_breathing", "altered_consciousness"),
    "G2": finding("recurrent_hypoglycaemia", reason_code="diabetes"),
    "C1": {"reason_code": "suspected_acs"},
    "K1": {"reason_code": "suspected_cancer"},
    "X1_emergency": {"reason_code": "beyond_scope", "rr": 26, "spo2": 90, "hr": 112},
    "X1_urgent": {"reason_code": "missing_equipment", "rr": 26},
    "X1_urgent_score": {"reason_code": "undiagnosed_complex", "rr": 22, "spo2": 93, "temp": 38.5},
    "X1_routine": {"reason_code": "mass_casualty_overflow"},
    "N1_emergency": {"rr": 26, "spo2": 90, "hr": 112},
    "N1_urgent": {"rr": 22, "spo2": 93, "temp": 38.5},
    "N1_single": {"acvpu": "C"},
}
TABLES: dict[str, tuple[str, dict[str, tuple[Variables, Json]]]] = {
    "DestinationRank": (
        "destination_rank.dmn",
        {
            "incapable": ({"urgency": "R", "candidate": {"capable": False}}, 9),
            "far": ({"urgency": "E", "candidate": {"capable": True, "minutes": 61, "free": 3}}, 4),
            "unknown": (
                {"urgency": "U", "candidate": {"capable": True, "minutes": None, "free": 3}},
                3,
            ),
            "full": ({"urgency": "R", "candidate": {"capable": True, "minutes": 90, "free": 0}}, 2),
            "good": ({"urgency": "R", "candidate": {"capable": True, "minutes": 90, "free": 1}}, 1),
        },
    ),
    "ResponseTarget": (
        "response_target.dmn",
        {
            "E": ({"urgency": "E"}, "PT10M"),
            "U": ({"urgency": "U"}, "PT2H"),
            "P": ({"urgency": "P"}, "P1D"),
            "R": ({"urgency": "R"}, "P2D"),
        },
    ),
    "InfoRequest": (
        "info_request.dmn",
        {
            "emergency": ({"urgency": "E", "info_round": 0}, "phone"),
            "spent": ({"urgency": "U", "info_round": 2}, "decide"),
            "urgent": ({"urgency": "U", "info_round": 1}, "ask"),
            "other": ({"urgency": "R", "info_round": 0}, "ask"),
        },
    ),
    "NoShow": (
        "no_show.dmn",
        {
            "third": ({"urgency": "P", "no_show_count": 3}, "clinical_review"),
            "vulnerable": (
                {"urgency": "R", "vulnerable": True, "no_show_count": 2},
                "contact_and_rebook",
            ),
            "child": ({"urgency": "R", "age": 9, "no_show_count": 1}, "contact_and_rebook"),
            "priority": ({"urgency": "P", "age": 40, "no_show_count": 2}, "contact_and_rebook"),
            "second": ({"urgency": "R", "age": 40, "no_show_count": 2}, "clinical_review"),
            "first": ({"urgency": "R", "age": 40, "no_show_count": 1}, "offer_rebook"),
        },
    ),
    "ConsentRule": (
        "consent_rule.dmn",
        {
            "emergency": ({"purpose": "treatment", "cannot_consent": True}, "share"),
            "outside": ({"purpose": "treatment", "outside_group": True}, "share"),
            "treatment": ({"purpose": "treatment", "cannot_consent": None}, "share"),
            "tele": ({"purpose": "tele"}, "tele"),
            "monitor": ({"purpose": "monitor"}, "monitor"),
            "tele_emergency": ({"purpose": "monitor", "cannot_consent": True}, "monitor"),
            "transfer_emergency": ({"purpose": "transfer", "cannot_consent": True}, "transfer"),
            "transfer_outside": ({"purpose": "transfer", "outside_group": True}, "transfer"),
            "transfer": ({"purpose": "transfer"}, "transfer"),
            "teaching": ({"purpose": "teaching"}, "teach"),
            "recording": ({"purpose": "recording"}, "record"),
            "quality": ({"purpose": "quality"}, None),
            "other": ({"purpose": "research"}, "share"),
        },
    ),
}


def rules_in(file: str, decision_id: str) -> set[str]:
    root = etree.parse(str(FOLDER / file))
    names = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
    found = root.xpath(f"//d:decision[@id='{decision_id}']//d:rule/@id", namespaces=names)
    return {str(each).removeprefix(f"{decision_id}_") for each in found}


def test_no_rule_is_without_its_patient() -> None:
    assert rules_in("up_referral_criteria.dmn", "UpReferralRules") == set(RULES)
    for decision_id, (file, cases) in TABLES.items():
        assert rules_in(file, decision_id) == set(cases)


@pytest.mark.parametrize("rule", list(RULES))
def test_a_criterion_hits_and_asks_for_at_least_its_urgency(rule: str) -> None:
    decisions = read_decisions((FOLDER / "up_referral_criteria.dmn").read_bytes(), "criteria")
    patient = {**CALM, **RULES[rule]}
    decided = decisions.evaluate("UpReferralRules", patient, NOW)
    assert f"UpReferralRules_{rule}" in decided.matched_rules
    advice = decisions.evaluate("UpReferralCriteria", patient, NOW).output
    assert isinstance(advice, dict)
    assert isinstance(advice["hits"], list)
    urgencies = [hit["urgency"] for hit in advice["hits"] if isinstance(hit, dict)]
    assert advice["urgency"] == min(urgencies, key=lambda each: "EUPR".index(str(each)))


def test_a_calm_patient_without_a_reason_hits_nothing_and_gets_no_advice() -> None:
    decisions = read_decisions((FOLDER / "up_referral_criteria.dmn").read_bytes(), "criteria")
    advice = decisions.evaluate("UpReferralCriteria", CALM, NOW).output
    assert advice == {"hits": [], "urgency": None}
    nothing = decisions.evaluate("UpReferralCriteria", dict.fromkeys(CALM), NOW).output
    assert nothing == {"hits": [], "urgency": None}


def test_a_childs_vital_signs_are_not_scored_by_the_adults_table() -> None:
    decisions = read_decisions((FOLDER / "up_referral_criteria.dmn").read_bytes(), "criteria")
    child = {**CALM, "rr": 26, "hr": 125, "news2_applies": False}
    assert decisions.evaluate("News2", child, NOW).output == {"score": 0, "single_three": False}


@pytest.mark.parametrize(
    ("vital", "value", "points"),
    [
        ("rr", 8, 3),
        ("rr", 11, 1),
        ("rr", 20, 0),
        ("rr", 24, 2),
        ("rr", 25, 3),
        ("spo2", 91, 3),
        ("spo2", 93, 2),
        ("spo2", 95, 1),
        ("spo2", 96, 0),
        ("on_o2", True, 2),
        ("sbp", 90, 3),
        ("sbp", 100, 2),
        ("sbp", 110, 1),
        ("sbp", 219, 0),
        ("sbp", 220, 3),
        ("hr", 40, 3),
        ("hr", 50, 1),
        ("hr", 90, 0),
        ("hr", 110, 1),
        ("hr", 130, 2),
        ("hr", 131, 3),
        ("acvpu", "V", 3),
        ("temp", 35.0, 3),
        ("temp", 36.0, 1),
        ("temp", 38.0, 0),
        ("temp", 39.0, 1),
        ("temp", 39.1, 2),
    ],
)
def test_each_band_of_news2_scores_its_points(vital: str, value: Json, points: int) -> None:
    decisions = read_decisions((FOLDER / "up_referral_criteria.dmn").read_bytes(), "criteria")
    scored = decisions.evaluate("News2", {**CALM, vital: value}, NOW).output
    assert scored == {"score": points, "single_three": points == 3}


@pytest.mark.parametrize(
    ("spo2", "on_o2", "points"),
    [
        (83, False, 3),
        (85, False, 2),
        (87, False, 1),
        (90, False, 0),
        (97, False, 0),
        (94, True, 3),
        (96, True, 4),
        (97, True, 5),
    ],
)
def test_prescribed_scale_2_scores_too_much_oxygen(spo2: int, on_o2: bool, points: int) -> None:  # noqa: FBT001
    decisions = read_decisions((FOLDER / "up_referral_criteria.dmn").read_bytes(), "criteria")
    patient = {**CALM, "hypercapnia": True, "spo2": spo2, "on_o2": on_o2}
    scored = decisions.evaluate("News2", patient, NOW).output
    assert isinstance(scored, dict)
    assert scored["score"] == points


@pytest.mark.parametrize(
    ("decision_id", "rule"), [(table, rule) for table in TABLES for rule in TABLES[table][1]]
)
def test_a_table_answers_by_the_rule_that_is_meant(decision_id: str, rule: str) -> None:
    file, cases = TABLES[decision_id]
    decisions = read_decisions((FOLDER / file).read_bytes(), file)
    given, expected = cases[rule]
    decided = decisions.evaluate(decision_id, given, NOW)
    assert decided.matched_rules == (f"{decision_id}_{rule}",)
    assert isinstance(decided.output, dict)
    assert next(iter(decided.output.values())) == expected
