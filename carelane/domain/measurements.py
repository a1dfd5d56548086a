"""What was measured of cases, for the figures of supervisors: single measurements, and their sums by day.

No patient, no text that a person typed: ids, codes, seconds. A measurement is written anew whenever its case has
changed (`carelane.services.measuring`), so that what is told late counts on the day on which it happened.
"""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Measurement(SQLModel, table=True):
    """One thing that happened in a case and is counted; ``measure`` is one of `carelane.domain.measures`.

    ``day`` is the local day of ``at`` in the group's time zone, ``institution_code`` the case's own. ``good`` says
    whether it went as it should (a clock that was kept), where there is such a thing. ``seconds`` is the time it took.
    There is no foreign key to the case: figures outlive a case that was deleted by rule.
    """

    __tablename__ = "measurements"
    __table_args__ = (Index("ix_measurements_day", "measure", "day", "institution_code"),)

    instance_id: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    day: date
    at: datetime = Field(sa_type=UtcDateTime)
    institution_code: str
    process_id: str
    urgency: str = ""
    element_id: str = ""
    code: str = ""
    good: bool | None = None
    seconds: int | None = None


class MeasuredDay(SQLModel, table=True):
    """The measurements of one day that have everything else in common: how many, how many good ones."""

    __tablename__ = "measured_days"

    measure: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    institution_code: str = Field(primary_key=True)
    process_id: str = Field(primary_key=True)
    urgency: str = Field(primary_key=True)
    element_id: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    total: int
    good: int = 0


class MeasuringState(SQLModel, table=True):
    """How far cases were measured: lines of the history up to ``seen``, and up to ``safe`` surely all of them.

    A line gets its number before its transaction ends, so that one below ``seen`` may appear later: what lies between
    the two is looked at once more. ``moved_at`` is when ``safe`` was last moved, ``at`` the last run. There is one row.
    """

    __tablename__ = "measuring_state"

    id: int = Field(default=1, primary_key=True)
    safe: int = 0
    seen: int = 0
    moved_at: datetime = Field(sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)


class CaseToMeasure(SQLModel, table=True):
    """A case whose rows were written anew: it is measured again, whatever the numbers of its lines are."""

    __tablename__ = "cases_to_measure"

    instance_id: str = Field(primary_key=True)
