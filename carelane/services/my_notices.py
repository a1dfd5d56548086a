"""A person's own notices on the screen: how many are unread, the list, what was read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from carelane.domain.notices import Notice, Topic
from carelane.domain.process_instances import ProcessInstance
from carelane.services.many_values import among
from carelane.services.notice_words import Words, path_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

SHOWN_FOR = timedelta(days=90)
"""How far back the list goes, and what counts as unread."""
MOST = 200


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices; empty means no restriction."""

    which: Literal["", "unread"] = ""
    urgency: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as its reader reads it; ``path`` is the address of what it is about."""

    id: str
    topic: str
    urgency: str
    subject: str
    body: str
    at: datetime
    read: bool
    instance_id: str
    task_id: str
    path: str


def my_notices(
    database: Database,
    actor: Actor,
    wanted: NoticeFilter | None = None,
    limit: int = MOST,
    zone: str = "Asia/Shanghai",
) -> tuple[NoticeRow, ...]:
    """Give the actor's own notices in the actor's language, newest first; times in them are told in ``zone``."""
    chosen = wanted or NoticeFilter()
    statement = (
        select(Notice)
        .where(*_mine(database, actor), *_chosen(chosen))
        .order_by(came_at().desc(), col(Notice.id))
        .limit(limit)
    )
    with database.reading() as session:
        words = Words(session, actor.language, zone)
        found = session.exec(statement).all()
        lost = _out_of_sight(session, actor, found)
        return tuple(_lost(each, words) if each.id in lost else _row(each, words) for each in found)


def _out_of_sight(session: Session, actor: Actor, notices: Sequence[Notice]) -> set[str]:
    """Find the mentions in cases that their reader may not see any more."""
    mentions = {each.id: each.instance_id for each in notices if each.topic == Topic.MENTION}
    if not mentions:
        return set()
    asked = among(col(ProcessInstance.id), sorted(set(mentions.values())))
    seen = set(session.exec(select(ProcessInstance.id).where(asked, visible_case(actor))))
    return {each for each, case in mentions.items() if case not in seen}


def _mine(database: Database, actor: Actor) -> list[ColumnElement[bool]]:
    """Notices of the person on the screen, as far as their time has come."""
    now = database.now()
    return [
        col(Notice.recipient_person) == actor.person_id,
        col(Notice.kind) == "notice",
        came_at() > now - SHOWN_FOR,
        came_at() <= now,
    ]


def came_at() -> ColumnElement[datetime]:
    """Say when a notice came to its person: it may have been written long before, for a substitution that begins then."""
    return func.coalesce(col(Notice.due_at), col(Notice.created_at))


def _chosen(wanted: NoticeFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.which == "unread":
        clauses.append(col(Notice.read_at).is_(None))
    if wanted.urgency:
        clauses.append(col(Notice.urgency) == wanted.urgency)
    if wanted.topic:
        clauses.append(col(Notice.topic) == wanted.topic)
    return clauses


def _row(notice: Notice, words: Words) -> NoticeRow:
    return NoticeRow(
        id=notice.id,
        topic=notice.topic,
        urgency=notice.urgency,
        subject=words.subject(notice),
        body=words.body(notice),
        at=notice.due_at or notice.created_at,
        read=notice.read_at is not None,
        instance_id=notice.instance_id,
        task_id=notice.task_id,
        path=path_of(notice),
    )


def _lost(notice: Notice, words: Words) -> NoticeRow:
    """Give a notice that leads nowhere and names neither case nor author."""
    return replace(
        _row(notice, words),
        subject=words.lost(),
        body="",
        urgency="",
        instance_id="",
        task_id="",
        path="/",
    )


def unread(database: Database, actor: Actor) -> int:
    """Count the actor's unread notices."""
    statement = (
        select(func.count())
        .select_from(Notice)
        .where(*_mine(database, actor), col(Notice.read_at).is_(None))
    )
    with database.reading() as session:
        return session.exec(statement).one()


def mark_read(database: Database, actor: Actor, notice_id: str = "", *, task_id: str = "") -> int:
    """Remember that the actor has seen one notice, those of a task, or all; gives how many were unread.

    Another's is left alone.
    """
    one = [col(Notice.id) == notice_id] if notice_id else []
    one += [col(Notice.task_id) == task_id] if task_id else []
    with database.transaction() as session:
        marked = session.connection().execute(
            update(Notice)
            .where(*_mine(database, actor), *one, col(Notice.read_at).is_(None))
            .values(read_at=database.now())
        )
        return marked.rowcount
