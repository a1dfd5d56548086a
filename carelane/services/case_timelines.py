"""What happened in a case, line by line: its history, and what only its tokens tell.

That something is undone, that a transaction was called off and that a condition was met has no line of its own in
the history: the elements that tell it are found among the activations.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bpmn.model import Activity, BoundaryEvent, CatchEvent, FlowNode, StartEvent
from bpmn.model.events import CancelTrigger, ConditionTrigger
from carelane.domain.commands import Command
from carelane.domain.human_task_verbs import VERB
from carelane.domain.process_instances import ElementActivation, HistoryEntry, ProcessInstance
from carelane.services.names import Name, Names
from carelane.services.nudges import ESCALATED, NUDGED
from carelane.services.task_rows import TaskRow

UNDOING = "Undoing"
CALLED_OFF = "CalledOff"
CONDITION_MET = "ConditionMet"
_EVENT_KINDS = {CancelTrigger: CALLED_OFF, ConditionTrigger: CONDITION_MET}


@dataclass(frozen=True, slots=True)
class Hat:
    """As which of their memberships a person acted."""

    role: str
    institution: Name


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something happened: when, at which element, by whom; ``hat`` where they acted as one of several memberships.

    ``kind`` as in `HistoryEntry`, or one of those that the tokens tell: Undoing, CalledOff, ConditionMet. ``person`` acted
    for the absent ``on_behalf_of``, if there is one; ``people`` are those whom ``data`` names: ``from``, ``to``, ``people``.
    """

    at: datetime
    kind: str
    element_id: str
    element_name: str
    task_id: str
    person: Name | None
    institution: Name
    data: dict[str, Any]
    hat: Hat | None = None
    on_behalf_of: Name | None = None
    people: dict[str, Name] = field(default_factory=dict)


def timeline(
    session: Session,
    case: ProcessInstance,
    nodes: Sequence[FlowNode],
    activations: Iterable[ElementActivation],
    tasks: Sequence[TaskRow],
) -> tuple[TimelineEntry, ...]:
    """Tell the case's story in the order of time; the caller has found that it may be seen.

    A line about a task is about the task's element.
    """
    elements = {node.id: node.name or node.id for node in nodes}
    element_of = {task.id.partition(":")[2]: task.element_id for task in tasks}
    statement = (
        select(HistoryEntry)
        .where(col(HistoryEntry.instance_id) == case.id)
        .order_by(col(HistoryEntry.at), col(HistoryEntry.id))
    )
    lines = session.exec(statement).all()
    names = Names(session, [who for line in lines for who in _people(line)])
    commands = _commands(session, case, tasks)
    told = [
        TimelineEntry(
            at=line.at,
            kind=line.kind,
            element_id=(where := line.element_id or element_of.get(line.task_id, "")),
            element_name=elements.get(where, where),
            task_id=line.task_id,
            person=names.person(line.person_id),
            institution=names.institution(line.institution_code or case.institution_code),
            data=line.data,
            hat=_hat(line, commands, names),
            on_behalf_of=names.person(line.on_behalf_of),
            people={who: name for who in _named(line) if (name := names.person(who))},
        )
        for line in lines
    ]
    place = names.institution(case.institution_code)
    told += [
        TimelineEntry(at, kind, element, elements[element], "", None, place, {})
        for at, kind, element in _told_by_tokens(nodes, activations)
    ]
    return tuple(sorted(told, key=lambda line: line.at))


def _commands(
    session: Session, case: ProcessInstance, tasks: Sequence[TaskRow]
) -> Sequence[Command]:
    """Find the commands about the case and its tasks that were given under a hat, the latest first."""
    about = [case.id, *(task.id for task in tasks)]
    statement = (
        select(Command)
        .where(col(Command.target_id).in_(about), col(Command.acting_as) != "")
        .order_by(col(Command.at).desc())
    )
    return session.exec(statement).all()


def _hat(line: HistoryEntry, commands: Sequence[Command], names: Names) -> Hat | None:
    """Say as what the person of a line acted: by the line, or by the command that led to it."""
    about = f"{line.instance_id}:{line.task_id}" if line.task_id else line.instance_id
    given = (
        each.acting_as
        for each in commands
        if (each.person_id, each.target_id) == (line.person_id, about) and each.at <= line.at
    )
    place, _sep, role = (line.acting_as or next(given, "")).partition("/")
    return Hat(role, names.institution(place)) if role else None


def _people(line: HistoryEntry) -> Iterator[str]:
    """Yield the ids of everybody whom a line names."""
    yield from (line.person_id, line.on_behalf_of, *_named(line))


def _named(line: HistoryEntry) -> Iterator[str]:
    """Yield the ids of those whom the data of a person's verb, or of what a supervisor set going, names."""
    if line.kind in VERB or line.kind in {NUDGED, ESCALATED}:
        named = [line.data.get("from"), line.data.get("to"), *line.data.get("people", ())]
        yield from (str(each) for each in named if each)


def _told_by_tokens(
    nodes: Iterable[FlowNode], activations: Iterable[ElementActivation]
) -> Iterator[tuple[datetime, str, str]]:
    """Yield when something was undone, called off, or met its condition: moment, kind, element."""
    kinds = {node.id: kind for node in nodes if (kind := _kind(node))}
    for each in activations:
        kind = kinds.get(each.element_id, "")
        if kind == UNDOING:
            yield each.entered_at, kind, each.element_id
        elif kind and each.how == "completed" and each.left_at is not None:
            yield each.left_at, kind, each.element_id


def _kind(node: FlowNode) -> str:
    """Say what an activation of the element tells, if it tells anything."""
    if isinstance(node, Activity):
        return UNDOING if node.for_compensation else ""
    if isinstance(node, StartEvent | BoundaryEvent | CatchEvent):
        return _EVENT_KINDS.get(type(node.trigger), "")
    return ""
