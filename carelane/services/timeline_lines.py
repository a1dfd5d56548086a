"""Which lines a case's timeline has, found, filtered, counted and put in order by the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, union_all
from sqlmodel import Session

from carelane.domain.timeline_kinds import COURSE, GROUPS, TECHNICAL
from carelane.services.timeline_sources import SOURCES, LineFilter, Source, Story, selects


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line stands: the history's ``number``, or the ``ref`` of a comment; of a token everything there is."""

    source: Source
    number: int
    ref: str
    at: datetime
    kind: str
    element_id: str


def count_lines(session: Session, story: Story, wanted: LineFilter) -> Counter[str]:
    """Count the lines by kind; the wanted kinds are left out of account."""
    found = union_all(*selects(story, wanted)).subquery()
    statement = select(found.c.kind, func.count()).group_by(found.c.kind)
    return Counter(dict(session.connection().execute(statement).all()))


def find_lines(
    session: Session, story: Story, wanted: LineFilter, offset: int, limit: int
) -> list[Line]:
    """Find a part of the wanted lines, the newest first."""
    found = union_all(*selects(story, wanted)).subquery()
    columns = found.c
    newest = (columns.at, columns.source, columns.number, columns.ref)
    statement = (
        select(found)
        .where(_of_kinds(columns.kind, wanted.kinds))
        .order_by(*(each.desc() for each in newest))
        .offset(offset)
        .limit(limit)
    )
    rows = session.connection().execute(statement)
    return [
        Line(SOURCES[row.source], row.number, row.ref, row.at, row.kind, row.element_id)
        for row in rows
    ]


def _of_kinds(kind: ColumnElement[str], groups: Sequence[str]) -> ColumnElement[bool]:
    """Make the condition on kinds of these groups (`carelane.domain.timeline_kinds.fits`)."""
    if not groups:
        return kind.not_in(sorted(GROUPS[TECHNICAL]))
    chosen = sorted(each for name in GROUPS if name in groups for each in GROUPS[name])
    if COURSE not in groups:
        return kind.in_(chosen)
    others = sorted(each for name in GROUPS if name not in groups for each in GROUPS[name])
    return kind.not_in(others)
