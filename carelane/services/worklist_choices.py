"""What the filters of a worklist can choose from: processes, elements, statuses and senders of the actor's open tasks."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask, HumanTaskAdministrator
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.transaction import Database
from carelane.services.visibility import (
    Actor,
    administered_entry,
    named_administrator,
    own_entry,
)
from carelane.services.worklist_filters import Scope


@dataclass(frozen=True, slots=True)
class WorklistChoices:
    """(id, name) of processes; (process id, element id, name) of elements; codes of statuses and institutions."""

    processes: tuple[tuple[str, str], ...] = ()
    elements: tuple[tuple[str, str, str], ...] = ()
    statuses: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()


def administers(database: Database, actor: Actor) -> bool:
    """Say whether an open task names one of the actor's roles as its administrator, beside what a supervisor decides about."""
    administrator = col(HumanTaskAdministrator.human_task_id)
    statement: Any = select(administrator).join(
        WorklistEntry, col(WorklistEntry.task_id) == administrator
    )
    statement = statement.where(named_administrator(actor)).limit(1)
    with database.reading() as session:
        return session.connection().execute(statement).first() is not None


def worklist_choices(database: Database, actor: Actor, scope: Scope = "own") -> WorklistChoices:
    """Read them; only what at least one open task of the actor, or administered by the actor, has."""
    entry = WorklistEntry
    with database.reading() as session:
        connection = session.connection()
        administered = scope == "administered"
        mine = administered_entry(actor) if administered else own_entry(session, actor)
        kinds = (
            select(col(entry.process_id), col(entry.element_id), func.min(col(entry.task_id)))
            .where(mine)
            .group_by(col(entry.process_id), col(entry.element_id))
            .order_by(col(entry.process_id), col(entry.element_id))
        )
        found = [tuple(row) for row in connection.execute(kinds)]
        states = select(col(entry.business_status), col(entry.from_institution))
        both = list(connection.execute(states.where(mine).distinct()))
        process = col(ProcessDefinition.process_id)
        known = sorted({row[0] for row in found})
        named = (
            select(process, func.max(col(ProcessDefinition.name)))
            .where(process.in_(known))
            .group_by(process)
            .order_by(process)
        )
        tasks = select(col(HumanTask.id), col(HumanTask.name)).where(
            col(HumanTask.id).in_([row[2] for row in found])
        )
        names = {row[0]: row[1] for row in connection.execute(tasks)}
        return WorklistChoices(
            processes=tuple((row[0], row[1]) for row in connection.execute(named)),
            elements=tuple((row[0], row[1], names.get(row[2], row[1])) for row in found),
            statuses=tuple(sorted({row[0] for row in both if row[0]})),
            senders=tuple(sorted({row[1] for row in both})),
        )
