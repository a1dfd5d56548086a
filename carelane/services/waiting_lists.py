"""Waiting for them: cases of mine in which another institution has the task.

Shown is my own case and who has it since when, nothing of what the other institution does with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select, union_all
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col

from carelane.domain.human_tasks import HumanTaskOwner
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.case_lists import mentions
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.pages import Window, window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case
from carelane.services.worklist_entries import END_OF_TIME

MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case of mine that waits for ``institution`` since ``since``; ``tasks`` are open there, the first due at ``due_at``."""

    instance_id: str
    definition_id: str
    process_id: str
    business_key: str
    business_status: str
    patient_name: str
    urgency: str
    institution: Name
    since: datetime
    due_at: datetime | None
    overdue: bool
    tasks: int


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """One page of such cases, the first due one first, and how many there are."""

    rows: tuple[WaitingCase, ...]
    total: int
    overdue: int
    page: int
    pages: int


def waiting_for_them(
    database: Database, actor: Actor, text: str = "", page: int = 1, page_size: int = 50
) -> WaitingPage:
    """List the cases of the actor's institutions, as far as the actor may see them, that wait for another one."""
    now = database.now()
    with database.reading() as session:
        found = _part(session, actor, text, now, window(page * page_size, page, page_size))
        if not found and page > 1:  # beyond the last page: what is there is told by the first
            first = _part(session, actor, text, now, window(0, 1, page_size))
            last = window(first[0].total if first else 0, page, page_size)
            found = first if last.page == 1 else _part(session, actor, text, now, last)
        total, overdue = (found[0].total, found[0].late) if found else (0, 0)
        shown = window(total, page, page_size)
        rows = _rows(session, found, now)
    return WaitingPage(rows, total, int(overdue), shown.page, shown.pages)


def _part(session: Session, actor: Actor, text: str, now: datetime, shown: Window) -> Sequence[Any]:
    """Read one page; each row also says how many there are in all, and how many of them are late."""
    waits = _waits(actor, text).subquery()
    late = func.sum(case((waits.c.due < now, 1), else_=0)).over()
    part = (
        select(waits, func.count().over().label("total"), late.label("late"))
        .order_by(waits.c.due, waits.c.since, waits.c.id, waits.c.place)
        .limit(shown.size)
        .offset(shown.offset)
    )
    return session.connection().execute(part).all()


def _waits(actor: Actor, text: str) -> Select[Any]:
    """Find (case of mine, other institution) with the first task there: in a case that mine asked for, or in mine."""
    entry, mine = WorklistEntry, ProcessInstance
    owner, own = aliased(HumanTaskOwner), aliased(HumanTaskOwner)
    home = actor.institutions
    seen: list[ColumnElement[bool]] = [
        among(col(mine.institution_code), home),
        col(mine.state) == "active",
        visible_case(actor),
        *(mentions(word) for word in text.split()[:MOST_WORDS]),
    ]
    asked = (
        select(*_facts(col(entry.institution_code)))
        .join(mine, col(mine.id) == col(entry.from_instance_id))
        .where(
            *seen,
            among(col(entry.from_institution), home),
            ~among(col(entry.institution_code), home),
        )
    )
    ours_too = exists().where(
        col(own.human_task_id) == col(entry.task_id), among(col(own.institution_code), home)
    )
    theirs = (
        select(*_facts(col(owner.institution_code)))
        .join(mine, col(mine.id) == col(entry.instance_id))
        .join(owner, col(owner.human_task_id) == col(entry.task_id))
        .where(*seen, among(col(entry.institution_code), home), ~ours_too)
    )
    found = union_all(asked, theirs).subquery()
    return select(
        found.c.id,
        found.c.place,
        func.min(found.c.since).label("since"),
        func.min(found.c.due).label("due"),
        func.count().label("tasks"),
    ).group_by(found.c.id, found.c.place)


def _facts(place: Any) -> tuple[ColumnElement[Any], ...]:
    return (
        col(ProcessInstance.id).label("id"),
        place.label("place"),
        col(WorklistEntry.created_at).label("since"),
        col(WorklistEntry.due_order).label("due"),
    )


def _rows(session: Session, found: Sequence[Any], now: datetime) -> tuple[WaitingCase, ...]:
    """Add what my own cases are called."""
    ids = sorted({row.id for row in found})
    light = (
        select(ProcessInstance)
        .where(col(ProcessInstance.id).in_(ids))
        .options(defer(ProcessInstance.variables, raiseload=True))  # type: ignore[arg-type]
    )
    cases = {each.id: each for each in session.scalars(light)}
    names = Names(session, (), {row.place for row in found})
    return tuple(
        WaitingCase(
            instance_id=row.id,
            definition_id=cases[row.id].definition_id,
            process_id=cases[row.id].process_id,
            business_key=cases[row.id].business_key,
            business_status=cases[row.id].business_status,
            patient_name=cases[row.id].patient_name,
            urgency=cases[row.id].urgency,
            institution=names.institution(row.place),
            since=row.since,
            due_at=row.due if row.due < END_OF_TIME else None,
            overdue=row.due < now,
            tasks=row.tasks,
        )
        for row in found
    )
