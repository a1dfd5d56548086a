"""The twenty referrals of the demonstration: who, where to, how far they have come.

``until`` names the element whose task is left open (empty: played to its end). Lateness comes from ordinary
inputs only: a referral written on paper some hours ago, or care that ended before it was recorded.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from carelane.demo import illnesses
from carelane.demo.illnesses import Illness
from carelane.demo.places import MINGHE, PROVINCIAL, YUNXI

Touch = Literal["leave", "claim", "draft"]
NEED_INFO = {
    "decision": "need_info",
    "decision_reason": "insufficient_data",
    "missing": ["results"],
    "info_questions": "请补充心电图与近期化验。ECG and recent laboratory results, please.",
}
REJECT = {
    "decision": "reject",
    "decision_reason": "wrong_level",
    "advice": "可在基层补铁并复查血常规。Oral iron in primary care, repeat the blood count.",
}


@dataclass(frozen=True, slots=True)
class Story:
    """One referral. ``first_triage`` is what the specialist decides before accepting, if anything."""

    town: str
    hospital: str
    urgency: str
    service: str
    illness: Illness
    until: str = ""
    touch: Touch = "leave"
    asked_hours_ago: float = 0
    care_ended_hours_ago: float = 0
    first_triage: dict[str, Any] | None = None
    header: dict[str, Any] = field(default_factory=dict)

    @property
    def slot_type(self) -> str:
        """Give the kind of slot that a triage asks for."""
        kinds = {"ipd": "ward", "exam": "exam", "day-surgery": "day_surgery"}
        return kinds.get(self.service, "clinic")


STORIES: tuple[Story, ...] = (
    Story("liulin", PROVINCIAL, "P", "opd", illnesses.CHEST_PAIN),
    Story("shiqiao", YUNXI, "R", "opd", illnesses.DIABETES),
    Story("baisha", PROVINCIAL, "U", "exam", illnesses.HEADACHE, "UP14_read"),
    Story("donggang", MINGHE, "P", "day-surgery", illnesses.HERNIA, "UP14_read", "claim"),
    Story(
        "shuangxi",
        PROVINCIAL,
        "P",
        "opd",
        illnesses.LUNG_NODULE,
        "UP13_reply",
        "draft",
        care_ended_hours_ago=40,
    ),
    Story("xiping", MINGHE, "R", "ipd", illnesses.COPD, "UP12_care", "claim"),
    Story("liulin", YUNXI, "R", "opd", illnesses.HYPERTENSION, "AP07_arrival"),
    Story("shiqiao", PROVINCIAL, "R", "opd", illnesses.KIDNEY, "UP10_confirm"),
    Story("baisha", PROVINCIAL, "R", "ipd", illnesses.KNEE, "UP08_triage", "claim"),
    Story(
        "donggang",
        PROVINCIAL,
        "U",
        "opd",
        illnesses.CHEST_PAIN,
        "UP08_triage",
        asked_hours_ago=3,
    ),
    Story("shuangxi", MINGHE, "U", "opd", illnesses.DIABETES, "UP08_triage", asked_hours_ago=1.7),
    Story("xiping", PROVINCIAL, "P", "exam", illnesses.STOMACH, "UP07_check"),
    Story(
        "liulin",
        PROVINCIAL,
        "R",
        "opd",
        illnesses.CHILD,
        "UP08_answer",
        first_triage=NEED_INFO,
    ),
    Story("shiqiao", YUNXI, "P", "opd", illnesses.COPD, "UP08_triage", first_triage=NEED_INFO),
    Story("baisha", YUNXI, "R", "opd", illnesses.PREGNANCY, "UP08_rejected", first_triage=REJECT),
    Story(
        "donggang",
        PROVINCIAL,
        "E",
        "ipd",
        illnesses.CHEST_PAIN,
        "UP08_triage",
        asked_hours_ago=0.5,
    ),
    Story("shuangxi", PROVINCIAL, "P", "exam", illnesses.HEADACHE, "UP01_compose", "draft"),
    Story("xiping", MINGHE, "U", "opd", illnesses.HYPERTENSION, "UP04_consent"),
    Story("liulin", PROVINCIAL, "R", "opd", illnesses.LUNG_NODULE, "UP05_choose"),
    Story(
        "shiqiao",
        PROVINCIAL,
        "P",
        "opd",
        illnesses.HYPERTENSION,
        "UP08_triage",
        "claim",
        asked_hours_ago=120,
    ),
)
