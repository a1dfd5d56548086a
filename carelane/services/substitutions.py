"""Leave and substitution: who stands in for whom, at which institution, from when until when."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, or_, select

from carelane.domain.errors import (
    MomentPast,
    NotAllowed,
    PersonMissing,
    PersonUnfit,
    SubstitutionClash,
    SubstitutionNotFound,
)
from carelane.domain.substitutions import Substitution
from carelane.services.names import Name, Names
from carelane.services.rows import one_at_a_time
from carelane.services.substitution_tellings import take_back, tell_arranged
from carelane.services.task_targets import memberships_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_arrange_leave

SHOWN_FOR = timedelta(days=30)
"""How long a substitution that is over is listed."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A person is away from an institution for a time, and somebody does the tasks meanwhile."""

    person_id: str
    substitute_id: str
    institution_code: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """A substitution as listed; ``state``: ahead, now, over or called_off. ``mine``: the reader may call it off."""

    id: str
    person: Name
    substitute: Name
    institution: Name
    begins_at: datetime
    ends_at: datetime
    entered_by: Name
    state: str
    mine: bool


def arrange(database: Database, actor: Actor, leave: Leave) -> str:
    """Enter a substitution, one's own or that of one's staff; gives its id.

    Raises `NotAllowed`, `PersonMissing`, `PersonUnfit`, `MomentPast`, `SubstitutionClash`.
    """
    now = database.now()
    with database.transaction() as session:
        _check(session, actor, leave, now)
        one_at_a_time(session.connection(), "substitutions", leave.institution_code)
        if session.exec(select(Substitution.id).where(*_clashing(leave))).first() is not None:
            raise SubstitutionClash
        made = Substitution(
            id=uuid.uuid4().hex,
            person_id=leave.person_id,
            substitute_id=leave.substitute_id,
            institution_code=leave.institution_code,
            begins_at=leave.begins_at,
            ends_at=leave.ends_at,
            entered_by=actor.person_id,
            entered_at=now,
        )
        session.add(made)
        session.flush()
        tell_arranged(session, made, actor, now)
        return made.id


def _check(session: Session, actor: Actor, leave: Leave, now: datetime) -> None:
    if not may_arrange_leave(actor, leave.person_id, leave.institution_code):
        raise NotAllowed
    if not leave.person_id or not leave.substitute_id:
        raise PersonMissing
    if leave.ends_at <= max(leave.begins_at, now):
        raise MomentPast
    people = (leave.person_id, leave.substitute_id)
    here = [
        any(
            each.institution_code == leave.institution_code for each in memberships_of(session, one)
        )
        for one in people
    ]
    if leave.person_id == leave.substitute_id or not all(here):
        raise PersonUnfit


def _clashing(leave: Leave) -> list[ColumnElement[bool]]:
    """Substitutions of the same time: another of this person, or one in a row with this one (nothing is passed on)."""
    return [
        col(Substitution.ended_at).is_(None),
        col(Substitution.institution_code) == leave.institution_code,
        col(Substitution.begins_at) < leave.ends_at,
        col(Substitution.ends_at) > leave.begins_at,
        or_(
            col(Substitution.person_id).in_([leave.person_id, leave.substitute_id]),
            col(Substitution.substitute_id) == leave.person_id,
        ),
    ]


def call_off(database: Database, actor: Actor, substitution_id: str) -> None:
    """End a substitution now; one that is over already stays as it is. Raises `SubstitutionNotFound`, `NotAllowed`."""
    now = database.now()
    with database.transaction() as session:
        found = session.exec(
            select(Substitution).where(col(Substitution.id) == substitution_id, _seen_by(actor))
        ).first()
        if found is None:
            raise SubstitutionNotFound
        if not may_arrange_leave(actor, found.person_id, found.institution_code):
            raise NotAllowed
        session.connection().execute(
            update(Substitution)
            .where(
                col(Substitution.id) == found.id,
                col(Substitution.ended_at).is_(None),
                col(Substitution.ends_at) > now,
            )
            .values(ended_at=now, ended_by=actor.person_id)
        )
        take_back(session, found.id, now)


def substitutions(database: Database, actor: Actor) -> tuple[SubstitutionRow, ...]:
    """List what concerns the actor or the actor's staff: what is ahead, in force, or over for a month at most."""
    now = database.now()
    with database.reading() as session:
        rows = session.exec(
            select(Substitution)
            .where(_seen_by(actor), col(Substitution.ends_at) > now - SHOWN_FOR)
            .order_by(col(Substitution.begins_at).desc(), col(Substitution.id))
        ).all()
        ids = [who for row in rows for who in (row.person_id, row.substitute_id, row.entered_by)]
        names = Names(session, ids)
        return tuple(_row(row, names, actor, now) for row in rows)


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """Substitutions that the actor has a part in, or that are of institutions which the actor supervises."""
    return or_(
        col(Substitution.person_id) == actor.person_id,
        col(Substitution.substitute_id) == actor.person_id,
        col(Substitution.institution_code).in_(actor.supervised_institutions),
    )


def _row(row: Substitution, names: Names, actor: Actor, now: datetime) -> SubstitutionRow:
    nobody = Name("", "")
    state = _state(row, now)
    may = may_arrange_leave(actor, row.person_id, row.institution_code)
    return SubstitutionRow(
        id=row.id,
        person=names.person(row.person_id) or nobody,
        substitute=names.person(row.substitute_id) or nobody,
        institution=names.institution(row.institution_code),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        entered_by=names.person(row.entered_by) or nobody,
        state=state,
        mine=may and state in {"ahead", "now"},
    )


def _state(row: Substitution, now: datetime) -> str:
    if row.ended_at is not None:
        return "called_off"
    if row.ends_at <= now:
        return "over"
    return "now" if row.begins_at <= now else "ahead"
