"""What a crew tells by telephone and somebody else enters: when it happened apart from when it was entered, who told, who wrote.

Each entry is a line of the case's history (kind ``Telephoned``) and the report of the crew's units. Where the crew's
open form asks for nothing more than was told, it is completed too, after it was given to whoever enters it; else the
crew's form stays open, for the crew or for whoever takes it over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.emergencies import MILESTONE
from carelane.domain.errors import (
    ImpossibleTime,
    MilestoneKnown,
    NotAllowed,
    ResourceNotFound,
    StatusRefused,
)
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.resources import Resource
from carelane.domain.rights import Right
from carelane.services import human_tasks, units
from carelane.services.emergency import crew_forms, facts
from carelane.services.emergency.entries import (
    KIND,
    Entry,
    Told,
    check_words,
    checked,
    entry_of,
    line_of,
    minute,
    told_of,
)
from carelane.services.many_values import among
from carelane.services.names import Names
from carelane.services.ports import CasePort
from carelane.services.resource_reports import Report
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, visible_case


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry.

    ``refused``: units whose recorded state does not go with it and stays. ``completed``: the crew's form asked for no more
    and is completed. ``task_id``: the crew's open form that asks for more, empty where there is none.
    """

    refused: tuple[str, ...]
    completed: bool
    task_id: str


def enter(  # noqa: PLR0913, PLR0917 - who, about which case, what, and the key that makes it once
    database: Database, cases: CasePort, actor: Actor, case_id: str, told: Told, command_id: str
) -> Entered:
    """Enter what a crew telephones.

    Raises `CaseNotFound`, `NotAllowed`, `TellerMissing`, `ReasonTooLong`, `ImpossibleTime`, `MilestoneKnown`, and what the
    crew's task refuses; then nothing of it is kept, except a task that was completed already.
    """
    with database.reading() as session:
        case = crew_forms.crew_case(session, actor, case_id)
        milestone = checked(session, case, told, database.now())
        task = crew_forms.open_task(session, case, milestone)
        whole = task is not None and crew_forms.asks_no_more(
            session, case, task, told, database.now()
        )
    if task is not None and whole:
        crew_forms.give(database, actor, task.id, told)
        values = milestone.values(told.happened_at)
        human_tasks.complete(database, cases, actor, task.id, values, command_id)
    with database.transaction() as session:
        refused = _keep(session, actor, case_id, told, database.now())
    return Entered(refused, whole, "" if task is None or whole else task.id)


def _keep(
    session: Session, actor: Actor, case_id: str, told: Told, now: datetime
) -> tuple[str, ...]:
    """Write the line of history and report the units; gives those that refuse the state."""
    case, milestone = crew_forms.crew_case(session, actor, case_id), MILESTONE[told.what]
    if at := told_of(session, [case])[case.id].get(milestone.code):
        raise MilestoneKnown(milestone=milestone.code, at=at)
    session.add(line_of(actor, case, milestone, told, now))
    refused = []
    for unit_id in facts.texts(case.variables.get("unit_ids")):
        try:
            _tell_unit(session, actor, unit_id, milestone.unit_state, told, now)
        except (ResourceNotFound, StatusRefused):
            refused.append(unit_id)
    return tuple(refused)


def report_unit(database: Database, actor: Actor, unit_id: str, told: Told) -> None:
    """Enter what state a unit says by telephone that it is in, and since when.

    Raises `ResourceNotFound`, `NotAllowed`, `TellerMissing`, `ReasonTooLong`, `ImpossibleTime`, `StatusRefused`.
    """
    check_words(told)
    with database.transaction() as session:
        now = database.now()
        row = session.get(Resource, unit_id)
        if row is None or row.kind != "unit":
            raise ResourceNotFound
        if not may(actor, Right.DISPATCH_UNITS, row.institution_code):
            raise NotAllowed
        if told.happened_at > now:
            raise ImpossibleTime(why="future", milestone="", at=now)
        if row.reported_at is not None and told.happened_at < minute(row.reported_at):
            raise ImpossibleTime(why="before_report", milestone="", at=row.reported_at)
        _tell_unit(session, actor, unit_id, told.what, told, now)


def entries_of(database: Database, actor: Actor, case_ids: Sequence[str]) -> tuple[Entry, ...]:
    """List what was entered by telephone about these cases, as far as the actor may see them, the latest first."""
    row = HistoryEntry
    statement = (
        select(row)
        .join(ProcessInstance, col(ProcessInstance.id) == col(row.instance_id))
        .where(among(col(row.instance_id), case_ids), col(row.kind) == KIND, visible_case(actor))
        .order_by(col(row.id).desc())
    )
    with database.reading() as session:
        lines = session.exec(statement).all()
        names = Names(session, [line.person_id for line in lines], ())
        return tuple(entry_of(line, names) for line in lines)


def _tell_unit(  # noqa: PLR0913, PLR0917 - who says what of which unit, as told when
    session: Session, actor: Actor, unit_id: str, state: str, told: Told, now: datetime
) -> None:
    """Report the unit as of when it happened, and keep beside it who told and who entered it when."""
    row = session.get(Resource, unit_id)
    if row is None:
        raise ResourceNotFound
    known, at = row.reported_at, told.happened_at
    if known is not None and minute(known) <= at < known:
        at = known  # people say minutes
    units.report_unit(session, unit_id, Report(state, at, told.note, actor.person_id))
    if row.reported_at != at:
        return  # something newer is known of it
    row.features = row.features | {
        "telephone": {
            "told_by": told.by.strip(),
            "entered_by": actor.person_id,
            "happened_at": at.isoformat(),
            "entered_at": now.isoformat(),
        }
    }
    session.add(row)
