"""What a designer says about a job reaches the worker, and a job that waits says so until it is answered."""

import pytest

from bpmn.engine.effects import CancelJob, JobAnswered, JobWaiting, RaiseIncident, RunJob
from bpmn.engine.events import CancelRequested, JobDone, JobFailed, JobWaits
from bpmn.findings import Refused
from bpmn.json_types import Json
from tests.engine.conftest import Case

FILE = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t">
 <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
 <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="ask"/>
 <bpmn:serviceTask id="ask"><bpmn:extensionElements>@</bpmn:extensionElements></bpmn:serviceTask>
 <bpmn:sequenceFlow id="g" sourceRef="ask" targetRef="e"/><bpmn:endEvent id="e"/>
 </bpmn:process></bpmn:definitions>"""


def begun(extensions: str, **variables: Json) -> Case:
    return Case(FILE.replace("@", extensions), **variables)


def job_of(case: Case) -> RunJob:
    (job,) = [each for each in case.effects if isinstance(each, RunJob)]
    return job


def test_patience_of_an_element_would_be_forgotten() -> None:
    case = begun(
        '<zeebe:taskDefinition type="x" retries="=n"/>'
        '<carelane:job timeout="PT1M" backoff="=pause" patience="P1D"/>',
        n=7,
        pause="PT5S",
    )
    job = job_of(case)
    assert (job.retries, job.timeout, job.backoff, job.patience) == (7, 60.0, 5.0, 86400.0)


def test_what_the_element_leaves_open_would_be_decided_for_the_job_type() -> None:
    job = job_of(begun('<zeebe:taskDefinition type="x"/>'))
    assert (job.retries, job.timeout, job.backoff, job.patience) == (0, None, None, None)


@pytest.mark.parametrize(
    "extensions",
    [
        '<zeebe:taskDefinition type="x" retries="=10000000000"/>',
        '<zeebe:taskDefinition type="x" retries="=null"/>',
        '<zeebe:taskDefinition type="x"/><carelane:job timeout="=1"/>',
        '<zeebe:taskDefinition type="x"/><carelane:job patience="=&quot;P10Y&quot;"/>',
        '<zeebe:taskDefinition type="x"/><carelane:job backoff="=&quot;-PT1S&quot;"/>',
    ],
)
def test_a_number_that_temporal_refuses_would_stop_the_case(extensions: str) -> None:
    incidents = [each for each in begun(extensions).effects if isinstance(each, RaiseIncident)]
    assert [each.kind for each in incidents] == ["expression"]


@pytest.mark.parametrize(
    ("extensions", "rule"),
    [
        ('<zeebe:taskDefinition type="x"/><carelane:job timeout="soon"/>', "invalid_value"),
        ('<carelane:job timeout="PT1S"/>', "missing_job_type"),
        ('<zeebe:taskDefinition type="x"/><carelane:job wait="PT1S"/>', "unsupported_attribute"),
    ],
)
def test_a_wrong_word_about_a_job_would_be_passed_over(extensions: str, rule: str) -> None:
    with pytest.raises(Refused) as caught:
        begun(extensions)
    assert rule in [each.rule for each in caught.value.findings]


def test_a_job_that_waits_would_not_be_seen_or_would_be_seen_for_ever() -> None:
    case = begun('<zeebe:taskDefinition type="x"/>')
    job = job_of(case).job_id
    case.give(JobWaits(job, "x", "unavailable:LIS", 3))
    assert case.last == (JobWaiting(job, "ask", "x", "unavailable:LIS", 3),)
    case.give(JobDone(job))
    assert case.last[0] == JobAnswered(job)


def test_a_job_that_waited_in_vain_tells_how_often_it_was_tried() -> None:
    case = begun('<zeebe:taskDefinition type="x"/>')
    job = job_of(case).job_id
    case.give(JobWaits(job, "x", "not_taken")).give(JobFailed(job, "timed_out", 9))
    answered, raised = case.last
    assert answered == JobAnswered(job)
    assert isinstance(raised, RaiseIncident)
    assert (raised.message, raised.tries) == ("timed_out", 9)


def test_a_cancelled_job_would_still_be_waited_for() -> None:
    case = begun('<zeebe:taskDefinition type="x"/>')
    job = job_of(case).job_id
    case.give(JobWaits(job, "x", "not_taken")).give(CancelRequested("moved"))
    assert case.last[:2] == (JobAnswered(job), CancelJob(job))
    late = case.give(JobWaits(job, "x", "not_taken"))
    assert late.last == ()
