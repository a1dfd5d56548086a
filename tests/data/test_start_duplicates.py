"""A patient would be referred twice for one thing, and two hospitals would keep a bed."""

import pytest

from carelane.domain.errors import ReasonMissing
from carelane.domain.tables import Patient, ProcessInstance
from carelane.services.process_instances import StartRequest
from carelane.services.start_duplicates import Decision, Wanted, begin, open_requests
from tests.data import waiting_case
from tests.data.cases import CasesInMemory
from tests.data.world import World

CARD = "990101199001011230"


@pytest.fixture
def known(world: World) -> World:
    waiting_case.release(world)
    with world.database.transaction() as session:
        session.add(Patient(empi_id="E1", id_no=CARD, name="张伟"))
        session.flush()
        session.add(Patient(empi_id="E2", id_no="x", name="张玮", merged_into="E1"))
    return world


def test_the_author_sees_what_is_open_for_the_same_patient_under_any_id(
    known: World, cases: CasesInMemory
) -> None:
    case = waiting_case.begin(known, cases, "E1", "K1")
    doctor, other = known.actor("doctor1"), known.actor("doctor2")
    (row,) = open_requests(known.database, doctor, Wanted("waiting", "E2"))
    assert (row.instance_id, row.business_key, row.visible, row.cancellable) == (
        case,
        "K1",
        True,
        True,
    )
    typed = {"patient": {"id_type": "resident_id", "id_no": CARD, "name": "张伟"}}
    assert open_requests(known.database, doctor, Wanted("waiting", values=typed)) == (row,)
    (told,) = open_requests(known.database, other, Wanted("waiting", "E1"))
    assert (told.business_key, told.visible, told.cancellable) == ("", False, False)
    assert open_requests(known.database, doctor, Wanted("another", "E1")) == ()
    heart = Wanted("waiting", "E1", {"specialty": "cardiology"})
    assert open_requests(known.database, doctor, heart) == ()
    assert open_requests(known.database, known.actor("operator"), Wanted("waiting", "E1")) == ()


def test_a_new_case_takes_the_place_of_the_old_one_with_a_reason(
    known: World, cases: CasesInMemory
) -> None:
    case = waiting_case.begin(known, cases, "E1", "K1")
    doctor, request = known.actor("doctor1"), StartRequest("waiting", patient_ref="E1")
    with pytest.raises(ReasonMissing):
        begin(known.database, cases, doctor, request, Decision("replace", " ", ("K1",), case), "n1")
    wanted = Decision("replace", "wrong hospital", ("K1",), case)
    for _ in range(2):
        started = begin(known.database, cases, doctor, request, wanted, "n1")
    with known.database.reading() as session:
        assert session.get_one(ProcessInstance, case).state == "cancelled"
        kept = session.get_one(ProcessInstance, started.instance_id).variables
    assert kept["duplicate_decision"] == {
        "kind": "replace",
        "reason": "wrong hospital",
        "of": ["K1"],
    }
    assert len(cases.cases) == 2
