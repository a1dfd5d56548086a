"""What would be lost over Temporal: a second pair of eyes, a skipped task, and the news that a task cannot be done."""

from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.wire import Answer, CompleteTask, EndTask
from tests.durable.site import Site, eventually
from tests.durable.test_histories import only_when_asked, record_new


def end(site: Site, case: str, element: str, verb: str, **more: str) -> Answer:
    task = eventually(lambda: site.tasks(case, element))[0]
    wanted = {"verb": verb, "by": "wang", "reason": "because", **more}
    return site.cases.end_task(case, EndTask(f"{verb} {element}", task.task_id, **wanted))  # type: ignore[arg-type]


def at_the_check(site: Site) -> str:
    """Start a case, and let li answer; its check is not for li, after a new history either."""
    case = site.start("four_eyes", turns_per_run=1)
    site.complete(case, "answer")
    return case


def refused(site: Site, case: str) -> str:
    (task,) = eventually(lambda: site.tasks(case, "check"))
    return site.cases.complete_task(case, CompleteTask("li again", task.task_id, {}, "li")).code


def through(site: Site) -> str:
    """Let a check be skipped, and the rest done."""
    case = at_the_check(site)
    assert refused(site, case) == "excluded_owner"
    assert end(site, case, "check", "skip").outcome == "done"
    site.complete(case, "sign")
    site.ended(case)
    return case


def undone(site: Site) -> str:
    """Let a check fail: once without a way for it, once with one."""
    case = at_the_check(site)
    assert end(site, case, "check", "fail").outcome == "done"
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case))
    assert incident.kind == "task_failed"
    return case


def test_what_a_person_skips_is_skipped_once_and_the_second_pair_of_eyes_is_another(
    site: Site,
) -> None:
    site.work()
    case = through(site)
    states = {row.element_id: row.state for row in site.rows(HumanTask, instance_id=case)}
    assert states == {"answer": "completed", "check": "obsolete", "sign": "completed"}
    late = EndTask("late", "h1", "skip", "wang", "because")
    assert site.cases.end_task(case, late).outcome == "refused"


def test_a_task_that_must_be_done_is_not_skipped(site: Site) -> None:
    site.work()
    case = site.start("four_eyes")
    assert end(site, case, "answer", "skip").code == "task_not_skippable"


def test_what_cannot_be_done_waits_for_operators_or_takes_its_way(site: Site) -> None:
    site.work()
    undone(site)
    case = at_the_check(site)
    assert end(site, case, "check", "fail", fault="ABSENT").outcome == "done"
    assert site.ended(case).state == "completed"


@only_when_asked
def test_record_ended_tasks(site: Site) -> None:
    """Write the histories of tasks that were skipped, and that could not be done."""
    site.work()
    record_new(site, "task_skipped", through(site))
    record_new(site, "task_failed", undone(site))
