"""A death that a case never hears of goes on reminding a family; one heard twice is two deaths."""

from datetime import timedelta

import pytest
from sqlmodel import select

from carelane.domain.errors import InvalidMessage, PatientNotFound
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.tables import Patient
from carelane.services.patient_events import PatientEvent, tell
from tests.data import waiting_case
from tests.data.cases import CasesInMemory
from tests.data.world import World


@pytest.fixture
def patient(world: World) -> World:
    waiting_case.release(world)
    with world.database.transaction() as session:
        session.add(Patient(empi_id="E1", id_no="1", name="张伟"))
        session.add(Patient(empi_id="E2", id_no="2", name="李强"))
    return world


def worse(
    world: World, event_id: str = "call-1", name: str = "PATIENT.DETERIORATED"
) -> PatientEvent:
    return PatientEvent(name, "E1", event_id, world.database.now() - timedelta(hours=1))


def heard(cases: CasesInMemory, case: str, name: str = "PATIENT_DETERIORATED") -> int:
    """Count the tasks that came of the event."""
    effects = [each for turn in cases.cases[case].written for each in turn.effects]
    opened = [each for each in effects if each["type"] == "OpenHumanTask"]
    return [each["element_id"] for each in opened].count(f"t_{name}")


def test_every_case_of_the_patient_hears_once_also_under_one_key(
    patient: World, cases: CasesInMemory
) -> None:
    parent, child = (waiting_case.begin(patient, cases, "E1", "ONE-KEY") for _ in range(2))
    stranger = waiting_case.begin(patient, cases, "E2", "ONE-KEY")
    event = worse(patient)
    for _ in range(2):
        assert set(tell(patient.database, event, cases)) == {parent, child}
    assert [heard(cases, each) for each in (parent, child, stranger)] == [1, 1, 0]
    tell(patient.database, worse(patient, "call-2"), cases)
    assert [heard(cases, each) for each in (parent, child, stranger)] == [2, 2, 0]


def test_a_death_is_kept_with_its_moment(patient: World, cases: CasesInMemory) -> None:
    event = worse(patient, name="PATIENT.DECEASED")
    assert tell(patient.database, event, cases) == ()
    with patient.database.reading() as session:
        assert session.get_one(Patient, "E1").deceased_at == event.happened_at


def test_a_death_is_told_with_the_moment_at_which_it_happened(patient: World) -> None:
    event = worse(patient, name="PATIENT.DECEASED")
    now = patient.database.now()
    with patient.database.transaction() as session:
        case = patient.case(session, patient={"empi_id": "E1", "name": "张伟"})
        wait = MessageSubscription(
            instance_id=case,
            subscription_id="s",
            message_name=event.name,
            correlation_key="K",
            element_id="EX_deceased_start",
            created_at=now,
        )
        session.add(wait)
    assert tell(patient.database, event) == (case,)
    with patient.database.reading() as session:
        told = session.exec(select(Message).where(Message.only_instance_id == case)).one().payload
    assert told["deceased_at"] == told["happened_at"] == event.happened_at.isoformat()


def test_an_outage_is_told_to_every_case_of_the_institution(
    patient: World, cases: CasesInMemory
) -> None:
    both = {waiting_case.begin(patient, cases, each, each) for each in ("E1", "E2")}
    now = patient.database.now()
    event = PatientEvent("INSTITUTION.OUTAGE", "", "o1", now, institution="PRI1")
    assert set(tell(patient.database, event, cases)) == both
    assert {heard(cases, each, "INSTITUTION_OUTAGE") for each in both} == {1}
    elsewhere = PatientEvent("INSTITUTION.OUTAGE", "", "o2", now, institution="PRI2")
    assert tell(patient.database, elsewhere, cases) == ()


def test_what_cannot_be_meant_is_refused(patient: World) -> None:
    with pytest.raises(InvalidMessage):
        tell(patient.database, worse(patient, name="PATIENT.BORED"))
    stranger = PatientEvent("PATIENT.LEFT", "E9", "x", patient.database.now())
    with pytest.raises(PatientNotFound):
        tell(patient.database, stranger)
