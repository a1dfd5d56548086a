"""What an automatic step waits for, and why one failed, in the reader's language."""

from carelane.domain.job_errors import (
    AWAY,
    BAD_ANSWER,
    NOT_TAKEN,
    SILENT,
    TIMED_OUT,
    UNKNOWN_JOB_TYPE,
    is_away,
)
from carelane.domain.waiting_jobs import WaitingJob
from worklists_ui.translation import translator


def awaited(job: WaitingJob) -> str:
    """Say what is away: the system that the worker named, the worker itself, or what the job type stands for."""
    _ = translator()
    system = job.reason.partition(":")[2]
    words = {
        NOT_TAKEN: _("a worker for {job}"),
        TIMED_OUT: _("{job}, which does not answer in time"),
        AWAY: "{job}",
        f"{AWAY}:database_unavailable": _("the database"),
        f"{AWAY}:case_unavailable": _("the process engine"),
        f"{AWAY}:mail_not_sent": _("the mail server"),
    }
    return words.get(job.reason, system or job.job_type).replace("{job}", job.job_type)


def failed(error: str) -> str:
    """Say why a step failed: in words where the error is a worker's word, else as it was told."""
    _ = translator()
    system = error.partition(":")[2]
    if is_away(error):
        return _("{system} is away").format(system=system) if system else _("what it needs is away")
    words = {
        UNKNOWN_JOB_TYPE: _("no worker has a handler for this kind of step"),
        NOT_TAKEN: _("no worker has taken it"),
        TIMED_OUT: _("it took longer than it may"),
        SILENT: _("its worker died or fell silent"),
        BAD_ANSWER: _("the worker's answer cannot be used"),
    }
    return words.get(error, error)
