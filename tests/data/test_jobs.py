"""What would be lost: what is past due and nobody sees, a message that is left behind, a job that does not run."""

from datetime import timedelta

from sqlmodel import select

from carelane.adapters.bootstrap import Product
from carelane.domain.tables import (
    HumanTask,
    Message,
)
from carelane.jobs import sweeps
from carelane.jobs.sweeps import all_jobs
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.scheduled import postbox, product, started
from tests.data.world import World

__all__ = ["postbox", "product"]


def test_what_is_past_due_is_marked_once(world: World, product: Product) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        late = world.task(session, case, ("PRI1", "pri_doctor"), due=-1)
        world.task(session, case, ("PRI1", "pri_doctor"), due=1)
        world.task(session, case, ("PRI1", "pri_doctor"))
    assert sweeps.mark_overdue(product) == "1 marked"
    assert sweeps.mark_overdue(product) == "0 marked"
    with world.database.reading() as session:
        marked = session.exec(select(HumanTask.id).where(HumanTask.overdue)).all()
    assert marked == [late]


def test_a_message_left_behind_is_delivered_or_expires(
    world: World, product: Product, cases: CasesInMemory, clock: SettableClock
) -> None:
    started(world, cases)
    with world.database.transaction() as session:
        for number, name in enumerate(("HANDOVER.REQUEST", "NOBODY.WAITS")):
            session.add(
                Message(
                    id=f"m{number}",
                    name=name,
                    correlation_key="k",
                    to_institution="HOSA",
                    payload={"question": "?"},
                    message_key=f"k{number}",
                    created_at=clock(),
                    expires_at=clock() + timedelta(days=1),
                )
            )
    assert sweeps.sweep_messages(product) == "1 delivered, 0 expired"
    assert [row.name for row in my_tasks(world.database, world.actor("desk_a")).rows] == ["Answer"]
    clock.advance(days=2)
    assert sweeps.sweep_messages(product) == "0 delivered, 1 expired"


def test_every_job_runs_on_an_empty_product(product: Product) -> None:
    for job in all_jobs(product):
        assert job.run(product)
