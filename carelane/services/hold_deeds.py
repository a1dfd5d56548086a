"""What becomes of holds: committed, extended once, given back, used, returned. All of those named, or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import ExtensionRefused, HoldExpired
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resource_kinds import KINDS, may_follow
from carelane.domain.resources import Resource
from carelane.domain.state_machines import TRANSITIONS, next_state
from carelane.services.holds import lapse, take_turn
from carelane.services.many_values import among
from carelane.services.slot_waiters import tell_next
from carelane.services.transaction import Database

_LAPSED_AT_ONCE = 500


def confirm(
    session: Session, holds: Collection[str], place: str, now: datetime
) -> list[ResourceHold]:
    """Make holds the case's for good; again is the same. Raises `HoldExpired` if one of them is not there any more."""
    found = _all_there(session, holds, place, now)
    for hold in found:
        _become(session, hold, "commit")
        hold.expires_at = None
    return found


def extend(
    session: Session, holds: Collection[str], place: str, until: datetime, now: datetime
) -> list[ResourceHold]:
    """Hold on for longer, once. Raises `HoldExpired`, `ExtensionRefused`."""
    found = _all_there(session, holds, place, now)
    for hold in found:
        if hold.extended or hold.expires_at is None or until <= hold.expires_at:
            raise ExtensionRefused
        hold.expires_at, hold.extended = until, True
        session.add(hold)
    return found


def release(
    session: Session, holds: Collection[str], place: str, now: datetime, reason: str = ""
) -> list[ResourceHold]:
    """Give back what is still held or committed; what is gone, in use, or was never there is left alone."""
    freed = []
    for hold in _mine(session, holds, place):
        if ("resource_hold", hold.state) and (hold.state, "release") in TRANSITIONS[
            "resource_hold"
        ]:
            _become(session, hold, "release")
            hold.ended_at, hold.reason, hold.expires_at = now, reason, None
            _freed(session, hold, now)
            freed.append(hold)
    return freed


def occupy(
    session: Session, holds: Collection[str], place: str, now: datetime
) -> list[ResourceHold]:
    """Begin to use what is held: the bed is occupied, the device handed out. Raises `HoldExpired`."""
    found = _all_there(session, holds, place, now)
    for hold in found:
        if hold.state != "in_use":
            _report(session, hold, KINDS[hold.kind].used, now)
        _become(session, hold, "occupy")
        hold.expires_at = None
    return found


@dataclass(frozen=True, slots=True)
class Condition:
    """How something comes back: clean, dirty, contaminated or faulty, and then what the fault is."""

    word: str = "clean"
    fault: str = ""


def give_back(
    session: Session, holds: Collection[str], place: str, condition: Condition, now: datetime
) -> list[Resource]:
    """Return what was used; what is returned already is left alone."""
    returned = []
    for hold in _mine(session, holds, place):
        if (hold.state, "return") not in TRANSITIONS["resource_hold"]:
            continue
        _become(session, hold, "return")
        hold.ended_at, hold.reason, hold.expires_at = now, condition.fault, None
        state = (KINDS[hold.kind].after or {}).get(condition.word, KINDS[hold.kind].offered)
        returned.append(_report(session, hold, state, now, condition.fault))
    return returned


def lapse_expired(database: Database) -> int:
    """Lapse holds whose time is over, each with its notices; gives how many."""
    now = database.now()
    over = (col(ResourceHold.state) == "held", col(ResourceHold.expires_at) <= now)
    with database.reading() as session:
        ids = session.exec(select(ResourceHold.id).where(*over).limit(_LAPSED_AT_ONCE)).all()
    lapsed = 0
    for each in ids:
        with database.transaction() as session:
            for hold in _locked(session, [each]):
                if hold.state == "held" and hold.expires_at is not None and hold.expires_at <= now:
                    lapse(session, hold, now)
                    _freed(session, hold, now)
                    lapsed += 1
    return lapsed


def _all_there(
    session: Session, holds: Collection[str], place: str, now: datetime
) -> list[ResourceHold]:
    """Give holds that can still be committed. Raises `HoldExpired`."""
    found = _mine(session, holds, place)
    if not found or len(found) != len(set(holds)):
        raise HoldExpired
    for hold in found:
        over = hold.expires_at is not None and hold.expires_at <= now
        if over or (hold.state, "commit") not in TRANSITIONS["resource_hold"]:
            raise HoldExpired(state="lapsed" if over else hold.state)
    return found


def _mine(session: Session, holds: Collection[str], place: str) -> list[ResourceHold]:
    """Give those of the holds that an institution has to do with: its case's, or of its own resources."""
    return [
        hold
        for hold in _locked(session, holds)
        if place in {hold.holder_code, hold.institution_code}
    ]


def _locked(session: Session, holds: Collection[str]) -> Sequence[ResourceHold]:
    """Wait for others who change holds there, and read what is so then, in the order of asking."""
    wanted = among(col(ResourceHold.id), sorted(set(holds)))
    turns = session.exec(select(ResourceHold.institution_code, ResourceHold.kind).where(wanted))
    take_turn(session, [(place, kind) for place, kind in turns])
    statement = select(ResourceHold).where(wanted).execution_options(populate_existing=True)
    rows = {hold.id: hold for hold in session.exec(statement)}
    return [rows[each] for each in dict.fromkeys(holds) if each in rows]


def _become(session: Session, hold: ResourceHold, verb: str) -> None:
    hold.state = next_state("resource_hold", hold.state, verb)
    session.add(hold)


def _report(
    session: Session, hold: ResourceHold, state: str, now: datetime, reason: str = ""
) -> Resource:
    """Say what a resource is now; a feed that has said something else meanwhile is believed."""
    session.flush()
    resource = session.get_one(Resource, hold.resource_id, populate_existing=True)
    if state and may_follow(resource.kind, resource.state, state):
        resource.state, resource.reason, resource.reported_at = state, reason, now
        session.add(resource)
        session.flush()
    return resource


def _freed(session: Session, hold: ResourceHold, now: datetime) -> None:
    """Tell who waits for a slot that is free again; a unit that nobody needs any more is available."""
    if hold.kind == "slot":
        tell_next(session, session.get_one(Resource, hold.resource_id), now)
    if hold.kind == "unit":
        _report(session, hold, KINDS["unit"].offered, now)
