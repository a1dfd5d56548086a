"""What would be lost: a case that the screens show otherwise than it is, and nobody mends it."""

from sqlmodel import update

from carelane.adapters.bootstrap import Product
from carelane.domain.errors import CaseUnavailable
from carelane.domain.tables import (
    HumanTask,
    ProcessInstance,
)
from carelane.domain.wire import CompleteTask
from carelane.jobs import sweeps
from carelane.services import process_instances
from carelane.services.case_tasks import tasks_of_case
from carelane.services.ports import CaseFacts
from carelane.services.process_instances import StartRequest
from carelane.services.worklists import my_tasks
from carelane.settings import Settings
from tests.data.cases import CasesInMemory
from tests.data.scheduled import Postbox, postbox, product, started
from tests.data.world import World

__all__ = ["postbox", "product"]


def test_a_read_model_that_agrees_is_left_alone(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    expected = "1 looked at, 0 repaired, 0 lost, 0 still different"
    assert sweeps.repair_read_model(product) == expected


def test_a_read_model_restored_from_an_older_backup_is_repaired(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    instance = started(world, cases)
    doctor = world.actor("doctor1")
    task = my_tasks(world.database, doctor).rows[0]
    cases.losing = True
    command = CompleteTask("c", task.id.partition(":")[2], {"question": "?"}, doctor.person_id)
    cases.complete_task(instance, command)
    cases.losing = False
    assert [row.name for row in my_tasks(world.database, doctor).rows] == ["Compose"]
    assert "1 repaired" in sweeps.repair_read_model(product)
    assert [row.name for row in my_tasks(world.database, doctor).rows] == ["Check the reply"]
    assert sweeps.sweep_messages(product) == "1 delivered, 0 expired"


def test_a_task_closed_by_a_wrong_hand_is_opened_again(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    with world.database.transaction() as session:
        session.exec(update(HumanTask).values(state="completed", closed_at=world.database.now()))
    assert "1 repaired" in sweeps.repair_read_model(product)
    assert [row.state for row in my_tasks(world.database, world.actor("doctor1")).rows] == ["ready"]


def test_a_case_that_ended_is_closed_in_the_read_model(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    instance = started(world, cases)
    doctor = world.actor("doctor1")
    process_instances.cancel(world.database, cases, doctor, instance, "wrong patient", "x")
    with world.database.transaction() as session:
        session.exec(update(ProcessInstance).values(state="active", ended_at=None))
        session.exec(update(HumanTask).values(state="ready", closed_at=None))
    assert "1 repaired" in sweeps.repair_read_model(product)
    case = process_instances.get_case(world.database, doctor, instance)
    assert case.row.state == "cancelled"
    closed = tasks_of_case(world.database, doctor, instance, "closed")
    assert [task.state for task in closed.rows] == ["exited"]


def test_a_case_that_temporal_forgot_is_counted_and_kept(
    world: World, product: Product, cases: CasesInMemory
) -> None:
    started(world, cases)
    cases.cases.clear()
    assert "1 lost" in sweeps.repair_read_model(product)
    assert len(my_tasks(world.database, world.actor("doctor1")).rows) == 1


class OneStuckCase(CasesInMemory):
    """The first case that is asked for never answers, as one whose workflow is stuck."""

    stuck = ""

    def describe(self, instance_id: str) -> CaseFacts:
        if instance_id == self.stuck:
            raise CaseUnavailable
        return super().describe(instance_id)


def test_a_stuck_case_keeps_no_other_from_its_repair(world: World, postbox: Postbox) -> None:
    cases = OneStuckCase(world.database)
    product = Product(settings=Settings(), database=world.database, cases=cases, mailer=postbox)
    cases.stuck = started(world, cases)
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    process_instances.start(world.database, cases, world.actor("doctor1"), request, "second")
    with world.database.transaction() as session:
        session.exec(update(HumanTask).values(state="completed", closed_at=world.database.now()))
    expected = "2 looked at, 1 repaired, 0 lost, 1 still different"
    assert sweeps.repair_read_model(product) == expected
