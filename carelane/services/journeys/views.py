"""A journey as its page shows it: cases, places, custody and gaps on one line of time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from carelane.domain.errors import JourneyNotFound
from carelane.domain.journeys import TRACKING, CustodyEntry, Journey, JourneyEvent
from carelane.domain.patients import Patient
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.roles import ROLES_BY_CODE
from carelane.services.case_lists import CaseRow, case_rows
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case, visible_journey, visible_journey_event

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """One journey of a list; ``where`` and ``who`` are None where nobody is responsible."""

    id: str
    patient_name: str
    episode_type: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    where: Name | None
    who: Name | None


@dataclass(frozen=True, slots=True)
class JourneyPage:
    """One page of journeys, the newest first, and how many there are."""

    rows: tuple[JourneyRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """Who was responsible, where, from when to when (None: still)."""

    place: Name
    unit: str
    who: Name
    since: datetime
    until: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: which case, what it stood at then. ``process_id`` is empty for care outside the group."""

    instance_id: str
    process_id: str
    place: Name
    reference: str
    status: str
    ended: str
    at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Something expected that did not happen in time (section 12, MilestoneGap); ``label`` is Chinese and English."""

    code: str
    label: str
    place: Name
    reference: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class JourneyView:
    """A whole journey. ``case_id`` is the case that follows it, where it is released and may be seen."""

    row: JourneyRow
    custody: tuple[CustodyLine, ...]
    events: tuple[EventLine, ...]
    cases: tuple[CaseRow, ...]
    gaps: tuple[Gap, ...]
    expected: datetime | None
    hidden: int
    """How many events are of cases that the reader does not see."""


def journeys(
    database: Database, actor: Actor, text: str = "", page: int = 1, *, closed: bool = False
) -> JourneyPage:
    """List journeys that the actor may see, by part of the patient's name, initials or number."""
    where = [visible_journey(actor), col(Journey.merged_into) == ""]
    if not closed:
        where.append(col(Journey.closed_at).is_(None))
    if text.strip():
        where.append(_about(text.strip()))
    joined = select(Journey, Patient.name).join(
        Patient, col(Patient.empi_id) == Journey.patient_ref, isouter=True
    )
    with database.reading() as session:
        counted = joined.where(*where).with_only_columns(func.count()).order_by(None)
        total = int(session.connection().execute(counted).scalar_one())
        shown = window(total, page, PAGE_SIZE)
        found = session.exec(
            joined.where(*where)
            .order_by(col(Journey.opened_at).desc(), col(Journey.id))
            .limit(shown.size)
            .offset(shown.offset)
        ).all()
        return JourneyPage(_rows(session, list(found)), total, shown.page, shown.pages)


def _about(text: str) -> Any:
    return or_(
        col(Patient.name).contains(text, autoescape=True),
        col(Patient.pinyin).startswith(text.lower(), autoescape=True),
        and_(col(Patient.id_no) != "", col(Patient.id_no).endswith(text.upper(), autoescape=True)),
        col(Journey.patient_ref) == text,
    )


def _rows(session: Session, found: list[Any], names: Names | None = None) -> tuple[JourneyRow, ...]:
    """Put rows together; ``names`` are those of the responsible, where they are known already."""
    ids = [journey.id for journey, _ in found]
    now = select(CustodyEntry).where(
        col(CustodyEntry.journey_id).in_(ids), col(CustodyEntry.until).is_(None)
    )
    held = {entry.journey_id: entry for entry in session.exec(now)}
    names = names or Names(session, [entry.responsible for entry in held.values()])
    rows = []
    for journey, patient in found:
        entry = held.get(journey.id)
        rows.append(
            JourneyRow(
                journey.id,
                patient or "",
                journey.episode_type,
                journey.opened_at,
                journey.closed_at,
                journey.outcome,
                names.institution(entry.institution_code) if entry else None,
                _responsible(entry.responsible, names) if entry else None,
            )
        )
    return tuple(rows)


def journey_of_case(database: Database, actor: Actor, instance_id: str) -> str:
    """Give the journey that a case is part of; empty where there is none, or none that the actor may see."""
    with database.reading() as session:
        mine = (
            select(Journey.id)
            .join(JourneyEvent, col(JourneyEvent.journey_id) == Journey.id)
            .where(col(JourneyEvent.instance_id) == instance_id, visible_journey(actor))
        )
        return session.exec(mine).first() or ""


def journey(database: Database, actor: Actor, journey_id: str) -> JourneyView:
    """Give a journey that the actor may see. Raises `JourneyNotFound`."""
    with database.reading() as session:
        found = session.exec(
            select(Journey, Patient.name)
            .join(Patient, col(Patient.empi_id) == Journey.patient_ref, isouter=True)
            .where(col(Journey.id) == journey_id, visible_journey(actor))
        ).first()
        if found is None:
            raise JourneyNotFound
        entries, events = _ledger(session, journey_id), _events(session, actor, journey_id)
        names = Names(session, [entry.responsible for entry in entries])
        (row,) = _rows(session, [found], names)
        gaps, expected = _gaps(session, journey_id, names)
        return JourneyView(
            row,
            tuple(_custody(entry, names) for entry in entries),
            tuple(_event(event, names) for event in events),
            _cases(session, actor, {event.instance_id for event in events if event.instance_id}),
            gaps,
            expected,
            _count(session, journey_id) - len(events),
        )


def _ledger(session: Session, journey_id: str) -> list[CustodyEntry]:
    mine = select(CustodyEntry).where(col(CustodyEntry.journey_id) == journey_id)
    return list(session.exec(mine.order_by(col(CustodyEntry.since), col(CustodyEntry.id))))


def _events(session: Session, actor: Actor, journey_id: str) -> list[JourneyEvent]:
    mine = select(JourneyEvent).where(
        col(JourneyEvent.journey_id) == journey_id, visible_journey_event(actor)
    )
    return list(session.exec(mine.order_by(col(JourneyEvent.at), col(JourneyEvent.id))))


def _count(session: Session, journey_id: str) -> int:
    mine = select(func.count()).where(col(JourneyEvent.journey_id) == journey_id)
    return int(session.connection().execute(mine).scalar_one())


def _cases(session: Session, actor: Actor, ids: set[str]) -> tuple[CaseRow, ...]:
    """Give the rows of the cases that the actor may open, in the order of their beginning."""
    found = session.exec(
        select(ProcessInstance, ProcessDefinition)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(col(ProcessInstance.id).in_(sorted(ids)), visible_case(actor))
        .order_by(col(ProcessInstance.started_at), col(ProcessInstance.id))
    ).all()
    return case_rows(session, list(found))


def _responsible(who: str, names: Names) -> Name:
    """Name a person, or a role where nobody is named."""
    role = ROLES_BY_CODE.get(who)
    if role is not None:
        return Name(role.code, role.name, role.name_en)
    return names.person(who) or Name(who, who)


def _custody(entry: CustodyEntry, names: Names) -> CustodyLine:
    who = _responsible(entry.responsible, names)
    place = names.institution(entry.institution_code)
    return CustodyLine(place, entry.unit, who, entry.since, entry.until, entry.recorded_at)


def _event(event: JourneyEvent, names: Names) -> EventLine:
    place = names.institution(event.institution_code)
    return EventLine(
        event.instance_id or "",
        event.process_id,
        place,
        event.reference,
        event.status,
        event.ended,
        event.at,
        event.recorded_at,
    )


def _gaps(
    session: Session, journey_id: str, names: Names
) -> tuple[tuple[Gap, ...], datetime | None]:
    """Read the gaps and the next due time from the case that follows the journey."""
    variables = session.exec(
        select(ProcessInstance.variables)
        .where(
            col(ProcessInstance.process_id) == TRACKING,
            col(ProcessInstance.business_key) == journey_id,
            col(ProcessInstance.state) == "active",
        )
        .order_by(col(ProcessInstance.started_at).desc())
    ).first()
    if not variables:
        return (), None
    told = variables.get("gaps")
    gaps = [gap for gap in told if isinstance(gap, dict)] if isinstance(told, list) else []
    shown = tuple(
        Gap(
            str(gap.get("code", "")),
            str(gap.get("label", "")),
            names.institution(str(gap.get("institution", ""))),
            str(gap.get("reference") or ""),
            _moment(gap.get("due")),
        )
        for gap in gaps
    )
    return shown, _moment(variables.get("next_due"))


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
