"""Matches a need: exactly, with a substitute, or split over places or over time (clinical-processes, 15, RS02)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from carelane.domain.resource_holds import ResourceHold
from carelane.services.resource_needs import Need
from carelane.services.resource_search import Candidate, Look, blocks, candidates

_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate and the term for which it is there."""

    candidate: Candidate
    match: str
    from_at: datetime
    to_at: datetime | None


@dataclass(frozen=True, slots=True)
class Match:
    """How a need can be met: exact, substitute, split or none, and by what, the best first."""

    match: str
    offers: tuple[Offer, ...] = ()


def match(session: Session, need: Need, asker: str, now: datetime, most: int) -> Match:
    """Find what meets a need. Of a split all offers together do."""
    found = candidates(session, need, now, Look(asker, max(_LOOKED_AT, most)))
    exact = [each for each in found if not each.differs]
    for word, listed in (("exact", exact), ("substitute", found)):
        together = _of_one_place(listed, need.quantity)
        if together:
            return Match(word, tuple(_offer(each, need) for each in together[:most]))
    if len(exact) >= need.quantity > 1:
        parts = [_offer(each, need, "split") for each in exact[: need.quantity]]
        return Match("split", tuple(parts))
    if need.quantity == 1 and need.to_at is not None and not found:
        return _in_turn(session, need, asker, now)
    return Match("none")


def _of_one_place(found: list[Candidate], quantity: int) -> list[Candidate]:
    """Keep candidates of institutions that have enough of them."""
    count: dict[str, int] = defaultdict(int)
    for each in found:
        count[each.resource.institution_code] += 1
    return [each for each in found if count[each.resource.institution_code] >= quantity]


def _offer(found: Candidate, need: Need, word: str = "") -> Offer:
    slot = found.resource.kind == "slot" and found.resource.starts_at
    begins = slot or need.from_at
    ends = found.resource.ends_at if slot else need.to_at
    return Offer(found, word or found.match, begins, ends)


def _in_turn(session: Session, need: Need, asker: str, now: datetime) -> Match:
    """Find two resources that follow each other over the term: the first as long as it is free, then another."""
    start = replace(need, to_at=need.from_at)
    firsts = candidates(session, start, now, Look(asker, _LOOKED_AT))
    free_until = {each.resource.id: _free_until(session, each, need, now) for each in firsts}
    firsts.sort(key=lambda each: free_until[each.resource.id], reverse=True)
    for first in firsts:
        until = free_until[first.resource.id]
        rest = replace(need, from_at=until)
        look = Look(asker, 1, (first.resource.id,))
        for second in candidates(session, rest, now, look) if until > need.from_at else ():
            return Match(
                "split",
                (
                    Offer(first, "split", need.from_at, until),
                    Offer(second, "split", until, need.to_at),
                ),
            )
    return Match("none")


def _free_until(session: Session, found: Candidate, need: Need, now: datetime) -> datetime:
    """Say when the next hold of something that is free at first begins."""
    next_hold = select(func.min(col(ResourceHold.from_at))).where(
        col(ResourceHold.resource_id) == found.resource.id,
        blocks(now),
        col(ResourceHold.from_at) > need.from_at,
    )
    return session.exec(next_hold).one() or need.from_at
