"""The messages that crossed the border of one case, filtered and page by page; what they say stays with the cases' variables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.services.names import Name, Names
from carelane.services.onlookers import seen_case
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

Way = Literal["", "sent", "received"]
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Which messages; empty means no restriction. ``state`` as in `carelane.domain.messages.Message`."""

    way: Way = ""
    name: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that a case sent or got, and the institution at its other end."""

    id: str
    name: str
    sent: bool
    other: Name
    state: str
    created_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Some messages, the newest first; ``found`` of the ``total`` fit. ``names`` and ``states`` are those of all."""

    rows: tuple[MessageRow, ...]
    found: int
    total: int
    page: int
    pages: int
    names: tuple[str, ...]
    states: tuple[str, ...]


def messages_of_case(  # noqa: PLR0913, PLR0917 - whose, of which case, which messages, which part
    database: Database,
    actor: Actor,
    instance_id: str,
    wanted: MessageFilter | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> MessagePage:
    """List messages of a case; a page beyond the last gives the last. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        whole = or_(
            col(Message.from_instance_id) == case.id, col(Message.to_instance_id) == case.id
        )
        kinds = select(Message.name, Message.state, func.count()).where(whole)
        counted = session.exec(kinds.group_by(col(Message.name), col(Message.state))).all()
        where = (whole, *_clauses(case.id, wanted or MessageFilter()))
        found = session.exec(select(func.count()).select_from(Message).where(*where)).one()
        shown = window(found, page, page_size)
        statement = (
            select(Message, ProcessInstance.institution_code)
            .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(Message.from_instance_id))
            .where(*where)
            .order_by(col(Message.created_at).desc(), col(Message.id).desc())
            .offset(shown.offset)
            .limit(shown.size)
        )
        names = Names(session)
        return MessagePage(
            tuple(_row(case.id, *each, names) for each in session.exec(statement)),
            found,
            sum(count for _name, _state, count in counted),
            shown.page,
            shown.pages,
            tuple(sorted({name for name, _state, _count in counted})),
            tuple(sorted({state for _name, state, _count in counted})),
        )


def _clauses(case_id: str, wanted: MessageFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.way:
        end = Message.from_instance_id if wanted.way == "sent" else Message.to_instance_id
        yield col(end) == case_id
    if wanted.name:
        yield col(Message.name) == wanted.name
    if wanted.state:
        yield col(Message.state) == wanted.state


def _row(case_id: str, message: Message, sender: str | None, names: Names) -> MessageRow:
    sent = message.from_instance_id == case_id
    other = message.to_institution if sent else sender or message.from_institution
    return MessageRow(
        id=message.id,
        name=message.name,
        sent=sent,
        other=names.institution(other),
        state=message.state,
        created_at=message.created_at,
        delivered_at=message.delivered_at,
    )
