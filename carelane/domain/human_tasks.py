"""Human tasks: what people have to do, who may do it, who does it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, false, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class HumanTask(SQLModel, table=True):
    """One piece of a person's work. ``id`` is ``<instance id>:<task id>``.

    ``state`` follows WS-HumanTask (`carelane.domain.state_machines`); ``state_before`` is that to which a suspended
    task goes back. ``variables`` is what the form
    shows, ``draft`` what somebody typed and did not send yet. Every change raises ``version`` by one and
    is conditional on it. ``overdue`` and ``sla_percent`` are for display and are set by the journal and
    the scheduler. Owners have no foreign keys: a designer's expression may name anybody, and a wrong name
    must leave a task for supervisors instead of a journal that cannot be written.

    ``on_behalf_of`` is the absent person for whom the actual owner acts as a substitute. ``suspended_by`` is the person who put
    the task aside (nobody where its case is suspended), ``suspended_until`` when it comes back by itself;
    ``forwarded_at`` says that its potential owners are no longer those of the process. ``excluded`` lists elements of
    the process: whoever completed one of them in this case may not do this task.
    """

    __tablename__ = "human_tasks"
    __table_args__ = (
        Index(
            "ix_human_tasks_open",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_human_tasks_put_aside",
            "suspended_until",
            sqlite_where=text("suspended_until IS NOT NULL"),
            postgresql_where=text("suspended_until IS NOT NULL"),
        ),
    )

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    task_id: str
    element_id: str
    name: str
    form_id: str = ""
    state: str = "ready"
    state_before: str = Field(default="", sa_column_kwargs={"server_default": ""})
    actual_owner: str | None = Field(default=None, index=True)
    priority: int = 50
    urgency: str = ""
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    follow_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    completed_by: str | None = Field(default=None, foreign_key="people.id", index=True)
    variables: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    draft: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    version: int = 0
    overdue: bool = False
    sla_percent: int = 0
    on_behalf_of: str = Field(default="", sa_column_kwargs={"server_default": ""})
    suspended_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    suspended_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forwarded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    skippable: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    excluded: list[str] = Field(
        default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )


class HumanTaskOwner(SQLModel, table=True):
    """A potential owner of a human task: a role at an institution."""

    __tablename__ = "human_task_owners"
    __table_args__ = (Index("ix_human_task_owners_role", "institution_code", "role"),)

    human_task_id: str = Field(foreign_key="human_tasks.id", primary_key=True)
    institution_code: str = Field(primary_key=True)
    role: str = Field(primary_key=True)


class HumanTaskPerson(SQLModel, table=True):
    """A potential owner of a human task who was named as a person."""

    __tablename__ = "human_task_people"

    human_task_id: str = Field(foreign_key="human_tasks.id", primary_key=True)
    person_id: str = Field(primary_key=True, index=True)


class HumanTaskAdministrator(SQLModel, table=True):
    """A business administrator of a human task beside the supervisors: a role at an institution."""

    __tablename__ = "human_task_administrators"
    __table_args__ = (Index("ix_human_task_administrators_role", "institution_code", "role"),)

    human_task_id: str = Field(foreign_key="human_tasks.id", primary_key=True)
    institution_code: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
