"""Cases as operators see them: states, elements, ids, who operated them. No patient, no values.

Variables have a door of their own, which asks for a reason (`carelane.services.operations.look_at_variables`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from bpmn.definition import compile_released
from carelane.domain.deadlines import Timer
from carelane.domain.errors import CaseNotFound
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import (
    ElementActivation,
    FlowCount,
    HistoryEntry,
    ProcessInstance,
)
from carelane.services.bundles import load_bundle
from carelane.services.names import Name, Names
from carelane.services.operated_lists import COLUMNS, OperatedRow, joined, row_of
from carelane.services.operation_audit import LOOKED, REFUSED
from carelane.services.projections.history import OPERATION
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, operated_case

Table = TypeVar("Table", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class OperatedLine:
    """Something that an operator did, tried or looked at; ``data`` has the operation, the reason, a code."""

    at: datetime
    kind: str
    person: Name | None
    element_id: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OperatedCase:
    """A case with what an operator needs: its diagram, its tokens, what it waits for, what was done to it.

    ``live`` are the activations that hold a token; ``elements`` are all elements of the process by id.
    """

    row: OperatedRow
    bpmn_xml: str
    elements: dict[str, str]
    live: tuple[ElementActivation, ...]
    visits: dict[str, int]
    flows: dict[str, int]
    incidents: tuple[Incident, ...]
    timers: tuple[Timer, ...]
    lines: tuple[OperatedLine, ...]


def get_operated(database: Database, actor: Actor, instance_id: str) -> OperatedCase:
    """Give a case that the actor may operate; raises `CaseNotFound`."""
    with database.reading() as session:
        statement = joined(*COLUMNS).where(
            col(ProcessInstance.id) == instance_id, operated_case(actor)
        )
        found = session.connection().execute(statement).first()
        if found is None:
            raise CaseNotFound
        bundle = load_bundle(session, found.bundle_sha256)
        nodes = compile_released(bundle).processes[found.process_id].nodes()
        activations = _of_case(session, ElementActivation, instance_id, "entered_at")
        incidents = _of_case(session, Incident, instance_id, "created_at")
        return OperatedCase(
            row=row_of(found, Names(session)),
            bpmn_xml=bundle.bpmn,
            elements={node.id: node.name or node.id for node in nodes},
            live=tuple(one for one in activations if one.left_at is None),
            visits=dict(Counter(one.element_id for one in activations)),
            flows={
                flow.flow_id: flow.count
                for flow in _of_case(session, FlowCount, instance_id, "flow_id")
            },
            incidents=tuple(one for one in incidents if one.state == "open"),
            timers=_of_case(session, Timer, instance_id, "due_at"),
            lines=_lines(session, instance_id),
        )


def _of_case(
    session: Session, table: type[Table], instance_id: str, order: str
) -> tuple[Table, ...]:
    """Read all rows of one table that belong to the case."""
    columns = table.__table__.c  # type: ignore[attr-defined]
    statement = select(table).where(columns.instance_id == instance_id).order_by(columns[order])
    return tuple(session.scalars(statement))


def _lines(session: Session, instance_id: str) -> tuple[OperatedLine, ...]:
    """Read what operators did here, newest first."""
    statement = (
        select(HistoryEntry)
        .where(
            col(HistoryEntry.instance_id) == instance_id,
            col(HistoryEntry.kind).in_((OPERATION, REFUSED, LOOKED)),
        )
        .order_by(col(HistoryEntry.at).desc(), col(HistoryEntry.id).desc())
    )
    found = list(session.scalars(statement))
    names = Names(session, [line.person_id for line in found])
    return tuple(
        OperatedLine(
            line.at, line.kind, names.person(line.person_id), line.element_id, dict(line.data)
        )
        for line in found
    )
