"""How calls are taken, ambulances sent, patients met, alerted, handed over and written about."""

from typing import Any

from carelane.demo.simulation.habits import (
    Asked,
    Ways,
    always,
    between,
    chance,
    later,
    of_somebody,
    often,
    said,
)
from carelane.demo.simulation.ways.usual import DAY

_SYMPTOMS = often(
    chest_pain=3,
    fast_positive=2,
    trauma_major=1,
    dyspnoea_severe=2,
    altered_consciousness=1,
    needs_treatment=4,
    minor=2,
)
_BRANCHES = {"chest_pain": ["chest_pain"], "fast_positive": ["stroke"], "trauma_major": ["trauma"]}


def _unit(place: int) -> Any:
    """Give the unit that comes first or second in the proposal."""

    def choose(asked: Asked) -> str | None:
        units = asked.known("units") or []
        return units[min(place, len(units) - 1)]["unit_id"] if units else None

    return choose


def _crew(asked: Asked) -> str:
    units = asked.known("units") or []
    return units[0].get("crew_level") if units else "ALS"


def _findings(asked: Asked) -> list[str] | None:
    return _BRANCHES.get(str(asked.known("key_symptom")))


def _target(asked: Asked) -> Any:
    return asked.known("destination", "org")


EMERGENCIES = Ways(
    values={
        "callback": always("13800000000"),
        "address": always("人民路 1 号 1 Renmin Road"),
        "lat": between(30.25, 30.75, 3),
        "lon": between(110.0, 110.95, 3),
        "call_kind": often(emergency=0.94, doubtful=0.06),
        "pe01_answer.channel": often(phone=0.95, ecall=0.05),
        "conscious": chance(0.9),
        "breathing_normal": chance(0.9),
        "pe02_key.key_symptom": _SYMPTOMS,
        "pe02_questions.key_symptom": said("key_symptom", otherwise="needs_treatment"),
        "age_est": between(25, 88),
        "instructions": often(other=0.8, tcpr=0.1, bleeding=0.1),
        "pe04_choose.unit_id": _unit(0),
        "second_free": lambda asked: len(asked.known("units") or []) > 1,
        "second_unit_id": _unit(1),
        "more_unit_id": always(None),
        "pe04_choose.crew_level": _crew,
        "review_action": often(keep=0.9, stand_down=0.1),
        "found": often(patient=0.95, nobody=0.03, died=0.02),
        "findings": _findings,
        "arrest": chance(0.02),
        "stable": chance(0.85),
        "special": always("none"),
        "age": between(25, 88),
        "news2": between(0, 6),
        "wish_org": always(None),
        "stemi": chance(0.4),
        "fast": often(positive=0.8, negative=0.2),
        "lams": between(1, 5),
        "lkw": later(hours=-1),
        "anticoagulant": often(none=0.8, yes=0.1, unknown=0.1),
        "conveyance": often(convey=0.9, treat_leave=0.06, refuses=0.04),
        "pe09_destination.target_org": _target,
        "target_org": _target,
        "eta": later(minutes=20),
        "team": said("team", otherwise="none"),
        "ack_ok": chance(0.97),
        "journey": often(arrived=0.75, go_on=0.2, divert=0.03, change=0.02),
        "unstable": chance(0.05),
        "realert_action": always("keep"),
        "ed_level": often(I=0.1, II=0.3, III=0.4, IV=0.2),
        "identity_known": often(known=0.85, unknown=0.15),
        "pe13_identity.id_type": of_somebody("id_type"),
        "pe13_identity.id_no": of_somebody("id_no"),
        "pe13_identity.name": of_somebody("name"),
        "pe13_identity.sex": of_somebody("sex"),
        "pe13_identity.birth_date": of_somebody("birth_date"),
        "ed_diagnosis_code": always("R07.4"),
        "ed_disposition": often(admitted=0.6, discharged=0.37, died=0.03),
        "activation": often(right=0.8, none=0.15, false=0.05),
        "bleeding": chance(0.1),
        "reperfusion": often(pci=0.8, none=0.15, lysis=0.05),
        "needle_at": later(),
    },
    seldom={"pe04_review": 0.1, "pe11_phone": 0.9, "ex_diversion": 0.03, "pe12_realert": 0.8},
    takes={
        "pe01_answer": (0.1, 0.3),
        "pe01_call": (0.3, 1),
        "pe02_key": (0.2, 0.7),
        "pe02_questions": (1, 3),
        "pe03_instruct": (0.5, 4),
        "pe04_choose": (0.2, 1.2),
        "pe05_mobile": (0.5, 2),
        "pe06_scene": (4, 20),
        "pe12_observe": (5, 15),
        "pe13_identity": (10, 240),
        "pe14_epcr": (10, 120),
        "pe15_outcome": (60, 2 * DAY),
        "pe15_read": (60, 3 * DAY),
        "ex_callback": (30, 120),
    },
)
