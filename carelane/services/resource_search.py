"""Finds resources that are free: offered by their owner, and held by nobody for the term."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.resource_holds import TAKEN, ResourceHold
from carelane.domain.resource_kinds import KINDS, RESERVED_RELEASE, STALE, SUBSTITUTES
from carelane.domain.resources import Resource
from carelane.services.many_values import among
from carelane.services.resource_needs import Need, fit

_AT_ONCE = 200
_FAR = 100_000
_SLOTS_LOOKED_AT = 2_000
"""Of the slots of several places so many are compared, the earliest: a group publishes tens of thousands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free resource: ``match`` is exact or substitute, ``differs`` says in which words, ``minutes`` how far it is."""

    resource: Resource
    match: str
    differs: tuple[str, ...]
    minutes: int | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How to look: from which institution, for how many, without which; with those that others hold, too."""

    asker: str = ""
    most: int = 10
    exclude: Collection[str] = ()
    held_too: bool = False


_ANYHOW = Look()


def is_verified(reported_at: datetime | None, now: datetime) -> bool:
    """Say whether a report is young enough to rely on; of an older one a person has to be asked."""
    return reported_at is not None and now - reported_at <= STALE


def blocks(now: datetime) -> ColumnElement[bool]:
    """Match holds that keep others away: what is a case's for good, and what is held until later than now."""
    hold = ResourceHold
    waiting = and_(col(hold.state) == "held", col(hold.expires_at) > now)
    return or_(col(hold.state).in_(TAKEN), waiting)


def overlaps(need: Need) -> ColumnElement[bool]:
    """Match holds whose term meets that of a need; a slot is one thing, whatever its time."""
    hold = ResourceHold
    if need.kind == "slot":
        return col(hold.kind) == "slot"
    met = or_(col(hold.to_at).is_(None), col(hold.to_at) > need.from_at)
    return met if need.to_at is None else and_(met, col(hold.from_at) < need.to_at)


def blocked(need: Need, now: datetime) -> ColumnElement[bool]:
    """Match resources that another hold keeps from this need."""
    same = col(ResourceHold.resource_id) == col(Resource.id)
    holds = select(ResourceHold.id).where(same, blocks(now), overlaps(need))
    return holds.exists()


def asked_for(need: Need, now: datetime) -> list[ColumnElement[bool]]:
    """Give the conditions that a database can look at: kind, place, offered, time, pool."""
    row = Resource
    found: list[ColumnElement[bool]] = [
        col(row.kind) == need.kind,
        col(row.state) == KINDS[need.kind].offered,
    ]
    if need.ids:
        return [*found, among(col(row.id), list(need.ids))]
    if need.orgs:
        found.append(among(col(row.institution_code), list(need.orgs)))
    if need.kind == "slot":
        found += _slot_times(need, now)
    elif need.kind == "doctor":
        found += [col(row.starts_at) <= need.from_at, col(row.ends_at) > need.from_at]
    if need.category and need.kind != "unit":
        others = SUBSTITUTES.get(need.kind, {}).get(need.category, ())
        found.append(col(row.category).in_([need.category, *others]))
    return found


def _slot_times(need: Need, now: datetime) -> list[ColumnElement[bool]]:
    """Reserved slots are for primary institutions, until they go to the general pool."""
    starts = col(Resource.starts_at)
    found: list[ColumnElement[bool]] = [starts >= need.from_at, *_specialty(need)]
    if need.to_at is not None:
        found.append(starts <= need.to_at)
    if need.pool != "reserved":
        found.append(
            or_(col(Resource.pool) != "reserved", starts <= now + RESERVED_RELEASE),
        )
    return found


def candidates(
    session: Session, need: Need, now: datetime, look: Look = _ANYHOW
) -> list[Candidate]:
    """Find free resources: exact before substitutes, near before far, early before late.

    ``look.held_too`` finds those that others keep away as well, for whoever may pre-empt.
    """
    minutes = journeys(session, look.asker)
    conditions = asked_for(need, now)
    if not look.held_too:
        conditions.append(~blocked(need, now))
    found = [
        Candidate(
            row,
            "substitute" if differs else "exact",
            differs,
            minutes.get(row.institution_code),
            is_verified(row.reported_at, now),
        )
        for row, differs in _fitting(session, need, conditions, look)
    ]
    return sorted(found, key=lambda each: _order(each, need))[: look.most]


def _order(found: Candidate, need: Need) -> tuple[bool, int, int, str, str]:
    row = found.resource
    asked = need.orgs.index(row.institution_code) if row.institution_code in need.orgs else _FAR
    far = _FAR if found.minutes is None else found.minutes
    starts = row.starts_at.isoformat() if row.starts_at and need.kind == "slot" else ""
    pool = "0" if row.pool == need.pool else "1"
    return (bool(found.differs), asked, far, f"{pool}{starts}", row.id)


def _fitting(
    session: Session, need: Need, conditions: list[ColumnElement[bool]], look: Look
) -> Iterator[tuple[Resource, tuple[str, ...]]]:
    """Look at rows one after the other; of slots of one place, which come in their order, only until there are enough."""
    first = case((col(Resource.pool) == need.pool, 0), else_=1)
    order = (first, col(Resource.starts_at), col(Resource.id))
    statement = select(Resource).where(*conditions).order_by(*order)
    in_order = need.kind == "slot" and len(need.orgs) == 1
    exact = 0
    if need.kind == "slot" and not in_order:
        statement = statement.limit(_SLOTS_LOOKED_AT)
    rows = session.scalars(statement.execution_options(populate_existing=True)).yield_per(_AT_ONCE)
    for row in rows:
        differs = None if row.id in look.exclude else fit(row, need)
        if differs is None:
            continue
        yield row, differs
        exact += not differs
        if in_order and exact >= look.most:
            break
    rows.close()


def journeys(session: Session, asker: str) -> dict[str, int]:
    """Give the minutes from an institution to the others, as far as they are written down; none to itself."""
    if not asker:
        return {}
    found = {asker: 0}
    places = session.exec(select(Institution.code, Institution.capabilities))
    for code, capabilities in places:
        journey = (capabilities or {}).get("journeys", {}).get(asker, {})
        if isinstance(journey.get("minutes"), int):
            found[code] = journey["minutes"]
    return found


def kinds_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Give the kinds of resources by id; one that is not there is left out."""
    wanted = among(col(Resource.id), sorted(set(ids)))
    return dict(session.exec(select(Resource.id, Resource.kind).where(wanted)).all())


def count_free(session: Session, needs: Iterable[Need], now: datetime) -> int:
    """Count what could be held now for any of these needs, by what a database can look at."""
    return sum(
        session.exec(
            select(func.count())
            .select_from(Resource)
            .where(*asked_for(need, now), ~blocked(need, now), *_specialty(need))
        ).one()
        for need in needs
    )


def _specialty(need: Need) -> list[ColumnElement[bool]]:
    specialty = need.word("specialty")
    return [col(Resource.specialty).in_((specialty, ""))] if specialty else []
