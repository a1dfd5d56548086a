"""What came of a simulated month: what happened, what was checked, and what nobody could do."""

import json
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Told:
    """Counts of a month.

    ``unfilled``, ``nobody`` and ``refused`` name forms, tasks and answers: defects of the simulation or of a process.
    """

    begun: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    turns: int = 0
    tasks: int = 0
    left: int = 0
    incidents: Counter[str] = field(default_factory=Counter)
    unfilled: Counter[str] = field(default_factory=Counter)
    nobody: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


def report(told: Told) -> list[str]:
    """Tell what came of a month, a line each."""
    begun, cases = sum(told.begun.values()), sum(told.cases.values())
    lines = [f"{begun} requests became {cases} cases, {told.turns} steps"]
    lines += [f"{told.tasks} tasks done, {told.left} left undone on purpose"]
    lines += [f"  {process}: {number}" for process, number in sorted(told.cases.items())]
    lines.append(f"{sum(told.checks.values())} checks after {told.turns} steps:")
    lines += [f"  {name}: {number}" for name, number in sorted(told.checks.items())]
    troubles: dict[str, Counter[str]] = {
        "incidents": told.incidents,
        "forms nobody could fill in": told.unfilled,
        "tasks without anybody": told.nobody,
        "refused": told.refused,
    }
    for name, found in troubles.items():
        lines.append(f"{name}: {sum(found.values())}")
        lines += [f"  {number} x {what}" for what, number in found.most_common()]
    lines.append(f"violations: {len(told.violations)}")
    return lines + [f"  {line}" for line in told.violations]


def to_json(told: Told) -> str:
    """Give the same as JSON."""
    return json.dumps(vars(told), ensure_ascii=False)
