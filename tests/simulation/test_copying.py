"""What would be lost: rows of a simulated month on the way into the product, or the product's own."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from carelane.demo.simulation.copying import bring_back, take_over
from carelane.domain.journeys import CustodyEntry, Journey
from carelane.domain.patients import Patient
from carelane.services.transaction import Database
from tests.data.world import World


def journey(database: Database, name: str) -> None:
    now = database.now()
    with database.transaction() as session:
        session.add(Journey(id=name, patient_ref="E1", opened_at=now))
        session.flush()
        place = {"institution_code": "HOSA", "since": now, "recorded_at": now}
        session.add(CustodyEntry(journey_id=name, responsible=name, **place))


def test_rows_would_be_lost_on_the_way_there_or_back(world: World, scratch: Database) -> None:
    with world.database.transaction() as session:
        session.add_all(Patient(empi_id=each, id_no=each, name=each) for each in ("A", "B"))
    known = take_over(world.database, scratch)
    journey(scratch, "j1")
    with scratch.transaction() as session:
        session.delete(session.get_one(Patient, "A"))
        session.get_one(Patient, "B").name = "王"
    assert bring_back(scratch, world.database, known) == 3
    with world.database.reading() as session:
        assert [(row.empi_id, row.name) for row in session.exec(select(Patient))] == [("B", "王")]
        assert session.get(Journey, "j1") is not None
    journey(world.database, "j2")
    with world.database.reading() as session:
        assert len({row.id for row in session.exec(select(CustodyEntry))}) == 2
    assert bring_back(scratch, world.database, take_over(world.database, scratch)) == 0


def test_what_the_product_did_meanwhile_would_be_overwritten(
    world: World, scratch: Database
) -> None:
    known = take_over(world.database, scratch)
    journey(scratch, "j1")
    journey(world.database, "j1")
    with pytest.raises(IntegrityError):
        bring_back(scratch, world.database, known)
