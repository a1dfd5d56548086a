"""Says what a run showed: for a person, and as JSON."""

import json

from carelane.chaos.figures import (
    Figures,
    counts,
    errors_of_web,
    lost_and_doubled,
    recoveries,
)
from carelane.chaos.run import Outcome

_SHOWN = 12


def figures(outcome: Outcome) -> Figures:
    """Give all figures of a run."""
    return {
        "seed": float(outcome.options.seed),
        **counts(outcome.record, outcome.hits),
        **lost_and_doubled(outcome.problems),
        **recoveries(outcome.record, outcome.hits, outcome.stories, outcome.looks),
        **errors_of_web(outcome.looks),
        "overdue_timers": float(outcome.outage.overdue),
        "overdue_timers_fired_after_seconds": outcome.outage.fired_after,
        "latest_timer_seconds": outcome.latest_timer,
        "cases": float(len(outcome.stories)),
        "faults_that_found_nothing": float(outcome.missed),
        "seconds": outcome.seconds,
    }


def failed(outcome: Outcome) -> int:
    """Count the checks that found something wrong."""
    return sum(bool(lines) for lines in outcome.problems.values())


def as_json(outcome: Outcome) -> str:
    """Give figures and problems for tools."""
    passed = len(outcome.problems) - failed(outcome)
    told = {"figures": figures(outcome), "without": outcome.without, "problems": outcome.problems}
    return json.dumps({**told, "passed": passed, "failed": failed(outcome)})


def as_text(outcome: Outcome) -> str:
    """Lay everything out for a terminal; the last line counts the checks."""
    lines = [f"not shown: {missing}" for missing in outcome.without]
    lines += [
        f"{name:36} {value:12,.2f}".replace(".00", "") for name, value in figures(outcome).items()
    ]
    for name, problems in outcome.problems.items():
        lines.append(f"{'FAILED' if problems else 'passed'}  {name}")
        lines += [f"        {problem}" for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"        ... and {len(problems) - _SHOWN} more")
    wrong = failed(outcome)
    return "\n".join([*lines, f"{len(outcome.problems) - wrong} passed, {wrong} failed"])
