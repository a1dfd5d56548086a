"""The words for the installation's own parts: kinds of processes, their states, the scheduler's jobs."""

from carelane.services.locks import FAILED
from worklists_ui import problems
from worklists_ui.translation import translator

WRONG_FILE = "holidays_file_wrong"
"""What a job says that was given a file with wrong cells; which ones follow."""


def part_kind(code: str) -> str:
    """Name a kind of process."""
    _ = translator()
    names = {"web": _("Web server"), "worker": _("Worker"), "scheduler": _("Scheduler")}
    return names.get(code, code)


def part_state(code: str) -> str:
    """Name the state of a process."""
    _ = translator()
    names = {"ready": _("ready"), "troubled": _("in trouble"), "silent": _("silent")}
    return names.get(code, code)


def trouble(pairs: str) -> str:
    """Say what a process cannot reach; ``pairs`` are ``name:error code``."""
    _ = translator()
    names = {"database": _("the database"), "cases": _("the process engine")}
    said = []
    for pair in filter(None, pairs.split(", ")):
        name, _colon, code = pair.partition(":")
        said.append(f"{names.get(name, name)}: {_cause(code)}")
    return "; ".join(said)


def _cause(code: str) -> str:
    """Say an error code in a table's cell: those of what is away are told elsewhere to people who type."""
    _ = translator()
    if code in {"database_unavailable", "case_unavailable", "unavailable"}:
        return _("cannot be reached")
    return problems.by_code(code) or code


def outcome(text: str) -> str:
    """Say what came of a job's run (`carelane.jobs.sweeps`): numbers with what they count, or why it failed."""
    if text.startswith(f"{FAILED}: {WRONG_FILE}"):
        _ = translator()
        cells = text.partition(WRONG_FILE)[2].strip()
        return _("the file has wrong cells: {cells}").format(cells=cells)
    if text.startswith(FAILED):
        return _cause(text.removeprefix(FAILED).lstrip(": "))
    return ", ".join(_said(part) for part in text.split(", "))


def _said(part: str) -> str:
    """Say one of the numbers, or what counts nothing; what has no words yet stays as it is."""
    _ = translator()
    whole = {"no mail server": _("no mail server"), "no file": _("no file is set")}
    if part in whole:
        return whole[part]
    number, _space, what = part.partition(" ")
    return _counted().get(what, part).format(count=number)


def _counted() -> dict[str, str]:
    """Give the words of what jobs count."""
    _ = translator()
    return {
        "looked at": _("{count} looked at"),
        "repaired": _("{count} repaired"),
        "lost": _("{count} lost"),
        "still different": _("{count} still different"),
        "marked": _("{count} marked"),
        "delivered": _("{count} delivered"),
        "expired": _("{count} expired"),
        "told": _("{count} told"),
        "late": _("{count} late"),
        "done": _("{count} done"),
        "did not answer": _("{count} did not answer"),
        "deleted": _("{count} deleted"),
        "started": _("{count} started"),
        "sent": _("{count} sent"),
        "failed": _("{count} failed"),
        "written": _("{count} written"),
        "cases mended": _("{count} cases mended"),
        "resumed": _("{count} resumed"),
        "refused": _("{count} refused"),
        "dropped": _("{count} not needed any more"),
        "reminded": _("{count} reminded"),
        "days": _("{count} days"),
        "cases told": _("{count} cases told their calendar"),
        "notices": _("{count} notices"),
        "drafts": _("{count} drafts"),
        "cases forgotten": _("{count} cases without their patients' data"),
        "files taken away": _("{count} files taken away"),
        "erased": _("{count} erased"),
        "contents deleted": _("{count} contents deleted"),
        "cases looked at": _("{count} cases looked at"),
        "days of a measure added up anew": _("{count} days of a measure added up anew"),
        "of people who may not have them any more": _(
            "{count} of people who may not have them any more"
        ),
    }


def job(code: str) -> str:
    """Name a job of the scheduler."""
    _ = translator()
    names = {
        "repair_read_model": _("Compare and repair the read model"),
        "mend_worklists": _("Mend worklists"),
        "lapse_holds": _("Release holds that ran out"),
        "mark_overdue": _("Mark what is overdue"),
        "resume_tasks": _("Take up tasks that were put aside"),
        "sweep_messages": _("Deliver and expire messages"),
        "sweep_signals": _("Tell signals"),
        "tell_identities": _("Tell cases of merged identities"),
        "start_timed_cases": _("Start cases by their clocks"),
        "deliver_outbox": _("Send mails"),
        "forget_signals": _("Forget signals that everybody has heard"),
        "forget_job_effects": _("Forget automatic steps of cases that ended long ago"),
        "forget_sign_ins": _("Forget old sign-ins"),
        "write_daily_digests": _("Write the supervisors' digests"),
        "write_unread_digests": _("Write the daily mails of unread notices"),
        "remind_unacknowledged": _("Remind of messages that nobody takes"),
        "refresh_holidays": _("Read holidays from their file"),
        "erase_files": _("Erase what removed files held"),
        "roll_up_figures": _("Add up figures"),
        "write_reports": _("Write reports"),
        "apply_retention": _("Delete what is kept no longer"),
    }
    return names.get(code, code.replace("_", " "))
