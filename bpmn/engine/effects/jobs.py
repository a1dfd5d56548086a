"""Automatic work."""

from dataclasses import dataclass

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class RunJob:
    """Automatic work: run the handler of ``job_type``; answer with JobDone, JobFailed or JobThrew.

    ``retries`` counts attempts in all (at least 1). ``variables`` is the scope as the job sees it.
    """

    job_id: str
    element_id: str
    job_type: str
    headers: dict[str, str]
    variables: Variables
    retries: int


@dataclass(frozen=True, slots=True)
class CancelJob:
    """The job's element is gone; a later answer is ignored by the engine."""

    job_id: str
