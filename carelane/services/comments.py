"""Saying something about a case or one of its tasks, to whom, correcting it and taking it back.

Whoever sees a case may comment on it, also when it is suspended or has ended: a comment changes rows of the database
only, and those are not written by turns, so that they stay when a case's rows are written anew. Who is mentioned must
be able to see the case, and is told by a notice which says nothing of the comment's content. What was taken back no page
tells any more, only that and when it was; its rows stay in the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.commands import Command
from carelane.domain.comments import Comment, CommentMention
from carelane.domain.errors import (
    CommentGone,
    CommentNotFound,
    MentionUnfit,
    NotYourComment,
    TaskNotFound,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.commands import once
from carelane.services.comment_texts import checked
from carelane.services.mentions import tell_mentioned
from carelane.services.onlookers import onlooker, seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case


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

    Who was mentioned before is not told again. Raises `CommentNotFound`, `NotYourComment`, `CommentGone`, and what
    `add` raises.
    """
    text = checked(words.text)
    with database.transaction() as session:
        first = _mine(session, actor, comment_id)
        if _withdrawn(session, first):
            raise CommentGone
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


def withdraw(database: Database, actor: Actor, comment_id: str, command_id: str) -> None:
    """Take one's own comment back with all its wordings, for good; once, however often it is asked.

    Raises `CommentNotFound`, `NotYourComment`.
    """
    with database.transaction() as session:
        first = _mine(session, actor, comment_id)
        case = session.get_one(ProcessInstance, first.instance_id)
        wanted = _command(database, actor, case, command_id)
        if _withdrawn(session, first) or once(session, wanted) is not wanted:
            return
        session.add(
            Comment(
                id=command_id,
                instance_id=case.id,
                task_id=first.task_id,
                author_id=actor.person_id,
                acting_as=actor.acting_as,
                at=wanted.at,
                text="",
                corrects=first.id,
                withdraws=True,
            )
        )


def _withdrawn(session: Session, first: Comment) -> bool:
    of_it = (col(Comment.corrects) == first.id, col(Comment.withdraws).is_(True))
    return session.exec(select(Comment.id).where(*of_it)).first() is not None


def _mine(session: Session, actor: Actor, comment_id: str) -> Comment:
    """Give the first wording of the actor's own comment on a case that the actor may see."""
    statement = (
        select(Comment)
        .join(ProcessInstance, col(ProcessInstance.id) == col(Comment.instance_id))
        .where(col(Comment.id) == comment_id, col(Comment.corrects).is_(None), visible_case(actor))
    )
    found = session.exec(statement).first()
    if found is None:
        raise CommentNotFound
    if found.author_id != actor.person_id:
        raise NotYourComment
    return found


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
    wanted = _command(database, actor, case, command_id)
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


def _command(database: Database, actor: Actor, case: ProcessInstance, command_id: str) -> Command:
    return Command(
        id=command_id,
        kind="comment",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=case.id,
        at=database.now(),
    )


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
