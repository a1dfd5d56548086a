"""Holds what was acknowledged against what is there. Tests show for each check that it can fail."""

from collections.abc import Callable, Iterator, Sequence

from carelane.chaos.checks import cases, commands, rest, tasks
from carelane.chaos.facts import Facts
from carelane.chaos.record import Operation

Check = Callable[[Sequence[Operation], Facts], Iterator[str]]
CHECKS: dict[str, Check] = {
    "acknowledged starts": commands.acknowledged_starts,
    "one case per command": commands.one_case_per_command,
    "acknowledged completions": commands.acknowledged_completions,
    "one completion per task": commands.one_completion_per_task,
    "acknowledged cancels": commands.acknowledged_cancels,
    "claims": tasks.claims,
    "drafts": tasks.drafts,
    "job effects": cases.job_effects,
    "timers": cases.timers,
    "messages": cases.messages,
    "signals": cases.signals,
    "no stall": rest.no_stall,
    "read model": rest.read_model,
}


def problems(record: Sequence[Operation], facts: Facts) -> dict[str, list[str]]:
    """Run every check; the problems by its name."""
    return {name: list(check(record, facts)) for name, check in CHECKS.items()}
