"""Where the lines of a case's timeline come from, a statement each: its history, its comments, what its tokens tell.

That something is undone, that a transaction was called off and that a condition was met has no line of its own in the
history: the activations of the elements that tell it stand in for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from bpmn.model import Activity, BoundaryEvent, CatchEvent, FlowNode, StartEvent
from bpmn.model.events import CancelTrigger, ConditionTrigger
from carelane.domain.comments import Comment, CommentMention
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ElementActivation, HistoryEntry
from carelane.domain.timeline_kinds import (
    CALLED_OFF,
    COMMENT,
    CONDITION_MET,
    CORRECTION,
    NAMING,
    UNDOING,
    WITHDRAWAL,
)
from carelane.services.many_values import among

Source = Literal["history", "tokens", "comments"]
SOURCES: tuple[Source, ...] = ("history", "tokens", "comments")
"""Lines of the same moment come in this order."""
_EVENT_KINDS = {CancelTrigger: CALLED_OFF, ConditionTrigger: CONDITION_MET}


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines are wanted; empty means no restriction, but technical lines only come where they are asked for.

    ``kinds`` are groups of `carelane.domain.timeline_kinds`; ``person`` acted, was acted for or is named by a line.
    """

    kinds: tuple[str, ...] = ()
    person: str = ""
    element: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A case that its caller has found through visibility, and the elements of its process."""

    instance_id: str
    nodes: Sequence[FlowNode]


def selects(story: Story, wanted: LineFilter) -> Iterator[Select[Any]]:
    """Yield a statement for each source; all have the same columns."""
    yield _history(story.instance_id, wanted)
    yield _comments(story.instance_id, wanted)
    if not wanted.person:
        yield from _tokens(story, wanted)


def _history(instance_id: str, wanted: LineFilter) -> Select[Any]:
    row = HistoryEntry
    where = [col(row.instance_id) == instance_id, *_since(col(row.at), wanted)]
    if wanted.element:
        tasks = _tasks_at(col(HumanTask.task_id), instance_id, wanted.element)
        of_task = and_(col(row.element_id) == "", col(row.task_id).in_(tasks))
        where.append(or_(col(row.element_id) == wanted.element, of_task))
    if wanted.person:
        where.append(_names(wanted.person))
    told = (col(row.id), literal(""), col(row.at), col(row.kind), col(row.element_id))
    return _columns("history", told, where)


def _tasks_at(column: Any, instance_id: str, element_id: str) -> Select[Any]:
    here = (col(HumanTask.instance_id) == instance_id, col(HumanTask.element_id) == element_id)
    return select(column).where(*here)


def _names(person_id: str) -> ColumnElement[bool]:
    """Find lines that somebody did, that were done for them, or whose data name them."""
    row, data = HistoryEntry, col(HistoryEntry.data)
    listed = cast(data["people"], String).contains(f'"{person_id}"', autoescape=True)
    given = (data[each].as_string() == person_id for each in ("from", "to"))
    return or_(
        col(row.person_id) == person_id,
        col(row.on_behalf_of) == person_id,
        and_(col(row.kind).in_(sorted(NAMING)), or_(*given, listed)),
    )


def _comments(instance_id: str, wanted: LineFilter) -> Select[Any]:
    row = Comment
    where = [col(row.instance_id) == instance_id, *_since(col(row.at), wanted)]
    if wanted.element:
        tasks = _tasks_at(col(HumanTask.id), instance_id, wanted.element)
        where.append(col(row.task_id).in_(tasks))
    if wanted.person:
        first = col(row.corrects).is_(None)
        named = and_(first, _mentions(wanted.person))
        where.append(or_(col(row.author_id) == wanted.person, named))
    kind = case(
        (col(row.withdraws).is_(True), WITHDRAWAL),
        (col(row.corrects).is_not(None), CORRECTION),
        else_=COMMENT,
    )
    told = (literal(0), col(row.id), col(row.at), kind, literal(""))
    return _columns("comments", told, where)


def _mentions(person_id: str) -> ColumnElement[bool]:
    """Find comments whose present wording mentions somebody."""
    last: Any = aliased(Comment)
    later: Any = aliased(Comment)
    newer = or_(later.at > last.at, and_(later.at == last.at, later.id > last.id))
    overtaken = select(later.id).where(_wording(later), newer)
    mention = CommentMention
    said: Select[Any] = (
        select(last.id)
        .join(mention, col(mention.comment_id) == last.id)
        .where(_wording(last), col(mention.person_id) == person_id)
        .where(~overtaken.correlate(last, Comment).exists())
        .correlate(Comment)
    )
    return said.exists()


def _wording(row: Any) -> ColumnElement[bool]:
    """Join a wording to the comment that it is of."""
    return or_(row.id == col(Comment.id), row.corrects == col(Comment.id))


def _tokens(story: Story, wanted: LineFilter) -> Iterator[Select[Any]]:
    row = ElementActivation
    for kind, elements in _telling(story.nodes).items():
        undone = kind == UNDOING
        at = col(row.entered_at) if undone else col(row.left_at)
        ended = () if undone else (col(row.how) == "completed", at.is_not(None))
        here = [each for each in elements if wanted.element in {"", each}]
        where = [
            col(row.instance_id) == story.instance_id,
            among(col(row.element_id), here),
            *ended,
            *_since(at, wanted),
        ]
        told = (literal(0), col(row.activation_id), at, literal(kind), col(row.element_id))
        yield _columns("tokens", told, where)


def _telling(nodes: Iterable[FlowNode]) -> dict[str, list[str]]:
    """Give the elements whose activations tell something, by kind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if kind := _kind(node):
            found[kind].append(node.id)
    return found


def _kind(node: FlowNode) -> str:
    """Say what an activation of the element tells, if it tells anything."""
    if isinstance(node, Activity):
        return UNDOING if node.for_compensation else ""
    if isinstance(node, StartEvent | BoundaryEvent | CatchEvent):
        return _EVENT_KINDS.get(type(node.trigger), "")
    return ""


def _since(at: Any, wanted: LineFilter) -> list[ColumnElement[bool]]:
    return [at >= wanted.since] if wanted.since else []


def _columns(
    source: Source,
    values: tuple[Any, Any, Any, Any, Any],
    where: Sequence[ColumnElement[bool]],
) -> Select[Any]:
    """Put the columns of a source together: number, ref, moment, kind, element."""
    names = ("number", "ref", "at", "kind", "element_id")
    labels = (value.label(name) for name, value in zip(names, values, strict=True))
    return select(literal(SOURCES.index(source)).label("source"), *labels).where(*where)
