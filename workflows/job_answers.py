"""What a worker's answer or failure means to the engine; a worker of another hospital may send anything.

Nothing here raises for what a worker sent: that would stop the case, again and again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.converter import PayloadConverter
from temporalio.exceptions import ActivityError, ApplicationError, RetryState, TimeoutType
from temporalio.exceptions import TimeoutError as TemporalTimeout

from carelane.domain.job_errors import BAD_ANSWER, BPMN, NOT_TAKEN, SILENT, TIMED_OUT, is_away

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.events import JobDone, JobFailed, JobThrew

Answer = JobDone | JobFailed | JobThrew
_TIMEOUTS = {
    TimeoutType.SCHEDULE_TO_START: NOT_TAKEN,
    TimeoutType.HEARTBEAT: SILENT,
}
_FIELDS: Mapping[str, type] = {"variables": dict, "error_code": str, "error_message": str}


@dataclass(frozen=True, slots=True)
class Away:
    """The retries are used up, and ``what`` was away each time or the last time. 0 attempts: unknown."""

    what: str
    attempts: int = 0


def answer_of(given: RawValue, job_id: str, converter: PayloadConverter) -> Answer:
    """Read what the handler returned: nothing, or the fields of `carelane.domain.wire.JobResult`."""
    found = _json(given.payload, converter)
    if found is None:
        return JobDone(job_id)
    if not _is_result(found):
        return JobFailed(job_id, BAD_ANSWER)
    variables = found.get("variables") or {}
    if code := found.get("error_code"):
        return JobThrew(job_id, code, found.get("error_message") or "", variables)
    return JobDone(job_id, variables)


def _json(payload: Payload, converter: PayloadConverter) -> Any:
    try:
        return converter.from_payload(payload)
    except Exception:  # noqa: BLE001 - whatever cannot be read is no answer
        return BAD_ANSWER


def _is_result(found: Any) -> bool:
    return isinstance(found, dict) and all(
        key in _FIELDS and (value is None or isinstance(value, _FIELDS[key]))
        for key, value in found.items()
    )


def trouble_of(error: ActivityError, job_id: str, retries: int, known: bool) -> Answer | Away:  # noqa: FBT001
    """Say what a failed activity means; ``known`` is false for jobs of before there were job settings."""
    failure = _root(error)
    reason = _reason(failure, known=known)
    used_up = error.retry_state == RetryState.MAXIMUM_ATTEMPTS_REACHED
    attempts = retries if used_up else _told_attempts(failure)
    if known and isinstance(failure, ApplicationError) and reason.startswith(BPMN):
        return JobThrew(job_id, reason.removeprefix(BPMN), "", _variables(failure))
    if known and (is_away(reason) or reason in {NOT_TAKEN, TIMED_OUT}):
        return Away(reason, attempts)
    return JobFailed(job_id, reason, attempts)


def _root(error: ActivityError) -> BaseException | None:
    """Give why the last attempt failed; a limit over all attempts says it behind itself."""
    cause = error.cause
    if isinstance(cause, TemporalTimeout) and isinstance(cause.cause, ApplicationError):
        return cause.cause
    return cause


def _reason(failure: BaseException | None, *, known: bool) -> str:
    if isinstance(failure, ApplicationError):
        return failure.type or "Error"
    if isinstance(failure, TemporalTimeout):
        kind = failure.type
        return _TIMEOUTS.get(kind, TIMED_OUT) if known and kind is not None else "Timeout"
    return type(failure).__name__


def _told_attempts(failure: BaseException | None) -> int:
    """Give the number of attempts that our own workers tell with a refusal."""
    told = _details(failure).get("attempts", 0)
    return told if isinstance(told, int) else 0


def _variables(failure: ApplicationError) -> dict[str, Any]:
    return _details(failure)


def _details(failure: BaseException | None) -> dict[str, Any]:
    try:
        first = next(iter(failure.details), None) if isinstance(failure, ApplicationError) else None
    except Exception:  # noqa: BLE001 - details that cannot be read say nothing
        return {}
    return first if isinstance(first, dict) else {}
