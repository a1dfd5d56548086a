"""The page of jobs says what our jobs read, give and throw, as the code does."""

from dataclasses import fields
from pathlib import Path

from activities import registries
from carelane.domain import job_errors
from carelane.domain.job_types import JobSettings

PAGE = (Path(__file__).parents[2] / "docs" / "jobs.md").read_text("utf-8")


def test_a_job_would_be_missing_on_its_page() -> None:
    told = [line.replace("``", "`") for line in (registries.__doc__ or "").splitlines()]
    rows = [line for line in told if line.startswith("| `")]
    assert len(rows) == len(registries.job_handlers(None))  # type: ignore[arg-type]
    assert [row for row in rows if row not in PAGE.splitlines()] == []


def test_a_setting_of_a_job_type_would_be_missing_on_its_page() -> None:
    table = PAGE.partition("## Settings of a job type")[2].partition("\n## ")[0]
    assert [each.name for each in fields(JobSettings) if f"`{each.name}`" not in table] == []


def test_a_word_of_a_worker_would_be_missing_on_its_page() -> None:
    words = [job_errors.AWAY, job_errors.BPMN, job_errors.UNKNOWN_JOB_TYPE, job_errors.NOT_TAKEN]
    assert [word for word in [*words, job_errors.BAD_ANSWER] if f"`{word}" not in PAGE] == []
