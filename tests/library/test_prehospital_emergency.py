"""Pre-hospital emergency: who does what, which rule sends whom where, and what never leaves the ambulance by radio."""

import re
from datetime import UTC, datetime

import pytest

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.model import Static, UserTask
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "prehospital_emergency"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
IDENTIFYING = {"name", "address", "id_no", "id_type", "phone", "callback", "patient", "identity"}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_five_processes_and_who_may_start_them(definition: Definition) -> None:
    starts = {
        name: (each.startable_role, set(each.message_starts))
        for name, each in definition.processes.items()
    }
    assert starts == {
        "prehospital_emergency": ("ems_calltaker", {"EMS.REQUEST"}),
        "prehospital_emergency_crew": ("", {"EMS.DISPATCH"}),
        "prehospital_emergency_hos": ("hos_ed,hos_duty", {"EMS.PREALERT"}),
        "prehospital_emergency_ctr": ("", {"EMS.ECG"}),
        "prehospital_emergency_grp": ("", {"EMS.ASSIST", "EMS.CLOSURE"}),
    }


def test_every_form_is_used_and_every_task_has_somebody(definition: Definition) -> None:
    nodes = [node for process in definition.processes.values() for node in process.nodes()]
    tasks = [node for node in nodes if isinstance(node, UserTask)]
    assert {task.form_id for task in tasks} == set(definition.forms)
    for task in tasks:
        assert task.role or isinstance(task.assignment.candidate_groups, Static), task.id


def test_every_field_speaks_both_languages(definition: Definition) -> None:
    wrong = [
        (form_id, each.key)
        for form_id, form in definition.forms.items()
        for each in form.walk()
        if {language for language, text in each.labels if text} != {"en", "zh"}
    ]
    assert wrong == []


def test_no_telephone_action_lacks_the_time_when_it_happened(definition: Definition) -> None:
    telephoned = {
        form_id
        for form_id, form in definition.forms.items()
        if {"phone_at", "phone_with", "phone_by"} <= {each.key for each in form.walk()}
    }
    assert telephoned == {
        "ex_assist_decide",
        "ex_callback",
        "ex_ecg_unread",
        "ex_handover_duty",
        "ex_locate",
        "ex_mobile_late",
        "pe02_callback",
        "pe11_phone",
    }


def test_the_pre_alert_says_neither_name_nor_address(definition: Definition) -> None:
    text = (FOLDER / "process.bpmn").read_text("utf-8")
    start = text.index('<bpmn:sendTask id="PE10_prealert"')
    sent = set(re.findall(r'<zeebe:input [^>]*target="(\w+)"', text[start : start + 4000]))
    assert {"atmist", "eta", "ecg_ref"} <= sent
    assert sent & IDENTIFYING == set()
    atmist = {each.key for each in definition.forms["pe10_atmist"].walk()}
    assert atmist & IDENTIFYING == set()


def decide(file: str, decision: str, given: Variables) -> Json:
    decisions = read_decisions((FOLDER / f"{file}.dmn").read_bytes(), f"{file}.dmn")
    return decisions.evaluate(decision, given, NOW).output


@pytest.mark.parametrize(
    ("conscious", "breathing", "symptom", "category", "units"),
    [
        (False, False, "minor", "RED-A", 2),
        (True, True, "airway_blocked", "RED", 1),
        (True, True, "breathing_ineffective", "RED", 1),
        (False, True, "catastrophic_bleeding", "RED", 1),
        (True, False, "anaphylaxis_dyspnoea", "RED", 1),
        (False, True, "seizure_continuous", "RED", 1),
        (True, True, "birth_complicated", "RED", 1),
        (True, True, "chest_pain", "ORANGE", 1),
        (True, True, "fast_positive", "ORANGE", 1),
        (True, True, "dyspnoea_severe", "ORANGE", 1),
        (True, True, "trauma_major", "ORANGE", 1),
        (True, True, "altered_consciousness", "ORANGE", 1),
        (True, True, "sepsis_suspected", "ORANGE", 1),
        (False, True, "minor", "ORANGE", 1),
        (True, False, "minor", "ORANGE", 1),
        (True, True, "minor", "GREEN", 0),
        (True, True, "needs_treatment", "YELLOW", 1),
    ],
)
def test_the_call_is_triaged(
    conscious: bool,  # noqa: FBT001
    breathing: bool,  # noqa: FBT001
    symptom: str,
    category: str,
    units: int,
) -> None:
    given: Variables = {
        "conscious": conscious,
        "breathing_normal": breathing,
        "key_symptom": symptom,
    }
    answer = decide("call_triage", "CallTriage", given)
    assert isinstance(answer, dict)
    assert (answer["category"], answer["units"]) == (category, units)
    assert answer["aed"] is (category == "RED-A")


@pytest.mark.parametrize(
    ("level", "within"),
    [("I", "PT1M"), ("II", "PT10M"), ("III", "PT30M"), ("IV", "PT60M"), ("V", "PT120M")],
)
def test_the_triage_level_says_how_soon(level: str, within: str) -> None:
    answer = decide("ed_triage_response", "EDTriageResponse", {"ed_level": level})
    assert isinstance(answer, dict)
    assert answer["within"] == within


def hospital(org: str, minutes: int, *can: str, closed: tuple[str, ...] = ()) -> dict[str, Json]:
    return {
        "org": org,
        "name": org,
        "minutes": minutes,
        "open": list(can),
        "limited": [],
        "closed": list(closed),
    }


HOSPITALS: list[Json] = [
    hospital("NEAR", 5, closed=("ed", "ct")),
    hospital("TOWN", 8, "ed", "lysis", "isolation"),
    hospital("CITY", 12, "ed", "stroke", "ct", "lysis"),
    hospital("PCI", 20, "ed", "cath_lab", "stroke", "ct"),
    hospital("NEURO", 25, "ed", "thrombectomy", "stroke", "ct"),
    hospital("BURNS", 40, "ed", "burn", "trauma"),
]
PLAIN: Variables = {
    "hospitals": HOSPITALS,
    "arrest": False,
    "stemi": False,
    "since_fmc": 15,
    "door_to_device": 60,
    "stroke": False,
    "lams": None,
    "lkw_minutes": None,
    "special": "none",
    "infection_flag": "none",
    "stable": False,
    "wish_org": None,
}


@pytest.mark.parametrize(
    ("more", "rule", "org"),
    [
        ({"arrest": True, "stemi": True}, "arrest", "NEAR"),
        ({"stemi": True}, "stemi_pci", "PCI"),
        ({"stemi": True, "since_fmc": 41}, "stemi_lysis", "TOWN"),
        ({"stroke": True, "lams": 4, "lkw_minutes": 90}, "lvo", "NEURO"),
        ({"stroke": True, "lams": 4, "lkw_minutes": 190}, "stroke", "CITY"),
        ({"stroke": True, "lams": 3, "lkw_minutes": 90}, "stroke", "CITY"),
        ({"stroke": True, "lams": 3, "lkw_minutes": 1500}, "open_ed", "TOWN"),
        ({"special": "burn"}, "special", "BURNS"),
        ({"special": "trauma"}, "special", "BURNS"),
        ({"special": "obstetric"}, "open_ed", "TOWN"),
        ({"infection_flag": "respiratory"}, "respiratory", "TOWN"),
        ({"stable": True, "wish_org": "PCI"}, "wish", "PCI"),
        ({"stable": False, "wish_org": "PCI"}, "open_ed", "TOWN"),
        ({"stable": True, "wish_org": "NEAR"}, "open_ed", "TOWN"),
        ({}, "open_ed", "TOWN"),
    ],
)
def test_the_destination_is_chosen(more: Variables, rule: str, org: str) -> None:
    answer = decide("destination", "Destination", PLAIN | more)
    assert isinstance(answer, dict)
    assert (answer["rule"], answer["org"]) == (rule, org)


def test_who_was_bypassed_is_said_with_the_reason() -> None:
    answer = decide("destination", "Destination", PLAIN | {"stroke": True, "lkw_minutes": 60})
    assert isinstance(answer, dict)
    assert answer["bypassed"] == [
        {"org": "NEAR", "name": "NEAR", "minutes": 5, "why": "not_capable"},
        {"org": "TOWN", "name": "TOWN", "minutes": 8, "why": "not_capable"},
    ]
    plain = decide("destination", "Destination", PLAIN)
    assert isinstance(plain, dict)
    assert plain["bypassed"] == [{"org": "NEAR", "name": "NEAR", "minutes": 5, "why": "closed"}]


def test_where_nothing_is_open_the_nearest_is_proposed() -> None:
    closed: list[Json] = [hospital("NEAR", 5, closed=("ed",)), hospital("FAR", 50, closed=("ed",))]
    answer = decide("destination", "Destination", PLAIN | {"hospitals": closed})
    assert isinstance(answer, dict)
    assert (answer["rule"], answer["org"]) == ("none_open", "NEAR")
