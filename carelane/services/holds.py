"""Two-phase holds: several resources or none, the first to ask wins, only an emergency takes what another merely holds.

Whoever changes holds of an institution's resources of one kind waits for the others under the same words
(`take_turn`), so that between looking and writing nobody comes between: one resource is never given twice.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.resource_holds import PRIORITY, ResourceHold
from carelane.domain.resources import Resource
from carelane.domain.state_machines import next_state
from carelane.services.hold_tellings import tell_both
from carelane.services.resource_needs import Need
from carelane.services.resource_search import Candidate, Look, blocks, candidates, overlaps
from carelane.services.rows import one_at_a_time

_PLACES_TRIED = 5
"""How many institutions are asked at once where a need names none: the best by distance."""
_MOST_LOOKED_AT = 1000
_EMERGENCY = PRIORITY["E"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, at which moment: the case, its institution and number, how urgent it is; until when it would hold.

    ``rank`` says better than the urgency where it stands in the table BedPriority. With ``preempt_reason`` an emergency
    (urgency E) may take what others hold and have not committed, unless they are emergencies too.
    """

    instance_id: str
    institution: str
    now: datetime
    until: datetime
    request_for: str = ""
    urgency: str = ""
    rank: int | None = None
    preempt_reason: str = ""

    @property
    def priority(self) -> int:
        """Give the rank by the table BedPriority; what has no urgency comes last."""
        return (
            PRIORITY.get(self.urgency, max(PRIORITY.values())) if self.rank is None else self.rank
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What was held, together; and whose holds an emergency took for it."""

    holds: tuple[ResourceHold, ...]
    preempted: tuple[ResourceHold, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was held: the need for which nothing was free, and the hold that was faster, where there is one."""

    need: Need
    lost_to: ResourceHold | None = None

    @property
    def said(self) -> str:
        """Say in one line what it was lost to, with nothing of another case."""
        if self.lost_to is None:
            return f"nothing free: {self.need.kind}"
        lost = self.lost_to
        until = f" until {lost.expires_at.isoformat()}" if lost.expires_at else ""
        return f"lost to another request: {lost.resource_id} is {lost.state}{until}"


def take_turn(session: Session, resources: Iterable[tuple[str, str]]) -> None:
    """Let one transaction at a time change holds of these (institution, kind), until it ends; always in one order."""
    connection = session.connection()
    for institution, kind in sorted(set(resources)):
        one_at_a_time(connection, "resource_holds", institution, kind)


def hold_all(
    session: Session, asker: Asker, needs: Sequence[Need], *, in_order: bool = False
) -> Held | Refused:
    """Hold something for each need, all or nothing; ``in_order``: each begins when the one before it is over."""
    _turn_of(session, asker, needs)
    chosen: list[tuple[Need, Resource]] = []
    for asked in needs:
        need = _after(asked, [row for _need, row in chosen]) if in_order else asked
        taken = [row.id for _need, row in chosen]
        found = _choose(session, asker, need, taken)
        if len(found) < need.quantity and asker.preempt_reason and asker.priority == _EMERGENCY:
            found = _choose_held_too(session, asker, need, taken)
        if len(found) < need.quantity:
            return Refused(need, _faster(session, asker, need))
        chosen += [(need, each.resource) for each in found]
    return _write(session, asker, chosen)


def _after(need: Need, before: Sequence[Resource]) -> Need:
    """Move a need behind what was chosen before it: an examination before its consultation."""
    ends = [each.ends_at or each.starts_at for each in before]
    return replace(need, from_at=max([need.from_at, *(each for each in ends if each)]))


def _turn_of(session: Session, asker: Asker, needs: Sequence[Need]) -> None:
    """Wait for the others of every place at which something may be held."""
    turns: set[tuple[str, str]] = set()
    for need in needs:
        turns |= {(place, need.kind) for place in _places(session, asker, need)}
    take_turn(session, turns)


def _places(session: Session, asker: Asker, need: Need) -> Sequence[str]:
    if need.ids:
        asked = select(Resource.institution_code).where(col(Resource.id).in_(need.ids))
        return session.exec(asked).all()
    if need.orgs:
        return need.orgs
    look = Look(asker.institution, most=100, held_too=True)
    found = candidates(session, need, asker.now, look)
    return list(dict.fromkeys(each.resource.institution_code for each in found))[:_PLACES_TRIED]


def _choose(session: Session, asker: Asker, need: Need, taken: Collection[str]) -> list[Candidate]:
    look = Look(asker.institution, need.quantity, taken)
    found = candidates(session, need, asker.now, look)
    return [each for each in found if need.substitute or not each.differs]


def _choose_held_too(
    session: Session, asker: Asker, need: Need, taken: Collection[str]
) -> list[Candidate]:
    """Find what is free, then what the least urgent, latest holds keep: none of an emergency, none committed."""
    look = Look(asker.institution, _MOST_LOOKED_AT, taken, held_too=True)
    ranked = []
    for place, each in enumerate(candidates(session, need, asker.now, look)):
        rank = _standing(_in_the_way(session, each.resource, need, asker.now))
        if rank is not None and (need.substitute or not each.differs):
            ranked.append((rank, place, each))
    ranked.sort(key=lambda one: one[:2])
    return [each for _rank, _place, each in ranked][: need.quantity]


def _standing(holds: Sequence[ResourceHold]) -> tuple[bool, int, float] | None:
    """Rank a resource by the holds on it: free ones first, then the least urgent and latest; None where none may be taken."""
    if any(one.state != "held" or one.priority == _EMERGENCY for one in holds):
        return None
    least = max((one.priority for one in holds), default=0)
    latest = max((one.held_at.timestamp() for one in holds), default=0.0)
    return (bool(holds), -least, -latest)


def _in_the_way(
    session: Session, resource: Resource, need: Need, now: datetime
) -> Sequence[ResourceHold]:
    same = col(ResourceHold.resource_id) == resource.id
    return session.exec(select(ResourceHold).where(same, blocks(now), overlaps(need))).all()


def _faster(session: Session, asker: Asker, need: Need) -> ResourceHold | None:
    """Find the hold to which the need was lost: the latest on something that would have done."""
    found = candidates(session, need, asker.now, Look(most=20, held_too=True))
    fitting = [each.resource.id for each in found if need.substitute or not each.differs]
    statement = (
        select(ResourceHold)
        .where(col(ResourceHold.resource_id).in_(fitting), blocks(asker.now), overlaps(need))
        .order_by(col(ResourceHold.held_at).desc(), col(ResourceHold.id))
    )
    return session.exec(statement.limit(1)).first()


def _write(session: Session, asker: Asker, chosen: Sequence[tuple[Need, Resource]]) -> Held:
    set_id = uuid.uuid4().hex
    made = [_new(asker, need, row, set_id) for need, row in chosen]
    preempted: list[ResourceHold] = []
    for (need, row), hold in zip(chosen, made, strict=True):
        _lapse_what_is_over(session, row, asker.now)
        in_the_way = _in_the_way(session, row, need, asker.now)
        preempted += [_preempt(session, other, hold, asker) for other in in_the_way]
    session.add_all(made)
    session.flush()
    return Held(tuple(made), tuple(preempted))


def _new(asker: Asker, need: Need, resource: Resource, set_id: str) -> ResourceHold:
    slot = resource.kind == "slot"
    return ResourceHold(
        id=uuid.uuid4().hex,
        set_id=set_id,
        resource_id=resource.id,
        kind=resource.kind,
        institution_code=resource.institution_code,
        instance_id=asker.instance_id,
        holder_code=asker.institution,
        request_for=asker.request_for,
        urgency=asker.urgency,
        priority=asker.priority,
        state="held",
        from_at=(slot and resource.starts_at) or need.from_at,
        to_at=resource.ends_at if slot else need.to_at,
        held_at=asker.now,
        expires_at=asker.until,
    )


def _lapse_what_is_over(session: Session, resource: Resource, now: datetime) -> None:
    """Lapse holds that have run out before the resource is given away: a late commit must not find them."""
    over = (
        col(ResourceHold.resource_id) == resource.id,
        col(ResourceHold.state) == "held",
        col(ResourceHold.expires_at) <= now,
    )
    for hold in session.exec(select(ResourceHold).where(*over)).all():
        lapse(session, hold, now)


def lapse(session: Session, hold: ResourceHold, now: datetime) -> None:
    """End a hold that nobody committed in time, and tell both."""
    hold.state = next_state("resource_hold", hold.state, "lapse")
    hold.ended_at = now
    session.add(hold)
    session.flush()
    tell_both(session, hold, "lapsed", now)


def _preempt(
    session: Session, hold: ResourceHold, winner: ResourceHold, asker: Asker
) -> ResourceHold:
    """Take a hold away for an emergency, with the reason that is kept and told."""
    hold.state = next_state("resource_hold", hold.state, "preempt")
    hold.ended_at, hold.reason, hold.lost_to = asker.now, asker.preempt_reason, winner.id
    session.add(hold)
    session.flush()
    tell_both(session, hold, "preempted", asker.now)
    return hold
