"""The words that a worker in any Temporal SDK uses to say why a job was not done: error types.

An ``ApplicationError`` of one of these types means the same from our own handlers and from a hospital's worker.
Types are not encrypted and are shown to operators: no patient data in them.
"""

AWAY = "unavailable"
"""What the job needs is away; ``unavailable:LIS`` names it. It is waited for, long after the retries."""
BPMN = "BPMN:"
"""``BPMN:NO_SLOT`` throws the BPMN error NO_SLOT, final; the first detail may be an object of variables."""
UNKNOWN_JOB_TYPE = "unknown_job_type"
"""The worker of this queue has no handler for the job type."""
NOT_TAKEN = "not_taken"
"""No worker has taken the job from its task queue."""
TIMED_OUT = "timed_out"
"""Attempts took longer than they may."""
SILENT = "worker_lost"
"""Workers died, or were silent for too long, while they did the job."""
BAD_ANSWER = "bad_answer"
"""The worker's answer is no object of variables, error_code and error_message."""


def is_away(error_type: str) -> bool:
    """Say whether an error type tells that something is away."""
    return error_type == AWAY or error_type.startswith(f"{AWAY}:")


def away(system: str = "") -> str:
    """Make the error type that says what is away."""
    return f"{AWAY}:{system}" if system else AWAY
