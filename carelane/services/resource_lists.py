"""Lists of resources for people: filtered and paged by the database, with who holds what as far as the reader may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resource_kinds import EXPERT_SHARE, KINDS, RESERVED_SHARE
from carelane.domain.resources import Resource
from carelane.services.many_values import among
from carelane.services.names import Name, Names
from carelane.services.pages import window
from carelane.services.resource_search import blocks, is_verified
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_report, visible_case

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ResourceFilter:
    """Which ones; empty means no restriction. Slots and shifts that are over are left out unless ``past``."""

    kind: str = "bed"
    institution: str = ""
    category: str = ""
    state: str = ""
    text: str = ""
    free: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold as a reader may see it: others than holder and owner see no institution, and nobody a foreign case."""

    state: str
    holder: Name | None
    from_at: datetime
    to_at: datetime | None
    expires_at: datetime | None
    instance_id: str = ""
    request_for: str = ""


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """One resource, how old its report is, who holds it, and whether the reader may report it."""

    id: str
    kind: str
    institution: str
    department: str
    category: str
    specialty: str
    name: str
    place: str
    state: str
    pool: str
    person: Name | None
    starts_at: datetime | None
    ends_at: datetime | None
    features: dict[str, Any]
    reason: str
    reported_at: datetime | None
    verified: bool
    holds: tuple[HoldLine, ...]
    may_report: bool


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """Some of them, and how many there are in all."""

    rows: tuple[ResourceRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SlotShare:
    """How many slots of an institution are to come, reserved for primary institutions, and of these experts'."""

    institution: str
    slots: int
    reserved: int
    expert: int

    @property
    def enough(self) -> bool:
        """Whether a third at least is reserved, and half of that experts' (S29)."""
        reserved = self.reserved >= self.slots * RESERVED_SHARE
        return reserved and self.expert >= self.reserved * EXPERT_SHARE


def list_resources(
    database: Database, actor: Actor, wanted: ResourceFilter, page: int = 1
) -> ResourcePage:
    """List resources of a kind; a page beyond the last gives the last. What there is is no secret within the group."""
    now = database.now()
    conditions = list(_conditions(wanted, now))
    with database.reading() as session:
        counted = select(func.count()).select_from(Resource).where(*conditions)
        shown = window(session.exec(counted).one(), page, PAGE_SIZE)
        order = (col(Resource.institution_code), col(Resource.starts_at), col(Resource.id))
        part = select(Resource).where(*conditions).order_by(*order)
        rows = session.exec(part.offset(shown.offset).limit(shown.size)).all()
        total = session.exec(counted).one()
        return ResourcePage(
            tuple(_lines(session, actor, rows, now)), total, shown.page, shown.pages
        )


def _conditions(wanted: ResourceFilter, now: datetime) -> Iterable[ColumnElement[bool]]:
    """Yield what the filter asks for."""
    row = Resource
    yield col(row.kind) == wanted.kind
    for column, value in (
        (row.institution_code, wanted.institution),
        (row.category, wanted.category),
        (row.state, wanted.state),
    ):
        if value:
            yield col(column) == value
    if wanted.text:
        looked = (row.id, row.name, row.place, row.specialty, row.department)
        yield or_(*(col(each).icontains(wanted.text, autoescape=True) for each in looked))
    if not wanted.past:
        yield or_(col(row.ends_at).is_(None), col(row.ends_at) > now)
    if wanted.free:
        yield col(row.state) == KINDS[wanted.kind].offered
        same = col(ResourceHold.resource_id) == col(row.id)
        meets = or_(col(ResourceHold.to_at).is_(None), col(ResourceHold.to_at) > now)
        yield ~select(ResourceHold.id).where(same, blocks(now), meets).exists()


def _lines(
    session: Session, actor: Actor, rows: Sequence[Resource], now: datetime
) -> Iterable[ResourceRow]:
    names = Names(session, [row.person_id for row in rows])
    holds = _holds(session, actor, [row.id for row in rows], names, now)
    for row in rows:
        own = {name: value for name, value in row.model_dump().items() if name in _SAME}
        yield ResourceRow(
            **own,
            institution=row.institution_code,
            person=names.person(row.person_id),
            verified=is_verified(row.reported_at, now),
            holds=tuple(holds.get(row.id, ())),
            may_report=may_report(actor, row.kind, row.institution_code),
        )


_SAME = (
    set(ResourceRow.__dataclass_fields__) - {"institution", "person", "verified", "holds"}
) & set(Resource.model_fields)


def _holds(
    session: Session, actor: Actor, ids: Sequence[str], names: Names, now: datetime
) -> dict[str, list[HoldLine]]:
    """Give the open holds of these resources; a case is named to those who may see it, and to nobody else."""
    statement = (
        select(ResourceHold)
        .where(among(col(ResourceHold.resource_id), list(ids)), blocks(now))
        .order_by(col(ResourceHold.from_at), col(ResourceHold.id))
    )
    rows = session.exec(statement).all()
    cases = among(col(ProcessInstance.id), sorted({row.instance_id for row in rows}))
    seen = set(session.exec(select(ProcessInstance.id).where(cases, visible_case(actor))))
    near = {*actor.institutions, *actor.supervised_institutions}
    found: dict[str, list[HoldLine]] = {}
    for row in rows:
        known = bool({row.holder_code, row.institution_code} & near)
        mine = row.instance_id in seen
        found.setdefault(row.resource_id, []).append(
            HoldLine(
                state=row.state,
                holder=names.institution(row.holder_code) if known else None,
                from_at=row.from_at,
                to_at=row.to_at,
                expires_at=row.expires_at,
                instance_id=row.instance_id if mine else "",
                request_for=row.request_for if mine else "",
            )
        )
    return found


def slot_shares(database: Database, actor: Actor) -> tuple[SlotShare, ...]:
    """Say how much each institution reserves of its slots to come, for those who keep some there."""
    slot = Resource
    to_come = (
        col(slot.kind) == "slot",
        col(slot.starts_at) > database.now(),
        col(slot.category).in_(("opd", "exam", "surgery")),
    )
    found = []
    with database.reading() as session:
        places = session.exec(select(slot.institution_code).where(*to_come).distinct()).all()
        for place in sorted(each for each in places if may_report(actor, "slot", each)):
            here = (*to_come, col(slot.institution_code) == place)
            rows = session.exec(select(slot.pool, slot.features).where(*here)).all()
            kept = [features or {} for pool, features in rows if pool == "reserved"]
            expert = sum(each.get("expert") is True for each in kept)
            found.append(SlotShare(place, len(rows), len(kept), expert))
    return tuple(found)
