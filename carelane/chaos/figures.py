"""What a run measured: kills, acknowledged operations, what was lost or doubled, and how long each recovery took."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from carelane.chaos.faults import Hit
from carelane.chaos.histories import Story
from carelane.chaos.record import Operation
from carelane.chaos.watch import Look

Figures = dict[str, float]
_FAILED = 500
_WINDOW, _APART = 30.0, 5.0
"""Seconds after a kill in which an answer says something about it, and between kills that do not mix."""


def counts(record: Sequence[Operation], hits: Sequence[Hit]) -> Figures:
    """Count kills by component, freezes, and operations by what came of them."""
    kills = Counter(hit.component for hit in hits if hit.kind == "kill")
    outcomes = Counter(operation.outcome for operation in record)
    return {
        "kills": float(kills.total()),
        **{f"kills_{component}": float(count) for component, count in sorted(kills.items())},
        "freezes": float(sum(hit.kind == "freeze" for hit in hits)),
        "clock_steps": float(sum(hit.kind == "step" for hit in hits)),
        "operations_acknowledged": float(outcomes["done"]),
        "operations_refused": float(outcomes["refused"]),
        "operations_unanswered": float(outcomes["unknown"]),
        "operations_sent_again": float(sum(operation.tries > 1 for operation in record)),
    }


def lost_and_doubled(problems: dict[str, list[str]]) -> Figures:
    """Count the problems by their first word."""
    words = Counter(
        line.partition(" ")[0].strip(":") for lines in problems.values() for line in lines
    )
    return {"lost": float(words["lost"]), "doubled": float(words["doubled"])}


def recoveries(
    record: Sequence[Operation],
    hits: Sequence[Hit],
    stories: Sequence[Story],
    looks: Sequence[Look],
) -> Figures:
    """Measure from each kill that stands alone to the next answer that needed the killed part.

    A worker: the cases whose last work before the kill was done by it (by Temporal's history), from the kill or the question,
    whichever is later, to the first completion that is acknowledged. Temporal: any completion; the database: anything;
    the web part: its page; the scheduler: the lock has a new owner.
    """
    done = [operation for operation in record if operation.outcome == "done"]
    completed = [operation for operation in done if operation.verb == "complete"]
    found: Figures = {}
    for component, times in (
        ("worker", _of_workers(completed, hits, stories)),
        ("temporal", _after(hits, "temporal", completed)),
        ("database", _after(hits, "database", done)),
        ("web", _of_web(hits, looks)),
        ("scheduler", _of_scheduler(hits, looks)),
    ):
        found |= spread(f"{component}_back_seconds", times)
    return found


def spread(name: str, times: Sequence[float]) -> Figures:
    """Give median and most of some times."""
    if not times:
        return {}
    return {f"{name}_median": median(times), f"{name}_most": max(times)}


def _after(hits: Sequence[Hit], component: str, answered: Iterable[Operation]) -> list[float]:
    """Measure from each kill of the component to the end of the next operation that began after it."""
    operations = list(answered)
    times = []
    for hit in hits:
        if hit.component == component and hit.apart:
            ends = [each.ended_at - hit.at for each in operations if each.asked_at > hit.at]
            times += [min(ends)] if ends and min(ends) < _WINDOW else []
    return times


def _of_workers(
    completed: Sequence[Operation], hits: Sequence[Hit], stories: Sequence[Story]
) -> list[float]:
    """Measure for each kill of a worker the longest wait of one of its cases."""
    times = []
    for hit in hits:
        if hit.component != "worker" or not hit.apart:
            continue
        orphans = {story.id for story in stories if last_worker(story, hit.at) == hit.pid}
        waits = [wait for case in orphans if (wait := _wait(case, hit.at, completed)) is not None]
        times += [max(waits)] if waits else []
    return times


def _of_web(hits: Sequence[Hit], looks: Sequence[Look]) -> list[float]:
    """Measure from each kill of the web part to its next page."""
    times = []
    for hit in hits:
        if hit.component == "web" and hit.apart:
            after = [look for look in looks if look.at > hit.at]
            gone = next((look.at for look in after if not look.page), hit.at)
            times += [look.at - hit.at for look in after if look.page and look.at > gone][:1]
    return times


def _of_scheduler(hits: Sequence[Hit], looks: Sequence[Look]) -> list[float]:
    """Measure from each kill of the scheduler to a new owner of its lock."""
    times = []
    for hit in hits:
        if hit.component == "scheduler" and hit.apart:
            before = [look.owner for look in looks if look.at <= hit.at and look.owner]
            others = [
                look.at
                for look in looks
                if look.at > hit.at and look.owner not in {"", *before[-1:]}
            ]
            times += [others[0] - hit.at] if others else []
    return times


def errors_of_web(looks: Sequence[Look]) -> Figures:
    """Count the looks at which the page said that something was wrong with it."""
    return {"web_answers_of_500": float(sum(look.page >= _FAILED for look in looks))}


def last_worker(story: Story, at: float) -> int | None:
    """Give the process id of the worker that had the case at a moment."""
    before = [worker for moment, worker in story.workers if moment <= at]
    return before[-1] if before else None


def _wait(case: str, killed_at: float, completed: Iterable[Operation]) -> float | None:
    """Measure how long the first command to the case after the kill waited; None without one soon after."""
    ends = [
        operation.ended_at - max(operation.asked_at, killed_at)
        for operation in completed
        if operation.target.partition(":")[0] == case
        and operation.ended_at > killed_at
        and operation.asked_at < killed_at + _APART
    ]
    return min(ends) if ends else None
