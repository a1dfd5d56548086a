"""Who took which file: lists that were taken out of pages, and downloads of cases' files, in one order.

Supervisors see what staff of their institutions took out of lists, and who took a file that a case there holds, also
from another hospital to which it was given. Operators see all lists, and no file of a case: its name is clinical.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, func, literal, select, union_all
from sqlmodel import Session, col, or_

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.errors import NotAllowed
from carelane.domain.exports import Export
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.timeline_entries import Hat, hat_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, supervised_case, taken_list

What = Literal["", "lists", "files"]
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class TakenFilter:
    """Which ones; empty means no restriction. ``person`` is a part of a name or account; ``until`` is not included."""

    what: What = ""
    person: str = ""
    institution: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakenFile:
    """Somebody took a file: a list (its code, its filter in codes, how many rows), or a file of a case."""

    id: str
    at: datetime
    person: Name
    hat: Hat | None
    name: str
    form: str
    amount: int
    """Rows of a list, bytes of a file."""
    filters: dict[str, Any]
    instance_id: str = ""
    business_key: str = ""

    @property
    def is_list(self) -> bool:
        """Whether it is a list and no file of a case."""
        return not self.instance_id


@dataclass(frozen=True, slots=True)
class TakenPage:
    """Some of them, the latest first, and how many there are in all."""

    rows: tuple[TakenFile, ...]
    total: int
    page: int
    pages: int


def taken_files(
    database: Database,
    actor: Actor,
    wanted: TakenFilter | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> TakenPage:
    """List who took what; a page beyond the last gives the last. Raises `NotAllowed`."""
    if not may(actor, Right.SEE_TAKEN):
        raise NotAllowed
    found = union_all(*_selects(actor, wanted or TakenFilter())).subquery()
    with database.reading() as session:
        connection = session.connection()
        total = connection.execute(select(func.count()).select_from(found)).scalar_one()
        shown = window(total, page, page_size)
        latest = (found.c.at.desc(), found.c.id.desc())
        part = select(found).order_by(*latest).offset(shown.offset).limit(shown.size)
        rows = connection.execute(part).all()
        told = _lists(session, [row.id for row in rows if row.source == "lists"])
        told |= _files(session, [row.id for row in rows if row.source == "files"])
        return TakenPage(tuple(told[row.id] for row in rows), total, shown.page, shown.pages)


def _selects(actor: Actor, wanted: TakenFilter) -> Iterator[Select[Any]]:
    """Yield a statement for each kind that is wanted."""
    lists: Any = select(literal("lists").label("source"), col(Export.id), col(Export.at)).where(
        taken_list(actor), *_of(wanted, Export)
    )
    if wanted.institution:
        there = col(Membership.institution_code) == wanted.institution
        staff = select(col(Membership.person_id)).where(there)
        lists = lists.where(col(Export.person_id).in_(staff))
    files: Any = (
        select(
            literal("files").label("source"), col(AttachmentReading.id), col(AttachmentReading.at)
        )
        .join(Attachment, col(Attachment.id) == col(AttachmentReading.attachment_id))
        .join(ProcessInstance, col(ProcessInstance.id) == col(Attachment.instance_id))
        .where(supervised_case(actor), *_of(wanted, AttachmentReading))
    )
    if wanted.institution:
        files = files.where(col(ProcessInstance.institution_code) == wanted.institution)
    yield from ([lists] if wanted.what != "files" else [])
    yield from ([files] if wanted.what != "lists" else [])


def _of(wanted: TakenFilter, table: type[Export | AttachmentReading]) -> Iterator[Any]:
    """Yield what both kinds are asked for."""
    if wanted.since:
        yield col(table.at) >= wanted.since
    if wanted.until:
        yield col(table.at) < wanted.until
    if wanted.person:
        named = (Person.name, Person.name_en, Person.login)
        like = or_(*(col(each).icontains(wanted.person, autoescape=True) for each in named))
        yield col(table.person_id).in_(select(col(Person.id)).where(like))


def _lists(session: Session, ids: list[str]) -> dict[str, TakenFile]:
    """Read what is told of lists."""
    rows = session.scalars(select(Export).where(among(col(Export.id), ids))).all()
    names = Names(session, [row.person_id for row in rows])
    return {
        row.id: TakenFile(
            id=row.id,
            at=row.at,
            person=names.person(row.person_id) or Name("", ""),
            hat=hat_of(row.acting_as, names),
            name=row.what,
            form=row.form,
            amount=row.rows,
            filters=dict(row.filters),
        )
        for row in rows
    }


def _files(session: Session, ids: list[str]) -> dict[str, TakenFile]:
    """Read what is told of cases' files."""
    statement = (
        select(AttachmentReading, Attachment, col(ProcessInstance.business_key))
        .join(Attachment, col(Attachment.id) == col(AttachmentReading.attachment_id))
        .join(ProcessInstance, col(ProcessInstance.id) == col(Attachment.instance_id))
        .where(among(col(AttachmentReading.id), ids))
    )
    found = [(row[0], row[1], row[2]) for row in session.execute(statement)] if ids else []
    names = Names(session, [reading.person_id for reading, _file, _key in found])
    return {
        reading.id: TakenFile(
            id=reading.id,
            at=reading.at,
            person=names.person(reading.person_id) or Name("", ""),
            hat=hat_of(reading.acting_as, names),
            name=file.name,
            form=file.media_type,
            amount=file.size,
            filters={},
            instance_id=file.instance_id,
            business_key=key,
        )
        for reading, file, key in found
    }
