"""Work that is undone, called off, chosen and watched, on the real server: what a new history or a kill must not change."""

from dataclasses import replace
from typing import Any

from carelane.domain.human_tasks import HumanTask
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ElementActivation, HistoryEntry
from carelane.domain.wire import Delivery, JobCall, JobResult, ResolveIncident
from carelane.services.visibility import Actor
from tests.data.stories import story_of
from tests.durable.site import Site, eventually, payload
from tests.durable.test_kills import WorkerProcess, worker

__all__ = ["worker"]

SUPERVISOR = Actor("head", "", "", "en", (), ("PRI1",))
TOLD_BY_TOKENS = ("Undoing", "CalledOff", "ConditionMet")


def open_tasks(site: Site, case: str) -> list[str]:
    return sorted(task.element_id for task in site.tasks(case))


def until_open(site: Site, case: str, *elements: str) -> None:
    eventually(lambda: open_tasks(site, case) == sorted(elements))


def to_the_round(site: Site, case: str) -> None:
    """Book, be refused the consent, and order a chair: the bed has to be free again."""
    site.complete(case, "agree", agree_to_stay=False)
    site.complete(case, "order")
    until_open(site, case, "see", "blood")


def finish(site: Site, case: str) -> None:
    """Get worse, be seen, hear three opinions, undo what was ordered."""
    site.complete(case, "blood", news2=8)
    until_open(site, case, "see", "alarm")
    site.complete(case, "see", seen=True)
    site.complete(case, "alarm")
    until_open(site, case, "a", "b", "c")
    site.complete(case, "a")
    site.complete(case, "c")
    until_open(site, case, "b", "cancel_order")
    site.complete(case, "cancel_order")
    site.complete(case, "b")


def told(site: Site, case: str) -> None:
    """Hold the rows against what the process means."""
    row = site.ended(case)
    assert row.state == "completed"
    visits = [each.element_id for each in site.rows(ElementActivation, instance_id=case)]
    for once in ("free_bed", "called_off", "cancel_order", "worse", "enough", "late", "end"):
        assert visits.count(once) == 1, once
    jobs = site.rows(HistoryEntry, instance_id=case, kind="RunJob")
    assert [line.element_id for line in jobs] == ["bed", "free_bed"]
    assert site.rows(HistoryEntry, instance_id=case, kind="RaiseIncident") == []
    story = story_of(site.database, SUPERVISOR, case)
    assert [(line.kind, line.element_id) for line in story if line.kind in TOLD_BY_TOKENS] == [
        ("Undoing", "free_bed"),
        ("CalledOff", "called_off"),
        ("ConditionMet", "worse"),
        ("Undoing", "cancel_order"),
    ]


def test_a_stay_would_not_be_undone_after_new_histories(site: Site) -> None:
    site.work()
    case = site.start("ward_stay", turns_per_run=2, news2=3, seen=False)
    to_the_round(site, case)
    finish(site, case)
    told(site, case)


def test_a_stay_would_not_survive_its_worker(site: Site, worker: WorkerProcess) -> None:
    case = site.start("ward_stay", news2=3, seen=False)
    to_the_round(site, case)
    worker.kill()
    worker.start()
    finish(site, case)
    told(site, case)


def reactions(site: Site, case: str) -> int:
    return len(site.rows(HumanTask, instance_id=case, element_id="react"))


def laboratory(_call: JobCall) -> JobResult:
    return JobResult({"level": 4})


def test_nobody_would_react_to_what_a_job_a_message_or_an_operator_tells(site: Site) -> None:
    site.work(lab=laboratory)
    start = replace(payload(site.bundles["watched_care"], "watched_care"), turns_per_run=3)
    start = replace(start, variables={**start.variables, "level": 0, "order": "O1"})
    site.cases.start(start)
    case = start.instance_id
    site.complete(case, "measure", level=2)
    assert reactions(site, case) == 1
    site.complete(case, "calm", level=0)
    eventually(lambda: reactions(site, case) == 2)
    site.complete(case, "calm_2", level=0)
    site.cases.deliver(case, Delivery("message 1", "LAB", "O1", {"level": 6}))
    eventually(lambda: reactions(site, case) == 3)
    site.complete(case, "calm_3", level=0)
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case, state="open"))
    values: dict[str, Any] = {"level": 9, "known": True}
    resolve = ResolveIncident("mend", incident.incident_id, "retry", "li", values)
    assert site.cases.resolve_incident(case, resolve).outcome == "done"
    eventually(lambda: reactions(site, case) == 4)
    site.complete(case, "care")
    for task in site.tasks(case):
        site.cases.complete_task(case, site.completion(task.task_id))
    assert site.ended(case).variables["level"] == 9
