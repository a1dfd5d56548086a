"""The roll-up: cases that have changed are measured anew, and the sums of the days on which something is different.

The history only grows, so that its numbers tell which cases have changed since the last run, whenever what is told
happened. Run twice it does nothing the second time; broken off it is begun again where it began.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlmodel import Session, SQLModel, col

from carelane.domain.measurements import (
    CaseToMeasure,
    MeasuredDay,
    Measurement,
    MeasuringState,
)
from carelane.domain.process_instances import HistoryEntry
from carelane.services.many_values import among
from carelane.services.measured_cases import Row, measured
from carelane.services.measured_rows import rows_of
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database

BATCH = 200
"""Cases in one transaction."""
SETTLED = timedelta(minutes=10)
"""No transaction is open for longer: what was numbered before is there by then."""
_NAMES = tuple(Measurement.model_fields)
_SAME = tuple(name for name in MeasuredDay.model_fields if name not in {"total", "good"})
_Key = tuple[str, date, str]


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a run did: cases that it looked at, and days (of a measure) whose sums are different now."""

    cases: int = 0
    days: int = 0


def roll_up(database: Database, zone: tzinfo) -> Rolled:
    """Measure what has changed since the last run; the day of a moment is that of ``zone``."""
    state, upper, cases = _to_do(database)
    days: set[tuple[str, date]] = set()
    for batch in _batches(cases):
        days |= _measure(database, batch, zone)
    _keep(database, state, upper)
    return Rolled(len(cases), len(days))


def _to_do(database: Database) -> tuple[MeasuringState, int, list[str]]:
    """Find where the last run stopped, the last line there is, and the cases with lines in between."""
    with database.reading() as session:
        now = database.now()
        state = session.get(MeasuringState, 1) or MeasuringState(moved_at=now, at=now)
        connection = session.connection()
        upper = connection.execute(select(func.max(col(HistoryEntry.id)))).scalar() or 0
        changed = select(col(HistoryEntry.instance_id)).where(
            col(HistoryEntry.id) > state.safe, col(HistoryEntry.id) <= upper
        )
        named = select(col(CaseToMeasure.instance_id))
        cases = connection.execute(changed.union(named)).scalars()
        return state, upper, sorted(cases)


def _batches(cases: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(cases), BATCH):
        yield cases[start : start + BATCH]


def _measure(database: Database, cases: Sequence[str], zone: tzinfo) -> set[tuple[str, date]]:
    """Write the measurements of these cases where they are not the same, and the sums that change with them."""
    with database.transaction() as session:
        one_at_a_time(session.connection(), "measuring")
        new = {_key(row): row for rows in rows_of(session, cases) for row in measured(rows, zone)}
        gone = set(cases) - {row["instance_id"] for row in new.values()}
        kept = [
            case for case in cases if case not in gone
        ]  # a case that was deleted keeps its figures
        old = {_key(row): row for row in _stored(session, kept)}
        changed = [*_without(old, new), *_without(new, old)]
        if changed:
            _replace(session, sorted({row["instance_id"] for row in changed}), new)
            _sum(
                session, {(row["measure"], row["day"], row["institution_code"]) for row in changed}
            )
        named = col(CaseToMeasure.instance_id)
        session.connection().execute(delete(CaseToMeasure).where(among(named, cases)))
    return {(row["measure"], row["day"]) for row in changed}


def _key(row: Row) -> tuple[str, str, int]:
    return row["instance_id"], row["measure"], row["number"]


def _without(some: dict[Any, Row], others: dict[Any, Row]) -> list[Row]:
    """Give the rows that are not the same among the others."""
    return [row for key, row in some.items() if others.get(key) != row]


def _stored(session: Session, cases: Sequence[str]) -> Iterator[Row]:
    columns = [getattr(Measurement, name) for name in _NAMES]
    mine = among(col(Measurement.instance_id), cases)
    for row in session.connection().execute(select(*columns).where(mine)):
        yield dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def _replace(session: Session, cases: Sequence[str], new: dict[Any, Row]) -> None:
    connection = session.connection()
    connection.execute(delete(Measurement).where(among(col(Measurement.instance_id), cases)))
    changed = set(cases)
    rows = [row for row in new.values() if row["instance_id"] in changed]
    if rows:
        connection.execute(insert(Measurement), rows)


def _sum(session: Session, keys: Iterable[_Key]) -> None:
    """Add up anew what these days, measures and institutions have."""
    places: dict[tuple[str, date], set[str]] = {}
    for measure, day, place in keys:
        places.setdefault((measure, day), set()).add(place)
    connection = session.connection()
    for (measure, day), there in sorted(places.items()):
        old, new = (_of(table, measure, day, there) for table in (MeasuredDay, Measurement))
        connection.execute(delete(MeasuredDay).where(*old))
        same = [getattr(Measurement, name) for name in _SAME]
        good = func.count().filter(col(Measurement.good).is_(True))
        sums = select(*same, func.count(), good).where(*new).group_by(*same)
        connection.execute(insert(MeasuredDay).from_select([*_SAME, "total", "good"], sums))


def _of(table: type[SQLModel], measure: str, day: date, places: Iterable[str]) -> list[Any]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    here = among(columns.institution_code, sorted(places))
    return [columns.measure == measure, columns.day == day, here]


def _keep(database: Database, state: MeasuringState, upper: int) -> None:
    """Remember how far this run has come."""
    now = database.now()
    fresh = state.seen == 0
    if fresh or now - state.moved_at >= SETTLED:
        state.safe, state.moved_at = state.seen, now
    state.seen, state.at = upper, now
    with database.transaction() as session:
        session.merge(state)


def last_measured(database: Database) -> datetime | None:
    """Say until when figures are worked out, for a page."""
    with database.reading() as session:
        return measured_at(session)


def measured_at(session: Session) -> datetime | None:
    """Say until when figures are worked out."""
    state = session.get(MeasuringState, 1)
    return state.at if state else None
