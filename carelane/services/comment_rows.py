"""Comments of a case as its page shows them, and as lines of its timeline."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.comments import Comment, CommentMention
from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_timelines import Hat, TimelineEntry
from carelane.services.names import Name, Names
from carelane.services.task_rows import TaskRow
from carelane.services.visibility import Actor

COMMENT = "Comment"
CORRECTION = "CommentCorrected"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a comment read from a moment on, and whom it mentioned."""

    id: str
    at: datetime
    text: str
    mentions: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment with all its wordings, oldest first. ``task_id`` is the human task it is about, empty for the case."""

    id: str
    task_id: str
    author: Name
    mine: bool
    hat: Hat | None
    wordings: tuple[Wording, ...]

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


def comment_rows(session: Session, actor: Actor, case_id: str) -> tuple[CommentRow, ...]:
    """Read the comments of a case that its caller has found for the actor, oldest first."""
    rows = session.exec(
        select(Comment)
        .where(col(Comment.instance_id) == case_id)
        .order_by(col(Comment.at), col(Comment.id))
    ).all()
    mentions = _mentions(session, case_id) if rows else {}
    known = [row.author_id for row in rows] + [one for each in mentions.values() for one in each]
    names = Names(session, known)
    wordings: defaultdict[str, list[Wording]] = defaultdict(list)
    for row in rows:
        told = tuple(name for one in mentions.get(row.id, ()) if (name := names.person(one)))
        wordings[row.corrects or row.id].append(Wording(row.id, row.at, row.text, told))
    return tuple(
        CommentRow(
            id=row.id,
            task_id=row.task_id,
            author=names.person(row.author_id) or Name(row.author_id, row.author_id),
            mine=row.author_id == actor.person_id,
            hat=_hat(row.acting_as, names),
            wordings=tuple(wordings[row.id]),
        )
        for row in rows
        if row.corrects is None
    )


def _mentions(session: Session, case_id: str) -> Mapping[str, Sequence[str]]:
    statement = (
        select(CommentMention.comment_id, CommentMention.person_id)
        .join(Comment, col(Comment.id) == col(CommentMention.comment_id))
        .where(col(Comment.instance_id) == case_id)
        .order_by(col(CommentMention.comment_id), col(CommentMention.person_id))
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for comment_id, person_id in session.exec(statement):
        found[comment_id].append(person_id)
    return found


def _hat(acting_as: str, names: Names) -> Hat | None:
    place, _sep, role = acting_as.partition("/")
    return Hat(role, names.institution(place)) if role else None


def as_lines(
    session: Session,
    case: ProcessInstance,
    comments: Sequence[CommentRow],
    elements: Mapping[str, str],
    tasks: Sequence[TaskRow],
) -> Iterator[TimelineEntry]:
    """Yield the lines of the timeline: each comment as it reads now, and that it was corrected, at its moment."""
    place = Names(session).institution(case.institution_code)
    element_of = {task.id: task.element_id for task in tasks}
    for comment in comments:
        element = element_of.get(comment.task_id, "")
        for wording in comment.wordings:
            first = wording is comment.wordings[0]
            text = {"text": comment.now.text, "corrected": comment.corrected} if first else {}
            told = comment.now.mentions if first else ()
            yield TimelineEntry(
                at=wording.at,
                kind=COMMENT if first else CORRECTION,
                element_id=element,
                element_name=elements.get(element, element),
                task_id=comment.task_id.partition(":")[2],
                person=comment.author,
                institution=comment.hat.institution if comment.hat else place,
                data={**text, "comment": comment.id},
                hat=comment.hat,
                people={each.id: each for each in told},
            )
