"""A month of requests between the township and the hospital, as rows: what the pages of supervisors are drawn from."""

import random
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from carelane.domain.deadlines import Deadline
from carelane.domain.process_instances import ElementActivation
from carelane.services.measuring import roll_up
from carelane.services.process_definitions import list_definitions
from carelane.services.transaction import Database
from tests.browser.world import HOSPITAL, TOWNSHIP
from tests.data.measured import ZONE, line, received, stopped
from tests.data.world import World

REQUESTS = 90
REASONS = ("capacity", "capacity", "scope", "wrong_level", "insufficient_data")
STAYS = {"UP07_check": 2, "UP08_triage": 20, "UP12_care": 60, "UP13_reply": 30, "UP10_confirm": 4}


def month(database: Database) -> None:
    """Write the month and measure it."""
    world, dice = World(database), random.Random(7)
    definitions = {row.process_id: row for row in list_definitions(database) if row.latest}
    with database.transaction() as session:
        for number in range(REQUESTS):
            _request(world, session, dice, number, definitions["referral_up_hos"].id)
            _sender(world, session, dice, number, definitions["referral_up"].id)
        for number in range(4):
            _late(world, session, number, definitions["referral_up_hos"].id)
    roll_up(database, ZONE)


def _request(
    world: World, session: Session, dice: random.Random, number: int, version: str
) -> None:
    """Write the hospital's case of a request: most are accepted in time, some sent back with a reason."""
    begun = 24 + number * 7.5
    decided = begun - dice.choice((2, 6, 14, 20, 46))
    accepted = dice.random() < 0.78
    values: dict[str, Any] = {
        "id": f"m{number:031x}",
        "definition_id": version,
        "process_id": "referral_up_hos",
        "from_institution": TOWNSHIP,
        "urgency": "EUPR"[dice.choice((0, 1, 1, 2, 3, 3, 3))],
        "state": "completed",
        "ended_at": world.database.now() - timedelta(hours=decided - 20),
    }
    case = received(world, session, HOSPITAL, begun, **values)
    if not accepted:
        line(world, session, case, decided, variables={"decision_reason": dice.choice(REASONS)})
    line(world, session, case, decided, status="accepted" if accepted else "rejected")
    stopped(world, session, case, begun, begun - 24, decided, element_id="UP08_triage")
    if accepted:
        if dice.random() < 0.15:
            line(world, session, case, decided - 8, status="no_show")
            line(world, session, case, decided - 9, variables={"contact_outcome": "rebook"})
        line(world, session, case, decided - 15, status="arrived")
    for element, hours in STAYS.items():
        entered = world.database.now() - timedelta(hours=begun)
        session.add(
            ElementActivation(
                instance_id=case,
                activation_id=element,
                element_id=element,
                entered_at=entered,
                left_at=entered + timedelta(hours=hours * dice.uniform(0.4, 1.6)),
                how="completed",
            )
        )
    opened = world.database.now() - timedelta(hours=begun)
    world.task(
        session,
        case,
        (HOSPITAL, "hos_spec"),
        element_id="UP08_triage",
        state="completed",
        created_at=opened,
        claimed_at=opened + timedelta(hours=dice.uniform(0.2, 5)),
        closed_at=opened + timedelta(hours=begun - decided),
    )


def _sender(world: World, session: Session, dice: random.Random, number: int, version: str) -> None:
    """Write the township's case: accepted, and closed once the reply was read."""
    begun = 26 + number * 7.5
    closed = dice.random() < 0.7
    now = world.database.now()
    case = world.case(
        session,
        TOWNSHIP,
        id=f"s{number:031x}",
        definition_id=version,
        process_id="referral_up",
        urgency="R",
        state="completed" if closed else "cancelled",
        started_at=now - timedelta(hours=begun),
        ended_at=now - timedelta(hours=begun - 22),
    )
    for hours, status in (
        (0, "submitted"),
        (4, "accepted"),
        *(((20, "closed"),) if closed else ()),
    ):
        line(world, session, case, begun - hours, status=status)
    stopped(
        world,
        session,
        case,
        begun,
        begun - 22,
        begun - dice.choice((10, 20, 30)),
        element_id="UP14_read",
    )


def _late(world: World, session: Session, number: int, version: str) -> None:
    """Write an open case whose clock ran out while the specialist had it."""
    case = world.case(
        session,
        HOSPITAL,
        id=f"d{number:031x}",
        definition_id=version,
        process_id="referral_up_hos",
        business_key=f"LATE-{number}",
        urgency="UPRR"[number],
    )
    task = world.task(
        session,
        case,
        (HOSPITAL, "hos_spec"),
        task_id=f"l{number}",
        element_id="UP08_triage",
        name="UP08 专科分诊",
        urgency="UPRR"[number],
        due=-1 - number,
        **({"state": "reserved", "actual_owner": "id-gu"} if number % 2 else {}),
    )
    world.clock(session, task, -9, -1 - number, 100)
    session.flush()
    clock = session.exec(select(Deadline).where(Deadline.instance_id == case)).one()
    clock.element_id = "UP08_triage"
    clock.breached_at = world.database.now() - timedelta(hours=1 + number)
    clock.breached_owner = "id-gu" if number % 2 else None
    clock.breached_role, clock.breached_institution = "hos_spec", HOSPITAL
    session.add(clock)
