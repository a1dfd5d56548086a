"""What a job's handler is given and gives back (`carelane.domain.wire` is how to import it)."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class JobCall:
    """The argument of a job's activity (its Temporal activity name is the job type).

    ``idempotency_key`` is the same on every attempt of this job; a handler records its effect under it.
    """

    instance_id: str
    job_id: str
    element_id: str
    job_type: str
    headers: dict[str, str]
    variables: dict[str, Any]
    institution: str
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job's activity returns: variables, or a BPMN error code thrown on purpose."""

    variables: dict[str, Any] = field(default_factory=dict)
    error_code: str = ""
    error_message: str = ""
