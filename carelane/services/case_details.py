"""One case in full: what happened, where its tokens are, what is open, on its own diagram."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.errors import CaseNotFound
from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.messages import Message
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import (
    ElementActivation,
    ProcessInstance,
)
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.case_deeds import Deed, deeds_of
from carelane.services.case_diagrams import diagram_of, of_case
from carelane.services.case_links import CaseLink, called_by, caller_of
from carelane.services.case_lists import CaseRow, case_rows
from carelane.services.case_timelines import TimelineEntry, timeline
from carelane.services.comment_rows import CommentRow, as_lines, comment_rows
from carelane.services.names import Name, Names
from carelane.services.task_rows import Search, TaskRow, task_rows
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that this case sent or got; its content stays with the cases' variables."""

    id: str
    name: str
    sent: bool
    other: Name
    state: str
    created_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """A case and everything its page shows. Times are UTC; rows come in the order of time.

    ``visits`` counts activations by element and ``flows`` passages by sequence flow, for the diagram;
    ``activations`` are all stays of tokens at elements, ``live`` those that hold a token now. ``caller`` and ``called``
    are the cases around it that the reader may see. ``deeds`` says what the reader may do, and why not.
    """

    row: CaseRow
    variables: dict[str, Any]
    pools: dict[str, str]
    bpmn_xml: str
    element_names: dict[str, str]
    activations: tuple[ElementActivation, ...]
    live: tuple[ElementActivation, ...]
    visits: dict[str, int]
    flows: dict[str, int]
    tasks: tuple[TaskRow, ...]
    messages: tuple[MessageRow, ...]
    deadlines: tuple[Deadline, ...]
    timers: tuple[Timer, ...]
    incidents: tuple[Incident, ...]
    waiting: tuple[WaitingJob, ...]
    timeline: tuple[TimelineEntry, ...]
    deeds: tuple[Deed, ...]
    comments: tuple[CommentRow, ...] = ()
    held_by: dict[str, Name] = field(default_factory=dict)
    """Who held the case when a clock was missed, by id."""
    caller: CaseLink | None = None
    called: tuple[CaseLink, ...] = ()


def get_case(database: Database, actor: Actor, instance_id: str) -> CaseDetail:
    """Give a case the actor may see; raises `CaseNotFound`."""
    with database.reading() as session:
        case, definition = _find(session, actor, instance_id)
        diagram = diagram_of(session, instance_id, case.process_id, definition.bundle_sha256)
        own_tasks = Search([col(HumanTask.instance_id) == case.id], [col(HumanTask.created_at)])
        tasks = task_rows(session, actor, database.now(), own_tasks)
        deadlines = of_case(session, Deadline, instance_id, "start_at")
        comments = comment_rows(session, actor, case.id)
        lines = timeline(session, case, diagram.nodes, diagram.activations, tasks)
        said = as_lines(session, case, comments, diagram.names, tasks)
        return CaseDetail(
            row=case_rows(session, [(case, definition)])[0],
            variables=case.variables,
            pools=case.pools,
            bpmn_xml=diagram.bpmn_xml,
            element_names=diagram.names,
            activations=diagram.activations,
            live=diagram.live,
            visits=diagram.visits,
            flows=diagram.flows,
            tasks=tasks,
            messages=_messages(session, case),
            deadlines=deadlines,
            timers=of_case(session, Timer, instance_id, "due_at"),
            incidents=of_case(session, Incident, instance_id, "created_at"),
            waiting=of_case(session, WaitingJob, instance_id, "since"),
            timeline=tuple(sorted((*lines, *said), key=lambda line: line.at)),
            deeds=deeds_of(actor, case, deadlines),
            comments=comments,
            held_by=_holders(session, deadlines),
            caller=caller_of(session, actor, case),
            called=called_by(session, actor, case),
        )


def _holders(session: Session, deadlines: Iterable[Deadline]) -> dict[str, Name]:
    """Name those who held the case when a clock was missed."""
    ids = [each.breached_owner for each in deadlines if each.breached_owner]
    names = Names(session, ids) if ids else None
    return {one: name for one in ids if names and (name := names.person(one))}


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


def _messages(session: Session, case: ProcessInstance) -> tuple[MessageRow, ...]:
    """Read the messages that crossed the border of this case."""
    statement = (
        select(Message, ProcessInstance.institution_code)
        .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(Message.from_instance_id))
        .where(
            or_(col(Message.from_instance_id) == case.id, col(Message.to_instance_id) == case.id)
        )
        .order_by(col(Message.created_at), col(Message.id))
    )
    names = Names(session)
    return tuple(
        MessageRow(
            id=message.id,
            name=message.name,
            sent=message.from_instance_id == case.id,
            other=names.institution(
                message.to_institution
                if message.from_instance_id == case.id
                else sender or message.from_institution
            ),
            state=message.state,
            created_at=message.created_at,
            delivered_at=message.delivered_at,
        )
        for message, sender in session.exec(statement)
    )
