"""Who waits for a task: the other hospital is named, and nothing of its case to those who may not see it."""

from datetime import timedelta

from sqlmodel import Session

from carelane.domain.messages import MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.services import process_definitions
from carelane.services.process_instances import StartRequest, start
from carelane.services.task_waiters import waiters
from carelane.services.transaction import Database
from carelane.services.worklists import my_tasks
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World


def waits(session: Session, world: World, case: ProcessInstance, place: str, hours: int) -> str:
    """Add a case of the same number that waits for a message at a place of its diagram."""
    other = world.case(
        session,
        place,
        definition_id=case.definition_id,
        process_id=case.process_id,
        business_key=case.business_key,
    )
    session.add(
        MessageSubscription(
            instance_id=other,
            subscription_id="s",
            message_name="DECISION",
            correlation_key=case.business_key,
            element_id="wait",
            created_at=world.database.now() - timedelta(hours=hours),
        )
    )
    return other


def test_who_waits_is_told_and_foreign_cases_stay_foreign(database: Database) -> None:
    world = World(database)
    world.fill()
    cases = CasesInMemory(database)
    process_definitions.deploy(database, handover_bundle(), "handover")
    doctor = world.actor("doctor1")
    start(database, cases, doctor, StartRequest("handover", pools={"HOS": "HOSA"}), "s")
    (task,) = my_tasks(database, doctor).rows
    assert waiters(database, doctor, task.id) == ()
    with database.transaction() as session:
        case = session.get_one(ProcessInstance, task.instance_id)
        foreign = waits(session, world, case, "HOSA", 5)
        own = waits(session, world, case, "PRI1", 2)
        world.task(session, own, ("PRI1", "pri_doctor"))
    found = waiters(database, doctor, task.id)
    assert [(each.institution.id, each.instance_id) for each in found] == [
        ("HOSA", ""),
        ("PRI1", own),
    ]
    assert foreign not in repr(found)
    with database.transaction() as session:
        session.get_one(ProcessInstance, case.id).state = "closed"
    assert waiters(database, doctor, task.id) == ()
