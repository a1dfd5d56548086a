"""Fifty coordinators claim the same tasks at the same time: every task has one winner."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Lock

from sqlalchemy import tuple_
from sqlmodel import col, func, select

from carelane.adapters.database import open_database
from carelane.bench.worklist.rows import SEED
from carelane.domain.errors import Conflict
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.human_tasks import claim
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership

COORDINATORS = 50
DOORS = 5
"""Web processes through which they come, each with connections of its own."""
LOOKED_AT = 200
"""Each takes one of so many tasks that stand first, so that several often want the same."""


@dataclass
class _List:
    """The tasks that nobody has, as far as the coordinators know."""

    tasks: list[str]
    lock: Lock = field(default_factory=Lock)

    def pick(self, chance: random.Random) -> str | None:
        with self.lock:
            return chance.choice(self.tasks[-LOOKED_AT:]) if self.tasks else None

    def drop(self, task: str) -> None:
        with self.lock:
            if task in self.tasks[-LOOKED_AT:]:
                self.tasks.remove(task)


def measure(database: Database, number: int) -> dict[str, float]:
    """Let all claim until nothing is left; ``lost_races`` are claims that came too late."""
    tasks, desks = _free(database, number)
    waiting, start = _List(list(tasks)), Barrier(COORDINATORS)
    crowd = [
        Actor(f"crowd{n}", f"同事{n}", f"Coordinator {n}", "en", desks) for n in range(COORDINATORS)
    ]
    url = database.engine.url.render_as_string(hide_password=False)
    doors = [open_database(url) for _ in range(DOORS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(COORDINATORS) as threads:
        runs = [
            threads.submit(_work, doors[number % DOORS], actor, waiting, start)
            for number, actor in enumerate(crowd)
        ]
        won, lost = Counter[tuple[str, str]](), 0
        for each in runs:
            mine, late = each.result()
            won.update(mine)
            lost += late
    seconds = time.perf_counter() - began
    for door in doors:
        door.engine.dispose()
    wrong = _wrong(database, tasks, won)
    return {
        "winners": len(tasks) - len(wrong),
        "claimed_twice": len(wrong),
        "claims_per_second": len(tasks) / seconds,
        "lost_races": lost,
    }


def _free(database: Database, number: int) -> tuple[list[str], tuple[Membership, ...]]:
    """Find tasks that nobody has, of the busiest desks, and these desks."""
    entry, owner = WorklistEntry, HumanTaskOwner
    place, role = col(owner.institution_code), col(owner.role)
    ready = (
        col(owner.human_task_id) == col(entry.task_id),
        col(entry.actual_owner).is_(None),
        col(entry.state) == "ready",
    )
    busiest = (
        select(place, role, func.count())
        .where(*ready)
        .group_by(place, role)
        .order_by(func.count().desc())
    )
    with database.reading() as session:
        desks, there = [], 0
        for code, each, tasks in session.exec(busiest):
            if there < number:
                desks.append((code, each))
                there += tasks
        found = (
            select(col(entry.task_id))
            .where(*ready, tuple_(place, role).in_(desks))
            .order_by(col(entry.task_id))
            .limit(number)
        )
        return list(session.exec(found)), tuple(Membership(*each) for each in desks)


def _work(
    database: Database, actor: Actor, waiting: _List, start: Barrier
) -> tuple[list[tuple[str, str]], int]:
    """Claim one task after the other; gives (task, person) of those that were won, and how many were lost."""
    chance = random.Random(f"{SEED}{actor.person_id}")  # noqa: S311 - whom somebody meets
    won, lost = [], 0
    start.wait()
    while (task := waiting.pick(chance)) is not None:
        try:
            claim(database, actor, task)
        except Conflict:
            lost += 1
        else:
            won.append((task, actor.person_id))
        waiting.drop(task)
    return won, lost


def _wrong(database: Database, tasks: list[str], won: Counter[tuple[str, str]]) -> list[str]:
    """Give the tasks that not exactly one person won, or whose rows say something else."""
    winners: dict[str, list[str]] = {}
    for (task, person), times in won.items():
        winners.setdefault(task, []).extend([person] * times)
    owner = select(HumanTask.id, HumanTask.actual_owner).where(col(HumanTask.state) == "reserved")
    listed = select(WorklistEntry.task_id, WorklistEntry.actual_owner)
    lines = select(HistoryEntry.instance_id, HistoryEntry.task_id).where(
        col(HistoryEntry.kind) == "claim"
    )
    with database.reading() as session:
        has, shows = dict(session.exec(owner).all()), dict(session.exec(listed).all())
        told = Counter(f"{case}:{task}" for case, task in session.exec(lines))
    return [
        task
        for task in tasks
        if not (winners.get(task) == [has.get(task)] == [shows.get(task)] and told[task] == 1)
    ]
