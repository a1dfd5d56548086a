"""The invariant of referrals: none is closed before somebody at the sender has read the reply (section 20, number 1)."""

from dataclasses import dataclass

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.transaction import Database

REFERRAL, HOSPITAL, READING, CLOSED = "referral_up", "referral_up_hos", "UP14_read", "closed"


@dataclass(frozen=True, slots=True)
class UnreadReply:
    """A referral, by its case, that is closed although nobody has read the reply."""

    instance_id: str


@dataclass(frozen=True, slots=True)
class RepliesChecked:
    """How many closed referrals were looked at, and which were closed too early."""

    referrals: int
    unread: tuple[UnreadReply, ...]


def check_replies(database: Database, instance_id: str = "") -> RepliesChecked:
    """Look at all closed referrals up, at both ends, or at one."""
    sender = aliased(ProcessInstance)
    read = (
        exists()
        .where(col(HumanTask.instance_id) == col(sender.id))
        .where(col(HumanTask.element_id) == READING, col(HumanTask.state) == "completed")
        .where(col(sender.process_id) == REFERRAL)
        .where(col(sender.business_key) == col(ProcessInstance.business_key))
    )
    closed = select(ProcessInstance.id, read).where(
        col(ProcessInstance.process_id).in_((REFERRAL, HOSPITAL)),
        col(ProcessInstance.business_status) == CLOSED,
    )
    if instance_id:
        closed = closed.where(col(ProcessInstance.id) == instance_id)
    with database.reading() as session:
        rows = session.exec(closed).all()
    return RepliesChecked(
        len(rows), tuple(UnreadReply(case) for case, was_read in rows if not was_read)
    )
