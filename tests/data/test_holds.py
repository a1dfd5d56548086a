"""What would be lost: one bed for two patients, a hold that nobody was told is over, half of what an operation needs."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, select

from carelane.domain.errors import ExtensionRefused, HoldExpired
from carelane.domain.notices import Notice
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resources import Resource
from carelane.services import hold_deeds
from carelane.services.double_bookings import double_bookings
from carelane.services.hold_deeds import Condition
from carelane.services.holds import Asker, Held, Refused, hold_all
from carelane.services.resource_needs import Need
from carelane.services.transaction import Database
from tests.conftest import SettableClock
from tests.data.world import World

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
HOLDERS, BEDS = 50, 7


def add(world: World, *rows: dict[str, Any]) -> None:
    with world.database.transaction() as session:
        for row in rows:
            usual = {"kind": "bed", "institution_code": "HOSA", "category": "general", "state": "U"}
            session.add(Resource(**(usual | {"reported_at": world.database.now()} | row)))


def asker(database: Database, case: str = "c1", urgency: str = "P", **more: Any) -> Asker:
    now = database.now()
    return Asker(case, "PRI1", now, now + timedelta(hours=2), urgency=urgency, **more)


def bed(database: Database, **more: Any) -> Need:
    return Need("bed", database.now(), **({"orgs": ("HOSA",)} | more))


def hold(database: Database, by: Asker, *needs: Need) -> Held | Refused:
    with database.transaction() as session:
        return hold_all(session, by, needs or [bed(database)])


def held(database: Database, by: Asker, *needs: Need) -> ResourceHold:
    found = hold(database, by, *needs)
    assert isinstance(found, Held), found
    return found.holds[0]


def do(database: Database, what: Callable[..., Any], holds: list[str], *rest: Any) -> Any:
    with database.transaction() as session:
        return what(session, holds, "PRI1", *rest, database.now())


def test_of_fifty_holders_at_once_each_bed_goes_to_one(world: World, at_once: AtOnce) -> None:
    database = world.database
    add(world, *({"id": f"bed{n}"} for n in range(BEDS)))
    calls = [partial(hold, database, asker(database, f"c{n}")) for n in range(HOLDERS)]
    found = at_once(calls)
    won = [each.holds[0].resource_id for each in found if isinstance(each, Held)]
    assert sorted(won) == [f"bed{n}" for n in range(BEDS)]
    lost = [each for each in found if isinstance(each, Refused)]
    assert len(lost) == HOLDERS - BEDS
    assert all("lost to another request: bed" in each.said for each in lost)
    assert double_bookings(database) == ()


def test_of_fifty_who_need_a_bed_and_a_ventilator_all_have_both_or_none(
    world: World, at_once: AtOnce
) -> None:
    """Two kinds at two hospitals, asked for in either order: no deadlock, no half."""
    database = world.database
    add(world, *({"id": f"bed{n}"} for n in range(9)))
    device = {"kind": "equipment", "category": "ventilator", "state": "available"}
    add(world, *({"id": f"vent{n}", "institution_code": "HOSB"} | device for n in range(4)))
    vent = Need("equipment", database.now(), orgs=("HOSB",), spec={"category": "ventilator"})
    pairs = [(bed(database), vent), (vent, bed(database))]
    found = at_once(
        [partial(hold, database, asker(database, f"c{n}"), *pairs[n % 2]) for n in range(HOLDERS)]
    )
    assert sum(isinstance(each, Held) for each in found) == 4
    with database.reading() as session:
        rows = session.exec(select(ResourceHold)).all()
    assert len(rows) == 8
    assert len({row.set_id for row in rows}) == 4
    assert double_bookings(database) == ()


def test_holders_and_committers_at_once_never_share_a_lapsed_bed(
    world: World, at_once: AtOnce, clock: SettableClock
) -> None:
    """A commit that comes late, while others take what has lapsed: the bed is one case's at the end."""
    database = world.database
    add(world, {"id": "bed0"})
    first = held(database, asker(database, "first"))
    early = database.now()
    clock.advance(hours=3)

    def commit_late() -> bool:
        with database.transaction() as session:
            try:
                hold_deeds.confirm(session, [first.id], "PRI1", early)
            except HoldExpired:
                return False
            return True

    others = [partial(hold, database, asker(database, f"c{n}")) for n in range(10)]
    found = at_once([commit_late, *others])
    winners = [each for each in found if each is True or isinstance(each, Held)]
    assert len(winners) == 1
    assert double_bookings(database) == ()


def test_a_hold_is_committed_used_and_returned_and_each_step_twice_is_once(world: World) -> None:
    database = world.database
    add(world, {"id": "bed0"})
    mine = [held(database, asker(database)).id]
    for _ in range(2):
        assert do(database, hold_deeds.confirm, mine)[0].state == "committed"
    for _ in range(2):
        assert do(database, hold_deeds.occupy, mine)[0].state == "in_use"
    assert state(database, "bed0") == "O"
    assert do(database, hold_deeds.release, mine) == [], "what is in use is returned, not released"
    back = do(database, hold_deeds.give_back, mine, Condition("contaminated"))
    assert [each.state for each in back] == ["K"]
    assert do(database, hold_deeds.give_back, mine, Condition()) == []
    assert isinstance(hold(database, asker(database, "c2")), Refused), "it has to be cleaned first"


def state(database: Database, resource: str) -> str:
    with database.reading() as session:
        return session.get_one(Resource, resource).state


def test_releasing_twice_frees_once_and_the_next_gets_it(world: World) -> None:
    database = world.database
    add(world, {"id": "bed0"})
    mine = [held(database, asker(database)).id]
    assert len(do(database, hold_deeds.release, mine)) == 1
    assert do(database, hold_deeds.release, mine) == []
    other = held(database, asker(database, "c2"))
    assert do(database, hold_deeds.release, mine) == [], "the next one's hold is left alone"
    assert do(database, hold_deeds.confirm, [other.id])[0].state == "committed"


def test_a_lapsed_hold_is_released_by_itself_and_both_sides_are_told_once(
    world: World, clock: SettableClock
) -> None:
    database = world.database
    slot = {"kind": "slot", "category": "opd", "state": "free", "pool": "general"}
    add(world, {"id": "s1", "starts_at": database.now() + timedelta(days=3)} | slot)
    mine = held(database, asker(database), Need("slot", database.now(), orgs=("HOSA",)))
    assert hold_deeds.lapse_expired(database) == 0
    clock.advance(hours=2)
    with pytest.raises(HoldExpired):
        do(database, hold_deeds.confirm, [mine.id])
    assert hold_deeds.lapse_expired(database) == 1
    assert hold_deeds.lapse_expired(database) == 0
    assert told(database) == {"id-coord1", "id-desk_a"}


def told(database: Database) -> set[str | None]:
    with database.reading() as session:
        return set(session.exec(select(Notice.recipient_person)))


def test_a_hold_is_extended_once(world: World, clock: SettableClock) -> None:
    database = world.database
    add(world, {"id": "bed0"})
    mine = [held(database, asker(database)).id]
    later = database.now() + timedelta(hours=4)
    with database.transaction() as session:
        hold_deeds.extend(session, mine, "PRI1", later, database.now())
    clock.advance(hours=3)
    with pytest.raises(ExtensionRefused), database.transaction() as session:
        hold_deeds.extend(session, mine, "PRI1", later + timedelta(hours=4), database.now())
    assert do(database, hold_deeds.confirm, mine)[0].state == "committed"


def test_an_emergency_takes_what_is_only_held_and_says_why(world: World) -> None:
    database = world.database
    add(world, {"id": "bed0"}, {"id": "bed1"}, {"id": "bed2"})
    planned = held(database, asker(database, "planned", "R"), bed(database, ids=("bed0",)))
    urgent = held(database, asker(database, "urgent", "U"), bed(database, ids=("bed1",)))
    taken = held(database, asker(database, "taken", "R"), bed(database, ids=("bed2",)))
    do(database, hold_deeds.confirm, [taken.id])
    reason = {"preempt_reason": "shock in the emergency department"}
    for urgency in ("U", "P", "R"):
        refused = hold(database, asker(database, "other", urgency, **reason))
        assert isinstance(refused, Refused), "only an emergency pre-empts"
    assert isinstance(hold(database, asker(database, "e0", "E")), Refused), "and only with a reason"
    first = hold(database, asker(database, "e1", "E", **reason))
    assert isinstance(first, Held)
    assert [each.id for each in first.preempted] == [planned.id], "the least urgent one first"
    second = hold(database, asker(database, "e2", "E", **reason))
    assert isinstance(second, Held)
    assert [each.id for each in second.preempted] == [urgent.id]
    third = hold(database, asker(database, "e3", "E", **reason))
    assert isinstance(third, Refused), "an emergency's and a committed hold stay"
    with pytest.raises(HoldExpired):
        do(database, hold_deeds.confirm, [planned.id])
    with database.reading() as session:
        gone = session.get_one(ResourceHold, planned.id)
        assert (gone.state, gone.lost_to, gone.reason) == (
            "preempted",
            first.holds[0].id,
            reason["preempt_reason"],
        )
    assert "id-coord1" in told(database)


def test_only_those_whose_hold_it_is_and_the_owner_may_change_it(world: World) -> None:
    database = world.database
    add(world, {"id": "bed0"})
    mine = held(database, asker(database)).id
    with database.transaction() as session:
        assert hold_deeds.release(session, [mine], "PRI2", database.now()) == []
        with pytest.raises(HoldExpired):
            hold_deeds.confirm(session, [mine], "HOSB", database.now())
        assert len(hold_deeds.release(session, [mine], "HOSA", database.now())) == 1


def test_one_device_serves_two_terms_that_do_not_meet(world: World) -> None:
    database = world.database
    now = database.now()
    add(world, {"id": "v1", "kind": "equipment", "category": "ventilator", "state": "available"})

    def term(start: int, end: int) -> Need:
        days = (now + timedelta(days=start), now + timedelta(days=end))
        return Need("equipment", *days, orgs=("HOSA",))

    assert isinstance(hold(database, asker(database, "a"), term(0, 3)), Held)
    assert isinstance(hold(database, asker(database, "b"), term(2, 4)), Refused)
    assert isinstance(hold(database, asker(database, "c"), term(3, 5)), Held)
    assert double_bookings(database) == ()


def test_a_double_booking_would_be_found(world: World) -> None:
    """The check itself: rows that no use case would write."""
    database = world.database
    add(world, {"id": "bed0"})
    mine = held(database, asker(database))
    with database.transaction() as session:
        twin(session, mine, "twin")
    (found,) = double_bookings(database)
    assert (found.resource_id, {found.first, found.second}) == ("bed0", {mine.id, "twin"})


def twin(session: Session, of: ResourceHold, name: str) -> None:
    session.add(ResourceHold(**(of.model_dump() | {"id": name, "instance_id": "other"})))
