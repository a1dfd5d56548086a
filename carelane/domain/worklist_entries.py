"""What worklists are found, sorted and counted by: one narrow row per open human task.

A worklist of fifty thousand open tasks among a million must not read cases, variables or closed work. So each open
task has a row here with everything that lists filter and sort by, and tasks with the same potential owners share the
number of their owners (`owner_group`). The rows follow from `human_tasks`, their owners and their case, and are
written in the same transaction (`carelane.services.worklist_entries`).
"""

import json
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import BigInteger, Index, String
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

OPEN_FOR_PEOPLE = ("ready", "reserved", "in_progress", "suspended")
"""States of tasks that worklists show."""
_BY_BYTES = String().with_variant(String(collation="C"), "postgresql")
"""Text that is sorted the same way on both databases, and quickly."""


class WorklistEntry(SQLModel, table=True):
    """One open human task as worklists need it.

    ``rank`` is 0 for the most urgent; ``due_order`` is the due time, or the end of time without one; ``risk_at`` is
    the moment from which the task counts as at risk (80 % of its time); ``search`` holds, in capitals and a line each,
    what people look for a task by: patient, initials, reading, end of the id number, business key, name of the task.
    ``patient_order`` is by initials, then by name; ``priority_order`` is smaller for the more important.
    ``from_instance_id`` is the case that sent the message which started this one. No foreign keys: the rows follow
    from others and can be written anew at any time.
    """

    __tablename__ = "worklist_entries"
    __table_args__ = (
        Index("ix_worklist_entries_urgency", "rank", "due_order", "created_at", "task_id"),
        Index("ix_worklist_entries_due", "due_order", "created_at", "task_id"),
        Index("ix_worklist_entries_created", "created_at", "due_order", "task_id"),
        Index("ix_worklist_entries_patient", "patient_order", "due_order", "created_at", "task_id"),
        Index(
            "ix_worklist_entries_priority", "priority_order", "due_order", "created_at", "task_id"
        ),
    )

    task_id: str = Field(primary_key=True)
    instance_id: str = Field(index=True)
    from_instance_id: str = Field(default="", index=True)
    owner_group: int = Field(sa_type=BigInteger, index=True)
    state: str
    actual_owner: str | None = Field(default=None, index=True)
    rank: int
    urgency: str
    priority_order: int
    due_order: datetime = Field(sa_type=UtcDateTime)
    risk_at: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    process_id: str
    element_id: str
    institution_code: str
    from_institution: str
    business_status: str
    patient_order: str = Field(sa_type=_BY_BYTES)
    search: str


class OwnerGroupDesk(SQLModel, table=True):
    """A desk (role at an institution) belongs to the potential owners that ``owner_group`` stands for.

    There are few of them, they grow with institutions and kinds of tasks, and they never change.
    """

    __tablename__ = "owner_group_desks"

    desk: str = Field(primary_key=True)
    owner_group: int = Field(sa_type=BigInteger, primary_key=True)


@lru_cache(maxsize=8_192)
def desk(institution_code: str, role: str) -> str:
    """Name a role at an institution so that no two of them have the same name, whatever a designer calls them."""
    return json.dumps([institution_code, role], ensure_ascii=False, separators=(",", ":"))


def person_desk(person_id: str) -> str:
    """Name a person who is a potential owner as if that were a desk; no institution has an empty code."""
    return desk("", person_id)


def owner_group(desks: tuple[str, ...]) -> int:
    """Give a set of desks its number: 63 bits of their digest, so that a rebuild gives the same number."""
    digest = sha256("\n".join(sorted(desks)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
