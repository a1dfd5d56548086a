"""The jobs of the scheduler as data: name, how often, and what is called.

Each job is one call of a service; what it returns is written into its run's row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from carelane.adapters.bootstrap import Product
from carelane.adapters.site import site_of
from carelane.services import (
    attachment_retention,
    digests,
    job_effects,
    mails,
    measuring,
    messages,
    repairs,
    reports,
    retention,
    signals,
    sweeps,
    tasks_put_aside,
    timed_starts,
    worklist_entries,
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its name, how often it is looked at, its time slots, and its work.

    ``slot`` names the time slot that a moment lies in, None where nothing is due; a slot is run once.
    ``run`` gives a short text for the log.
    """

    name: str
    every: timedelta
    slot: Callable[[datetime], datetime | None]
    run: Callable[[Product], str]


def all_jobs(product: Product) -> tuple[Job, ...]:
    """List the jobs with the times that the settings ask for."""
    settings = product.settings
    daily = partial(local_day, zone=ZoneInfo(settings.time_zone), hour=settings.digest_hour)
    return (
        _every("repair_read_model", timedelta(minutes=5), repair_read_model),
        _every("mend_worklists", timedelta(minutes=5), mend_worklists),
        _every("mark_overdue", timedelta(minutes=1), mark_overdue),
        _every("resume_tasks", timedelta(seconds=30), resume_tasks),
        _every("sweep_messages", timedelta(seconds=30), sweep_messages),
        _every("sweep_signals", timedelta(seconds=30), sweep_signals),
        _every("start_timed_cases", timedelta(seconds=10), start_timed_cases),
        _every("deliver_outbox", timedelta(minutes=1), deliver_outbox),
        _every("forget_signals", timedelta(hours=1), forget_signals),
        _every("forget_sign_ins", timedelta(hours=1), forget_sign_ins),
        _every("erase_files", timedelta(hours=6), erase_files),
        _every("forget_job_effects", timedelta(hours=6), forget_job_effects),
        _every("roll_up_figures", timedelta(hours=1), roll_up_figures),
        Job("apply_retention", timedelta(minutes=10), daily, apply_retention),
        Job("write_reports", timedelta(minutes=10), daily, write_reports),
        Job("write_daily_digests", timedelta(minutes=10), daily, write_daily_digests),
    )


def _every(name: str, length: timedelta, run: Callable[[Product], str]) -> Job:
    """Describe a job that runs at fixed intervals."""
    return Job(name, length, partial(interval, length=length), run)


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


def repair_read_model(product: Product) -> str:
    """Compare open cases with Temporal; say how many were repaired, lost, or are still different."""
    done = repairs.repair_read_model(product.database, product.cases)
    return (
        f"{done.looked_at} looked at, {done.repaired} repaired, "
        f"{done.lost} lost, {done.unrepaired} still different"
    )


def mark_overdue(product: Product) -> str:
    """Flag open tasks that are past due."""
    return f"{sweeps.mark_overdue(product.database)} marked"


def mend_worklists(product: Product) -> str:
    """Write anew the rows of worklists that do not say what their tasks say."""
    return f"{worklist_entries.mend(product.database)} cases mended"


def resume_tasks(product: Product) -> str:
    """Take up the tasks that were put aside until now."""
    return f"{tasks_put_aside.resume_due(product.database)} resumed"


def sweep_messages(product: Product) -> str:
    """Deliver what is still waiting and expire what has waited too long."""
    expired = messages.expire(product.database)
    keys = messages.keys_to_sweep(product.database)
    sent = messages.deliver(product.database, product.cases, keys) if keys else 0
    return f"{sent} delivered, {expired} expired"


def sweep_signals(product: Product) -> str:
    """Tell the signals that somebody has still to hear."""
    waiting = signals.all_untold(product.database)
    return f"{signals.tell(product.database, product.cases, waiting)} told"


def forget_signals(product: Product) -> str:
    """Delete signals that everybody heard long ago."""
    return f"{signals.forget_told(product.database)} deleted"


def start_timed_cases(product: Product) -> str:
    """Start the cases whose timer start event is due."""
    return f"{timed_starts.start_due(product.database, product.cases)} started"


def deliver_outbox(product: Product) -> str:
    """Send waiting mail, where a mail server is configured."""
    if product.mailer is None:
        return "no mail server"
    sent, failed = mails.deliver_mails(product.database, product.mailer)
    return f"{sent} sent, {failed} failed"


def forget_sign_ins(product: Product) -> str:
    """Delete old sessions and counters of failed sign-ins."""
    return f"{sweeps.forget_sign_ins(product.database)} deleted"


def erase_files(product: Product) -> str:
    """Erase what removed files held, and what was uploaded and never used."""
    keep = timedelta(days=product.settings.attachment_keep_days)
    done = attachment_retention.erase(product.database, product.files, keep)
    return f"{done.rows} erased, {done.contents} contents deleted"


def forget_job_effects(product: Product) -> str:
    """Delete what is known of the jobs of cases that ended long ago."""
    return f"{job_effects.forget(product.database)} deleted"


def write_daily_digests(product: Product) -> str:
    """Write every supervisor's digest of the day."""
    return f"{digests.write_digests(product.database, product.settings.time_zone)} written"


def roll_up_figures(product: Product) -> str:
    """Measure the cases that have changed, and add up their days."""
    done = measuring.roll_up(product.database, ZoneInfo(product.settings.time_zone))
    return f"{done.cases} cases looked at, {done.days} days of a measure added up anew"


def apply_retention(product: Product) -> str:
    """Forget what is older than the rules keep it."""
    done = retention.apply_rules(product.database, product.settings.keeping)
    return f"{done.drafts} drafts, {done.notices} notices, {done.cases} cases forgotten"


def write_reports(product: Product) -> str:
    """Write the reports of the last whole week and month that supervisors have ordered."""
    settings = product.settings
    known = settings.public_url or settings.web_port
    address = site_of(settings, settings.web_port).public if known else ""
    done = reports.write_reports(product.database, ZoneInfo(settings.time_zone), address)
    return f"{done.written} written, {done.refused} of people who may not have them any more"
