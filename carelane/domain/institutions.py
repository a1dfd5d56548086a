"""Institutions of the group: hospitals, township centres, the emergency centre, the group office."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class Institution(SQLModel, table=True):
    """One institution; ``parent_code`` makes the tree that a group role supervises.

    ``capabilities`` lists specialties and services that it offers (destination ranking);
    ``calendar`` holds opening hours and holidays for working-time deadlines.
    """

    __tablename__ = "institutions"

    code: str = Field(primary_key=True)
    name: str
    name_en: str
    kind: str = Field(index=True)
    level: str = ""
    parent_code: str | None = Field(default=None, foreign_key="institutions.code", index=True)
    time_zone: str = "Asia/Shanghai"
    calendar: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    capabilities: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    phone: str = ""
