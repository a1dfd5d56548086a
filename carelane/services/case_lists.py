"""Cases as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: what, where, about whom, how it stands."""

    id: str
    definition_id: str
    process_id: str
    process_name: str
    version: int
    business_key: str
    state: str
    business_status: str
    urgency: str
    patient_name: str
    institution: Name
    from_institution: Name
    started_by: Name | None
    started_at: datetime
    ended_at: datetime | None
    has_incident: bool
    suspended: bool
    compensating: bool


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to show; empty means no restriction."""

    text: str = ""
    process: str = ""
    state: str = ""
    incidents: bool = False
    institution: str = ""
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases, newest first, and how many there are in all."""

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    pages: int


def list_cases(database: Database, actor: Actor, wanted: CaseFilter | None = None) -> CasePage:
    """List the cases the actor may see."""
    chosen = wanted or CaseFilter()
    where = [visible_case(actor), *_clauses(chosen)]
    with database.reading() as session:
        return page_of(session, where, chosen.page, chosen.page_size)


def page_of(
    session: Session, where: Sequence[ColumnElement[bool]], page: int, page_size: int
) -> CasePage:
    """List the cases under these conditions, of which one says what the actor may see (`visible_case`)."""
    total = session.exec(select(func.count()).select_from(ProcessInstance).where(*where)).one()
    shown = window(total, page, page_size)
    statement = (
        select(ProcessInstance, ProcessDefinition)
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(*where)
        .order_by(col(ProcessInstance.started_at).desc(), col(ProcessInstance.id))
        .limit(shown.size)
        .offset(shown.offset)
        .options(defer(ProcessInstance.variables, raiseload=True))  # type: ignore[arg-type]
    )
    found = list(session.exec(statement).all())
    return CasePage(case_rows(session, found), total, shown.page, shown.pages)


def _clauses(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """Translate the filter."""
    case = ProcessInstance
    clauses: list[ColumnElement[bool]] = []
    for column, value in (
        (col(case.process_id), wanted.process),
        (col(case.state), wanted.state),
        (col(case.institution_code), wanted.institution),
    ):
        if value:
            clauses.append(column == value)
    if wanted.incidents:
        clauses.append(col(case.has_incident).is_(True))
    clauses += [mentions(word) for word in wanted.text.split()[:5]]
    return clauses


def mentions(word: str) -> ColumnElement[bool]:
    """Find a word where people look for a case: patient, initials, end of the id number, business key."""
    return or_(
        col(ProcessInstance.patient_name).contains(word, autoescape=True),
        col(ProcessInstance.patient_pinyin).startswith(word.lower(), autoescape=True),
        col(ProcessInstance.patient_id_suffix).endswith(word.upper(), autoescape=True),
        func.upper(col(ProcessInstance.business_key)).contains(word.upper(), autoescape=True),
    )


def case_rows(
    session: Session, found: list[tuple[ProcessInstance, ProcessDefinition]]
) -> tuple[CaseRow, ...]:
    """Add the names to cases that were found already."""
    names = Names(session, [case.started_by for case, _definition in found])
    return tuple(
        CaseRow(
            id=case.id,
            definition_id=definition.id,
            process_id=case.process_id,
            process_name=definition.name,
            version=case.version,
            business_key=case.business_key,
            state=case.state,
            business_status=case.business_status,
            urgency=case.urgency,
            patient_name=case.patient_name,
            institution=names.institution(case.institution_code),
            from_institution=names.institution(case.from_institution or case.institution_code),
            started_by=names.person(case.started_by),
            started_at=case.started_at,
            ended_at=case.ended_at,
            has_incident=case.has_incident,
            suspended=case.suspended,
            compensating=case.compensating,
        )
        for case, definition in found
    )
