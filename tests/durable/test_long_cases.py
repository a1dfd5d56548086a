"""What a case that lives for years promises: whatever is in flight, its histories stay short and nobody notices."""

import asyncio
import json
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from temporalio.client import WorkflowHistory

from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import (
    ElementActivation,
    FlowCount,
    HistoryEntry,
    ProcessInstance,
)
from carelane.domain.wire import Answer, CancelInstance, CompleteTask, JobCall, JobResult
from carelane.services.rebuild import rewrite
from tests.durable.site import Site, eventually, payload
from workflows.run_length import PATIENCE


class SlowLaboratory:
    """A job's handler that answers when it is told to, and remembers by which keys it was asked."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.keys: list[str] = []

    def __call__(self, call: JobCall) -> JobResult:
        self.keys.append(call.idempotency_key)
        if not self.done.is_set():
            raise RuntimeError("the analyser is not ready")
        return JobResult({"result": "normal"})


def runs(site: Site, case: str) -> list[WorkflowHistory]:
    return site.loop.run(histories(site.client, workflow_id(case)))


def replayed(site: Site, case: str) -> None:
    for history in runs(site, case):
        asyncio.run(replay_worker(site.client.data_converter).replay_workflow(history))


def child_of(site: Site, case: str) -> str:
    return str(eventually(lambda: site.rows(ProcessInstance, parent_instance_id=case))[0].id)


def stay(site: Site, laboratory: SlowLaboratory) -> str:
    """Begin a stay and do so many rounds that its history cannot wait for the laboratory."""
    site.work(analyse=laboratory)
    case = site.start("long_stay", turns_per_run=1)
    for _ in range(3 * PATIENCE):
        site.complete(case, "round", done=False)
    assert len(runs(site, case)) > 3
    return case


def test_a_job_that_is_tried_for_days_would_fill_the_history_until_the_case_breaks(
    site: Site,
) -> None:
    laboratory = SlowLaboratory()
    case = stay(site, laboratory)
    child = child_of(site, case)
    site.complete(case, "round", done=True)
    laboratory.done.set()
    site.complete(child, "answer")
    assert site.ended(case).variables["result"] == "normal"
    assert len(set(laboratory.keys)) == 1
    answered = [
        cause for turn in site.cases.turns(case) for cause in turn.causes if cause.kind == "job"
    ]
    assert len(answered) == 1
    assert len(site.rows(ProcessInstance, parent_instance_id=case)) == 1
    replayed(site, case)


def test_a_called_case_would_not_hear_of_a_cancellation_after_new_histories(site: Site) -> None:
    case = stay(site, SlowLaboratory())
    child = child_of(site, case)
    answer = site.cases.cancel(case, CancelInstance("enough", "the patient has left", "li"))
    assert answer.outcome == "done"
    assert site.ended(case).state == "cancelled"
    assert site.ended(child).state == "cancelled"
    replayed(site, case)


def test_a_case_of_many_histories_could_not_be_rebuilt(site: Site) -> None:
    case = stay(site, SlowLaboratory())
    tables = (HumanTask, ElementActivation, FlowCount, HistoryEntry, ProcessInstance)

    def rows() -> list[list[str]]:
        def mine(table: type) -> dict[str, str]:
            return {"id" if table is ProcessInstance else "instance_id": case}

        told = {"id", "version"}
        return [
            sorted(
                json.dumps(row.model_dump(mode="json", exclude=told), sort_keys=True)
                for row in site.rows(table, **mine(table))
            )
            for table in tables
        ]

    before = rows()
    turns = site.cases.turns(case)
    assert [turn.turn for turn in turns] == list(range(1, len(turns) + 1))
    rewrite(site.database, turns)
    assert rows() == before
    site.cases.cancel(case, CancelInstance("enough", "the patient has left", "li"))


def test_a_case_of_many_histories_could_not_be_asked_or_started_again(site: Site) -> None:
    site.work()
    start = replace(payload(site.bundles["rounds"], "rounds"), turns_per_run=1)
    case = start.instance_id
    site.cases.start(start)
    for _ in range(4):
        site.complete(case, "ask", done=False)
    assert len(runs(site, case)) > 3
    assert site.cases.start(start) == Answer("done", turn=1)
    facts = site.cases.describe(case)
    assert (facts.state, facts.turn) == ("open", 5)
    assert list(facts.open_tasks) == [task.task_id for task in site.tasks(case)]


def test_people_who_work_at_once_would_be_turned_away_by_a_new_history(site: Site) -> None:
    site.work()
    patients = [{"id": f"P{number}"} for number in range(60)]
    case = site.start("ward_round", turns_per_run=1, patients=patients)
    tasks = [task.task_id for task in site.tasks(case)]
    assert len(tasks) == len(patients)

    def visit(task: str) -> tuple[CompleteTask, Answer]:
        command = CompleteTask(uuid.uuid4().hex, task, {"note": task}, "li")
        return command, site.cases.complete_task(case, command)

    with ThreadPoolExecutor(10) as people:
        visits = list(people.map(visit, tasks))
    assert {answer.outcome for _, answer in visits} == {"done"}
    row = site.ended(case)
    assert sorted(row.variables["notes"]) == sorted(tasks)
    assert len(runs(site, case)) > 3
    closed = Counter(
        line.task_id for line in site.rows(HistoryEntry, instance_id=case, kind="CloseHumanTask")
    )
    assert closed == Counter(tasks)
    for command, answer in visits:
        assert site.cases.complete_task(case, command) == answer


def test_a_reminder_would_be_missed_or_come_twice_where_a_history_ends(site: Site) -> None:
    days = 12
    site.work()
    case = site.start("daily_reminder", turns_per_run=2, cycle=f"R{days}/P1D")
    site.skip(case, days=days, hours=1)
    site.complete(case, "follow_up")
    assert site.ended(case).state == "completed"
    assert len(runs(site, case)) > 3
    lines = site.rows(HistoryEntry, instance_id=case)
    due = {x.data["timer_id"]: x.data["due_at"] for x in lines if x.kind == "SetTimer"}
    fired = [x for x in lines if x.kind == "ClearTimer" and x.data["fired"]]
    assert len({x.data["timer_id"] for x in fired}) == len(fired) == days
    assert all(x.at >= datetime.fromisoformat(due[x.data["timer_id"]]) for x in fired)


def test_reminders_of_a_year_would_come_all_at_once_after_a_new_history(site: Site) -> None:
    days, stretch = 365, 73
    site.work()
    case = site.start("daily_reminder", turns_per_run=70, cycle=f"R{days}/P1D")
    for _ in range(days // stretch):
        site.skip(case, days=stretch)
    site.skip(case, hours=1)
    site.complete(case, "follow_up")
    assert site.ended(case).state == "completed"
    assert len(runs(site, case)) > 3  # a busy machine begins a new one somewhat later
    lines = site.rows(HistoryEntry, instance_id=case)
    due = {x.data["timer_id"]: x.data["due_at"] for x in lines if x.kind == "SetTimer"}
    fired = [x for x in lines if x.kind == "ClearTimer" and x.data["fired"]]
    assert len({x.data["timer_id"] for x in fired}) == len(fired) == days
    late = [x.at - datetime.fromisoformat(due[x.data["timer_id"]]) for x in fired]
    assert all(timedelta() <= each < timedelta(hours=1) for each in late)
