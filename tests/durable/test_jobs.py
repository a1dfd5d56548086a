"""What automatic steps promise: a failure waits for a person, it never stops or doubles the case."""

from carelane.domain.errors import CarelaneError
from carelane.domain.incidents import Incident
from carelane.domain.wire import JobCall, JobResult, ResolveIncident
from tests.durable.site import Site, eventually


class Flaky:
    """A handler that fails as long as it is told to."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.calls: list[JobCall] = []

    def __call__(self, call: JobCall) -> JobResult:
        self.calls.append(call)
        if self.error:
            raise self.error
        return JobResult({"slot": "Tuesday"})


def test_a_failing_booking_would_hang_the_case_for_ever(site: Site) -> None:
    job = Flaky(RuntimeError("Zhang San has no slot"))
    site.work(book=job)
    case = site.start("two_tasks")
    site.complete(case, "write")
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case))
    assert (incident.kind, incident.state, incident.element_id) == ("job_failed", "open", "book")
    assert "Zhang" not in incident.message
    assert site.row(case).has_incident
    assert len(job.calls) == 2  # the retries of the diagram
    job.error = None
    command = ResolveIncident("again", incident.incident_id, "retry", "li")
    assert site.cases.resolve_incident(case, command).outcome == "done"
    site.complete(case, "read")
    row = site.ended(case)
    assert (row.variables["slot"], row.has_incident) == ("Tuesday", False)
    (resolved,) = site.rows(Incident, instance_id=case)
    assert (resolved.state, resolved.resolved_by) == ("resolved", "li")
    again = site.cases.resolve_incident(case, command)
    assert again.outcome == "done"


def test_a_refused_booking_would_be_tried_again_and_again(site: Site) -> None:
    job = Flaky(CarelaneError("no"))
    site.work(book=job)
    case = site.start("two_tasks")
    site.complete(case, "write")
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case))
    assert (len(job.calls), incident.message) == (1, "error")


def test_a_retried_booking_would_book_twice(site: Site) -> None:
    job = Flaky(RuntimeError("away"))
    site.work(book=job)
    case = site.start("two_tasks")
    site.complete(case, "write")
    eventually(lambda: len(job.calls) == 2)
    assert len({call.idempotency_key for call in job.calls}) == 1


def test_an_incident_could_be_resolved_twice(site: Site) -> None:
    site.work(book=Flaky(CarelaneError("no")))
    case = site.start("two_tasks")
    site.complete(case, "write")
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case))
    skip = ResolveIncident("first", incident.incident_id, "skip", "li")
    assert site.cases.resolve_incident(case, skip).outcome == "done"
    other = ResolveIncident("second", incident.incident_id, "skip", "li")
    answer = site.cases.resolve_incident(case, other)
    assert (answer.outcome, answer.code) == ("refused", "incident_closed")
    site.complete(case, "read")
    assert site.ended(case).state == "completed"
