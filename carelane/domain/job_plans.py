"""When the scheduler's jobs run, as data: the scheduler follows it and the page Scheduler jobs tells it.

A new job is a line here, a function in `carelane.jobs.sweeps.RUNS` and its name in `worklists_ui.job_words`. Each must
do no harm when it runs twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Daily = Literal["", "digest", "night"]


@dataclass(frozen=True, slots=True)
class Times:
    """What an installation has set: the time zone and the local hours of daily jobs."""

    zone: str = "Asia/Shanghai"
    digest_hour: int = 7
    night_hour: int = 2

    def hour(self, daily: Daily) -> int:
        """Give the local hour from which on a kind of daily job is due."""
        return self.digest_hour if daily == "digest" else self.night_hour


@dataclass(frozen=True, slots=True)
class JobPlan:
    """One job: looked at ``every`` so often; a daily one runs once a local day, from its hour on."""

    name: str
    every: timedelta
    daily: Daily = ""

    def slot(self, moment: datetime, times: Times) -> datetime | None:
        """Name the time slot that a moment lies in, None where nothing is due; a slot is run once."""
        if not self.daily:
            return interval(moment, length=self.every)
        return local_day(moment, zone=ZoneInfo(times.zone), hour=times.hour(self.daily))

    def following(self, moment: datetime, times: Times) -> datetime:
        """Give when the slot after that of a moment begins."""
        if not self.daily:
            return interval(moment, length=self.every) + self.every
        local = moment.astimezone(ZoneInfo(times.zone))
        hour = local.replace(hour=times.hour(self.daily), minute=0, second=0, microsecond=0)
        return (hour if hour > local else hour + timedelta(days=1)).astimezone(UTC)


_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PLANS: tuple[JobPlan, ...] = (
    JobPlan("start_timed_cases", 10 * _SECOND),
    JobPlan("deliver_outbox", 20 * _SECOND),
    JobPlan("resume_tasks", 30 * _SECOND),
    JobPlan("sweep_messages", 30 * _SECOND),
    JobPlan("sweep_signals", 30 * _SECOND),
    JobPlan("lapse_holds", 30 * _SECOND),
    JobPlan("mark_overdue", _MINUTE),
    JobPlan("tell_identities", _MINUTE),
    JobPlan("remind_unacknowledged", _MINUTE),
    JobPlan("mend_worklists", 5 * _MINUTE),
    JobPlan("repair_read_model", 5 * _MINUTE),
    JobPlan("write_unread_digests", 10 * _MINUTE),
    JobPlan("forget_signals", _HOUR),
    JobPlan("forget_sign_ins", _HOUR),
    JobPlan("roll_up_figures", _HOUR),
    JobPlan("erase_files", 6 * _HOUR),
    JobPlan("forget_job_effects", 6 * _HOUR),
    JobPlan("write_daily_digests", 10 * _MINUTE, "digest"),
    JobPlan("write_reports", 10 * _MINUTE, "digest"),
    JobPlan("refresh_holidays", 10 * _MINUTE, "night"),
    JobPlan("apply_retention", 10 * _MINUTE, "night"),
)
PLAN: dict[str, JobPlan] = {plan.name: plan for plan in PLANS}


def interval(moment: datetime, *, length: timedelta) -> datetime:
    """Give the slot of a moment: multiples of the length since 1970."""
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def local_day(moment: datetime, *, zone: ZoneInfo, hour: int) -> datetime | None:
    """Give the local day as a slot, from this hour on; nothing is due before it."""
    local = moment.astimezone(zone)
    if local.hour < hour:
        return None
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
