"""What was entered by telephone about a crew's case: kept in the case's history, checked against what is known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.emergencies import MILESTONE, MILESTONES, Milestone
from carelane.domain.errors import ImpossibleTime, MilestoneKnown, ReasonTooLong, TellerMissing
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.emergency import facts
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.visibility import Actor

KIND = "Telephoned"
LONGEST_NAME, LONGEST_NOTE = 100, 300


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said by telephone: who, what happened, when, and further words."""

    by: str
    what: str
    happened_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is kept: ``happened_at`` is not ``entered_at``."""

    case_id: str
    milestone: str
    told_by: str
    note: str
    entered_by: Name
    happened_at: datetime
    entered_at: datetime


def check_words(told: Told) -> None:
    """Refuse an entry that says of nobody that they telephoned, or too much. Raises `TellerMissing`, `ReasonTooLong`."""
    if not told.by.strip():
        raise TellerMissing
    if len(told.by) > LONGEST_NAME or len(told.note) > LONGEST_NOTE:
        raise ReasonTooLong


def checked(
    session: Session, case: ProcessInstance, told: Told, now: datetime, *, again: bool = False
) -> Milestone:
    """Refuse a moment that cannot be: to come, before the call, or out of the order of what is known.

    ``again``: it may be known already.

    Raises `ImpossibleTime`, `MilestoneKnown` and what `check_words` does.
    """
    check_words(told)
    wanted = MILESTONE[told.what]
    known = told_of(session, [case])[case.id] | facts.reported(case.variables)
    if again:
        known.pop(wanted.code, None)
    if wanted.code in known:
        raise MilestoneKnown(milestone=wanted.code, at=known[wanted.code])
    if told.happened_at > now:
        raise ImpossibleTime(why="future", milestone="", at=now)
    called = facts.moment(case.variables.get("called_at")) or case.started_at
    if told.happened_at < minute(called):
        raise ImpossibleTime(why="call", milestone="", at=called)
    place = MILESTONES.index(wanted)
    for number, other in enumerate(MILESTONES):
        at = known.get(other.code)
        if at is not None and number < place and told.happened_at < minute(at):
            raise ImpossibleTime(why="before", milestone=other.code, at=at)
        if at is not None and number > place and told.happened_at > at:
            raise ImpossibleTime(why="after", milestone=other.code, at=at)
    return wanted


def minute(at: datetime) -> datetime:
    """Give the beginning of the minute: what is told by telephone is told in minutes."""
    return at.replace(second=0, microsecond=0)


def line_of(
    actor: Actor, case: ProcessInstance, milestone: Milestone, told: Told, now: datetime
) -> HistoryEntry:
    """Make the line of history."""
    return HistoryEntry(
        instance_id=case.id,
        at=now,
        kind=KIND,
        element_id=milestone.element_id,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        institution_code=case.institution_code,
        data={
            "milestone": milestone.code,
            "told_by": told.by.strip(),
            "happened_at": told.happened_at.isoformat(),
            "note": told.note.strip(),
        },
    )


def told_of(
    session: Session, cases: Sequence[ProcessInstance]
) -> defaultdict[str, dict[str, datetime]]:
    """Give by case what was entered by telephone, with when it happened; the caller found the cases through visibility."""
    row = HistoryEntry
    mine = (among(col(row.instance_id), sorted(case.id for case in cases)), col(row.kind) == KIND)
    found: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
    for line in session.exec(select(row).where(*mine).order_by(col(row.id))):
        found[line.instance_id][line.data["milestone"]] = happened(line)
    return found


def happened(line: HistoryEntry) -> datetime:
    """Give when it was so, which is not when it was entered."""
    return datetime.fromisoformat(line.data["happened_at"])


def entry_of(line: HistoryEntry, names: Names) -> Entry:
    """Read a line of history."""
    said = line.data
    by = names.person(line.person_id) or Name(line.person_id, line.person_id)
    about = (said["milestone"], said["told_by"], said["note"], by)
    return Entry(line.instance_id, *about, happened(line), line.at)
