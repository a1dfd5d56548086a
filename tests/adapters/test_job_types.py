"""What an installation says about its job types holds, and what it says wrong is refused by name."""

import json
from datetime import UTC, datetime

import pytest

from activities.registries import job_handlers
from bpmn.engine.effects import RunJob
from carelane.domain.job_types import OWN, JobSettings, JobTypes
from carelane.setting_texts import WRONG_SETTINGS, wrong_settings
from carelane.settings import Settings
from workflows.jobs import Job


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def say(told: pytest.MonkeyPatch, types: object, queues: object = None) -> Settings:
    told.setenv("CARELANE_JOB_TYPES", json.dumps(types))
    told.setenv("CARELANE_JOB_TASK_QUEUES", json.dumps(queues or {}))
    return Settings()


def test_a_hospitals_word_would_not_reach_its_jobs(told: pytest.MonkeyPatch) -> None:
    lab = {"task_queue": "county", "timeout": "PT10M", "patience": "P2D", "retries": 5}
    jobs = say(told, {"lab.order": lab, "notify": {"longest_pause": "PT2M"}}, {"old": "q"}).jobs
    order = jobs.settings("lab.order")
    assert (order.timeout, order.patience, order.retries) == (600.0, 2 * 86400.0, 5)
    assert (order.task_queue, order.heartbeat) == ("county", 0.0)
    assert jobs.settings("notify").longest_pause == 120.0
    assert jobs.settings("notify").timeout == OWN["notify"].timeout
    assert jobs.queues == {"old": "q", "lab.order": "county"}


def test_a_hospital_that_sends_heartbeats_would_be_thought_silent(
    told: pytest.MonkeyPatch,
) -> None:
    jobs = say(told, {"scan": {"heartbeat": "PT20S"}}, {"scan": "county"}).jobs
    assert jobs.settings("scan").heartbeat == 20.0


@pytest.mark.parametrize(
    ("types", "word"),
    [
        ({"x": {"timeout": "soon"}}, "ISO 8601"),
        ({"x": {"timeout": "PT0S"}}, "greater than 0"),
        ({"x": {"retries": 0}}, "greater than or equal to 1"),
        ({"x": {"tries": 1}}, "not permitted"),
        ({"x": {"task_queue": "one"}}, "name it once"),
    ],
)
def test_a_wrong_setting_would_be_passed_over(
    told: pytest.MonkeyPatch, types: object, word: str
) -> None:
    with pytest.raises(WRONG_SETTINGS) as caught:
        say(told, types, {"x": "two"})
    said = wrong_settings(caught.value)  # type: ignore[arg-type]
    assert "CARELANE_JOB_TYPES" in said
    assert word in said


def test_every_job_type_of_our_own_has_settings() -> None:
    assert set(OWN) == set(job_handlers(None))  # type: ignore[arg-type]
    assert JobTypes().settings("of.nobody").patience > 24 * 3600


@pytest.mark.parametrize("settings", [None, JobTypes().settings("notify")], ids=["old", "known"])
def test_a_waiting_job_would_lose_its_patience_in_a_new_history(
    settings: JobSettings | None,
) -> None:
    effect = RunJob("j1", "ask", "x", {}, {"a": 1}, 2, timeout=60.0, patience=0.0)
    until = None if settings is None else datetime(2026, 1, 2, tzinfo=UTC)
    job = Job(effect, settings, until)
    assert Job.load(json.loads(json.dumps(job.dump()))) == job
