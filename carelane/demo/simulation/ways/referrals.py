"""How referrals up and down are written, answered, and sometimes called off."""

from carelane.demo.places import PLACES
from carelane.demo.simulation.habits import NO, Asked, Ways, always, chance, later, often
from carelane.demo.simulation.ways.usual import DAY, illness

_TOWNS = sorted(place.code for place in PLACES if place.kind == "PRI")


def _town(asked: Asked) -> str:
    return asked.random.choice(_TOWNS)


REFERRALS = Ways(
    values={
        "up01_compose.specialty": often(
            cardiology=3, endocrinology=2, respiratory=1, general_surgery=1, orthopaedics=1
        ),
        "service": often(opd=0.72, ipd=0.14, exam=0.1, **{"day-surgery": 0.04}),
        "reply_diagnosis_code": illness(0),
        "reply_diagnosis": illness(1),
        "reason_code": often(hypertension=4, diabetes=3, beyond_scope=2, undiagnosed_complex=1),
        "transport_need": often(none=0.9, wheelchair=0.06, ambulance=0.04),
        "duplicate_action": often(proceed=0.6, merge=0.4),
        "override_choice": often(adopt=0.8, keep=0.2),
        "up08_triage.decision": often(
            accept=0.74,
            accept_changed=0.06,
            need_info=0.07,
            advise=0.05,
            redirect=0.04,
            reject=0.04,
        ),
        "presence": often(arrived=0.9, declined=0.1),
        "contest": chance(0.1),
        "meds_change_kinds": always(["none"]),
        "disagree": always(None),
        "track_action": often(cancel=0.7, worse=0.3),
        "book_from": later(days=2),
        "offer_date": later(days=5),
        "next_date": later(days=14),
        "dn01_candidate.trigger": often(
            expected_discharge=0.7, acute_closed=0.2, stable_clinic=0.1
        ),
        "dn01_candidate.urgency": often(R=0.8, P=0.2),
        "dn02_agree.target_org": _town,
        "dn01_facts.route": often(acute=0.5, rehab=0.2, chronic=0.3),
        "stability": often(stable=0.9, complication_stable=0.1),
        "single_three": chance(0.04),
        "iv_vasoactive": NO,
        "critical_pending": chance(0.03),
        "oxygen": often(none=0.9, met=0.1),
        "village": chance(0.15),
        "regimen_change": chance(0.1),
        "any_pending": chance(0.2),
        "high_risk": chance(0.2),
        "any_discrepancy": chance(0.12),
        "can_take": chance(0.88),
        "reserve": often(none=0.8, bed=0.2),
        "expected_discharge": later(days=1),
        "start_at": later(days=1),
        "due": later(days=7),
        "needs": always(["drugs"]),
        "missing": always(["drug"]),
        "follow_up": often(plan=0.85, none=0.15),
    },
    seldom={
        "up06_track": 0.05,
        "up12_interim": 0.2,
        "up14_outcome_check": 0.9,
        "dn08_ask": 0.15,
        "dn08_bounce": 0.05,
        "dn08_result": 0.3,
    },
    takes={
        "up06_track": (2 * 60, 5 * DAY),
        "up12_care": (60, 6 * DAY),
        "up14_read": (60, 4 * DAY),
        "dn05_depart": (60, DAY),
        "dn06_first_contact": (60, 5 * DAY),
        "dn07_visit": (60, DAY),
        "dn08_ask": (DAY, 10 * DAY),
        "dn08_bounce": (DAY, 10 * DAY),
        "dn08_result": (DAY, 5 * DAY),
    },
)
