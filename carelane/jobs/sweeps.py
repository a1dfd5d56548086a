"""The jobs of the scheduler as data: name, how often, and what is called.

Each job is one call of a service; what it returns is written into its run's row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from carelane.adapters.bootstrap import Product
from carelane.domain.errors import CaseUnavailable
from carelane.domain.job_plans import PLANS
from carelane.services import (
    attachment_retention,
    calendar_changes,
    calendar_files,
    calendars,
    digests,
    hold_deeds,
    identity_work,
    job_effects,
    mails,
    measuring,
    message_reminders,
    messages,
    repairs,
    reports,
    retention,
    signals,
    sweeps,
    tasks_put_aside,
    timed_starts,
    unread_digests,
    worklist_entries,
)
from carelane.services.locks import FAILED

SHOWN_CELLS = 5
"""Wrong cells of a file that a failed run names."""


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
    times = product.settings.times
    return tuple(
        Job(plan.name, plan.every, partial(plan.slot, times=times), RUNS[plan.name])
        for plan in PLANS
    )


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


def lapse_holds(product: Product) -> str:
    """Release what was held and not committed in time; both sides are told."""
    return f"{hold_deeds.lapse_expired(product.database)} lapsed"


def mend_worklists(product: Product) -> str:
    """Write anew the rows of worklists that do not say what their tasks say."""
    return f"{worklist_entries.mend(product.database)} cases mended"


def resume_tasks(product: Product) -> str:
    """Take up the tasks that were put aside until now."""
    return f"{tasks_put_aside.resume_due(product.database)} resumed"


def sweep_messages(product: Product) -> str:
    """Deliver what is still waiting and expire what has waited too long."""
    sent, expired = messages.sweep(product.database, product.cases)
    return f"{sent} delivered, {expired} expired"


def tell_identities(product: Product) -> str:
    """Tell running cases that their patient is known by another id, and suspend those of a merge taken apart."""
    late, worked = identity_work.sweep(product.database, product.cases)
    return f"{late} late, {worked}"


def sweep_signals(product: Product) -> str:
    """Tell the signals that somebody has still to hear."""
    return f"{signals.sweep(product.database, product.cases)} told"


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
    done = mails.deliver_mails(product.database, product.mailer, product.site)
    told = {"refused": done.refused, "dropped": done.dropped}
    rest = [f"{number} {what}" for what, number in told.items() if number]
    return ", ".join([f"{done.sent} sent", f"{done.failed} failed", *rest])


def forget_sign_ins(product: Product) -> str:
    """Delete old sessions, counters of failed sign-ins, and lines of who signed in."""
    keep_days = product.settings.keep_sign_ins_days
    return f"{sweeps.forget_sign_ins(product.database, keep_days)} deleted"


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
    notices = done.notices + done.unread
    forgotten = (
        f"{done.drafts} drafts, {notices} notices, {done.requests} requests, {done.cases} cases"
    )
    return f"{forgotten} forgotten, {done.files} files taken away"


def write_reports(product: Product) -> str:
    """Write the reports of the last whole week and month that supervisors have ordered."""
    zone = ZoneInfo(product.settings.time_zone)
    done = reports.write_reports(product.database, zone, product.site)
    return f"{done.written} written, {done.refused} of people who may not have them any more"


def write_unread_digests(product: Product) -> str:
    """Write the daily mails of unread notices whose hour has come."""
    return f"{unread_digests.write_unread(product.database, product.site)} written"


def remind_unacknowledged(product: Product) -> str:
    """Remind people of messages that no case has taken."""
    return f"{message_reminders.remind(product.database)} reminded"


def refresh_holidays(product: Product) -> str:
    """Read holidays anew from the file that the settings name, and tell running cases calendars that changed."""
    read = _read_holidays(product)
    if read.startswith(FAILED):
        return read
    told = calendar_changes.tell_cases(product.database, product.cases)
    return f"{FAILED}: {CaseUnavailable.code}" if told.away else f"{read}, {told}"


def _read_holidays(product: Product) -> str:
    file = product.settings.holidays_file
    if file is None:
        return "no file"
    read = calendar_files.read_calendar(
        file.read_text("utf-8-sig"), calendars.codes(product.database)
    )
    if read.wrong:
        cells = "; ".join(map(str, read.wrong[:SHOWN_CELLS]))
        return f"{FAILED}: holidays_file_wrong {cells}"
    return f"{calendars.write_calendar(product.database, read).days} days"


RUNS: dict[str, Callable[[Product], str]] = {
    "apply_retention": apply_retention,
    "deliver_outbox": deliver_outbox,
    "erase_files": erase_files,
    "forget_job_effects": forget_job_effects,
    "forget_signals": forget_signals,
    "forget_sign_ins": forget_sign_ins,
    "lapse_holds": lapse_holds,
    "mark_overdue": mark_overdue,
    "mend_worklists": mend_worklists,
    "refresh_holidays": refresh_holidays,
    "remind_unacknowledged": remind_unacknowledged,
    "repair_read_model": repair_read_model,
    "resume_tasks": resume_tasks,
    "roll_up_figures": roll_up_figures,
    "start_timed_cases": start_timed_cases,
    "sweep_messages": sweep_messages,
    "sweep_signals": sweep_signals,
    "tell_identities": tell_identities,
    "write_daily_digests": write_daily_digests,
    "write_reports": write_reports,
    "write_unread_digests": write_unread_digests,
}
"""What each job of `carelane.domain.job_plans` does; what it returns is told by numbers with what they count."""
