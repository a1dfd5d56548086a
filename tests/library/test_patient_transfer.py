"""A patient transfer: who does what, which messages cross, and each row of its tables for the patient it is meant for."""

from datetime import UTC, datetime

import pytest

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.model import UserTask
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY
from tests.library.tables import rules_in

FOLDER = LIBRARY / "patient_transfer"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
VITALS: Variables = {"rr": 16, "spo2": 98, "sbp": 125, "hr": 75, "acvpu": "A"}
CALM: Variables = {"resp_support": "none", "circ_support": "none", "main_problem": "stable"}
ITEMS: dict[str, tuple[Variables, Variables, int]] = {
    "rr_1": ({"rr": 35}, {}, 1),
    "rr_2": ({"rr": 25}, {}, 2),
    "spo2_1": ({"spo2": 89}, {}, 1),
    "spo2_2": ({"spo2": 93}, {}, 2),
    "sbp_1": ({"sbp": 89}, {}, 1),
    "sbp_2": ({"sbp": 200}, {}, 2),
    "hr_1": ({"hr": 151}, {}, 1),
    "hr_2": ({"hr": 45}, {}, 2),
    "mind_1": ({"acvpu": "P"}, {}, 1),
    "mind_2": ({"acvpu": "C"}, {}, 2),
    "resp_1": ({}, {"resp_support": "ventilated"}, 1),
    "resp_2": ({}, {"resp_support": "high_flow"}, 2),
    "circ_1": ({}, {"circ_support": "high"}, 1),
    "circ_2": ({}, {"circ_support": "vasoactive"}, 2),
    "problem_1": ({}, {"main_problem": "bleeding"}, 1),
    "problem_2": ({}, {"main_problem": "acs"}, 2),
    "base": ({}, {}, 3),
}
GRADES: dict[str, tuple[Variables, Json, str]] = {
    "worst": ({"main_problem": "airway"}, 5, "I"),
    "two_near": ({"main_problem": "stroke"}, 19, "II"),
    "two_far": ({"main_problem": "stroke"}, 20, "I"),
    "three_near": ({}, 19, "III"),
    "three_far": ({}, 20, "II"),
}
EXCEPTIONS = {
    "no bed: parallel offers to three, first accept wins": "happy_path_three_hospitals_asked",
    "no bed after the acceptance": "no_bed_other_hospitals_asked",
    "all decline: hos_duty and grp_desk PT15M": "all_decline_desk_and_duty_officer",
    "nobody receives: NO_PLACE": "no_place_anywhere",
    "may not refuse with capability and capacity": "capable_hospital_may_not_refuse",
    "not fit: stay and remote consultation": "not_fit_stays_remote_consultation",
    "deterioration: divert": "divert_nearest_emergency_department",
    "arrest on the way": "arrest_on_the_way_circulation_back",
    "death on the way": "death_on_the_way",
    "crew unavailable": "crew_unavailable_own_escort",
    "cancel after departure": "turn_back_needs_a_medical_order",
    "wrong patient at the door": "wrong_patient_delivered",
    "compensation": "cancel_after_acceptance",
    "immediate life-saving override": "immediate_life_saving_override",
    "trf.accept.E": "accept_late_e",
    "trf.accept.ICU": "accept_late_icu",
    "trf.accept.other": "accept_late_other",
    "trf.dido.stemi": "dido_stemi",
    "trf.dido.stroke": "dido_stroke",
    "vehicle PT10M": "vehicle_assigned_late",
    "observations PT5M": "observations_late",
    "handover 15/30": "handover_over_15_and_30_minutes",
    "hold extended once": "hold_extended_once",
    "feedback P3D": "feedback_late",
    "consent afterwards PT24H": "emergency_basis_consent_afterwards",
}
"""Every exception and time of the specification's section, and the scenario that shows it."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_each_institution_has_a_case_of_its_own(definition: Definition) -> None:
    sender, *others = definition.processes.values()
    assert sender.id == "patient_transfer"
    assert set(sender.startable_role.split(",")) == {"hos_spec", "hos_ed", "hos_ward", "pri_doctor"}
    assert (sender.pool_kind, sender.message_starts) == ("", ("TRF.FEEDBACK",))
    assert {each.id: (each.pool_kind, each.message_starts) for each in others} == {
        "patient_transfer_hos": ("HOS", ("TRF.REQUEST",)),
        "patient_transfer_ems": ("EMS", ("TRF.VEHICLE",)),
        "patient_transfer_grp": ("GRP", ("TRF.ARBITRATE",)),
    }


def test_all_twelve_steps_are_drawn_and_every_task_has_a_form_and_an_owner(
    definition: Definition,
) -> None:
    nodes = [node for process in definition.processes.values() for node in process.nodes()]
    ids = [node.id for node in nodes]
    assert [n for n in range(1, 13) if not any(i.startswith(f"TR{n:02}_") for i in ids)] == []
    tasks = [node for node in nodes if isinstance(node, UserTask)]
    assert [one.id for one in tasks if one.form_id not in definition.forms] == []
    assert {one.form_id for one in tasks} == set(definition.forms)
    assert [one.id for one in tasks if not (one.role or one.assignment.candidate_groups)] == []


def _risk(name: str, context: Variables) -> Json:
    decisions = read_decisions((FOLDER / "transfer_risk.dmn").read_bytes(), "transfer_risk")
    return decisions.evaluate(name, context, NOW).output


@pytest.mark.parametrize("row", sorted(rules_in(FOLDER / "transfer_risk.dmn", "TransferItems")))
def test_the_worst_item_sets_the_grade(row: str) -> None:
    vitals, more, grade = ITEMS[row]
    context: Variables = {"vitals": {**VITALS, **vitals}, **CALM, **more}
    assert _risk("TransferItems", context) == grade
    assert _risk("TransferItems", {**context, "main_problem": "airway"}) == 1


@pytest.mark.parametrize("row", sorted(rules_in(FOLDER / "transfer_risk.dmn", "TransferGrade")))
def test_the_journey_only_raises(row: str) -> None:
    more, minutes, grade = GRADES[row]
    context: Variables = {"vitals": VITALS, **CALM, **more, "journey_minutes": minutes}
    assert _risk("TransferGrade", context) == grade
    unknown = _risk("TransferGrade", {**context, "journey_minutes": None})
    assert unknown == _risk("TransferGrade", {**context, "journey_minutes": 60})


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("airway", ("I", 2, "MICU", "PT5M")),
        ("acs", ("II", 2, "ALS", "PT15M")),
        ("stable", ("III", 1, "BLS", "PT15M")),
    ],
)
def test_each_grade_has_its_staff_vehicle_and_observations(
    problem: str, said: tuple[str, int, str, str]
) -> None:
    context: Variables = {"vitals": VITALS, **CALM, "journey_minutes": 5}
    found = _risk("TransferRisk", {**context, "main_problem": problem})
    assert isinstance(found, dict)
    assert tuple(found[key] for key in ("grade", "escorts", "crew_level", "obs_interval")) == said
    assert all(found[key] for key in ("staff", "staff_en", "equipment"))


@pytest.mark.parametrize(
    ("capability", "capacity", "said"),
    [
        (True, True, "duty"),
        (True, False, "allowed"),
        (False, True, "allowed"),
        (None, None, "allowed"),
    ],
)
def test_only_a_hospital_that_could_may_not_refuse(
    capability: Json, capacity: Json, said: str
) -> None:
    decisions = read_decisions((FOLDER / "refusal_rule.dmn").read_bytes(), "refusal_rule")
    context: Variables = {"has_capability": capability, "has_capacity": capacity}
    assert decisions.evaluate("RefusalRule", context, NOW).output == said


@pytest.mark.parametrize("exception", list(EXCEPTIONS))
def test_every_exception_has_a_scenario_named_for_it(exception: str) -> None:
    scenarios = {each.name: each for each in read_scenarios(read_scenario_files(FOLDER))}
    assert scenarios[EXCEPTIONS[exception]].covers
