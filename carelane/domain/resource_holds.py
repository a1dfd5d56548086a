"""Two-phase holds over resources: held until a moment, then committed, or gone. And who waits for a slot."""

from datetime import datetime, timedelta

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

TAKEN = ("committed", "in_use")
"""States in which a resource is a case's for good; `held` blocks others only until it expires."""
OPEN = ("held", *TAKEN)
PRIORITY = {"E": 0, "U": 1, "P": 3, "R": 4}
"""BedPriority by urgency (clinical-processes, 15): emergency, urgent transfer, (2: post-operative), planned, elective."""
POST_OPERATIVE = 2
HOLD_URGENT, HOLD_PLANNED = timedelta(hours=2), timedelta(hours=12)
"""How long a hold lasts unless told otherwise: catalogue keys res.hold.urgent and res.hold.planned."""


class ResourceHold(SQLModel, table=True):
    """One case has, or had, one resource for a term (``from_at`` to ``to_at``, open if None).

    Of ``state`` see `carelane.domain.state_machines`, machine ``resource_hold``. Holds with one ``set_id`` were asked for
    together: all of them or none. ``priority`` is that of `PRIORITY`; ``lost_to`` the hold that pre-empted this one.
    ``holder_code`` is the institution of the case, ``request_for`` the number by which it asked.
    """

    __tablename__ = "resource_holds"
    __table_args__ = (
        Index("ix_resource_holds_resource", "resource_id", "state"),
        Index("ix_resource_holds_expiry", "state", "expires_at"),
    )

    id: str = Field(primary_key=True)
    set_id: str = Field(index=True)
    resource_id: str = Field(foreign_key="resources.id")
    kind: str
    institution_code: str = Field(foreign_key="institutions.code", index=True)
    instance_id: str = Field(index=True)
    holder_code: str = Field(foreign_key="institutions.code", index=True)
    request_for: str = ""
    urgency: str = ""
    priority: int
    state: str
    from_at: datetime = Field(sa_type=UtcDateTime)
    to_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    held_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    extended: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""
    lost_to: str = ""


class SlotWaiter(SQLModel, table=True):
    """A case that waits for a slot; the most urgent, then the longest waiting hears first of a freed one."""

    __tablename__ = "slot_waiters"
    __table_args__ = (
        Index("ix_slot_waiters_next", "institution_code", "category", "state", "priority"),
    )

    id: str = Field(primary_key=True)
    institution_code: str = Field(foreign_key="institutions.code")
    category: str
    specialty: str = ""
    instance_id: str = Field(index=True)
    holder_code: str = Field(foreign_key="institutions.code", index=True)
    request_for: str = ""
    priority: int
    not_before: datetime = Field(sa_type=UtcDateTime)
    since: datetime = Field(sa_type=UtcDateTime)
    state: str = "waiting"
