"""What would be lost: a patient blocked for a visit that was called off, or booked at two places at once."""

from datetime import timedelta
from typing import Any

import pytest

from activities.registries import job_handlers
from carelane.domain.tables import HistoryEntry, Institution
from carelane.domain.wire import JobCall
from tests.data.world import World

PROVIDER = "mutual_appointment_prov"
ZHANG = {"empi_id": "E1", "name": "张伟"}
NONE = dict.fromkeys(("appointment_id", "org", "starts_at", "gap_minutes", "travel_minutes"))


def run(world: World, job_type: str, **variables: Any) -> Any:
    call = JobCall("c", "j", "e", job_type, {}, variables, "PRI1", f"{job_type}:{variables}")
    return job_handlers(world.database)[job_type](call).variables


def visit(world: World, place: str, days_ago: int, *statuses: str, **values: Any) -> None:
    with world.database.transaction() as session:
        case = world.case(session, place, **{"process_id": PROVIDER, **values})
        at = world.database.now() - timedelta(days=days_ago)
        for status in statuses:
            line = {"instance_id": case, "at": at, "kind": "StatusChanged"}
            session.add(HistoryEntry(**line, data={"status": status}))


def test_misses_elsewhere_long_ago_or_called_off_would_block_a_patient(world: World) -> None:
    visit(world, "HOSA", 400, "booked", "no_show")
    visit(world, "HOSB", 10, "booked", "no_show")
    visit(world, "HOSA", 20, "booked", "cancelled")
    visit(world, "HOSA", 90, "booked", "no_show", "booked", "completed")
    visit(world, "HOSA", 30, "booked", "no_show")
    visit(world, "HOSA", 5, "no_show", process_id="referral_up_hos")
    visit(world, "HOSA", 5, "no_show", patient={"empi_id": "E2", "name": "王芳"})
    found = run(world, "appointment.misses", patient=ZHANG, provider_org="HOSA")
    last = world.database.now() - timedelta(days=30)
    assert found == {"misses": 2, "last_missed_at": last.isoformat()}
    assert run(world, "appointment.misses", patient={}) == {"misses": 0, "last_missed_at": None}


@pytest.mark.parametrize(
    ("starts", "ends", "gap"),
    [
        ("2026-03-12T11:00:00+08:00", "2026-03-12T11:20:00+08:00", 40),
        ("2026-03-12T08:00:00+08:00", "2026-03-12T09:30:00+08:00", 30),
        ("2026-03-12T10:10:00+08:00", "", 0),
    ],
)
def test_nobody_would_see_that_the_way_between_two_visits_is_too_long(
    world: World, starts: str, ends: str, gap: int
) -> None:
    with world.database.transaction() as session:
        session.get_one(Institution, "HOSA").capabilities = {"journeys": {"HOSB": {"minutes": 50}}}
    times = {"starts_at": starts, "ends_at": ends}
    visit(world, "HOSB", 0, business_key="MA-2", variables={"patient": ZHANG, **times})
    wish = {"appointment_id": "MA-1", "org": "HOSA", "starts_at": "2026-03-12T10:00:00+08:00"}
    wish["ends_at"] = "2026-03-12T10:20:00+08:00"
    found = run(world, "appointment.same_day", patient=ZHANG, **wish)["same_day"]
    assert (found["org"], found["gap_minutes"], found["travel_minutes"]) == ("HOSB", gap, 50)
    here = run(world, "appointment.same_day", patient=ZHANG, **(wish | {"org": "HOSB"}))
    next_day = {"starts_at": "2026-03-13T00:10:00+08:00"}
    later = run(world, "appointment.same_day", patient=ZHANG, **(wish | next_day))
    nothing = run(world, "appointment.same_day", patient=ZHANG, org="HOSA")
    assert [each["same_day"] for each in (here, later, nothing)] == [NONE] * 3
