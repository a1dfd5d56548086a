"""Days on which work is otherwise than the weekday says: public holidays, make-up days 调休, an institution's own days."""

from datetime import date

from sqlmodel import Field, SQLModel

PUBLIC = ""
"""In place of an institution: a day of everybody."""
HOLIDAY, WORKING = "holiday", "working"
KINDS = (HOLIDAY, WORKING)


class CalendarDay(SQLModel, table=True):
    """One day. ``institution_code`` is empty for public days, which hold where an institution says nothing else."""

    __tablename__ = "calendar_days"

    institution_code: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    kind: str
    name: str = ""
