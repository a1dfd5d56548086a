"""What an automatic step waits for, in the reader's language."""

from carelane.domain.job_errors import AWAY, NOT_TAKEN, TIMED_OUT
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
