"""Whether anything of a case has changed since somebody last read it: two small statements instead of the whole case.

Every turn raises the case's turn, and whatever people and machines do outside of turns writes a line of history, a
comment, or a state of a message. What passes by itself (a due time) is no change: pages look at the clock for that.
"""

from typing import Any

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlmodel import col

from carelane.domain.comments import Comment
from carelane.domain.errors import CaseNotFound
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.stripped_cases import StrippedCase
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

_ENDS = (col(Message.from_instance_id), col(Message.to_instance_id))


def mark_of(database: Database, actor: Actor, instance_id: str) -> str:
    """Give a mark that is another one once the case has changed. Raises `CaseNotFound`."""
    case = ProcessInstance
    statement = select(
        col(case.turn), col(case.turn_at), col(case.state), *_outside_of_turns(instance_id)
    ).where(col(case.id) == instance_id, visible_case(actor))
    message = Message
    states = (
        select(col(message.state), func.count(), func.sum(col(message.attempts)))
        .where(or_(*(end == instance_id for end in _ENDS)))
        .group_by(col(message.state))
        .order_by(col(message.state))
    )
    with database.reading() as session:
        row = session.connection().execute(statement).first()
        if row is None:
            raise CaseNotFound
        messages = session.connection().execute(states).all()
    return "|".join(str(each) for each in (*row, *messages))


def _outside_of_turns(instance_id: str) -> list[ScalarSelect[Any]]:
    """Give what is looked at beside the case's own row."""
    line = HistoryEntry
    last_line = (
        select(col(line.id))
        .where(col(line.instance_id) == instance_id)
        .order_by(col(line.at).desc(), col(line.id).desc())
        .limit(1)
    )
    called = ProcessInstance.__table__.alias()  # type: ignore[attr-defined]
    ended = (called.c.parent_instance_id == instance_id, called.c.state != "active")
    waiting = col(WaitingJob.instance_id) == instance_id
    looks: list[Select[Any]] = [
        last_line,
        _count(Comment).where(col(Comment.instance_id) == instance_id),
        _count(WaitingJob).where(waiting),
        _count(called).where(*ended),
        _count(StrippedCase).where(col(StrippedCase.instance_id) == instance_id),
    ]
    return [each.scalar_subquery() for each in looks]


def _count(table: Any) -> Select[Any]:
    return select(func.count()).select_from(table)
