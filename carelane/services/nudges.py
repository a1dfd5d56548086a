"""What a supervisor sets going about late cases: reminding whoever has to act, and telling the next level.

Each case answers for itself: whom it reached, or why nobody. Both stand in the case's history, with the words; nobody
is reminded of the same by anybody twice within an hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, select

from carelane.domain.errors import (
    CarelaneError,
    CaseEnded,
    CaseNotFound,
    DatabaseUnavailable,
    NobodyToTell,
    TaskClosed,
    ToldBefore,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.notices import Topic
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.timeline_kinds import ESCALATED, NUDGED
from carelane.services.incidents import checked_reason
from carelane.services.names import Name, Names
from carelane.services.notice_events import Event, notify
from carelane.services.nudge_recipients import above, active, concerned
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, supervised_case

Level = Literal["institution", "group"]
AGAIN = timedelta(hours=1)
_TOPICS = {NUDGED: Topic.NUDGE, ESCALATED: Topic.ESCALATION}


@dataclass(frozen=True, slots=True)
class About:
    """A late case: the task that it waits for, if any, and what it is called there."""

    instance_id: str
    task_id: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a notice about a case reached; or ``error``, and then nobody."""

    about: About
    people: tuple[Name, ...] = ()
    error: CarelaneError | None = None


def nudge(database: Database, actor: Actor, cases: Iterable[About], words: str) -> tuple[Told, ...]:
    """Remind whoever has the task, or where nobody has, all who may take it. Raises `ReasonMissing`, `ReasonTooLong`."""
    said = checked_reason(words)
    return tuple(_each(database, actor, one, NUDGED, said, "") for one in dict.fromkeys(cases))


def escalate(
    database: Database, actor: Actor, cases: Iterable[About], level: Level, words: str
) -> tuple[Told, ...]:
    """Tell those who supervise the case's institution, or those of the group above it; with a reason."""
    said = checked_reason(words)
    return tuple(
        _each(database, actor, one, ESCALATED, said, level) for one in dict.fromkeys(cases)
    )


def _each(  # noqa: PLR0913, PLR0917 - who tells whom of what, how and why
    database: Database, actor: Actor, about: About, kind: str, words: str, level: str
) -> Told:
    try:
        with database.transaction() as session:
            people = _tell(session, actor, about, kind, words, level, database.now())
    except DatabaseUnavailable:
        raise
    except CarelaneError as error:
        return Told(about, error=error)
    return Told(about, people)


def _tell(  # noqa: PLR0913, PLR0917 - as above, and when
    session: Session,
    actor: Actor,
    about: About,
    kind: str,
    words: str,
    level: str,
    now: datetime,
) -> tuple[Name, ...]:
    case = _open_case(session, actor, about)
    task = _open_task(session, about)
    _check_pause(session, case, about, kind, level, now)
    wanted = above(session, case, level) if level else concerned(session, task)
    people = active(session, wanted - {actor.person_id})
    if not people:
        raise NobodyToTell
    line = _line(actor, case, task, kind, now)
    line.data = {"reason": words, "people": [one.id for one in people], "level": level}
    session.add(line)
    session.flush()
    event = Event(
        _TOPICS[kind],
        f"told:{line.id}",
        instance_id=case.id,
        task_id=about.task_id or "",
        by=actor.person_id,
        facts={"said": words} if task else {"said": words, "step": about.what},
    )
    notify(session, event, [one.id for one in people], now)
    names = Names(session, [person.id for person in people])
    return tuple(name for person in people if (name := names.person(person.id)))


def _open_case(session: Session, actor: Actor, about: About) -> ProcessInstance:
    mine = (col(ProcessInstance.id) == about.instance_id, supervised_case(actor))
    case = session.exec(select(ProcessInstance).where(*mine)).first()
    if case is None:
        raise CaseNotFound
    if case.state != "active":
        raise CaseEnded
    return case


def _open_task(session: Session, about: About) -> HumanTask | None:
    if about.task_id is None:
        return None
    task = session.get(HumanTask, about.task_id)
    if task is None or task.instance_id != about.instance_id or task.closed_at is not None:
        raise TaskClosed
    return task


def _check_pause(  # noqa: PLR0913, PLR0917 - which case and task, told how and when
    session: Session, case: ProcessInstance, about: About, kind: str, level: str, now: datetime
) -> None:
    """Refuse what was told of the same task less than an hour ago, by somebody in this moment too."""
    one_at_a_time(session.connection(), "nudges", case.id)
    lines = session.exec(
        select(HistoryEntry).where(
            col(HistoryEntry.instance_id) == case.id,
            col(HistoryEntry.kind) == kind,
            col(HistoryEntry.at) > now - AGAIN,
        )
    )
    task = (about.task_id or "").partition(":")[2]
    if any(line.task_id == task and line.data.get("level") == level for line in lines):
        raise ToldBefore


def _line(
    actor: Actor, case: ProcessInstance, task: HumanTask | None, kind: str, now: datetime
) -> HistoryEntry:
    return HistoryEntry(
        instance_id=case.id,
        at=now,
        kind=kind,
        element_id=task.element_id if task else "",
        task_id=task.task_id if task else "",
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        institution_code=case.institution_code,
    )
