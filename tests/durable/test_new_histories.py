"""What continue-as-new promises: nobody can see that a case has a new history."""

from temporalio.client import WorkflowHistory

from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories
from carelane.domain.wire import CompleteTask
from tests.durable.site import Site


def runs(site: Site, case: str) -> list[WorkflowHistory]:
    return site.loop.run(histories(site.client, workflow_id(case)))


def test_a_long_case_would_lose_its_place(site: Site) -> None:
    site.work()
    case = site.start("rounds", turns_per_run=2)
    for _ in range(6):
        site.complete(case, "ask", done=False)
    site.complete(case, "ask", done=True)
    row = site.ended(case)
    assert (row.state, row.turn) == ("completed", 8)
    assert len(runs(site, case)) >= 3


def test_a_late_repetition_would_be_a_new_command_after_a_new_history(site: Site) -> None:
    site.work()
    case = site.start("rounds", turns_per_run=1)
    (task,) = site.tasks(case)
    command = CompleteTask("first", task.task_id, {"done": False}, "li")
    answer = site.cases.complete_task(case, command)
    for _ in range(2):
        site.complete(case, "ask", done=False)
    assert len(runs(site, case)) >= 2
    assert site.cases.complete_task(case, command) == answer
    assert site.row(case).turn == 4
