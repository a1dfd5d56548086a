"""Automatic work."""

from dataclasses import dataclass

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class RunJob:
    """Automatic work: run the handler of ``job_type``; answer with JobDone, JobFailed or JobThrew.

    ``retries`` counts attempts in all, 0 where the file leaves it to the job type. ``variables`` is the scope as
    the job sees it. ``timeout`` of one attempt, ``backoff`` (the first pause between two) and ``patience`` (how
    long a system that is away is waited for) are seconds, None where the file leaves them to the job type.
    """

    job_id: str
    element_id: str
    job_type: str
    headers: dict[str, str]
    variables: Variables
    retries: int
    timeout: float | None = None
    backoff: float | None = None
    patience: float | None = None


@dataclass(frozen=True, slots=True)
class CancelJob:
    """The job's element is gone; a later answer is ignored by the engine."""

    job_id: str


@dataclass(frozen=True, slots=True)
class JobWaiting:
    """The job has not been done for a while and is still being tried: what it needs is away.

    ``reason`` is a code and names no value; ``attempts`` counts those made so far, 0 where nobody knows.
    """

    job_id: str
    element_id: str
    job_type: str
    reason: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class JobAnswered:
    """A job that was told to be waiting waits no more: it was answered, or its element is gone."""

    job_id: str
