"""Clocks of the bench: over every second task that has a due time, so that half of what is late is late by a clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from carelane.domain.deadlines import Deadline

_COLUMNS = (
    "id",
    "instance_id",
    "sla_id",
    "task_id",
    "element_id",
    "start_at",
    "due_at",
    "percent",
    "stopped_at",
)


def of_tasks(
    tasks: Iterable[tuple[Any, ...]], now: datetime
) -> tuple[type[Deadline], tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Give table, columns and rows for these rows of tasks (`carelane.bench.worklist.rows`)."""
    return Deadline, _COLUMNS, _rows(tasks, now)


def _rows(tasks: Iterable[tuple[Any, ...]], now: datetime) -> Iterator[tuple[Any, ...]]:
    for key, case, name, element, *_of_people, due, created, _claimed, closed, _variables in tasks:
        if due is not None:
            gone = ((closed or now) - created) / (due - created)
            percent = max(step for step in (0, 50, 80, 100) if step <= 100 * gone)
            yield key, case, name, name, element, created, due, percent, closed
