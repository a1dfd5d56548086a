"""Comments as lines of a case's timeline: each as it reads now, and at their moments that it was corrected or taken back."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from carelane.domain.comments import Comment
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.timeline_kinds import COMMENT, CORRECTION, WITHDRAWAL
from carelane.services.comment_rows import CommentRow, comment_rows
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.timeline_entries import TimelineEntry


def comment_lines(
    session: Session, case: ProcessInstance, wordings: Sequence[str]
) -> dict[str, TimelineEntry]:
    """Give the lines of these wordings by their ids; the caller has found the case through visibility."""
    if not wordings:
        return {}
    rows = session.exec(select(Comment).where(among(col(Comment.id), wordings))).all()
    threads = sorted({row.corrects or row.id for row in rows})
    comments = {each.id: each for each in comment_rows(session, threads)}
    place = Names(session, (), [case.institution_code]).institution(case.institution_code)
    return {row.id: _line(row, comments[row.corrects or row.id], place) for row in rows}


def _line(row: Comment, comment: CommentRow, place: Name) -> TimelineEntry:
    first = row.corrects is None
    kind = WITHDRAWAL if row.withdraws else COMMENT if first else CORRECTION
    words = {"text": comment.now.text, "corrected": comment.corrected} if first else {}
    if first and comment.withdrawn_at is not None:
        words = {"withdrawn": True}
    return TimelineEntry(
        at=row.at,
        kind=kind,
        element_id=comment.element_id,
        task_id=comment.task_id.partition(":")[2],
        person=comment.author,
        institution=comment.hat.institution if comment.hat else place,
        data={**words, "comment": comment.id},
        hat=comment.hat,
        people={each.id: each for each in (comment.now.mentions if first else ())},
    )
