"""Cases that call cases: no answer is lost or taken twice, and nobody works for a call that is gone."""

import asyncio
from collections.abc import Iterator

import pytest
from temporalio.client import WorkflowHistory

from bpmn.engine.effects import StartChild
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.calls import CallAnswer
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.wire import CancelInstance, ResolveIncident, workflow_id
from carelane.services.calls import called_process
from carelane.services.rebuild import rewrite
from tests.durable.site import Site, eventually, payload
from tests.durable.test_kills import WorkerProcess
from tests.durable.told_turns import told_turns
from workflows.calls import call_request


def child_of(site: Site, case: str, number: int = 0) -> str:
    found = eventually(lambda: site.rows(ProcessInstance, parent_instance_id=case)[number:])
    return str(found[0].id)


def row_of(site: Site, case: str) -> ProcessInstance:
    row = site.row(case)
    assert row is not None
    return row


def replayed(site: Site, *cases: str) -> None:
    for case in cases:
        runs: list[WorkflowHistory] = site.loop.run(histories(site.client, workflow_id(case)))
        for history in runs:
            asyncio.run(replay_worker(site.client.data_converter).replay_workflow(history))


def test_a_question_would_never_be_answered(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting", question="ECG?")
    child = child_of(site, case)
    row = row_of(site, child)
    assert (row.process_id, row.institution_code, row.parent_element_id) == (
        "consulting",
        "PRI1",
        "consult",
    )
    assert row.business_key == row_of(site, case).business_key
    assert row.variables["question"] == "ECG?"
    assert not site.tasks(case)
    site.complete(child, "answer", opinion="normal")
    site.complete(case, "read")
    assert site.ended(case).variables["opinion"] == "normal"
    assert site.ended(child).state == "completed"
    assert site.ended(case).variables["started_by"] == ""
    replayed(site, case, child)


def test_an_answer_would_find_nobody_after_a_new_history(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting", turns_per_run=1)
    child = child_of(site, case)
    site.complete(child, "answer", way="tell")
    site.complete(child, "answer_again", opinion="late")
    site.complete(case, "read")
    assert site.ended(case).variables["opinion"] == "late"
    assert "callee" not in _given_back(site, case)
    for each in (case, child):
        assert len(site.loop.run(histories(site.client, workflow_id(each)))) > 1
    replayed(site, case, child)


def _given_back(site: Site, case: str) -> set[str]:
    """Name what the caller's variables took after its first turn."""
    lines = site.rows(HistoryEntry, instance_id=case, kind="VariablesChanged")
    return {name for line in lines if line.turn != 1 for name in line.data["variables"]}


def test_news_and_refusals_would_stay_with_the_called_case(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting")
    child = child_of(site, case)
    site.complete(child, "answer", way="tell")
    eventually(lambda: site.rows(HistoryEntry, instance_id=case, kind="EscalationRaised"))
    assert row_of(site, case).state == "active"
    site.complete(child, "answer_again")
    site.complete(case, "read")
    case = site.start("referring", callee="consulting")
    site.complete(child_of(site, case), "answer", way="refuse")
    assert site.ended(case).state == "completed"


def test_somebody_would_work_on_a_question_that_was_withdrawn(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting")
    child = child_of(site, case)
    site.cases.cancel(case, CancelInstance("once", "patient has moved away", "li"))
    assert site.ended(child).state == "cancelled"
    assert not site.tasks(child)
    assert site.ended(case).state == "cancelled"
    replayed(site, case, child)


def test_a_call_that_takes_too_long_would_go_on_unseen(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting", patience="PT3S")
    child = child_of(site, case)
    assert site.ended(case).state == "completed"
    assert site.ended(child).state == "cancelled"


def test_a_withdrawn_answer_would_leave_the_caller_waiting(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting")
    child = child_of(site, case)
    site.cases.cancel(child, CancelInstance("once", "wrong question", "li"))
    (incident,) = eventually(lambda: site.cases.describe(case).open_incidents)
    site.cases.resolve_incident(case, ResolveIncident("again", incident, "retry", "li"))
    site.complete(child_of(site, case, 1), "answer")
    site.complete(case, "read")
    site.ended(case)


def test_a_call_of_nothing_would_hang_for_ever(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="no_such_process")
    (incident,) = eventually(lambda: site.cases.describe(case).open_incidents)
    retry = ResolveIncident("again", incident, "retry", "li", {"callee": "consulting"})
    site.cases.resolve_incident(case, retry)
    site.complete(child_of(site, case), "answer")
    site.complete(case, "read")
    site.ended(case)
    replayed(site, case)


def test_an_answer_heard_twice_would_count_twice(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting")
    child = child_of(site, case)
    for _ in range(2):
        answer = CallAnswer("k5", 1, "escalated", "NEWS")
        handle = site.client.get_workflow_handle(workflow_id(case))
        site.loop.run(handle.signal("called_answered", answer))
    site.cases.describe(case)
    told = eventually(lambda: site.rows(HistoryEntry, instance_id=case, kind="EscalationRaised"))
    assert len(told) == 1
    site.cases.cancel(case, CancelInstance("once", "done", "li"))
    site.ended(child)


@pytest.fixture
def worker(site: Site) -> Iterator[WorkerProcess]:
    made = WorkerProcess(site)
    made.start()
    yield made
    made.kill()


def test_a_killed_worker_would_keep_the_answer_for_itself(
    site: Site, worker: WorkerProcess
) -> None:
    cases = [site.start("referring", callee="consulting") for _ in range(3)]
    children = [child_of(site, case) for case in cases]
    for number, child in enumerate(children):
        site.complete(child, "answer", opinion=number)
        if number == 1:
            worker.kill()
            worker.start()
    for number, case in enumerate(cases):
        site.complete(case, "read")
        assert site.ended(case).variables["opinion"] == number


def test_a_restored_backup_would_not_know_who_called_whom(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting")
    child = child_of(site, case)
    for first, second in ((case, child), (child, case)):
        with site.database.transaction() as session:
            row = session.get_one(ProcessInstance, child)
            row.parent_instance_id = None
        for each in (first, second):
            rewrite(site.database, told_turns(site, each))
        assert row_of(site, child).parent_instance_id == case
    site.cases.cancel(case, CancelInstance("once", "done", "li"))
    site.ended(child)


def test_a_new_release_is_what_a_call_gets(site: Site) -> None:
    start = payload(site.bundles["referring"], "referring")

    def version(binding: str, tag: str = "") -> str:
        call = StartChild("k1", "consult", "consulting", {}, binding, tag)  # type: ignore[arg-type]
        found = called_process(site.database, call_request(start, call))
        return found.start.bundle_sha256 if found.start is not None else found.problem

    own = version("deployment")
    assert version("latest") == own == start.bundle_sha256
    newer = site.release_changed("calls", 'name="Consultation"', 'name="New"')
    assert (version("latest"), version("deployment")) == (newer, own)
    assert "no version" in version("versionTag", "2.0")
    extension = '<bpmn:extensionElements><zeebe:versionTag value="2.0"/></bpmn:extensionElements>'
    start_event = '<bpmn:startEvent id="asked"/>'
    tagged = site.release_changed("calls", start_event, extension + start_event)
    site.release_changed("calls", 'name="Consultation"', 'name="Newest"')
    assert version("versionTag", "2.0") == tagged
