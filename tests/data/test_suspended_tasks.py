"""What would be lost: work on a case that stands still, or whose work it was before that."""

from collections.abc import Callable

import pytest

from carelane.domain.errors import CaseSuspended
from carelane.domain.wire import Operate, OperationKind
from carelane.services import human_tasks
from carelane.services.rebuild import rewrite
from carelane.services.worklists import WorklistFilter, my_tasks
from tests.data.cases import CasesInMemory
from tests.data.stories import story_of
from tests.data.test_human_tasks import task
from tests.data.world import World

__all__ = ["task"]

Act = Callable[[World, CasesInMemory, str], object]


def operate(cases: CasesInMemory, task: str, kind: OperationKind) -> None:
    case, _, _ = task.partition(":")
    assert cases.operate(case, Operate(kind, kind, "id-operator", "recall")).outcome == "done"


def claim(world: World, _cases: CasesInMemory, task: str) -> None:
    human_tasks.claim(world.database, world.actor("doctor1"), task)


def release(world: World, _cases: CasesInMemory, task: str) -> None:
    human_tasks.release(world.database, world.actor("doctor1"), task)


def draft(world: World, _cases: CasesInMemory, task: str) -> None:
    human_tasks.save_draft(world.database, world.actor("doctor1"), task, {"question": "?"})


def complete(world: World, cases: CasesInMemory, task: str) -> None:
    values = {"question": "What now?"}
    human_tasks.complete(world.database, cases, world.actor("doctor1"), task, values, "done")


@pytest.mark.parametrize("act", [claim, release, draft, complete])
@pytest.mark.parametrize("mine", [False, True])
def test_somebody_would_work_in_a_case_that_stands_still(
    world: World, cases: CasesInMemory, task: str, act: Act, *, mine: bool
) -> None:
    if mine:
        claim(world, cases, task)
    operate(cases, task, "suspend")
    with pytest.raises(CaseSuspended):
        act(world, cases, task)
    seen = human_tasks.get_task(world.database, world.actor("doctor1"), task)
    assert (seen.row.state, seen.row.mine, seen.verbs) == ("suspended", mine, ())
    aside = WorklistFilter(state="aside")
    rows = my_tasks(world.database, world.actor("doctor1"), aside).rows
    assert [row.state for row in rows] == ["suspended"]


def test_a_task_would_not_be_what_it_was(world: World, cases: CasesInMemory, task: str) -> None:
    draft(world, cases, task)
    case, _, _ = task.partition(":")
    operate(cases, task, "suspend")
    rewrite(world.database, cases.turns(case))
    operate(cases, task, "resume")
    seen = human_tasks.get_task(world.database, world.actor("doctor1"), task)
    assert (seen.row.state, seen.row.mine, seen.values["question"]) == ("in_progress", True, "?")
    complete(world, cases, task)
    story = story_of(world.database, world.actor("coord1"), case)
    told = [line for line in story if line.kind == "Operation"]
    assert [line.data["operation"] for line in told] == ["suspend", "resume"]
    assert {line.person.name for line in told if line.person} == {"人operator"}
