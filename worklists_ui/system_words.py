"""The words for the installation's own parts: kinds of processes, their states, the scheduler's jobs."""

from worklists_ui import problems
from worklists_ui.translation import translator


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
        said.append(f"{names.get(name, name)}: {problems.by_code(code) or code}")
    return "; ".join(said)


def job(code: str) -> str:
    """Name a job of the scheduler."""
    _ = translator()
    names = {
        "repair_read_model": _("Compare and repair the read model"),
        "mend_worklists": _("Mend worklists"),
        "mark_overdue": _("Mark what is overdue"),
        "sweep_messages": _("Deliver and expire messages"),
        "sweep_signals": _("Tell signals"),
        "start_timed_cases": _("Start cases by their clocks"),
        "deliver_outbox": _("Send mails"),
        "forget_job_effects": _("Forget automatic steps of cases that ended long ago"),
        "forget_sign_ins": _("Forget old sign-ins"),
        "write_daily_digests": _("Write the daily digests"),
    }
    return names.get(code, code.replace("_", " "))
