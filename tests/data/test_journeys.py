"""Nobody would know where a patient is and who is responsible, or two would think that they are."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bpmn.engine.effects import Effect, Ended, StatusChanged, VariablesChanged
from bpmn.engine.wire import dump_effect
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.errors import JourneyNotFound, NotAllowed
from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Turn
from carelane.services.journal import write_turn
from carelane.services.journeys import deeds, views
from carelane.services.journeys.joining import join_journeys
from carelane.services.messages import deliver
from carelane.services.process_definitions import deploy
from tests.data.cases import CasesInMemory
from tests.data.world import World

T0 = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WANG = {"empi_id": "E1", "name": "张伟", "id_no": "990101199001011234"}


def case_of(world: World, institution: str = "PRI1", **values: object) -> str:
    with world.database.transaction() as session:
        return world.case(session, institution, turn=1, turn_at=T0, patient=WANG, **values)


def told(world: World, case: str, minutes: int, *effects: Effect) -> None:
    """Write the next turn of a case."""
    with world.database.reading() as session:
        number = session.get_one(ProcessInstance, case).turn + 1
    at = (T0 + timedelta(minutes=minutes)).isoformat()
    turn = Turn(case, number, at, [], [dump_effect(each) for each in effects])
    assert not write_turn(world.database, turn).diverged


def at_hospital(minutes: int, responsible: str = "id-spec_a") -> VariablesChanged:
    since = (T0 + timedelta(minutes=minutes)).isoformat()
    custody = {"org": "HOSA", "unit": "急诊", "responsible": responsible, "since": since}
    return VariablesChanged({"custody": custody})


def ledger(world: World) -> list[tuple[str, str, int, int | None]]:
    """Give institution, responsible, and minutes from and to."""
    with world.database.reading() as session:
        rows = session.exec(select(CustodyEntry).order_by(col(CustodyEntry.since))).all()
    return [
        (
            row.institution_code,
            row.responsible,
            (row.since - T0) // timedelta(minutes=1),
            (row.until - T0) // timedelta(minutes=1) if row.until else None,
        )
        for row in rows
    ]


def count(world: World, table: type[Journey | JourneyEvent | Message]) -> int:
    with world.database.reading() as session:
        return len(session.exec(select(table)).all())


def test_a_journey_that_a_message_begins_would_be_nobodys(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", turn=1, turn_at=T0, patient=WANG, started_by="")
        later = world.case(session, "PRI1", turn=1, turn_at=T0, patient=WANG, started_by="")
    told(world, case, 5, StatusChanged("received", "e"))
    assert ledger(world) == [("HOSA", "hos_refdesk", 5, None)]
    row = views.journeys(world.database, world.actor("group")).rows[0]
    assert row.who is not None
    assert (row.who.name, row.who.name_en) == ("转诊中心", "Referral desk")
    with world.database.transaction() as session:
        session.exec(select(Journey)).one().closed_at = T0 + timedelta(minutes=6)
    told(world, later, 9, StatusChanged("received", "e"))
    assert ledger(world)[1:] == [("HOSA", "hos_refdesk", 9, None)]


def test_who_was_responsible_before_the_patient_was_known_would_be_forgotten(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", turn=1, turn_at=T0, patient={}, started_by="")
    told(world, case, 5, at_hospital(3, "crew"))
    assert ledger(world) == []
    told(world, case, 20, VariablesChanged({"patient": WANG}))
    assert ledger(world) == [("HOSA", "crew", 3, None)]
    told(world, case, 30, VariablesChanged({"patient": WANG | {"phone": "1"}}))
    with world.database.reading() as session:
        assert [row.turn for row in session.exec(select(JourneyEvent))] == [3]


def test_two_cases_of_one_patient_are_one_journey_and_who_began_it_is_responsible(
    world: World,
) -> None:
    first = case_of(world, started_by="id-doctor1")
    second = case_of(world, "HOSA")
    told(world, first, 0, StatusChanged("submitted", "send"))
    told(world, second, 5, StatusChanged("received", "start"))
    assert (count(world, Journey), count(world, JourneyEvent)) == (1, 2)
    assert ledger(world) == [("PRI1", "id-doctor1", 0, None)]


def test_custody_moves_at_its_own_time_and_exactly_one_is_responsible(world: World) -> None:
    case = case_of(world, started_by="id-doctor1")
    told(world, case, 0, StatusChanged("submitted", "send"))
    told(world, case, 60, at_hospital(50))
    told(world, case, 61, at_hospital(55))
    assert ledger(world) == [
        ("PRI1", "id-doctor1", 0, 50),
        ("HOSA", "id-spec_a", 50, None),
    ]
    told(world, case, 90, at_hospital(20, "id-head_a"))
    assert ledger(world) == [
        ("PRI1", "id-doctor1", 0, 20),
        ("HOSA", "id-head_a", 20, 50),
        ("HOSA", "id-spec_a", 50, None),
    ], "what is told late takes its place by its own time"


@pytest.mark.parametrize(
    "custody",
    [None, "HOSA", {}, {"org": "HOSA"}, {"org": "NOWHERE", "responsible": "x"}, {"responsible": 1}],
)
def test_what_is_no_custody_changes_nothing(world: World, custody: object) -> None:
    case = case_of(world, started_by="id-doctor1")
    told(world, case, 0, StatusChanged("submitted", "send"))
    told(world, case, 1, VariablesChanged({"custody": custody}))  # type: ignore[dict-item]
    assert ledger(world) == [("PRI1", "id-doctor1", 0, None)]


def test_a_case_stays_in_its_journey_when_the_journey_is_closed(world: World) -> None:
    case = case_of(world)
    told(world, case, 0, StatusChanged("submitted", "send"))
    with world.database.transaction() as session:
        journey = session.exec(select(Journey)).one()
        journey.closed_at = T0
        session.add(journey)
    told(world, case, 1, StatusChanged("cancelled", "end"), Ended("completed"))
    other = case_of(world)
    told(world, other, 2, StatusChanged("submitted", "send"))
    assert (count(world, Journey), count(world, JourneyEvent)) == (2, 3)


def test_who_follows_the_journey_hears_of_every_case_once_and_in_order(
    world: World, cases: CasesInMemory
) -> None:
    folder = LIBRARY / "patient_tracking"
    deploy(world.database, read_bundle(folder), "patient_tracking")
    first, second = case_of(world, started_by="id-doctor1"), case_of(world, "HOSA")
    told(world, first, 0, StatusChanged("submitted", "send"))
    told(world, second, 1, StatusChanged("received", "start"))
    told(world, second, 2, StatusChanged("accepted", "decide"), at_hospital(2))
    with world.database.reading() as session:
        keys = {(row.name, row.correlation_key) for row in session.exec(select(Message)).all()}
    deliver(world.database, cases, keys)
    with world.database.reading() as session:
        case = session.exec(
            select(ProcessInstance).where(ProcessInstance.process_id == "patient_tracking")
        ).one()
    assert (case.institution_code, case.patient_ref) == ("GRP", "E1")
    items = {item["instance"]: item["status"] for item in case.variables["items"]}
    assert items == {first: "submitted", second: "accepted"}
    assert case.variables["where"]["org"] == "HOSA"
    assert {row.state for row in _messages(world)} == {"delivered"}
    assert count(world, Journey) == 1, "the case that follows is no event of the journey"


def _messages(world: World) -> list[Message]:
    with world.database.reading() as session:
        return list(session.exec(select(Message)).all())


def test_no_message_waits_where_nobody_follows_journeys(world: World) -> None:
    told(world, case_of(world), 0, StatusChanged("submitted", "send"))
    assert count(world, Message) == 0


def test_two_identities_of_one_person_have_one_journey_afterwards(world: World) -> None:
    first = case_of(world, started_by="id-doctor1")
    told(world, first, 0, StatusChanged("submitted", "send"))
    with world.database.transaction() as session:
        other = {**WANG, "empi_id": "E2"}
        second = world.case(session, "HOSA", turn=1, turn_at=T0, patient=other, started_by="id-x")
    told(world, second, 10, StatusChanged("received", "start"), at_hospital(10))
    assert count(world, Journey) == 2
    with world.database.transaction() as session:
        join_journeys(session.connection(), "E1", "E2", T0 + timedelta(minutes=20))
    told(world, second, 30, StatusChanged("accepted", "decide"))
    with world.database.reading() as session:
        (open_one,) = session.exec(select(Journey).where(col(Journey.closed_at).is_(None))).all()
        events = session.exec(select(JourneyEvent)).all()
    assert {event.journey_id for event in events} == {open_one.id}
    assert [entry[0] for entry in ledger(world)] == ["PRI1", "HOSA"]
    assert [entry[3] for entry in ledger(world)] == [10, None], "one is responsible at a time"


def test_a_case_that_was_linked_wrongly_takes_its_custody_with_it(
    world: World, cases: CasesInMemory
) -> None:
    deploy(world.database, read_bundle(LIBRARY / "patient_tracking"), "patient_tracking")
    first, wrong = case_of(world, started_by="id-doctor1"), case_of(world, "HOSA")
    told(world, first, 0, StatusChanged("submitted", "send"))
    told(world, wrong, 10, StatusChanged("in_care", "care"), at_hospital(10))
    told(world, first, 20, StatusChanged("accepted", "decide"))
    with world.database.reading() as session:
        journey_id = session.exec(select(Journey.id)).one()
        keys = {(row.name, row.correlation_key) for row in session.exec(select(Message)).all()}
    deliver(world.database, cases, keys)
    group = world.actor("group")
    with pytest.raises(JourneyNotFound):
        deeds.detach(world.database, cases, group, journey_id, "no-such-case", "namesake")
    deeds.detach(world.database, cases, group, journey_id, wrong, "namesake")
    assert ledger(world) == [("PRI1", "id-doctor1", 0, None)]
    seen = views.journey(world.database, group, journey_id)
    assert [event.status for event in seen.events][-1] == "detached"
    doctor = views.journey(world.database, world.actor("doctor1"), journey_id)
    assert {event.instance_id for event in doctor.events} == {first}
    assert doctor.hidden == len(seen.events) - len(doctor.events)
    with pytest.raises(NotAllowed):
        deeds.ask_to_close(world.database, cases, world.actor("doctor1"), journey_id)
    with pytest.raises(JourneyNotFound):
        views.journey(world.database, world.actor("doctor2"), journey_id)
