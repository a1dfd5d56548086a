"""Cases as operators see them: states, elements, ids, who operated them. No patient, no values.

Variables have a door of their own, which asks for a reason (`carelane.services.operations.look_at_variables`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from carelane.domain.deadlines import Timer
from carelane.domain.errors import CaseNotFound
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import (
    ElementActivation,
    HistoryEntry,
    ProcessInstance,
)
from carelane.services.case_diagrams import diagram_of, of_case
from carelane.services.names import Name, Names
from carelane.services.operated_lists import COLUMNS, OperatedRow, joined, row_of
from carelane.services.operation_audit import LOOKED, REFUSED
from carelane.services.projections.history import OPERATION
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, operated_case


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
        diagram = diagram_of(session, instance_id, found.process_id, found.bundle_sha256)
        incidents = of_case(session, Incident, instance_id, "created_at")
        return OperatedCase(
            row=row_of(found, Names(session)),
            bpmn_xml=diagram.bpmn_xml,
            elements=diagram.names,
            live=diagram.live,
            visits=diagram.visits,
            flows=diagram.flows,
            incidents=tuple(one for one in incidents if one.state == "open"),
            timers=of_case(session, Timer, instance_id, "due_at"),
            lines=_lines(session, instance_id),
        )


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
