"""One case as its page begins: how it stands, where its tokens are, who has to act, on its own diagram.

What grows with its past is read page by page: `case_timelines`, `case_tasks`, `case_messages`, `comment_rows`,
`case_elements`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.deadlines import Deadline
from carelane.domain.errors import CaseNotFound
from carelane.domain.incidents import Incident
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import (
    ElementActivation,
    ProcessInstance,
)
from carelane.domain.stripped_cases import StrippedCase
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.case_deeds import Deed, deeds_of
from carelane.services.case_diagrams import diagram_of, of_case
from carelane.services.case_links import CaseLink, called_by, caller_of
from carelane.services.case_lists import CaseRow, case_rows
from carelane.services.case_tasks import late_elements, most_urgent
from carelane.services.names import Name, people_named
from carelane.services.task_rows import TaskRow
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

MOST_URGENT = 4
"""Open tasks that the head of a case tells."""


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """A case and how it stands. Times are UTC; rows come in the order of time.

    ``visits`` counts activations by element and ``flows`` passages by sequence flow, for the diagram; ``live`` are the
    activations that hold a token now, ``late`` the elements with a task past its due time. ``urgent`` are the first of the
    ``open_tasks``. ``caller`` and ``called`` are the cases around it that the reader may see. ``deeds`` says what the
    reader may do, and why not. ``stripped_at``: what it said of its patient was taken out by rule.
    """

    row: CaseRow
    variables: dict[str, Any]
    pools: dict[str, str]
    bpmn_xml: str
    live: tuple[ElementActivation, ...]
    visits: dict[str, int]
    flows: dict[str, int]
    late: tuple[str, ...]
    urgent: tuple[TaskRow, ...]
    open_tasks: int
    deadlines: tuple[Deadline, ...]
    incidents: tuple[Incident, ...]
    waiting: tuple[WaitingJob, ...]
    deeds: tuple[Deed, ...]
    held_by: dict[str, Name] = field(default_factory=dict)
    """Who held the case when a clock was missed, by id."""
    caller: CaseLink | None = None
    called: tuple[CaseLink, ...] = ()
    stripped_at: datetime | None = None


def get_case(database: Database, actor: Actor, instance_id: str) -> CaseDetail:
    """Give a case the actor may see; raises `CaseNotFound`."""
    with database.reading() as session:
        case, definition = _find(session, actor, instance_id)
        diagram = diagram_of(session, instance_id, case.process_id, definition.bundle_sha256)
        now = database.now()
        urgent, open_tasks = most_urgent(session, actor, case.id, now, MOST_URGENT)
        deadlines = of_case(session, Deadline, instance_id, "start_at")
        return CaseDetail(
            row=case_rows(session, [(case, definition)])[0],
            variables=case.variables,
            pools=case.pools,
            bpmn_xml=diagram.bpmn_xml,
            live=diagram.live,
            visits=diagram.visits,
            flows=diagram.flows,
            late=late_elements(session, case.id, now),
            urgent=urgent,
            open_tasks=open_tasks,
            deadlines=deadlines,
            incidents=_open_incidents(session, instance_id),
            waiting=of_case(session, WaitingJob, instance_id, "since"),
            deeds=deeds_of(actor, case, deadlines),
            held_by=_holders(session, deadlines),
            caller=caller_of(session, actor, case),
            called=called_by(session, actor, case),
            stripped_at=_stripped_at(session, case),
        )


def _open_incidents(session: Session, instance_id: str) -> tuple[Incident, ...]:
    """Read what keeps the case from going on; what was resolved stands in its history."""
    here = (col(Incident.instance_id) == instance_id, col(Incident.state) == "open")
    statement = select(Incident).where(*here).order_by(col(Incident.created_at), col(Incident.id))
    return tuple(session.exec(statement))


def _stripped_at(session: Session, case: ProcessInstance) -> datetime | None:
    """Say when the content of an ended case was taken out by rule."""
    if case.ended_at is None:
        return None
    found = session.get(StrippedCase, case.id)
    return found.at if found else None


def _holders(session: Session, deadlines: Iterable[Deadline]) -> dict[str, Name]:
    """Name those who held the case when a clock was missed."""
    return people_named(session, [each.breached_owner for each in deadlines])


def _find(
    session: Session, actor: Actor, instance_id: str
) -> tuple[ProcessInstance, ProcessDefinition]:
    """Read the case if the actor may see it."""
    statement = (
        select(ProcessInstance, ProcessDefinition)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(col(ProcessInstance.id) == instance_id, visible_case(actor))
    )
    found = session.exec(statement).first()
    if found is None:
        raise CaseNotFound
    return found
