"""The cases behind a number: every figure leads to those whose institution the reader supervises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, func, select

from carelane.domain.errors import NotAllowed
from carelane.domain.measurements import Measurement
from carelane.domain.measures import Measure
from carelane.domain.process_instances import ProcessInstance
from carelane.services.measure_sums import MeasureFilter, clauses
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, measured_here

PAGE = 200


@dataclass(frozen=True, slots=True)
class Drill:
    """Which measurements of a measure: of one element, code, verdict, urgency or process; None means any."""

    measure: Measure
    element: str | None = None
    code: str | None = None
    good: bool | None = None
    urgency: str | None = None
    process: str | None = None


@dataclass(frozen=True, slots=True)
class MeasuredCase:
    """One measurement with its case; ``there`` is False for a case that was deleted by rule since."""

    measure: Measure
    instance_id: str
    there: bool
    business_key: str
    process_id: str
    institution: Name
    urgency: str
    element_id: str
    code: str
    good: bool | None
    at: datetime
    took: timedelta | None


@dataclass(frozen=True, slots=True)
class MeasuredCases:
    """The first rows, the latest first, and how many there are."""

    rows: tuple[MeasuredCase, ...]
    total: int


def measured_cases(
    database: Database,
    actor: Actor,
    wanted: MeasureFilter,
    drill: Drill,
    limit: int | None = PAGE,
) -> MeasuredCases:
    """List what a number counts, without patients' names. Raises `NotAllowed` for who supervises nothing."""
    if not actor.supervised_institutions:
        raise NotAllowed
    where = [measured_here(actor), *clauses(Measurement, wanted, drill.measure), *_of(drill)]
    key = col(ProcessInstance.business_key)
    statement: Any = (
        select(Measurement, key)
        .outerjoin(ProcessInstance, col(ProcessInstance.id) == col(Measurement.instance_id))
        .where(*where)
        .order_by(col(Measurement.at).desc(), col(Measurement.instance_id), col(Measurement.number))
        .limit(limit)
    )
    with database.reading() as session:
        total = session.exec(select(func.count()).select_from(Measurement).where(*where)).one()
        names = Names(session)
        rows = tuple(_row(row, key, names) for row, key in session.exec(statement))
    return MeasuredCases(rows, total)


def _of(drill: Drill) -> list[Any]:
    found: list[Any] = []
    if drill.element is not None:
        found.append(col(Measurement.element_id) == drill.element)
    if drill.code is not None:
        found.append(col(Measurement.code) == drill.code)
    if drill.good is not None:
        found.append(col(Measurement.good).is_(drill.good))
    if drill.urgency is not None:
        found.append(col(Measurement.urgency) == drill.urgency)
    if drill.process is not None:
        found.append(col(Measurement.process_id) == drill.process)
    return found


def _row(row: Measurement, key: str | None, names: Names) -> MeasuredCase:
    return MeasuredCase(
        Measure(row.measure),
        row.instance_id,
        key is not None,
        key or "",
        row.process_id,
        names.institution(row.institution_code),
        row.urgency,
        row.element_id,
        row.code,
        row.good,
        row.at,
        None if row.seconds is None else timedelta(seconds=row.seconds),
    )
