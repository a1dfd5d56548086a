"""How patients are followed up, and how gaps in a journey are closed."""

from carelane.demo.simulation.habits import Asked, Ways, always, between, chance, often, said
from carelane.demo.simulation.ways.usual import DAY


def _symptoms(asked: Asked) -> list[str]:
    worse = asked.random.random() < 0.06  # noqa: PLR2004 - a share
    return ["breathless_rest"] if worse else ["none"]


FOLLOW_UPS = Ways(
    values={
        "owner_accepts": chance(0.95),
        "channel": often(phone=0.85, video=0.05, visit=0.1),
        "result": often(reached=0.82, no_answer=0.12, wrong_number=0.03, refused=0.03),
        "contact_with": often(patient=0.85, carer=0.15),
        "identifiers": always(["name", "birth_date"]),
        "alive": chance(0.998),
        "readmitted": chance(0.04),
        "symptoms": _symptoms,
        "adherence": often(full=0.8, partly=0.17, none=0.03),
        "wound": often(clean=0.5, na=0.5),
        "satisfaction": between(7, 10),
        "adverse_event": always(None),
        "scale2": always(None),
        "lost_action": often(found=0.5, lost=0.5),
        "fu08_close.outcome": often(recovered=0.5, controlled=0.5),
        "linked_id": always("L-1"),
        "action": often(advice=0.6, appointment=0.3, referral_up=0.1),
        "book_org": said("institution"),
        "escalate": chance(0.1),
        "cause": often(forgotten=0.4, patient=0.3, capacity=0.3),
        "pt06_close.outcome": often(recovered=0.6, chronic_managed=0.4),
        "plan_groups": always(["hypertension"]),
        "risk": often(usual=0.8, high=0.2),
    },
    seldom={},
    takes={"fu03_call": (30, DAY), "pt04_gap": (60, DAY), "pt06_close": (60, 3 * DAY)},
)
