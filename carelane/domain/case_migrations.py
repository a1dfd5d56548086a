"""Migrations of running cases to another version: what was decided, and what became of each case."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class CaseMigration(SQLModel, table=True):
    """One migration of many cases. ``state``: running, paused, done.

    ``mapping`` is `bpmn.engine.migration.ElementMapping.dump`. The rows of its cases are `CaseMove`.
    """

    __tablename__ = "case_migrations"

    id: str = Field(primary_key=True)
    process_id: str
    from_definition_id: str = Field(foreign_key="process_definitions.id", index=True)
    to_definition_id: str = Field(foreign_key="process_definitions.id", index=True)
    mapping: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    institution_code: str = ""
    by: str
    reason: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str = "running"
    stop_on_failure: bool = False


class CaseMove(SQLModel, table=True):
    """One case of a migration.

    ``state``: waiting (not tried, or without an answer), moved, cannot (``problems`` say why), nothing (it had that
    version), ended (before its turn came), undone, settled (moved, and something has happened since).
    """

    __tablename__ = "case_moves"

    migration_id: str = Field(foreign_key="case_migrations.id", primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True, index=True)
    number: int
    state: str = "waiting"
    problems: list[Any] = Field(default_factory=list, sa_type=JSON)
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
