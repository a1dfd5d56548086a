"""An institution's own targets: what it sets otherwise than the catalogue (`carelane.domain.sla_catalogue`)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class TargetSetting(SQLModel, table=True):
    """One value of one institution; it holds below it too, where nobody says otherwise. ``set_by`` is empty for files."""

    __tablename__ = "target_settings"

    institution_code: str = Field(primary_key=True, foreign_key="institutions.code")
    key: str = Field(primary_key=True)
    value: str
    set_by: str = ""
    set_at: datetime = Field(sa_type=UtcDateTime)
