"""A follow-up: one owner, each row of its plan, each red flag, and one contact at a time for years."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from lxml import etree

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import Decisions, read_decisions
from bpmn.json_types import Json, Variables
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "follow_up"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
INDEX = "2026-03-02T10:00:00+08:00"
NOBODY: Variables = {
    "index_event": "study",
    "plan_groups": [],
    "risk": "usual",
    "intensive": False,
    "uncontrolled": False,
}
PLANS: dict[str, tuple[dict[str, Json], tuple[str, ...]]] = {
    "hf_phone": ({"plan_groups": ["heart_failure"]}, ("P3D",)),
    "hf_visit": ({"plan_groups": ["heart_failure"]}, ("P14D",)),
    "hf_intensive": (
        {"plan_groups": ["heart_failure"], "intensive": True},
        ("P7D", "P14D", "P21D", "P42D"),
    ),
    "psychiatric": ({"plan_groups": ["psychiatric"]}, ("P7D", "P30D")),
    "stroke_call": ({"plan_groups": ["stroke"]}, ("P7D",)),
    "stroke_month": ({"plan_groups": ["stroke"]}, ("P30D",)),
    "stroke_mrs": ({"plan_groups": ["stroke"]}, ("P105D",)),
    "pci": ({"plan_groups": ["pci"]}, ("P14D", "P1M", "P3M", "P6M", "P12M")),
    "surgery_wound": ({"plan_groups": ["surgery"]}, ("P7D",)),
    "surgery_check": ({"plan_groups": ["surgery"]}, ("P30D",)),
    "malignancy": (
        {"plan_groups": ["malignancy"]},
        tuple(f"P{m}M" for m in (*range(3, 25, 3), *range(30, 61, 6))),
    ),
    "chronic": ({"plan_groups": ["diabetes"]}, ("P3M",)),
    "chronic_uncontrolled": ({"plan_groups": ["hypertension"], "uncontrolled": True}, ("P14D",)),
    "urgent_referral": ({"plan_groups": ["urgent_referral"]}, ("P14D",)),
    "slow_recovery": ({"plan_groups": ["slow_recovery"]}, ("P28D",)),
    "high_risk_phone": ({"index_event": "discharge", "risk": "high"}, ("P3D",)),
    "high_risk_contact": ({"index_event": "discharge", "risk": "high"}, ("P7D",)),
    "any_discharge": ({"index_event": "discharge"}, ("P14D",)),
    "medrec": ({"index_event": "discharge"}, ("P30D",)),
}
REPEATED = {"malignancy": "P1Y", "chronic": "P3M", "slow_recovery": "P3M"}
FLAGS: dict[str, tuple[dict[str, Json], str]] = {
    "chest_pain": ({"symptoms": ["chest_pain"]}, "E"),
    "stroke_sign": ({"symptoms": ["stroke_sign"]}, "E"),
    "gcs_drop": ({"symptoms": ["gcs_drop"]}, "E"),
    "bleeding": ({"symptoms": ["bleeding"]}, "E"),
    "breathless": ({"symptoms": ["breathless_rest"]}, "E"),
    "spo2_90": ({"spo2": 90}, "E"),
    "spo2_scale2": ({"spo2": 87, "scale2": True}, "E"),
    "spo2_92": ({"spo2": 91}, "U"),
    "weight": ({"weight_gain_3d": 2.1}, "U"),
    "sbp": ({"sbp": 180}, "U"),
    "dbp": ({"dbp": 110}, "U"),
    "glucose_high": ({"glucose": 16.7}, "U"),
    "glucose_low": ({"glucose": 3.9}, "U"),
    "wound_fever": ({"temp": 38.6, "symptoms": ["wound_signs"]}, "U"),
    "self_harm": ({"phq9_item9": 1}, "U"),
    "new_worse": ({"symptoms": ["new_worse"]}, "P"),
    "adverse": ({"adverse_event": "皮疹"}, "P"),
}
STEPS: dict[str, dict[str, Json]] = {
    "died": {"alive": False, "readmitted": True},
    "readmitted": {"readmitted": True, "stop_reason": "moved"},
    "moved": {"stop_reason": "moved"},
    "declined": {"stop_reason": "declined"},
    "lost": {"stop_reason": "lost"},
    "complete": {"next": None},
    "next": {},
}
EXCEPTIONS = {
    "three attempts over P7D, then home visit": "three_attempts_then_home_visit",
    "letter, then lost": "lost_after_letter",
    "wrong number": "wrong_number",
    "two identifiers": "identity_not_verified_on_the_phone",
    "carer answers": "carer_answers",
    "language": "language_needs_an_interpreter",
    "two institutions on one day": "two_institutions_on_one_day_merged",
    "one owner, never both": "never_two_owners_merged",
    "readmitted": "readmitted_suspended_planned_anew",
    "died": "patient_died",
    "moved": "patient_moved",
    "declined": "patient_declines",
    "psychiatric, same day does not count": "psychiatric_same_day_does_not_count",
    "stroke, 90 d mRS": "stroke_mrs_in_its_window",
    "red flag E": "red_flag_emergency_120",
    "red flag U, PT2H": "red_flag_urgent_clinician_calls",
    "red flag P": "red_flag_priority_next_visit_booked",
    "owner accepts P1D work": "owner_late",
    "closed P7D after the last contact": "close_late",
}
"""Every exception and time of the specification's section, and the scenario that shows it."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


@cache
def decisions(file: str) -> Decisions:
    return read_decisions((FOLDER / file).read_bytes(), file)


def decide(file: str, decision: str, given: Variables) -> tuple[Any, tuple[str, ...]]:
    decided = decisions(file).evaluate(decision, given, NOW)
    return decided.output, decided.matched_rules


def rules_in(file: str, decision: str) -> set[str]:
    root = etree.parse(str(FOLDER / file))
    names = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
    found = root.xpath(f"//d:decision[@id='{decision}']//d:rule/@id", namespaces=names)
    return {str(each).removeprefix(f"{decision}_") for each in found}


def test_hospital_and_primary_may_own_and_help(definition: Definition) -> None:
    assert list(definition.processes) == ["follow_up", "follow_up_partner"]
    assert definition.processes["follow_up"].message_starts == ("FU.ENROL",)
    assert definition.processes["follow_up"].startable_role == "hos_fu,pri_fd"
    assert set(definition.processes["follow_up_partner"].message_starts) == {
        "FU.REDFLAG",
        "FU.VISIT.ASK",
        "FU.RESULT",
    }


def test_all_eight_steps_are_drawn(definition: Definition) -> None:
    ids = [node.id for process in definition.processes.values() for node in process.nodes()]
    assert [n for n in range(1, 9) if not any(i.startswith(f"FU0{n}_") for i in ids)] == []


def test_no_row_is_without_its_patient() -> None:
    assert rules_in("follow_up_plan.dmn", "FollowUpPlan") == set(PLANS)
    assert rules_in("red_flag.dmn", "RedFlagRules") == set(FLAGS)
    assert rules_in("next_step.dmn", "NextStep") == set(STEPS)


@pytest.mark.parametrize("row", list(PLANS))
def test_a_row_of_the_plan_sets_its_dates(row: str) -> None:
    patient, dates = PLANS[row]
    rows, _ = decide("follow_up_plan.dmn", "FollowUpPlan", {**NOBODY, **patient})
    (found,) = [each for each in rows if each["rule"] == row]
    assert tuple(contact["due"] for contact in found["contacts"]) == dates
    assert found["every"] == REPEATED.get(row)


def test_who_is_in_no_row_has_no_plan() -> None:
    rows, _ = decide("follow_up_plan.dmn", "FollowUpPlan", NOBODY)
    assert not rows


@pytest.mark.parametrize("row", list(FLAGS))
def test_a_red_flag_is_raised_by_its_answer(row: str) -> None:
    answer, flag = FLAGS[row]
    answers = {"symptoms": ["none"], "spo2": 98, **answer}
    found, _ = decide("red_flag.dmn", "RedFlag", {"answers": answers})
    assert found["flag"] == flag
    assert row in [hit["rule"] for hit in found["hits"]]


@pytest.mark.parametrize("answers", [{"symptoms": ["none"]}, {"spo2": 90, "scale2": True}, {}])
def test_answers_without_a_flag_wait_for_the_next_visit(answers: dict[str, Json]) -> None:
    found, _ = decide("red_flag.dmn", "RedFlag", {"answers": answers})
    assert found == {"hits": [], "flag": "next"}


@pytest.mark.parametrize("row", list(STEPS))
def test_the_next_step_is_the_one_that_is_meant(row: str) -> None:
    given: Variables = {
        "alive": True,
        "readmitted": False,
        "stop_reason": None,
        "next": {"at": "x"},
    }
    _, rules = decide("next_step.dmn", "NextStep", {**given, **STEPS[row]})
    assert rules == (f"NextStep_{row}",)


def contacts(patient: dict[str, Json], many: int) -> list[tuple[str, tuple[str, ...]]]:
    rows, _ = decide("follow_up_plan.dmn", "FollowUpPlan", {**NOBODY, **patient})
    done: list[dict[str, str]] = []
    found = []
    for _ in range(many):
        given = {"index_at": INDEX, "plan_rows": rows, "plan_done": done}
        following, _ = decide("next_contact.dmn", "NextContact", given)
        if following is None:
            break
        types = {*following["types"], "contact"}
        done = [each for each in done if each["type"] not in types]
        done += [{"type": kind, "at": following["due"]} for kind in sorted(types)]
        found.append((following["due"][:10], tuple(following["types"])))
    return found


def test_a_tumour_is_followed_for_years_one_contact_at_a_time() -> None:
    dates = [date for date, _ in contacts({"plan_groups": ["malignancy"]}, 17)]
    assert dates[:3] == ["2026-06-02", "2026-09-02", "2026-12-02"]
    assert dates[7:9] == ["2028-03-02", "2028-09-02"]
    assert dates[13:] == ["2031-03-02", "2032-03-02", "2033-03-02", "2034-03-02"]


def test_of_one_type_the_earliest_date_wins() -> None:
    both: dict[str, Json] = {"plan_groups": ["psychiatric", "heart_failure"]}
    first, second, *_ = contacts(both, 5)
    assert first == ("2026-03-05", ("phone", "visit"))
    assert second[0] == "2026-03-16"


def test_a_plan_of_a_discharge_comes_to_its_end() -> None:
    assert contacts({"index_event": "discharge"}, 9) == [("2026-03-16", ("contact", "medrec"))]


def test_every_exception_has_a_scenario_named_for_it() -> None:
    scenarios = {each.name: each for each in read_scenarios(read_scenario_files(FOLDER))}
    assert [each for each in EXCEPTIONS.values() if not scenarios[each].covers] == []
