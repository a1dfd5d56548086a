"""What operators are told of a retry on a real server: what became of it, not that it was accepted."""

import threading
import time
import uuid
from collections.abc import Iterator

import pytest

from carelane.domain.incidents import Incident
from carelane.domain.wire import JobCall, JobResult
from carelane.services.incident_batches import Batch, Pace, run
from carelane.services.incident_results import Outcome, Patience
from carelane.services.incidents import Resolution, resolve
from carelane.services.operations import Operation, foresee, look_inside, operate
from carelane.services.visibility import Actor, Membership
from tests.durable.site import Site, eventually

OPERATOR = Actor("li", "李医生", "", "en", (Membership("HOS1", "operator"),))
RETRY = Resolution("the desk is open again")


class BookingError(Exception):
    """What the booking system says when it refuses."""


class Desk:
    """Refuses, books, or lets one wait, by the case's variable ``desk``; ``open`` lets all book."""

    def __init__(self) -> None:
        self.open = False
        self.hurry = threading.Event()
        self.asked = 0

    def book(self, call: JobCall) -> JobResult:
        self.asked += 1
        how = call.variables["desk"]
        if self.open and how == "slow":
            self.hurry.wait(60)
        if not self.open or how == "closed":
            raise BookingError(f"no slot for {call.variables['patient_name']}")
        return JobResult({"slot": "Tuesday"})


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    made = Desk()
    site.work(book=made.book)
    yield made
    made.hurry.set()


def stuck(site: Site, how: str) -> str:
    """Begin a case whose booking fails; give its incident."""
    case = site.start("two_tasks", desk=how, patient_name="canary")
    site.complete(case, "write")
    return eventually(lambda: incident_of(site, case))


def incident_of(site: Site, case: str) -> str:
    rows = site.rows(Incident, instance_id=case, state="open")
    return rows[0].id if rows else ""


def retry(site: Site, incident: str, seconds: float = 15.0) -> Outcome:
    patience = Patience(seconds=seconds)
    key = uuid.uuid4().hex
    return resolve(site.database, site.cases, OPERATOR, incident, RETRY, key, patience=patience)


def test_a_job_that_fails_always_would_be_told_as_resolved(site: Site, desk: Desk) -> None:
    incident = stuck(site, "closed")
    outcome = retry(site, incident)
    assert (outcome.result, outcome.code, outcome.error) == (
        "failed_again",
        "job_failed",
        "BookingError",
    )
    assert "canary" not in repr(outcome)
    assert desk.asked == 4  # two attempts each time


def test_a_job_that_failed_once_is_told_as_gone_on(site: Site, desk: Desk) -> None:
    incident = stuck(site, "normal")
    desk.open = True
    outcome = retry(site, incident)
    assert (outcome.result, outcome.succeeded) == ("went_on", True)
    assert site.tasks(outcome.instance_id, "read")


def test_a_slow_job_would_be_told_as_done_before_it_is(site: Site, desk: Desk) -> None:
    incident = stuck(site, "slow")
    desk.open = True
    outcome = retry(site, incident, seconds=1.0)
    assert (outcome.result, outcome.succeeded) == ("still_running", False)
    desk.hurry.set()
    assert eventually(lambda: site.tasks(outcome.instance_id, "read"))


def until_all_else_is_told(wanted: dict[str, str]) -> Batch:
    """Make a batch that waits for the one slow job until it knows what came of all others."""

    def clock() -> float:
        return time.monotonic() + (3600 if len(batch.outcomes) == len(wanted) - 1 else 0)

    patience = Patience(seconds=30.0, clock=clock)
    batch = Batch("b", wanted, RETRY, Pace(patience=patience))
    return batch


def test_a_batch_tells_each_case_as_it_is(site: Site, desk: Desk) -> None:
    wanted = {
        stuck(site, "normal"): "went_on",
        stuck(site, "closed"): "failed_again",
        stuck(site, "slow"): "still_running",
        "nobody:i1": "refused",
    }
    desk.open = True
    batch = run(until_all_else_is_told(wanted), site.database, site.cases, OPERATOR)
    assert {one.incident_id: one.result for one in batch.outcomes.values()} == wanted
    assert not batch.succeeded
    asked = desk.asked
    again = until_all_else_is_told(wanted)
    run(again, site.database, site.cases, OPERATOR)
    assert {one.incident_id: one.result for one in again.outcomes.values()} == wanted
    assert desk.asked == asked


def test_a_suspended_case_is_not_told_as_tried(site: Site, desk: Desk) -> None:
    incident = stuck(site, "normal")
    case, desk.open = incident.partition(":")[0], True
    stop = Operation("suspend", "inspection")
    assert operate(site.database, site.cases, OPERATOR, case, stop, "s").suspended
    batch = run(Batch("b2", [incident], RETRY), site.database, site.cases, OPERATOR)
    assert [(one.result, one.code) for one in batch.outcomes.values()] == [
        ("refused", "case_suspended")
    ]
    assert desk.asked == 2


def test_what_is_foreseen_of_a_moved_token_is_what_happens(site: Site, desk: Desk) -> None:
    del desk
    case = stuck(site, "closed").partition(":")[0]
    inside = look_inside(site.database, site.cases, OPERATOR, case)
    (held,) = [one.id for one in inside.activations if one.element_id == "book"]
    arguments = {"terminate": [held], "activate": [{"element": "read"}]}
    move = Operation("modify", "booked by telephone", arguments)
    seen = foresee(site.database, site.cases, OPERATOR, case, move)
    assert (seen.code, seen.details["terminated"], seen.details["begun"]) == (
        "",
        ["book"],
        ["read"],
    )
    assert incident_of(site, case)
    assert foresee(
        site.database, site.cases, OPERATOR, case, Operation("modify", "", {"terminate": ["a99"]})
    ).details["problems"] == [
        {"code": "unknown_activation", "about": "a99", "why": "", "choices": []}
    ]
    operate(site.database, site.cases, OPERATOR, case, move, "m")
    assert site.tasks(case, "read")
    assert not incident_of(site, case)
