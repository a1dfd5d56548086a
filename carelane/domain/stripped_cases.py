"""Which ended cases were stripped of what they said of their patients (`carelane.domain.retention`)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class StrippedCase(SQLModel, table=True):
    """A case whose content was taken out by rule, and when: never deleted."""

    __tablename__ = "stripped_cases"

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
