"""What would be lost: a month in which a rule is broken and nobody says so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bpmn.engine.effects import Effect, StatusChanged
from carelane.demo.simulation.invariants import Invariants
from carelane.demo.simulation.told import Told
from carelane.domain.journeys import Journey, JourneyEvent
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resources import Resource
from tests.data.world import World


@pytest.fixture
def watched(world: World) -> Iterator[tuple[World, Invariants, Told]]:
    told = Told()
    with world.database.transaction() as session:
        world.case(session, id="c1")
        session.add(Resource(id="b", kind="bed", institution_code="HOSA", state="U"))
    invariants = Invariants(world.database, told)
    yield world, invariants, told
    invariants.at_the_end()


def look(invariants: Invariants, told: Told, *effects: Effect) -> list[str]:
    """Look after a step; gives the names of what was broken."""
    before = len(told.violations)
    invariants.after("c1", list(effects))
    return [line.partition(":")[0] for line in told.violations[before:]]


def test_a_bed_for_two_would_pass(watched: tuple[World, Invariants, Told]) -> None:
    world, invariants, told = watched
    assert look(invariants, told) == []
    assert not told.checks
    now = world.database.now()
    for number in ("1", "2"):
        assert look(invariants, told) == []
        hold = {"id": number, "set_id": number, "resource_id": "b", "kind": "bed", "priority": 1}
        term = {"from_at": now, "to_at": now + timedelta(days=1), "held_at": now}
        place = {"institution_code": "HOSA", "holder_code": "PRI1", "instance_id": "c1"}
        with world.database.transaction() as session:
            session.add(ResourceHold(**hold, **term, **place, state="committed"))
    assert look(invariants, told) == ["bookings"]
    assert look(invariants, told) == []
    assert told.checks["bookings"] == 2


def test_a_patient_of_nobody_would_pass(watched: tuple[World, Invariants, Told]) -> None:
    world, invariants, told = watched
    now = world.database.now()
    with world.database.transaction() as session:
        session.add(Journey(id="j", patient_ref="E1", opened_at=now))
        session.flush()
        event = {"journey_id": "j", "instance_id": "c1", "turn": 1, "at": now, "recorded_at": now}
        session.add(JourneyEvent(**event))
    assert look(invariants, told) == ["custody"]


def test_a_reply_that_nobody_read_would_pass(watched: tuple[World, Invariants, Told]) -> None:
    world, invariants, told = watched
    with world.database.transaction() as session:
        known = {"process_id": "referral_up", "business_key": "R", "business_status": "closed"}
        world.case(session, id="c2", **known)
    invariants.after("c2", [StatusChanged("replied", "e")])
    assert told.violations == []
    invariants.after("c2", [StatusChanged("closed", "e")])
    assert [line.partition(":")[0] for line in told.violations] == ["replies"]
