"""A worker died between database and Temporal: what it wrote must not pass for what happened."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from carelane.domain.errors import CaseUnavailable, Conflict, TaskAlreadyCompleted
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Cause, Operate
from carelane.services import human_tasks, process_definitions, process_instances
from carelane.services.journal import write_turn
from carelane.services.process_instances import StartRequest
from carelane.services.rebuild import rewrite
from carelane.services.repairs import Repair, repair_read_model
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World

VALUES = {"question": "Which drug?"}


@pytest.fixture
def task(world: World, cases: CasesInMemory) -> str:
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    doctor = world.actor("doctor1")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    process_instances.start(world.database, cases, doctor, request, "start-1")
    return my_tasks(world.database, doctor).rows[0].id


def phantom(world: World, cases: CasesInMemory, case: str, effect: dict[str, Any]) -> None:
    """Write the case's next turn as a worker does that dies before Temporal hears of it."""
    last = cases.cases[case].written[-1]
    at = datetime.fromisoformat(last.at) + timedelta(seconds=1)
    cause = Cause("person", world.actor("doctor1").person_id)
    next_turn = replace(last, turn=last.turn + 1, at=at.isoformat(), first=None)
    write_turn(world.database, replace(next_turn, causes=[cause], effects=[effect]))


def test_a_completed_task_would_be_acknowledged_and_lost(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    case, _, own_id = task.partition(":")
    cases.available = False
    with pytest.raises(CaseUnavailable):
        human_tasks.complete(world.database, cases, doctor, task, VALUES, "c1")
    closed = {"type": "CloseHumanTask", "task_id": own_id, "outcome": "completed"}
    phantom(world, cases, case, closed | {"by": doctor.person_id})
    cases.available = True
    human_tasks.complete(world.database, cases, doctor, task, VALUES, "c1")
    assert own_id not in cases.cases[case].case.state.tasks
    human_tasks.complete(world.database, cases, doctor, task, VALUES, "c1")
    assert len(cases.cases[case].written) == 2


def test_a_cancelled_case_would_go_on(world: World, cases: CasesInMemory, task: str) -> None:
    doctor, case = world.actor("doctor1"), task.partition(":")[0]
    cases.available = False
    with pytest.raises(CaseUnavailable):
        process_instances.cancel(world.database, cases, doctor, case, "duplicate", "x1")
    ended = {"type": "Ended", "outcome": "cancelled", "error": "", "reason": "duplicate"}
    phantom(world, cases, case, ended)
    cases.available = True
    process_instances.cancel(world.database, cases, doctor, case, "duplicate", "x1")
    assert cases.cases[case].case.state.ended


def test_a_command_could_cancel_another_case_than_it_was_allowed_to(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor, case = world.actor("doctor1"), task.partition(":")[0]
    process_instances.cancel(world.database, cases, doctor, case, "duplicate", "x1")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    other = process_instances.start(world.database, cases, doctor, request, "start-2")
    with pytest.raises(Conflict):
        process_instances.cancel(world.database, cases, doctor, other.instance_id, "no", "x1")


def test_a_task_would_be_nobodys_after_its_phantom_completion(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    case, _, own_id = task.partition(":")
    human_tasks.claim(world.database, doctor, task)
    closed = {"type": "CloseHumanTask", "task_id": own_id, "outcome": "completed"}
    phantom(world, cases, case, closed | {"by": doctor.person_id})
    rewrite(world.database, cases.cases[case].written)
    detail = human_tasks.get_task(world.database, doctor, task)
    assert (detail.row.state, detail.row.mine) == ("reserved", True)
    assert "complete" in detail.verbs


def insist(call: Callable[..., None], *arguments: Any) -> None:
    """Try again while something else is faster: that is an answer, and nothing is lost by it."""
    for _ in range(50):
        try:
            call(*arguments)
        except Conflict:
            continue
        return
    raise AssertionError


def test_a_claim_made_while_a_case_is_rebuilt_would_be_lost(
    world: World, cases: CasesInMemory, task: str
) -> None:
    """Of many claims none is acknowledged and gone."""
    doctor, case = world.actor("doctor1"), task.partition(":")[0]
    stop = threading.Event()

    def rebuild() -> None:
        while not stop.is_set():
            rewrite(world.database, cases.cases[case].written)

    rebuilding = threading.Thread(target=rebuild)
    rebuilding.start()
    try:
        for number in range(12):
            insist(human_tasks.save_draft, world.database, doctor, task, {"question": str(number)})
            shown = human_tasks.get_task(world.database, doctor, task)
            assert (shown.row.mine, shown.draft) == (True, {"question": str(number)})
            insist(human_tasks.release, world.database, doctor, task)
    finally:
        stop.set()
        rebuilding.join()


def test_a_phantom_turn_would_hide_the_task_for_ever(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock
) -> None:
    """Nobody sends the command again: the repair has to find it."""
    doctor = world.actor("doctor1")
    case, _, own_id = task.partition(":")
    closed = {"type": "CloseHumanTask", "task_id": own_id, "outcome": "completed"}
    phantom(world, cases, case, closed | {"by": doctor.person_id})
    assert not my_tasks(world.database, doctor).rows
    assert repair_read_model(world.database, cases).repaired == 0
    clock.advance(minutes=3)
    assert repair_read_model(world.database, cases).repaired == 1
    assert [row.id for row in my_tasks(world.database, doctor).rows] == [task]


def test_a_phantom_end_would_hide_the_case_for_ever(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock
) -> None:
    case = task.partition(":")[0]
    phantom(
        world, cases, case, {"type": "Ended", "outcome": "cancelled", "error": "", "reason": ""}
    )
    clock.advance(minutes=3)
    assert repair_read_model(world.database, cases).repaired == 1
    assert [row.id for row in my_tasks(world.database, world.actor("doctor1")).rows] == [task]


@pytest.mark.parametrize("column", ["suspended", "compensating"])
def test_a_case_would_be_shown_as_standing_still_or_being_undone_for_ever(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock, column: str
) -> None:
    """The turn is the right one and so are the tasks: a row of an older backup, or one mended by hand."""
    case = task.partition(":")[0]
    clock.advance(minutes=3)
    assert repair_read_model(world.database, cases) == Repair(looked_at=1)
    with world.database.transaction() as session:
        setattr(session.get_one(ProcessInstance, case), column, True)
    assert repair_read_model(world.database, cases).repaired == 1
    with world.database.reading() as session:
        assert getattr(session.get_one(ProcessInstance, case), column) is False


def test_a_case_that_stands_still_is_no_difference(
    world: World, cases: CasesInMemory, task: str, clock: SettableClock
) -> None:
    case, head = task.partition(":")[0], world.actor("operator").person_id
    cases.operate(case, Operate("s1", "suspend", head, "the ward moves"))
    clock.advance(minutes=3)
    assert repair_read_model(world.database, cases) == Repair(looked_at=1)


def test_a_case_whose_row_is_lost_altogether_would_stay_lost(
    world: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    process_definitions.deploy(world.database, handover_bundle(), "handover")
    cases.losing = True
    doctor = world.actor("doctor1")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    process_instances.start(world.database, cases, doctor, request, "start-1")
    cases.losing = False
    assert not my_tasks(world.database, doctor).rows
    clock.advance(minutes=3)
    assert repair_read_model(world.database, cases).repaired == 1
    assert len(my_tasks(world.database, doctor).rows) == 1


def test_a_persons_second_command_would_pass_for_done_because_the_first_one_was(
    world: World, cases: CasesInMemory, task: str
) -> None:
    doctor = world.actor("doctor1")
    cases.available = False
    with pytest.raises(CaseUnavailable):
        human_tasks.complete(world.database, cases, doctor, task, VALUES, "from the other screen")
    cases.available = True
    human_tasks.complete(world.database, cases, doctor, task, {"question": "Which dose?"}, "c1")
    with pytest.raises(TaskAlreadyCompleted):
        human_tasks.complete(world.database, cases, doctor, task, VALUES, "from the other screen")
