"""Percentiles of times, exact: the value at the nearest rank, worked out by the database over every single value.

The p-th percentile of n values is the smallest of them that at least p percent of them do not exceed: number
``ceil(n * p / 100)`` in their order. No value is estimated, and none lies between two that were measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from carelane.domain.measurements import Measurement
from carelane.domain.measures import Measure
from carelane.services.measure_sums import Dimension, MeasureFilter, clauses, least
from carelane.services.visibility import Actor, counted

RANKS = (50, 75, 90, 95)


@dataclass(frozen=True, slots=True)
class Times:
    """How long ``total`` things took: the percentile of each of `RANKS`."""

    by: tuple[Any, ...]
    total: int
    at: tuple[timedelta, ...]

    def percentile(self, rank: int) -> timedelta:
        """Give one of them."""
        return self.at[RANKS.index(rank)]


def times(
    session: Session,
    actor: Actor,
    wanted: MeasureFilter,
    measure: Measure,
    by: Sequence[Dimension] = (),
    *further: ColumnElement[bool],
) -> list[Times]:
    """Give the percentiles of each group, in the order of its dimensions; ``further`` restricts the measurements."""
    groups = [getattr(Measurement, name) for name in by]
    seconds = col(Measurement.seconds)
    window: dict[str, Any] = {"partition_by": groups} if groups else {}
    ranked = (
        select(
            *groups,
            seconds.label("seconds"),
            func.row_number().over(order_by=seconds, **window).label("number"),
            func.count().over(**window).label("total"),
        )
        .where(
            counted(actor, Measurement),
            *clauses(Measurement, wanted, measure),
            seconds.is_not(None),
            *further,
        )
        .subquery()
    )
    total = ranked.c.total
    wanted_numbers = [ranked.c.number == _number(total, rank) for rank in RANKS]
    names = [ranked.c[name] for name in by]
    statement = (
        select(*names, total, ranked.c.number, ranked.c.seconds)
        .where(total >= least(actor), or_(*wanted_numbers))
        .order_by(*names, ranked.c.number)
    )
    return _read(session.connection().execute(statement).all())


def _number(total: Any, rank: int) -> Any:
    """Give the number of the nearest rank: ``ceil(total * rank / 100)`` in whole numbers."""
    return (total * rank + 99) // 100


def _read(rows: Sequence[Any]) -> list[Times]:
    """Put the values of each group together: one row may be the value of several ranks."""
    groups: dict[tuple[Any, ...], tuple[int, dict[int, int]]] = {}
    for *by, total, number, seconds in rows:
        groups.setdefault(tuple(by), (total, {}))[1][number] = seconds
    return [
        Times(
            by,
            total,
            tuple(timedelta(seconds=values[_number(total, rank)]) for rank in RANKS),
        )
        for by, (total, values) in groups.items()
    ]
