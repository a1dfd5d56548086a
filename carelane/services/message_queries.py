"""The queries behind the views of messages (`carelane.services.message_views`): rows without their contents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, func, or_, select, type_coerce
from sqlmodel import Session, col

from carelane.domain.columns import UtcDateTime
from carelane.domain.messages import Message, MessageEvent, MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services.pages import window
from carelane.services.visibility import Actor, operated_case, operated_message

View = Literal["orphans", "late", "duplicates", "suspected", "waiting"]
VIEWS: tuple[View, ...] = ("orphans", "late", "duplicates", "suspected", "waiting")
LATE = ("returned", "ended", "expired")
ANSWERED_WITHIN = timedelta(minutes=2)
"""After which a message that is on its way counts as one that nobody takes."""
SAME_WITHIN = timedelta(hours=1)
LOOKED_BACK = timedelta(days=7)
_MOST_SUSPECTS = 5_000
_CONTENT = {"payload"}
_SHOWN = tuple(column for column in Message.__table__.c if column.name not in _CONTENT)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What to show; empty means no restriction. ``text`` is a part of the name, or a whole key."""

    view: View = "orphans"
    text: str = ""
    institution: str = ""
    page: int = 1
    page_size: int = 50


Found = tuple[tuple[int, int, int], list[dict[str, Any]]]
"""How many lines there are, the page and the number of pages; and the rows of the page."""


def find(session: Session, actor: Actor, wanted: MessageFilter, now: datetime) -> Found:
    """Find the rows of a page of a view."""
    return _FIND[wanted.view](session, actor, wanted, now)


def _orphans(session: Session, actor: Actor, wanted: MessageFilter, now: datetime) -> Found:
    nobody_answers = and_(
        col(Message.state) == "correlated", col(Message.correlated_at) < now - ANSWERED_WITHIN
    )
    statement: Any = select(*_SHOWN, col(Message.created_at).label("at")).where(
        or_(col(Message.state) == "buffered", nobody_answers), *_of(actor, wanted)
    )
    return _paged(session, statement, wanted, col(Message.created_at), col(Message.id))


def _late(session: Session, actor: Actor, wanted: MessageFilter, _now: datetime) -> Found:
    return _events(session, actor, wanted, LATE)


def _duplicates(session: Session, actor: Actor, wanted: MessageFilter, _now: datetime) -> Found:
    return _events(session, actor, wanted, ("duplicate",))


def _events(session: Session, actor: Actor, wanted: MessageFilter, kinds: Sequence[str]) -> Found:
    statement: Any = (
        select(
            *_SHOWN,
            col(MessageEvent.at),
            col(MessageEvent.kind),
            col(MessageEvent.instance_id).label("event_instance_id"),
        )
        .join(Message, col(Message.id) == col(MessageEvent.message_id))
        .where(col(MessageEvent.kind).in_(kinds), *_of(actor, wanted))
    )
    return _paged(
        session, statement, wanted, col(MessageEvent.at).desc(), col(MessageEvent.id).desc()
    )


def _suspected(session: Session, actor: Actor, wanted: MessageFilter, now: datetime) -> Found:
    """Find messages that say the same as the one before them; what is further apart is none of it."""
    order = (col(Message.created_at), col(Message.id))
    said = col(Message.content_sha)
    candidates = (
        select(
            *_SHOWN,
            func.lag(col(Message.id)).over(partition_by=said, order_by=order).label("other_id"),
            type_coerce(
                func.lag(col(Message.created_at)).over(partition_by=said, order_by=order),
                UtcDateTime(),
            ).label("at_before"),
        )
        .where(
            col(Message.created_at) >= now - LOOKED_BACK,
            col(Message.content_sha) != "",
            *_of(actor, wanted),
        )
        .subquery()
    )
    statement = (
        select(candidates)
        .where(candidates.c.other_id.is_not(None))
        .order_by(candidates.c.created_at.desc(), candidates.c.id)
        .limit(_MOST_SUSPECTS)
    )
    rows = [dict(row) for row in session.connection().execute(statement).mappings()]
    close = [row for row in rows if row["created_at"] - row["at_before"] <= SAME_WITHIN]
    shown = window(len(close), wanted.page, wanted.page_size)
    part = close[shown.offset : shown.offset + shown.size]
    found = [row | {"kind": "suspected", "at": row["created_at"]} for row in part]
    return (len(close), shown.page, shown.pages), found


def _waiting(session: Session, actor: Actor, wanted: MessageFilter, _now: datetime) -> Found:
    wait, case = MessageSubscription, ProcessInstance
    clauses: list[ColumnElement[bool]] = [
        col(wait.message_id).is_(None),
        col(case.state) == "active",
        operated_case(actor),
    ]
    if wanted.text:
        named = col(wait.message_name).contains(wanted.text, autoescape=True)
        clauses.append(or_(named, col(wait.correlation_key) == wanted.text))
    if wanted.institution:
        clauses.append(col(case.institution_code) == wanted.institution)
    statement: Any = (
        select(
            col(wait.message_name).label("name"),
            col(wait.correlation_key),
            col(wait.created_at),
            col(wait.created_at).label("at"),
            col(wait.instance_id).label("to_instance_id"),
            col(case.institution_code).label("to_institution"),
            col(case.business_key),
        )
        .join(case, col(case.id) == col(wait.instance_id))
        .where(*clauses)
    )
    order = (col(wait.created_at), col(wait.instance_id), col(wait.subscription_id))
    return _paged(session, statement, wanted, *order)


_FIND: dict[View, Callable[[Session, Actor, MessageFilter, datetime], Found]] = {
    "orphans": _orphans,
    "late": _late,
    "duplicates": _duplicates,
    "suspected": _suspected,
    "waiting": _waiting,
}


def _of(actor: Actor, wanted: MessageFilter) -> list[ColumnElement[bool]]:
    """Narrow messages to what the actor may follow and wants to see."""
    clauses = [operated_message(actor)]
    if wanted.text:
        named = col(Message.name).contains(wanted.text, autoescape=True)
        clauses.append(or_(named, col(Message.correlation_key) == wanted.text))
    if wanted.institution:
        here = wanted.institution
        clauses.append(
            or_(col(Message.to_institution) == here, col(Message.from_institution) == here)
        )
    return clauses


def _paged(session: Session, statement: Any, wanted: MessageFilter, *order: Any) -> Found:
    connection = session.connection()
    total = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    shown = window(total, wanted.page, wanted.page_size)
    page = statement.order_by(*order).limit(shown.size).offset(shown.offset)
    rows = [dict(row) for row in connection.execute(page).mappings()]
    return (total, shown.page, shown.pages), rows
