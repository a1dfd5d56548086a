"""What a supervisor sets going about late cases: reminding whoever has to act, and telling the next level.

Each case answers for itself: whom it reached, or why nobody. Both stand in the case's history, with the words; nobody
is reminded of the same by anybody twice within an hour. A batch that is sent again under its name tells nobody twice, and
answers as the first time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlmodel import Session

from carelane.domain.commands import Command
from carelane.domain.errors import (
    CarelaneError,
    DatabaseUnavailable,
    NobodyToTell,
    ToldBefore,
)
from carelane.domain.notices import Topic
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.timeline_kinds import ESCALATED, NUDGED
from carelane.services.commands import of_row, once
from carelane.services.incidents import checked_reason
from carelane.services.names import Name, people_named
from carelane.services.notice_events import Event, notify
from carelane.services.nudge_lines import (
    About,
    Saying,
    line_of,
    open_case,
    open_task,
    said_before,
)
from carelane.services.nudge_recipients import above, active, concerned
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

__all__ = ["ESCALATED", "NUDGED", "About", "Level", "Told", "escalate", "nudge"]
Level = Literal["institution", "group"]
AGAIN = timedelta(hours=1)
_TOPICS = {NUDGED: Topic.NUDGE, ESCALATED: Topic.ESCALATION}


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a notice about a case reached; or ``error``, and then nobody."""

    about: About
    people: tuple[Name, ...] = ()
    error: CarelaneError | None = None


def nudge(
    database: Database, actor: Actor, cases: Iterable[About], words: str, batch: str = ""
) -> tuple[Told, ...]:
    """Remind whoever has the task, or where nobody has, all who may take it. Raises `ReasonMissing`, `ReasonTooLong`."""
    saying = Saying(NUDGED, "", checked_reason(words), database.now(), batch)
    return tuple(_each(database, actor, one, saying) for one in dict.fromkeys(cases))


def escalate(  # noqa: PLR0913, PLR0917 - who tells whom of what, how and why, and the key that makes it once
    database: Database,
    actor: Actor,
    cases: Iterable[About],
    level: Level,
    words: str,
    batch: str = "",
) -> tuple[Told, ...]:
    """Tell those who supervise the case's institution, or those of the group above it; with a reason."""
    saying = Saying(ESCALATED, level, checked_reason(words), database.now(), batch)
    return tuple(_each(database, actor, one, saying) for one in dict.fromkeys(cases))


def _each(database: Database, actor: Actor, about: About, saying: Saying) -> Told:
    try:
        with database.transaction() as session:
            people = _once(session, actor, about, saying)
    except DatabaseUnavailable:
        raise
    except CarelaneError as error:
        return Told(about, error=error)
    return Told(about, people)


def _once(session: Session, actor: Actor, about: About, saying: Saying) -> tuple[Name, ...]:
    """Tell them; of what was sent before under the same name, say whom it reached then."""
    case = open_case(session, actor, about)
    if saying.batch:
        words = (about.instance_id, about.task_id or "", saying.kind, saying.level, saying.words)
        command = Command(
            id=of_row(saying.batch, *words),
            kind=saying.kind,
            person_id=actor.person_id,
            acting_as=actor.acting_as,
            target_id=about.instance_id,
            at=saying.at,
        )
        if once(session, command) is not command:
            return _told_then(session, actor, case, about, saying)
    return _tell(session, actor, case, about, saying)


def _told_then(
    session: Session, actor: Actor, case: ProcessInstance, about: About, saying: Saying
) -> tuple[Name, ...]:
    lines = said_before(session, case, about, saying)
    mine = [line for line in lines if line.person_id == actor.person_id]
    same = [line.data["people"] for line in mine if line.data["reason"] == saying.words]
    return tuple(people_named(session, same[-1] if same else ()).values())


def _tell(
    session: Session, actor: Actor, case: ProcessInstance, about: About, saying: Saying
) -> tuple[Name, ...]:
    task = open_task(session, about)
    one_at_a_time(session.connection(), "nudges", case.id)
    if any(line.at > saying.at - AGAIN for line in said_before(session, case, about, saying)):
        raise ToldBefore
    wanted = above(session, case, saying.level) if saying.level else concerned(session, task)
    people = active(session, wanted - {actor.person_id})
    if not people:
        raise NobodyToTell
    line = line_of(actor, case, task, saying)
    line.data = {
        "reason": saying.words,
        "people": [one.id for one in people],
        "level": saying.level,
    }
    session.add(line)
    session.flush()
    said = {"said": saying.words}
    event = Event(
        _TOPICS[saying.kind],
        f"told:{line.id}",
        instance_id=case.id,
        task_id=about.task_id or "",
        by=actor.person_id,
        facts=said if task else said | {"step": about.what},
    )
    notify(session, event, [one.id for one in people], saying.at)
    return tuple(people_named(session, [person.id for person in people]).values())
