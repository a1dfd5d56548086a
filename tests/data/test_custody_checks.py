"""What would be lost: a patient for whom nobody is responsible, and an invariant that holds whatever the ledger says."""

from datetime import datetime, timedelta

import pytest

from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from carelane.services.custody_checks import custody_faults
from tests.data.world import World

HOUR = timedelta(hours=1)
Entry = tuple[float, float | None]


def write(world: World, name: str, entries: list[Entry], case: str | None = None) -> datetime:
    """Write a journey and its ledger; hours after its opening."""
    opened = world.database.now()
    with world.database.transaction() as session:
        session.add(Journey(id=name, patient_ref=name, opened_at=opened))
        session.flush()
        if case:
            event = {"at": opened, "recorded_at": opened, "instance_id": case, "turn": 1}
            session.add(JourneyEvent(journey_id=name, **event))
        for since, until in entries:
            session.add(
                CustodyEntry(
                    journey_id=name,
                    institution_code="HOSA",
                    responsible="a",
                    since=opened + since * HOUR,
                    until=None if until is None else opened + until * HOUR,
                    recorded_at=opened,
                )
            )
    return opened


@pytest.mark.parametrize(
    ("entries", "code", "hour"),
    [
        ([], "nobody", 0),
        ([(1, None)], "late_begin", 0),
        ([(0, 1), (2, None)], "gap", 1),
        ([(0, 3), (2, None)], "overlap", 2),
        ([(0, None), (2, None)], "overlap", 2),
        ([(0, 1), (1, 4)], "over", 4),
    ],
)
def test_a_moment_without_exactly_one_responsible_would_pass(
    world: World, entries: list[Entry], code: str, hour: int
) -> None:
    opened = write(world, "j", entries)
    (fault,) = custody_faults(world.database)
    assert (fault.journey_id, fault.code, fault.at) == ("j", code, opened + hour * HOUR)


def test_a_ledger_without_a_gap_would_be_called_wrong(world: World) -> None:
    write(world, "j", [(-1, 1), (1, 4), (4, None)])
    assert custody_faults(world.database) == ()


def test_the_look_at_one_case_would_miss_its_own_journey(world: World) -> None:
    with world.database.transaction() as session:
        world.case(session, id="c1")
    write(world, "mine", [(1, None)], case="c1")
    write(world, "other", [])
    assert [fault.journey_id for fault in custody_faults(world.database, "c1")] == ["mine"]
    assert len(custody_faults(world.database)) == 2
