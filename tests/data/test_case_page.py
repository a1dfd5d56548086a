"""What would be lost on the page of a case: the patient's other cases, and why one may not do something."""

from datetime import timedelta

import pytest

from carelane.domain.deadlines import Deadline
from carelane.domain.errors import CaseNotFound
from carelane.domain.patients import Patient
from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_deeds import deeds_of
from carelane.services.patient_cases import PAGE_SIZE, cases_of_patient
from carelane.services.visibility import Actor
from tests.data.world import World

OTHER = {"empi_id": "E2", "name": "张伟", "id_no": "990101199001011234"}


def test_all_cases_of_the_patient_that_are_ones_own_to_see_are_listed(world: World) -> None:
    with world.database.transaction() as session:
        first = world.case(session, "PRI1", started_by="id-doctor1")
        namesake = world.case(session, "PRI1", started_by="id-doctor1", patient=OTHER)
        nobodys = world.case(session, "PRI1", started_by="id-doctor1", patient={"name": "张伟"})
        elsewhere = world.case(session, "HOSA")
        mine = [
            world.case(
                session,
                "PRI1",
                started_by="id-doctor1",
                started_at=world.database.now() - timedelta(days=number + 1),
            )
            for number in range(PAGE_SIZE + 2)
        ]
    doctor = world.actor("doctor1")
    found = cases_of_patient(world.database, doctor, first)
    assert [row.id for row in found.rows] == mine[:PAGE_SIZE]
    assert (found.total, found.pages) == (PAGE_SIZE + 2, 2)
    rest = cases_of_patient(world.database, doctor, first, page=2)
    assert [row.id for row in rest.rows] == mine[PAGE_SIZE:]
    for alone in (namesake, nobodys):
        assert cases_of_patient(world.database, doctor, alone).total == 0
    assert cases_of_patient(world.database, world.actor("group"), first).total == PAGE_SIZE + 3
    with pytest.raises(CaseNotFound):
        cases_of_patient(world.database, doctor, elsewhere)


def test_cases_from_before_a_merge_are_the_same_patients(world: World) -> None:
    earlier = OTHER | {"empi_id": "OLD"}
    with world.database.transaction() as session:
        for row in (Patient(**OTHER), Patient(**earlier, merged_into="E2")):
            session.merge(row)
        before = world.case(session, "PRI1", started_by="id-doctor1", patient=earlier)
        after = world.case(session, "PRI1", started_by="id-doctor1", patient=OTHER)
    for one, other in ((before, after), (after, before)):
        found = cases_of_patient(world.database, world.actor("doctor1"), one)
        assert [row.id for row in found.rows] == [other]


def why(actor: Actor, case: ProcessInstance, *clocks: Deadline) -> dict[str, str]:
    return {deed.name: deed.why for deed in deeds_of(actor, case, clocks)}


def test_everybody_reads_what_they_may_do_and_why_not_the_rest(world: World) -> None:
    now = world.database.now()
    clock = Deadline(id="x", instance_id="c", sla_id="s", element_id="e", start_at=now, due_at=now)
    with world.database.transaction() as session:
        case = session.get_one(ProcessInstance, world.case(session, started_by="id-doctor1"))
        routine, urgent, over = (ProcessInstance(**case.model_dump()) for _each in range(3))
    urgent.urgency, over.state = "E", "completed"
    refused = dict.fromkeys(("extend_clock", "operate"), "not_allowed")
    doctor, supervisor = world.actor("doctor1"), world.actor("coord1")
    assert why(doctor, routine, clock) == {"comment": "", "cancel": "", **refused}
    assert why(world.actor("doctor1b"), routine)["cancel"] == "not_allowed"
    allowed = {"comment": "", "cancel": "", "extend_clock": "", "operate": ""}
    assert why(supervisor, routine, clock) == allowed
    assert why(supervisor, routine) == allowed | {"extend_clock": "no_clock"}
    assert why(supervisor, urgent, clock) == allowed | {"extend_clock": "emergency_clock"}
    ended = dict.fromkeys(("cancel", "extend_clock"), "case_ended")
    assert why(supervisor, over, clock) == allowed | ended
    assert why(world.actor("head_a"), routine, clock)["operate"] == "not_allowed"
