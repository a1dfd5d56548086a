"""What would be lost: a patient whom another institution lets wait, or what that institution does with somebody else's."""

import pytest
from sqlmodel import Session

from carelane.domain.tables import Message
from carelane.services.waiting_lists import waiting_for_them
from tests.data.world import World

DESK = ("HOSA", "hos_refdesk")


def sent(world: World, session: Session, sender: str, key: str) -> str:
    """Let the case at HOSA begin with a message from another case."""
    session.add(
        Message(
            id=f"m-{key}",
            name="REFERRAL",
            correlation_key=key,
            from_instance_id=sender,
            from_institution="PRI1",
            to_institution="HOSA",
            message_key=key,
            payload={},
            state="delivered",
            created_at=world.database.now(),
            expires_at=world.database.now(),
        )
    )
    session.flush()
    return world.case(session, "HOSA", message_id=f"m-{key}", from_institution="PRI1")


@pytest.fixture
def referral(world: World) -> World:
    """A doctor of PRI1 asked HOSA twice; one of the two is late there. Another case waits for the doctor alone."""
    with world.database.transaction() as session:
        for number, due in ((1, -2.0), (2, 5.0)):
            mine = world.case(session, id=f"mine{number}", started_by="id-doctor1")
            there = sent(world, session, mine, f"K{number}")
            world.task(session, there, DESK, due=due, name="secret")
        own = world.case(session, id="own", started_by="id-doctor1")
        world.task(session, own, ("PRI1", "pri_doctor"))
        lent = world.case(session, id="lent", started_by="id-doctor1", patient={"name": "欧阳明"})
        world.task(session, lent, DESK)
    return world


def found(world: World, login: str, text: str = "") -> list[tuple[str, str, bool]]:
    page = waiting_for_them(world.database, world.actor(login), text)
    return [(row.instance_id, row.institution.id, row.overdue) for row in page.rows]


def test_my_cases_at_other_institutions_are_listed_the_late_ones_first(referral: World) -> None:
    assert found(referral, "doctor1") == [
        ("mine1", "HOSA", True),
        ("mine2", "HOSA", False),
        ("lent", "HOSA", False),
    ]
    page = waiting_for_them(referral.database, referral.actor("doctor1"))
    assert (page.total, page.overdue) == (3, 1)
    last = waiting_for_them(referral.database, referral.actor("doctor1"), page=9, page_size=2)
    assert (last.total, last.page, last.pages, len(last.rows)) == (3, 2, 2, 1)
    assert "secret" not in repr(page)


def test_nobody_sees_waiting_cases_that_are_not_theirs_to_see(referral: World) -> None:
    for stranger in ("doctor2", "doctor1b", "desk_a", "desk_b", "spec_a", "operator"):
        assert found(referral, stranger) == []
    assert len(found(referral, "coord1")) == 3  # supervises PRI1


def test_a_waiting_case_is_found_by_its_patient(referral: World) -> None:
    assert [case for case, _place, _late in found(referral, "doctor1", "oym")] == ["lent"]
    assert found(referral, "doctor1", "%") == []
