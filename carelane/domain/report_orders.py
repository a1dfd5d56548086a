"""Reports that supervisors have ordered by mail."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime

WEEKLY, MONTHLY = "weekly", "monthly"


class ReportOrder(SQLModel, table=True):
    """A person gets the figures of an institution (empty: of all that they supervise) every week or month.

    ``process_id`` empty means all processes. What was sent stands in the outbox, once for each period.
    """

    __tablename__ = "report_orders"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    rhythm: str
    institution_code: str = ""
    process_id: str = ""
    ordered_at: datetime = Field(sa_type=UtcDateTime)
