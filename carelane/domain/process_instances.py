"""Running and finished cases: the read model of Temporal's workflows."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class ProcessInstance(SQLModel, table=True):
    """One case at one institution. Its workflow id is ``case-<id>``.

    ``turn`` is the last turn the journal wrote and ``turn_at`` the moment of it; ``from_institution`` is the sender of the message that
    started it (its own institution otherwise); ``parent_instance_id`` is the case that called it, at the element ``parent_element_id``; the patient columns follow the variable ``patient``
    (`carelane.services.patients.summarise`). ``suspended``: it stands still until an operator resumes it;
    ``compensating``: it is being cancelled, and what it has done is being undone.
    """

    __tablename__ = "process_instances"
    __table_args__ = (
        Index(
            "ix_process_instances_open",
            "institution_code",
            "started_at",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: str = Field(primary_key=True)
    definition_id: str = Field(foreign_key="process_definitions.id", index=True)
    process_id: str = Field(index=True)
    version: int
    institution_code: str = Field(foreign_key="institutions.code", index=True)
    from_institution: str = ""
    business_key: str = Field(default="", index=True)
    state: str = Field(default="active", index=True)
    business_status: str = ""
    urgency: str = ""
    patient_ref: str = Field(default="", index=True)
    patient_name: str = ""
    patient_pinyin: str = ""
    patient_id_suffix: str = ""
    started_by: str = Field(default="", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    turn: int = 0
    turn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    variables: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    pools: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    message_id: str = ""
    parent_instance_id: str | None = Field(
        default=None, foreign_key="process_instances.id", index=True
    )
    parent_element_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    has_incident: bool = False
    suspended: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    compensating: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ElementActivation(SQLModel, table=True):
    """A token was at an element; it is there now while ``left_at`` is null.

    ``how``: completed or terminated, empty while it is live.
    """

    __tablename__ = "element_activations"

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    activation_id: str = Field(primary_key=True)
    element_id: str
    entered_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    how: str = ""


class FlowCount(SQLModel, table=True):
    """How often a sequence flow was taken in a case."""

    __tablename__ = "flow_counts"

    instance_id: str = Field(foreign_key="process_instances.id", primary_key=True)
    flow_id: str = Field(primary_key=True)
    count: int = 0


class HistoryEntry(SQLModel, table=True):
    """One line of a case's append-only history: the archive of closed cases.

    ``kind`` is the name of an engine effect (``OpenHumanTask``) or a verb of a person (``claim``);
    ``at`` and ``id`` order the lines. Turn and sequence say which turn of the workflow wrote a line; they
    are null where a person did something that the workflow does not know of, such as a claim; those lines say in
    ``acting_as`` as which membership (INSTITUTION/ROLE), others' commands do. ``on_behalf_of`` is the absent person
    for whom ``person_id`` acted.
    """

    __tablename__ = "history"
    __table_args__ = (
        UniqueConstraint("instance_id", "turn", "sequence"),
        Index("ix_history_story", "instance_id", "at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id")
    turn: int | None = None
    sequence: int | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str
    element_id: str = ""
    task_id: str = ""
    person_id: str = ""
    on_behalf_of: str = Field(default="", sa_column_kwargs={"server_default": ""})
    institution_code: str = ""
    acting_as: str = ""
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
