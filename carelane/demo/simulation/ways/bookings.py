"""How visits are booked and missed, and how beds, people and devices are lent."""

from carelane.demo.simulation.habits import NO, Ways, always, between, chance, later, often
from carelane.demo.simulation.ways.usual import DAY

BOOKINGS = Ways(
    values={
        "ap01_request.service": often(opd=0.75, exam=0.25),
        "ap01_request.specialty": often(cardiology=3, endocrinology=2, respiratory=1),
        "ap01_request.urgency": often(R=0.75, P=0.25),
        "modality": often(ct=0.4, ultrasound=0.3, ecg=0.3),
        "contrast": chance(0.1),
        "contrast_allergy": NO,
        "implants": often(none=0.95, safe=0.05),
        "pregnant": NO,
        "anticoagulant": chance(0.1),
        "awaiting": often(now=0.9, patient=0.1),
        "patient_answer": often(accepted=0.84, another_time=0.1, declines=0.06),
        "agreed": often(accepted=0.85, another_time=0.1, declines=0.05),
        "ap07_arrival.presence": often(
            arrived=0.8, no_show=0.09, late_seen=0.05, provider_cancel=0.03, late_rebook=0.03
        ),
        "contact_result": often(rebook=0.5, not_reached=0.3, not_wanted=0.2),
        "change": often(cancel=0.6, reschedule=0.4),
        "not_before": always(None),
        "not_after": always(None),
        "kind": often(bed=0.6, equipment=0.4),
        "category": often(ventilator=0.5, monitor=0.5),
        "ward_type": often(general=0.7, icu=0.3),
        "rs01_need.specialty": often(cardiology=0.6, respiratory=0.4),
        "from": later(hours=2),
        "to": later(days=3),
        "indication": often(shortage=0.6, transfer=0.4),
        "justification": always("周转紧张 short of capacity"),
        "offer_answer": often(offer=0.85, decline=0.15),
        "commit_answer": often(commit=0.92, release=0.08),
        "use_action": often(**{"return": 0.9, "extend": 0.1}),
        "wanted_until": later(days=2),
        "condition": often(clean=0.7, dirty=0.3),
        "inspected": often(clean=0.95, faulty=0.05),
        "checklist": always(["ready"]),
        "offered_quantity": between(1, 1),
        "quantity": between(1, 1),
        "price": between(0, 300),
        "recall_for": always("life"),
        "extension": chance(0.8),
    },
    seldom={"ap06_track": 0.06, "rs07_in_use": 0.03, "rs07_give_up": 0.02},
    takes={
        "ap04_agree": (1, 16),
        "ap07_agree": (2, 120),
        "ap06_track": (2 * 60, 3 * DAY),
        "rs07_use": (12 * 60, 3 * DAY),
        "rs07_in_use": (6 * 60, 2 * DAY),
    },
)
