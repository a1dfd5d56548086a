"""Saying something about a case or one of its tasks, to whom, and correcting it: nothing said is ever lost.

Whoever sees a case may comment on it, also when it is suspended or has ended: a comment changes rows of the database
only, and those are not written by turns, so that they stay when a case's rows are written anew. Who is mentioned must
be able to see the case, and is told by a notice which says nothing of the comment's content.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.commands import Command
from carelane.domain.comments import Comment, CommentMention
from carelane.domain.errors import (
    CommentEmpty,
    CommentNotFound,
    CommentTooLong,
    MentionUnfit,
    NotYourComment,
    TaskNotFound,
    UnusableText,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.commands import once
from carelane.services.mentions import tell_mentioned
from carelane.services.onlookers import onlooker, seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

LONGEST = 4000
_LINES = "\n\t"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that let a text read otherwise than it is written."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says, and the ids of those who are told of it."""

    text: str
    mentions: tuple[str, ...] = ()


def add(  # noqa: PLR0913, PLR0917 - who, where, what, and the key that makes it once
    database: Database,
    actor: Actor,
    instance_id: str,
    words: Words,
    command_id: str,
    task_id: str = "",
) -> None:
    """Comment on a case, or on the human task of it that ``task_id`` names; once per ``command_id``.

    Raises `CaseNotFound`, `TaskNotFound`, `CommentEmpty`, `CommentTooLong`, `UnusableText`, `MentionUnfit`.
    """
    text = checked(words.text)
    with database.transaction() as session:
        case = seen_case(session, actor, instance_id)
        if task_id:
            task = session.get(HumanTask, task_id)
            if task is None or task.instance_id != case.id:
                raise TaskNotFound
        _write(session, database, actor, case, text, words.mentions, command_id, task_id=task_id)


def correct(
    database: Database, actor: Actor, comment_id: str, words: Words, command_id: str
) -> None:
    """Say one's own comment in other words; the earlier ones stay readable. Once per ``command_id``.

    Who was mentioned before is not told again. Raises `CommentNotFound`, `NotYourComment`, and what `add` raises.
    """
    text = checked(words.text)
    with database.transaction() as session:
        first = _find(session, actor, comment_id)
        if first.author_id != actor.person_id:
            raise NotYourComment
        case = session.get_one(ProcessInstance, first.instance_id)
        _write(
            session,
            database,
            actor,
            case,
            text,
            words.mentions,
            command_id,
            task_id=first.task_id,
            corrects=first.id,
        )


def _find(session: Session, actor: Actor, comment_id: str) -> Comment:
    """Give the first wording of a comment on a case that the actor may see."""
    statement = (
        select(Comment)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Comment.instance_id))
        .where(col(Comment.id) == comment_id, col(Comment.corrects).is_(None), visible_case(actor))
    )
    found = session.exec(statement).first()
    if found is None:
        raise CommentNotFound
    return found


def checked(text: str) -> str:
    """Give a comment's text without blanks around it; raises `CommentEmpty`, `CommentTooLong`, `UnusableText`."""
    plain = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))
    if not plain:
        raise CommentEmpty
    if len(plain) > LONGEST:
        raise CommentTooLong
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each not in _LINES for each in plain):
        raise UnusableText
    if not _TURNING.isdisjoint(plain):
        raise UnusableText
    return plain


def _write(  # noqa: PLR0913, PLR0917 - a row, and who is told of it
    session: Session,
    database: Database,
    actor: Actor,
    case: ProcessInstance,
    text: str,
    mentions: Sequence[str],
    command_id: str,
    **about: Any,
) -> None:
    """Write one wording and tell the people it mentions; nothing the second time."""
    wanted = Command(
        id=command_id,
        kind="comment",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=case.id,
        at=database.now(),
    )
    people = _fitting(session, database, case, mentions)
    if once(session, wanted) is not wanted:
        return
    row = Comment(
        id=command_id,
        instance_id=case.id,
        author_id=actor.person_id,
        acting_as=actor.acting_as,
        at=wanted.at,
        text=text,
        **about,
    )
    session.add(row)
    session.flush()
    session.add_all(CommentMention(comment_id=row.id, person_id=each.id) for each in people)
    tell_mentioned(session, actor, case, row, people)


def _fitting(
    session: Session, database: Database, case: ProcessInstance, mentions: Sequence[str]
) -> Sequence[Person]:
    """Read the people who are mentioned; raises `MentionUnfit` where one may not see the case or is not known."""
    wanted = sorted(set(mentions))
    if not wanted:
        return ()
    may_see = onlooker(session, case, database.now())
    active = col(Person.active).is_(True)
    statement = select(Person).where(col(Person.id).in_(wanted), active, may_see)
    found = session.exec(statement.order_by(col(Person.id))).all()
    if len(found) != len(wanted):
        raise MentionUnfit
    return found
