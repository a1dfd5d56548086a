"""What would be lost when a job goes wrong in one of the ways that jobs go wrong in."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError

from carelane.domain.errors import CarelaneError, Unavailable
from carelane.domain.incidents import Incident
from carelane.domain.job_types import JobTypes
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.waiting_jobs import WaitingJob
from carelane.domain.wire import JobCall, JobResult, ResolveIncident
from tests.durable.foreign import ForeignWorker
from tests.durable.site import Site, eventually
from tests.durable.test_histories import only_when_asked, record_new
from tests.durable.test_turns_at_once import kinds

SHORT = {"longest_pause": 0.2}
ON_ITS_WAY = 0.5
"""Seconds after which a command has reached the server."""


class Registry:
    """A system that is away until it is back."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = error
        self.calls = 0

    def __call__(self, _call: JobCall) -> JobResult:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return JobResult({"answer": "Tuesday"})


def ask(site: Site, job: str, **given: Any) -> str:
    """Start a case that asks the other hospital by this job."""
    told = {"tries": 2, "timeout": "PT30S", "patience": "PT1M", **given}
    return site.start("asking", job=job, **told)


def work(site: Site, types: dict[str, dict[str, Any]], **handlers: Any) -> None:
    site.options = replace(site.options, job_types=JobTypes(types))
    site.work(**handlers)


def incident_of(site: Site, case: str) -> Incident:
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case, state="open"))
    assert isinstance(incident, Incident)
    return incident


@pytest.mark.parametrize("error", [Unavailable(), ConnectionRefusedError()])
def test_a_hospital_away_for_longer_than_the_retries_would_need_an_operator(
    site: Site, error: Exception
) -> None:
    registry = Registry(error)
    work(site, {"look": SHORT}, look=registry)
    case = ask(site, "look")
    (waiting,) = eventually(lambda: site.rows(WaitingJob, instance_id=case))
    assert (waiting.element_id, waiting.job_type, waiting.attempts) == ("ask", "look", 2)
    assert waiting.reason.startswith("unavailable")
    eventually(lambda: registry.calls > 3)
    registry.error = None
    site.complete(case, "read")
    row = site.ended(case)
    assert (row.variables["answer"], row.has_incident) == ("Tuesday", False)
    assert not site.rows(WaitingJob, instance_id=case)
    kinds = [entry.kind for entry in site.rows(HistoryEntry, instance_id=case)]
    assert ("JobWaiting" in kinds, "JobAnswered" in kinds) == (True, True)


def test_a_hospital_away_for_ever_would_never_be_looked_after(site: Site) -> None:
    work(site, {"look": SHORT}, look=Registry(Unavailable()))
    case = ask(site, "look", patience="PT1S")
    incident = incident_of(site, case)
    assert (incident.kind, incident.message) == ("job_failed", "unavailable:unavailable")
    assert not site.rows(WaitingJob, instance_id=case)


def test_an_urgent_job_would_wait_although_the_diagram_says_that_it_must_not(site: Site) -> None:
    registry = Registry(Unavailable())
    work(site, {"look": SHORT}, look=registry)
    incident = incident_of(site, ask(site, "look", patience="PT0S"))
    assert (incident.tries, registry.calls) == (2, 2)


def test_a_refusal_would_be_repeated_for_a_day(site: Site) -> None:
    registry = Registry(CarelaneError("no"))
    work(site, {"look": SHORT}, look=registry)
    incident = incident_of(site, ask(site, "look"))
    assert (incident.message, incident.tries, registry.calls) == ("error", 1, 1)


def test_a_job_of_a_type_that_nobody_knows_would_be_tried_in_silence(site: Site) -> None:
    work(site, {})
    incident = incident_of(site, ask(site, "no.such.job", tries=1000))
    assert incident.message == "unknown_job_type"


def test_a_hung_system_would_hold_the_case_for_ever(site: Site) -> None:
    async def hang(_call: Any) -> None:
        await asyncio.sleep(60)

    with ForeignWorker(site, hang=hang) as hospital:
        work(site, {"hang": {"task_queue": hospital.queue, **SHORT}})
        case = ask(site, "hang", timeout="PT0.5S")
        (waiting,) = eventually(lambda: site.rows(WaitingJob, instance_id=case))
        assert (waiting.reason, waiting.attempts) == ("timed_out", 2)


@pytest.mark.parametrize(
    "answer",
    ["Tuesday", 7, [1], {"slot": "Tuesday"}, {"variables": [1]}, {"error_code": 3}],
    ids=str,
)
def test_a_strange_answer_would_stop_the_case_again_and_again(site: Site, answer: Any) -> None:
    async def say(_call: Any) -> Any:
        return answer

    with ForeignWorker(site, say=say) as hospital:
        work(site, {"say": {"task_queue": hospital.queue}})
        assert incident_of(site, ask(site, "say")).message == "bad_answer"


@pytest.mark.parametrize("answer", [None, {}, {"variables": None}], ids=str)
def test_an_empty_answer_would_be_taken_for_a_failure(site: Site, answer: Any) -> None:
    async def say(_call: Any) -> Any:
        return answer

    with ForeignWorker(site, say=say) as hospital:
        work(site, {"say": {"task_queue": hospital.queue}})
        site.complete(ask(site, "say"), "read")


def test_a_hospital_could_not_say_that_there_is_no_slot(site: Site) -> None:
    async def answer(call: dict[str, Any]) -> Any:
        assert call["job_type"] == "answer"
        return {"error_code": "NO_SLOT", "variables": {"why": "full"}}

    async def throw(_call: Any) -> None:
        raise ApplicationError("full", {"why": "full"}, type="BPMN:NO_SLOT", non_retryable=True)

    with ForeignWorker(site, answer=answer, throw=throw) as hospital:
        queue = {"task_queue": hospital.queue}
        work(site, {"answer": queue, "throw": queue})
        for job in ("answer", "throw"):
            case = ask(site, job)
            site.complete(case, "phone")
            assert site.ended(case).variables["why"] == "full"


def test_an_error_that_nobody_catches_would_vanish(site: Site) -> None:
    work(site, {}, look=lambda _call: JobResult(error_code="ELSE"))
    incident = incident_of(site, ask(site, "look"))
    assert incident.kind == "unhandled_error"
    assert "ELSE" in incident.message


def test_a_job_that_no_worker_takes_would_wait_unseen(site: Site) -> None:
    work(site, {"look": {"task_queue": "nobody-is-here", "taken_within": 0.5}})
    case = ask(site, "look", patience="PT2S")
    (waiting,) = eventually(lambda: site.rows(WaitingJob, instance_id=case))
    assert waiting.reason == "not_taken"
    assert incident_of(site, case).message in {"timed_out", "not_taken"}


@only_when_asked
def test_record_a_job_that_waited(site: Site) -> None:
    """Write the histories of a job that waited for what was away, and of one that was refused and skipped."""
    registry = Registry(Unavailable())
    work(site, {"look": SHORT}, look=registry)
    case = ask(site, "look")
    eventually(lambda: site.rows(WaitingJob, instance_id=case))
    registry.error = None
    site.complete(case, "read")
    site.ended(case)
    record_new(site, "job_that_waited", case)
    registry.error = CarelaneError("no")
    case = ask(site, "look")
    skip = ResolveIncident("skip", incident_of(site, case).incident_id, "skip", "li")
    site.cases.resolve_incident(case, skip)
    site.complete(case, "read")
    site.ended(case)
    record_new(site, "job_refused_and_skipped", case)


def test_a_task_that_a_job_has_just_opened_would_be_called_closed(site: Site) -> None:
    """The job's answer and the command reach the case in one go: Temporal lets it judge the command first."""
    answered = threading.Event()

    async def answer(_call: dict[str, Any]) -> dict[str, Any]:
        await asyncio.to_thread(answered.wait)
        return {"variables": {"answer": "Tuesday"}}

    with ForeignWorker(site, abroad=answer) as hospital, ThreadPoolExecutor(1) as people:
        work(site, {"abroad": {"task_queue": hospital.queue}})
        answered.set()
        first = ask(site, "abroad")
        (task,) = eventually(lambda: site.tasks(first, "read"))
        answered.clear()
        case = ask(site, "abroad")
        eventually(lambda: "ACTIVITY_TASK_SCHEDULED" in kinds(site, case))
        site.rest()
        answered.set()
        eventually(lambda: kinds(site, case)[-1] == "WORKFLOW_TASK_SCHEDULED")
        same = site.completion(
            task.task_id
        )  # cases that went the same way name their tasks the same
        told = people.submit(site.cases.complete_task, case, same)
        time.sleep(ON_ITS_WAY)
        site.work()
        assert told.result().outcome == "done"
    site.ended(case)
