"""Deployed process definitions and the bundles (BPMN, DMN, forms) they were read from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class StoredBundle(SQLModel, table=True):
    """The files of one deployment, packed (`bpmn.definition.Bundle.pack`) and named by their hash."""

    __tablename__ = "bundles"

    sha256: str = Field(primary_key=True)
    packed: str
    file_name: str


class ProcessDefinition(SQLModel, table=True):
    """One version of one executable process of a bundle.

    ``pool_id`` is the participant that executes it and ``pool_kind`` the kind of institution it may be
    bound to; ``pools`` maps every participant id of the collaboration to its kind;
    ``message_starts`` and ``signal_starts`` list the names of messages and signals that start it,
    ``timer_starts`` and ``conditional_starts`` the keys of the start events that a clock or a condition begins
    (`bpmn.model.Beginning`); ``start_form`` is the form of its none start.
    """

    __tablename__ = "process_definitions"
    __table_args__ = (UniqueConstraint("process_id", "version"),)

    id: str = Field(primary_key=True)
    process_id: str = Field(index=True)
    version: int
    name: str
    bundle_sha256: str = Field(foreign_key="bundles.sha256", index=True)
    deployed_at: datetime = Field(sa_type=UtcDateTime)
    deployed_by: str = ""
    startable_role: str = ""
    start_form: str = ""
    pool_id: str = ""
    pool_kind: str = ""
    pools: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    message_starts: list[Any] = Field(default_factory=list, sa_type=JSON)
    timer_starts: list[Any] = Field(default_factory=list, sa_type=JSON)
    signal_starts: list[Any] = Field(default_factory=list, sa_type=JSON)
    conditional_starts: list[Any] = Field(default_factory=list, sa_type=JSON)


class TimedStart(SQLModel, table=True):
    """When a timer start event begins the next case at one institution.

    ``since`` is the moment from which the timer counts, ``number`` how many of its times have passed,
    ``missed`` how many of them passed while no scheduler ran. ``due_at`` is null when there is no next time.
    """

    __tablename__ = "timed_starts"

    definition_id: str = Field(foreign_key="process_definitions.id", primary_key=True)
    element_id: str = Field(primary_key=True)
    institution_code: str = Field(foreign_key="institutions.code", primary_key=True, index=True)
    since: datetime = Field(sa_type=UtcDateTime)
    number: int = 0
    missed: int = 0
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class ConditionalStart(SQLModel, table=True):
    """What a conditional start event was when it was last looked at, at one institution and about one subject.

    ``held``: its condition was true then, so that it has to become false before it starts another case. It
    outlives versions of the process. ``number`` counts the changes: a start that is repeated has the same.
    """

    __tablename__ = "conditional_starts"

    process_id: str = Field(primary_key=True)
    element_id: str = Field(primary_key=True)
    institution_code: str = Field(foreign_key="institutions.code", primary_key=True, index=True)
    subject: str = Field(primary_key=True)
    held: bool
    number: int
    evaluated_at: datetime = Field(sa_type=UtcDateTime)
