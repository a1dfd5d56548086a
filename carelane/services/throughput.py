"""How many cases come and go, and how old those are that are open now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session, col

from carelane.domain.measures import Measure
from carelane.domain.process_instances import ProcessInstance
from carelane.services.measure_sums import MeasureFilter, Sum, by_part, least, sums
from carelane.services.measuring import measured_at
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, counted_case

BANDS = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 28))
"""Upper ends of the ages of open cases; the last band has none."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """Cases begun and ended by the parts of the period's grain.

    ``ages`` counts the cases that are open at this moment by band (`BANDS`, and one for older ones), whenever they began.
    """

    measured_at: datetime | None
    started: tuple[Sum, ...]
    ended: tuple[Sum, ...]
    outcomes: tuple[Sum, ...]
    ages: tuple[int, ...]


def throughput(database: Database, actor: Actor, wanted: MeasureFilter) -> Throughput:
    """Count the cases that the actor may have counted."""
    with database.reading() as session:
        started = sums(session, actor, wanted, Measure.STARTED, ["day"])
        ended = sums(session, actor, wanted, Measure.ENDED, ["day"])
        return Throughput(
            measured_at(session),
            tuple(by_part(started, wanted.period)),
            tuple(by_part(ended, wanted.period)),
            tuple(sums(session, actor, wanted, Measure.ENDED, ["code"])),
            _ages(session, actor, wanted, database.now()),
        )


def open_cases(actor: Actor, wanted: MeasureFilter) -> list[ColumnElement[bool]]:
    """Say which open cases a filter means; its period does not matter to them."""
    chosen: list[tuple[Any, str]] = [
        (ProcessInstance.institution_code, wanted.institution),
        (ProcessInstance.process_id, wanted.process),
        (ProcessInstance.urgency, wanted.urgency),
    ]
    restricted = [col(column) == value for column, value in chosen if value]
    return [counted_case(actor), col(ProcessInstance.state) == "active", *restricted]


def in_band(number: int, now: datetime) -> ColumnElement[bool]:
    """Say which cases are of an age: by the number of its band."""
    began = col(ProcessInstance.started_at)
    found = []
    if number < len(BANDS):
        found.append(began > now - BANDS[number])
    if number > 0:
        found.append(began <= now - BANDS[number - 1])
    return and_(*found)


def _ages(session: Session, actor: Actor, wanted: MeasureFilter, now: datetime) -> tuple[int, ...]:
    numbers = range(len(BANDS) + 1)
    columns = [func.sum(case((in_band(number, now), 1), else_=0)) for number in numbers]
    statement: Any = select(*columns).where(*open_cases(actor, wanted))
    counts = [int(count or 0) for count in session.connection().execute(statement).one()]
    return tuple(count if count >= least(actor) else 0 for count in counts)
