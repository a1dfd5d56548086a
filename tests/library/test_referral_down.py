"""A referral down: who does what, which messages cross, and each row of its tables for the patient it is meant for."""

from datetime import UTC, datetime

import pytest

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "referral_down"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
READY: dict[str, Json] = {
    "route": "acute",
    "diagnosis_clear": True,
    "plan_deliverable": True,
    "stability": "stable",
    "patient_agrees": True,
    "news2_24h": 2,
    "single_three": False,
    "iv_vasoactive": False,
    "oxygen": "met",
    "critical_pending": False,
    "village": False,
}
BARRIERS: dict[str, dict[str, Json]] = {
    "diagnosis": {"diagnosis_clear": False},
    "plan": {"plan_deliverable": None},
    "stable": {"stability": "unstable"},
    "agrees": {"patient_agrees": False},
    "news2_high": {"news2_24h": 3},
    "news2_unknown": {"news2_24h": None},
    "single_three": {"single_three": True},
    "vasoactive": {"iv_vasoactive": True},
    "oxygen": {"oxygen": "unmet"},
    "critical": {"critical_pending": True},
    "village_target": {"village": True, "at_target": False, "regimen_change": False},
    "village_regimen": {"village": True, "at_target": True, "regimen_change": True},
}
EXCEPTIONS = {
    "primary declines: next institution": "primary_declines_next_institution",
    "primary declines: stay": "primary_declines_stays",
    "no drug supply: bridging": "no_drug_supply_bridging",
    "no drug supply: delivery, and compensation": "no_drug_supply_delivery_cancelled",
    "patient refuses": "patient_refuses",
    "not arrived: trace P2D": "not_arrived_traced_after_2_days",
    "not arrived: grp_case P7D": "not_arrived_case_management_after_7_days",
    "bounce-back by express code": "bounce_back_by_express_code",
    "late critical result": "late_critical_result",
    "pending result with a named owner": "pending_result_comes_back",
    "capability P1D work": "capability_late_telephoned",
    "first visit P7D": "first_visit_late",
    "first visit of heart failure P7D-P14D": "first_visit_heart_failure_7_to_14_days",
    "medication reconciled P30D": "medication_reconciled_within_30_days",
    "answer P2D work": "question_unanswered_escalates",
    "candidates at 10:00": "criteria_not_met_looked_again_next_day",
}
"""Every exception and time of the specification's section, and the scenario that shows it."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_hospital_and_primary_are_cases_of_their_own(definition: Definition) -> None:
    assert list(definition.processes) == ["referral_down", "referral_down_pri"]
    assert {finding.rule for finding in definition.findings} <= {"called_process_elsewhere"}
    assert definition.processes["referral_down"].startable_role == "hos_ward"
    assert definition.processes["referral_down"].message_starts == ("DN.CANDIDATE",)
    assert definition.processes["referral_down_pri"].message_starts == ("DN.REQUEST",)


def test_all_nine_steps_are_drawn(definition: Definition) -> None:
    ids = [node.id for process in definition.processes.values() for node in process.nodes()]
    assert [n for n in range(1, 10) if not any(i.startswith(f"DN0{n}_") for i in ids)] == []


def _criteria(facts: dict[str, Json]) -> Variables:
    decisions = read_decisions((FOLDER / "down_referral_criteria.dmn").read_bytes(), "criteria")
    output = decisions.evaluate("DownReferralCriteria", {"facts": facts}, NOW).output
    assert isinstance(output, dict)
    return output


@pytest.mark.parametrize("route", ["acute", "rehab", "chronic", "request"])
def test_who_meets_every_condition_is_eligible(route: str) -> None:
    assert _criteria({**READY, "route": route}) == {"missing": [], "eligible": True, "route": route}


@pytest.mark.parametrize("barrier", list(BARRIERS))
def test_each_condition_alone_holds_the_patient_back(barrier: str) -> None:
    found = _criteria({**READY, **BARRIERS[barrier]})
    assert found["eligible"] is False
    assert isinstance(found["missing"], list)
    assert [one["condition"] for one in found["missing"] if isinstance(one, dict)] == [barrier]


def test_the_other_routes_are_not_asked_for_an_acute_phase_but_for_safety() -> None:
    vague = {**READY, "route": "rehab", "diagnosis_clear": False, "stability": "unstable"}
    assert _criteria(vague)["eligible"] is True
    assert _criteria({**vague, "oxygen": "unmet"})["eligible"] is False


@pytest.mark.parametrize(
    ("group", "window"), [("heart_failure", ("P7D", "P14D")), ("stroke", ("P0D", "P7D"))]
)
def test_the_first_visit_has_its_window(group: str, window: tuple[str, str]) -> None:
    decisions = read_decisions((FOLDER / "first_visit_window.dmn").read_bytes(), "window")
    output = decisions.evaluate("FirstVisitWindow", {"diagnosis_group": group}, NOW).output
    assert output == {"earliest": window[0], "latest": window[1]}


def test_every_exception_has_a_scenario_named_for_it() -> None:
    scenarios = {each.name: each for each in read_scenarios(read_scenario_files(FOLDER))}
    assert [each for each in EXCEPTIONS.values() if not scenarios[each].covers] == []
