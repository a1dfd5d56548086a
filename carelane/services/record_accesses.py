"""Who saw what of a patient, and what was refused: the log, for the privacy officer and heads of institutions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, or_, select

from carelane.domain.errors import NotAllowed
from carelane.domain.record_accesses import RecordAccess
from carelane.domain.rights import Right
from carelane.services.identities import ids_of
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, places_of

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """Which rows; empty means no restriction. ``until`` is not included."""

    empi_id: str = ""
    outcome: str = ""
    what: str = ""
    institution: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One row of the log with the names in it; ``person`` is None where a case's job asked."""

    access: RecordAccess
    person: Name | None
    institution: Name
    recipient: Name
    author: Name


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Some rows, the latest first, and how many there are in all."""

    rows: tuple[AccessRow, ...]
    total: int
    page: int
    pages: int


def accesses(
    database: Database, actor: Actor, wanted: AccessFilter | None = None, page: int = 1
) -> AccessPage:
    """List who saw what: all to the privacy officer, to heads what their staff saw and what was seen of their documents.

    Raises `NotAllowed`.
    """
    places = places_of(actor, Right.SEE_RETRIEVALS)
    if places is not EVERYWHERE and not places:
        raise NotAllowed
    with database.reading() as session:
        asked = wanted or AccessFilter()
        conditions = _conditions(asked)
        if asked.empi_id:
            conditions.append(col(RecordAccess.empi_id).in_(ids_of(session, asked.empi_id)))
        if places is not EVERYWHERE:
            here = (col(RecordAccess.institution_code), col(RecordAccess.author))
            conditions.append(or_(*(each.in_(places) for each in here)))
        counted = select(func.count()).select_from(RecordAccess).where(*conditions)
        total = session.exec(counted).one()
        shown = window(total, page, PAGE_SIZE)
        latest = (col(RecordAccess.at).desc(), col(RecordAccess.id))
        statement = select(RecordAccess).where(*conditions).order_by(*latest)
        rows = session.exec(statement.offset(shown.offset).limit(shown.size)).all()
        names = Names(session, [row.person_id for row in rows])
        told = tuple(
            AccessRow(
                row,
                names.person(row.person_id),
                names.institution(row.institution_code),
                names.institution(row.recipient),
                names.institution(row.author),
            )
            for row in rows
        )
    return AccessPage(told, total, shown.page, shown.pages)


def _conditions(wanted: AccessFilter) -> list[Any]:
    """Give what rows are asked for beside their patient."""
    found: list[Any] = []
    if wanted.outcome:
        found.append(col(RecordAccess.outcome) == wanted.outcome)
    if wanted.what:
        found.append(col(RecordAccess.what) == wanted.what)
    if wanted.institution:
        found.append(col(RecordAccess.institution_code) == wanted.institution)
    if wanted.since:
        found.append(col(RecordAccess.at) >= wanted.since)
    if wanted.until:
        found.append(col(RecordAccess.at) < wanted.until)
    return found
