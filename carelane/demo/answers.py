"""What the people of the demonstration write into the forms of a referral and of what it calls, task by task."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from carelane.demo.stories import Story

Answer = Callable[[Story, datetime], dict[str, Any]]


def _compose(story: Story, _now: datetime) -> dict[str, Any]:
    """Write the referral; the patient's header comes from the registry."""
    return {
        "patient": story.header,
        "urgency": story.urgency,
        "specialty": story.illness.specialty,
        "service": story.service,
        "reason_code": story.illness.reason,
        "expected_outcome": "shared-care",
        "question": story.illness.question,
        "preferred_org": story.hospital,
        "complaint": story.illness.complaint,
        "hpi": story.illness.history,
        "vitals": story.illness.vitals,
        "diagnosis_code": story.illness.code,
        "diagnosis_name": story.illness.name,
        "meds": story.illness.meds,
    }


def _consent(_story: Story, now: datetime) -> dict[str, Any]:
    """Inform, offer a choice, record consent."""
    return {
        "choice_offered": True,
        "consent": {
            "by": "self",
            "at": _minute(now),
            "evidence": "纸质签名 signed on paper",
            "scope": ["summary", "results", "medication"],
        },
    }


def _triage(story: Story, _now: datetime) -> dict[str, Any]:
    """Accept; stories that go another way first say so in their own answers."""
    return {"decision": "accept", "target_slot_type": story.slot_type}


def _care(story: Story, now: datetime) -> dict[str, Any]:
    """End the care, as long ago as the story says."""
    ended = now - timedelta(hours=story.care_ended_hours_ago)
    return {
        "care_outcome": "completed",
        "care_ended_at": _minute(ended),
        "care_note": "诊疗顺利 uneventful",
    }


def _reply(story: Story, _now: datetime) -> dict[str, Any]:
    """Write the reply letter."""
    return {
        "answer_to_question": story.illness.answer,
        "reply_diagnosis_code": story.illness.code,
        "reply_diagnosis": story.illness.name,
        "meds_change_kinds": ["none"],
        "advice": "门诊随访，如有不适及时就诊。Follow up; return if worse.",
        "who_follows": "primary",
        "pending_results": "无 none",
        "return_criteria": "症状加重 worsening symptoms",
    }


def _minute(moment: datetime) -> str:
    """Write a moment as forms take it."""
    return moment.replace(second=0, microsecond=0).isoformat()


ANSWERS: dict[str, Answer] = {
    "UP01_compose": _compose,
    "UP02_resolve": lambda _story, _now: {"identity_resolution": "new_person"},
    "UP02_duplicate": lambda _story, _now: {
        "duplicate_action": "proceed",
        "duplicate_reason": "另一问题 another question",
    },
    "UP03_override": lambda _story, _now: {
        "override_choice": "keep",
        "override_reason": "已现场处理，情况稳定 treated here, stable",
    },
    "UP04_consent": _consent,
    "UP05_choose": lambda story, _now: {"target_org": story.hospital},
    "UP07_check": lambda _story, _now: {"complete": True},
    "UP08_triage": _triage,
    "UP08_answer": lambda _story, _now: {
        "info_answer": "心电图与化验单已上传。ECG and laboratory results uploaded.",
    },
    "UP08_rejected": lambda _story, _now: {},
    "AP03_check": lambda _story, _now: {"hold_answer": "held", "offline_no": "demo-1"},
    "AP04_agree": lambda story, _now: {
        "patient_answer": "accepted",
        "phone": story.header.get("phone") or "13800000000",
        "prep_ack": True,
    },
    "RS03_answer": lambda _story, _now: {"offer_answer": "offer"},
    "UP10_confirm": lambda _story, _now: {
        "preparation": "空腹 fasting",
        "bring": "身份证、医保卡、既往资料 ID, insurance card, earlier results",
        "insurance_filing": "filed",
    },
    "AP07_arrival": lambda _story, _now: {"presence": "arrived"},
    "AP08_seen": lambda _story, _now: {},
    "UP11_arrival": lambda _story, _now: {"presence": "arrived"},
    "UP12_care": _care,
    "UP13_reply": _reply,
    "UP14_read": lambda _story, _now: {"reconciled": True},
}
"""Form values by element; tasks that are not here are left to the people who try the demonstration."""
