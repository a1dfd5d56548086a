"""Keeps who signed in and who failed to, ends sessions, and tells operators of both."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.people import Person, SignInSession
from carelane.domain.rights import Right
from carelane.domain.sign_in_events import SignInEvent, SignInEventKind
from carelane.services.names import Name
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which lines; empty means no restriction. ``text`` is a part of an account, a name or an address."""

    text: str = ""
    kind: SignInEventKind | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line. ``person`` is none for an account that does not exist, ``by`` for what nobody else did."""

    at: datetime
    kind: SignInEventKind
    login: str
    person: Name | None
    by: Name | None
    address: str
    issuer: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of lines, the newest first, and how many there are on all pages."""

    rows: tuple[EventRow, ...]
    total: int
    page: int
    pages: int


def keep(  # noqa: PLR0913 - what happened to whom, from where, by whom
    session: Session,
    kind: SignInEventKind,
    at: datetime,
    person_id: str | None,
    *,
    address: str = "",
    issuer: str = "",
    by: str | None = None,
) -> None:
    """Write a line in the caller's transaction."""
    session.add(
        SignInEvent(
            id=uuid.uuid4().hex,
            at=at,
            kind=kind.value,
            person_id=person_id,
            by_person=by,
            address=address,
            issuer=issuer,
        )
    )


def end(
    session: Session,
    kind: SignInEventKind,
    at: datetime,
    *which: ColumnElement[bool],
    by: str | None = None,
) -> int:
    """End these sessions at once, with a line for each; gives how many there were."""
    found = session.exec(select(SignInSession).where(*which).with_for_update()).all()
    for one in found:
        source = {"address": one.address, "issuer": one.issuer}
        keep(session, kind, at, one.person_id, by=by, **source)
    gone = delete(SignInSession).where(
        col(SignInSession.token_hash).in_([one.token_hash for one in found])
    )
    return session.connection().execute(gone).rowcount


def sign_in_events(
    database: Database, actor: Actor, wanted: EventFilter | None = None
) -> EventPage:
    """List what happened, for operators. Raises `NotAllowed`. A page beyond the last gives the last."""
    if not may(actor, Right.END_SIGN_INS):
        raise NotAllowed
    chosen, other = wanted or EventFilter(), aliased(Person)
    statement: Any = (
        select(SignInEvent, Person, other)
        .outerjoin(Person, col(Person.id) == col(SignInEvent.person_id))
        .outerjoin(other, col(other.id) == col(SignInEvent.by_person))
        .where(*_clauses(chosen))
    )
    with database.reading() as session:
        total = session.exec(select(func.count()).select_from(statement.subquery())).one()
        shown = window(total, chosen.page, PAGE_SIZE)
        ordered = statement.order_by(col(SignInEvent.at).desc(), col(SignInEvent.id))
        found = session.exec(ordered.limit(shown.size).offset(shown.offset))
        rows = tuple(_row(*one) for one in found)
    return EventPage(rows, total, shown.page, shown.pages)


def _clauses(wanted: EventFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(col(SignInEvent.kind) == wanted.kind.value)
    if wanted.text:
        columns = (Person.login, Person.name, Person.name_en, SignInEvent.address)
        text = wanted.text.upper()
        found.append(
            or_(*(func.upper(col(one)).contains(text, autoescape=True) for one in columns))
        )
    return found


def _row(event: SignInEvent, person: Person | None, by: Person | None) -> EventRow:
    return EventRow(
        event.at,
        SignInEventKind(event.kind),
        person.login if person else "",
        _name(person),
        _name(by),
        event.address,
        event.issuer,
    )


def _name(person: Person | None) -> Name | None:
    return Name(person.id, person.name, person.name_en) if person else None
