"""Counting by days: how many of a measure, how many good ones, by anything that measurements have in common.

Every question goes through `carelane.services.visibility`; whoever may see numbers only is shown no small group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from carelane.domain.measurements import MeasuredDay, Measurement
from carelane.domain.measures import Measure
from carelane.domain.periods import Period, first_day
from carelane.domain.small_numbers import LEAST_CELL, Share
from carelane.services.visibility import Actor, counted, counts_only

Dimension = Literal["day", "institution_code", "process_id", "urgency", "element_id", "code"]


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measurements; empty texts mean no restriction."""

    period: Period
    institution: str = ""
    process: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """So many with these values of the dimensions that were asked for; ``good`` of them went as they should."""

    by: tuple[Any, ...]
    total: int
    good: int

    @property
    def share(self) -> Share:
        """The share of good ones."""
        return Share(self.good, self.total)


def sums(
    session: Session,
    actor: Actor,
    wanted: MeasureFilter,
    measure: Measure,
    by: Sequence[Dimension] = (),
) -> list[Sum]:
    """Count, in the order of the dimensions; nothing that is not there is listed."""
    columns = [getattr(MeasuredDay, name) for name in by]
    total, good = func.sum(MeasuredDay.total), func.sum(MeasuredDay.good)
    statement: Any = (
        select(*columns, total, good)
        .where(counted(actor, MeasuredDay), *clauses(MeasuredDay, wanted, measure))
        .group_by(*columns)
        .having(total >= least(actor))
        .order_by(*columns)
    )
    rows = session.connection().execute(statement)
    return [Sum(tuple(row[:-2]), int(row[-2]), int(row[-1])) for row in rows]


def one(found: Sequence[Sum]) -> Sum:
    """Give what was counted without dimensions; nothing counted is nought."""
    return found[0] if found else Sum((), 0, 0)


def least(actor: Actor) -> int:
    """Give the smallest group that the actor may be shown."""
    return LEAST_CELL if counts_only(actor) else 1


def clauses(
    table: type[MeasuredDay] | type[Measurement], wanted: MeasureFilter, measure: Measure
) -> list[ColumnElement[bool]]:
    """Say which rows a filter means; the clause of visibility comes besides."""
    found = [
        col(table.measure) == measure.value,
        col(table.day) >= wanted.period.since,
        col(table.day) <= wanted.period.until,
    ]
    chosen: list[tuple[Any, str]] = [
        (table.institution_code, wanted.institution),
        (table.process_id, wanted.process),
        (table.urgency, wanted.urgency),
    ]
    return [*found, *(col(column) == value for column, value in chosen if value)]


def by_part(found: Sequence[Sum], period: Period) -> list[Sum]:
    """Add up what was counted by day to the parts of the period's grain; parts without anything are there too."""
    added: dict[date, list[int]] = {part: [0, 0] for part in period.parts(period.grain)}
    for each in found:
        both = added[first_day(each.by[0], period.grain)]
        both[0] += each.total
        both[1] += each.good
    return [Sum((part,), total, good) for part, (total, good) in added.items()]
