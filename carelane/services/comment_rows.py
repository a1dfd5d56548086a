"""Comments of a case as its page shows them: with their wordings, or as taken back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from carelane.domain.comments import Comment, CommentMention
from carelane.domain.human_tasks import HumanTask
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.onlookers import seen_case
from carelane.services.pages import window
from carelane.services.timeline_entries import Hat, hat_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Wording:
    """How a comment read from a moment on, and whom it mentioned."""

    id: str
    at: datetime
    text: str
    mentions: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment with all its wordings, oldest first. ``task_id`` is the human task it is about, empty for the case.

    Of a comment that was ``withdrawn_at`` nobody is given a word any more: its one wording is empty.
    """

    id: str
    task_id: str
    element_id: str
    author: Name
    mine: bool
    hat: Hat | None
    wordings: tuple[Wording, ...]
    withdrawn_at: datetime | None = None

    @property
    def now(self) -> Wording:
        """How it reads now."""
        return self.wordings[-1]

    @property
    def at(self) -> datetime:
        """When it was first said."""
        return self.wordings[0].at

    @property
    def corrected(self) -> bool:
        """Whether it read otherwise before."""
        return len(self.wordings) > 1


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Some comments on a case, the newest first, and how many there are in all."""

    rows: tuple[CommentRow, ...]
    total: int
    page: int
    pages: int


def comments_of(
    database: Database, actor: Actor, instance_id: str, page: int = 1, page_size: int = PAGE_SIZE
) -> CommentPage:
    """List the comments on a case, the newest first; a page beyond the last gives the last. Raises `CaseNotFound`."""
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        first = (col(Comment.instance_id) == case.id, col(Comment.corrects).is_(None))
        total = session.exec(select(func.count()).select_from(Comment).where(*first)).one()
        shown = window(total, page, page_size)
        newest = (col(Comment.at).desc(), col(Comment.id).desc())
        ids = select(Comment.id).where(*first).order_by(*newest)
        found = session.exec(ids.offset(shown.offset).limit(shown.size)).all()
        rows = {row.id: row for row in comment_rows(session, found, actor.person_id)}
        return CommentPage(tuple(rows[each] for each in found), total, shown.page, shown.pages)


def comment_rows(session: Session, ids: Sequence[str], reader: str = "") -> tuple[CommentRow, ...]:
    """Read comments by the ids of their first wordings; the caller has found their case through visibility."""
    wordings_of = or_(among(col(Comment.id), ids), among(col(Comment.corrects), ids))
    order = (col(Comment.at), col(Comment.id))
    rows = session.exec(select(Comment).where(wordings_of).order_by(*order)).all()
    mentions = _mentions(session, [row.id for row in rows])
    known = [row.author_id for row in rows] + [one for each in mentions.values() for one in each]
    names = Names(session, known)
    wordings: defaultdict[str, list[Wording]] = defaultdict(list)
    withdrawn: dict[str, datetime] = {}
    for row in rows:
        told = tuple(name for one in mentions.get(row.id, ()) if (name := names.person(one)))
        if row.withdraws:
            withdrawn[row.corrects or row.id] = row.at
        else:
            wordings[row.corrects or row.id].append(Wording(row.id, row.at, row.text, told))
    elements = _elements(session, [row.task_id for row in rows if row.task_id])
    return tuple(
        CommentRow(
            id=row.id,
            task_id=row.task_id,
            element_id=elements.get(row.task_id, ""),
            author=names.person(row.author_id) or Name(row.author_id, row.author_id),
            mine=row.author_id == reader,
            hat=hat_of(row.acting_as, names),
            wordings=_left(wordings[row.id], withdrawn.get(row.id)),
            withdrawn_at=withdrawn.get(row.id),
        )
        for row in rows
        if row.corrects is None
    )


def _left(wordings: Sequence[Wording], withdrawn_at: datetime | None) -> tuple[Wording, ...]:
    """Give what is still told of a comment."""
    if withdrawn_at is None:
        return tuple(wordings)
    return (Wording(wordings[0].id, wordings[0].at, "", ()),)


def _elements(session: Session, tasks: Sequence[str]) -> Mapping[str, str]:
    if not tasks:
        return {}
    found = among(col(HumanTask.id), sorted(set(tasks)))
    return dict(session.exec(select(HumanTask.id, HumanTask.element_id).where(found)).all())


def _mentions(session: Session, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    if not ids:
        return {}
    statement = (
        select(CommentMention.comment_id, CommentMention.person_id)
        .where(among(col(CommentMention.comment_id), ids))
        .order_by(col(CommentMention.comment_id), col(CommentMention.person_id))
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for comment_id, person_id in session.exec(statement):
        found[comment_id].append(person_id)
    return found
