"""Questions about who is who: raised by whatever meets a contradiction, settled by people, never by the machine."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from carelane.domain.errors import IdentityQuestionNotFound, NotAllowed
from carelane.domain.identity_questions import IdentityQuestion, QuestionKind
from carelane.domain.patient_merges import IdentityWork
from carelane.domain.patients import Patient
from carelane.domain.process_instances import ProcessInstance
from carelane.services.incidents import checked_reason
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.rows import insert_once
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_resolve_identities

PAGE_SIZE = 20


def ask(  # noqa: PLR0913 - what, about whom, why
    session: Session,
    kind: QuestionKind,
    empi_id: str,
    now: datetime,
    *,
    other_id: str = "",
    problem: str = "",
    merge_id: str | None = None,
) -> None:
    """Write a question down, unless the same one about the same two is open."""
    insert_once(
        session,
        IdentityQuestion,
        id=uuid.uuid4().hex,
        kind=kind,
        empi_id=empi_id,
        other_id=other_id,
        problem=problem,
        merge_id=merge_id,
        raised_at=now,
    )


@dataclass(frozen=True, slots=True)
class Affected:
    """A case that a merge or its undoing touched: what it is called and where, and how it stands; nothing of its content."""

    instance_id: str
    business_key: str
    institution: Name
    state: str
    suspended: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the patients that it is about. ``other`` is none where there is only one; ``cases`` are to be reviewed."""

    id: str
    kind: str
    problem: str
    patient: Patient
    other: Patient | None
    merge_id: str | None
    raised_at: datetime
    settled_at: datetime | None
    settled_by: Name | None
    answer: str
    cases: tuple[Affected, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Some questions, the oldest first; ``total`` are all that are open."""

    rows: tuple[Question, ...]
    total: int
    page: int
    pages: int


def open_questions(
    database: Database, actor: Actor, page: int = 1, page_size: int = PAGE_SIZE
) -> QuestionPage:
    """List what waits for a decision, the oldest first. Raises `NotAllowed`."""
    if not may_resolve_identities(actor):
        raise NotAllowed
    unsettled = col(IdentityQuestion.settled_at).is_(None)
    with database.reading() as session:
        total = session.exec(
            select(func.count()).select_from(IdentityQuestion).where(unsettled)
        ).one()
        shown = window(total, page, page_size)
        statement = (
            select(IdentityQuestion)
            .where(unsettled)
            .order_by(col(IdentityQuestion.raised_at), col(IdentityQuestion.id))
            .offset(shown.offset)
            .limit(shown.size)
        )
        rows = _with_patients(session, list(session.exec(statement)))
    return QuestionPage(rows, total, shown.page, shown.pages)


def _with_patients(session: Session, rows: list[IdentityQuestion]) -> tuple[Question, ...]:
    ids = {each for row in rows for each in (row.empi_id, row.other_id) if each}
    found = session.exec(select(Patient).where(col(Patient.empi_id).in_(ids))).all()
    known = {each.empi_id: each for each in found}
    names = Names(session, [row.settled_by for row in rows])
    return tuple(
        Question(
            row.id,
            row.kind,
            row.problem,
            known[row.empi_id],
            known.get(row.other_id),
            row.merge_id,
            row.raised_at,
            row.settled_at,
            names.person(row.settled_by) if row.settled_by else None,
            row.answer,
            _affected(session, names, row.merge_id) if row.merge_id else (),
        )
        for row in rows
    )


def _affected(session: Session, names: Names, merge_id: str) -> tuple[Affected, ...]:
    """List the cases that were suspended because of a merge taken apart."""
    case, work = ProcessInstance, IdentityWork
    statement = (
        select(case)
        .join(work, col(work.instance_id) == col(case.id))
        .where(col(work.merge_id) == merge_id, col(work.kind) == "suspend")
        .order_by(col(case.started_at), col(case.id))
    )
    return tuple(
        Affected(
            each.id,
            each.business_key,
            names.institution(each.institution_code),
            each.state,
            each.suspended,
        )
        for each in session.exec(statement)
    )


def settle(database: Database, actor: Actor, question_id: str, answer: str) -> None:
    """Close a question with what was found out; a settled one stays as it is.

    Raises `ReasonMissing`, `NotAllowed`, `IdentityQuestionNotFound`.
    """
    kept = checked_reason(answer)
    if not may_resolve_identities(actor):
        raise NotAllowed
    with database.transaction() as session:
        row = session.get(IdentityQuestion, question_id)
        if row is None:
            raise IdentityQuestionNotFound
        if row.settled_at is None:
            row.settled_at, row.settled_by, row.answer = database.now(), actor.person_id, kept
            session.add(row)


def close_between(session: Session, one: str, other: str, by: str, now: datetime) -> None:
    """Close what was asked about two identities once they are merged."""
    row = IdentityQuestion
    pairs = or_(
        (col(row.empi_id) == one) & (col(row.other_id) == other),
        (col(row.empi_id) == other) & (col(row.other_id) == one),
    )
    open_ones = select(row).where(pairs, col(row.settled_at).is_(None))
    for each in session.exec(open_ones):
        each.settled_at, each.settled_by, each.answer = now, by, "merged"
        session.add(each)
