"""Tells both sides what became of a hold: the owner's desk and that of the case's institution (clinical-processes, 20, 4)."""

from datetime import datetime

from sqlmodel import Session

from carelane.domain.institutions import Institution
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resource_kinds import KINDS
from carelane.domain.resources import Resource
from carelane.domain.roles import DESKS
from carelane.services import notices

_WORDS = {
    "lapsed": (
        "占用已到期，资源已释放",
        "A hold has lapsed, the resource is free",
        "占用到期未确认，已自动释放。",
        "Nobody committed the hold in time: it was released.",
    ),
    "preempted": (
        "占用已被急诊优先取用",
        "An emergency has taken a held resource",
        "未确认的占用已让给急诊，请重新查找。",
        "The uncommitted hold went to an emergency: please search again.",
    ),
    "recalled": (
        "资源已不可用",
        "A held resource is not available any more",
        "资源状态已变更，请重新查找。",
        "Its owner reports it otherwise: please search again.",
    ),
}
"""Subject and first sentence, in Chinese and English: they stand as written, whoever reads them."""


def tell_both(session: Session, hold: ResourceHold, what: str, now: datetime) -> int:
    """Write a notice to the desks of both institutions; gives how many people hear of it for the first time."""
    subject, subject_en, said, said_en = _WORDS[what]
    resource = session.get_one(Resource, hold.resource_id)
    shown = f"{resource.name or resource.id} ({hold.institution_code})"
    number = f" {hold.request_for}" if hold.request_for else ""
    why = f" {hold.reason}" if hold.reason else ""
    body = f"{said} {said_en} {shown}{number}{why}"
    written = 0
    for side, people in _sides(session, hold).items():
        draft = notices.Draft(
            kind="notice",
            subject=f"{subject} / {subject_en}",
            body=body,
            dedupe_key=f"hold:{hold.id}:{what}:{side}",
            instance_id=hold.instance_id if side == "holder" else "",
        )
        written += notices.write(session, draft, people, now)
    return written


def _sides(session: Session, hold: ResourceHold) -> dict[str, list[str]]:
    """Find who works at either desk; a place of one institution tells its people once."""
    owner = _desk(session, hold.institution_code, KINDS[hold.kind].desk or {})
    holder = _desk(session, hold.holder_code, DESKS)
    return {"owner": owner, "holder": [each for each in holder if each not in owner]}


def _desk(session: Session, institution: str, roles: dict[str, str]) -> list[str]:
    place = session.get(Institution, institution)
    role = "" if place is None else roles.get(place.kind, DESKS.get(place.kind, ""))
    return [person.id for person in notices.holders(session, institution, role)]
