"""People of every kind look at the first page of every filter and order, and count their saved filters."""

from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import get_args

from sqlalchemy import func
from sqlmodel import col, select

from carelane.bench.worklist.boards import Boards, LookedAtBoard
from carelane.bench.worklist.rows import ELEMENTS, PROCESSES, STATUSES, WIDE
from carelane.bench.worklist.timing import behind_the_wall, p95, timed, typical
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.accounts import actor_for
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from carelane.services.waiting_lists import waiting_for_them
from carelane.services.worklists import (
    URGENCIES,
    Due,
    Sort,
    TaskState,
    WorklistFilter,
    count_filters,
    my_tasks,
)

ROUNDS = 3
PEOPLE = 10
"""People who look besides those who work for the whole group."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Milliseconds. ``typical``: the mean of the medians of every person and filter; ``wide``: of the whole group's staff.

    ``undisturbed``: each page at its best of all rounds, as far as other programs of the machine let it be.
    """

    page_p50: float
    page_p95: float
    page_max: float
    undisturbed_p95: float
    counts_p95: float
    waiting_p95: float
    board: LookedAtBoard
    typical: float
    narrow_typical: float
    wide_page_p95: float
    wide_typical: float


def filters(database: Database) -> list[WorklistFilter]:
    """List every filter and every order once, and some of them together."""
    today = database.now().date()
    with database.reading() as session:
        sender = session.exec(
            select(WorklistEntry.from_institution)
            .group_by(col(WorklistEntry.from_institution))
            .order_by(func.count().desc())
        ).first()
    of_time = [
        WorklistFilter(created_from=today - timedelta(days=2)),
        WorklistFilter(
            created_from=today - timedelta(days=9), created_to=today - timedelta(days=7)
        ),
        WorklistFilter(due_from=today, due_to=today + timedelta(days=1)),
    ]
    return [
        *(WorklistFilter(sort=each) for each in get_args(Sort)),
        *(WorklistFilter(sort=each, descending=True) for each in get_args(Sort)),
        *(WorklistFilter(urgency=(each,)) for each in URGENCIES),
        *(WorklistFilter(process=each) for each in (PROCESSES[0], PROCESSES[-1])),
        *(WorklistFilter(element=each) for each in ELEMENTS[:2]),
        *(WorklistFilter(status=each) for each in STATUSES[:2]),
        *(WorklistFilter(state=each) for each in get_args(TaskState)),
        *(WorklistFilter(due=each) for each in get_args(Due)),
        *of_time,
        WorklistFilter(sender=sender or ""),
        WorklistFilter(urgency=("E", "U"), state="unclaimed", due="overdue"),
        *(
            WorklistFilter(text=each)
            for each in ("王", "建国", "zw", "zhangwei", "00777X", "RU-00123", "王 步骤")
        ),
    ]


SAVED = (
    WorklistFilter(state="mine"),
    WorklistFilter(state="unclaimed", urgency=("E", "U")),
    WorklistFilter(due="overdue"),
    WorklistFilter(due="at_risk", state="unclaimed"),
    WorklistFilter(due="today"),
    WorklistFilter(process=PROCESSES[0]),
    WorklistFilter(process=PROCESSES[1], status=STATUSES[1]),
    WorklistFilter(text="王"),
)
"""Saved filters of one person, counted together."""


def people(database: Database) -> list[Actor]:
    """Choose people of desks with much and with little to do, and all who work everywhere."""
    with database.reading() as session:
        busy = session.exec(
            select(WorklistEntry.actual_owner)
            .where(col(WorklistEntry.actual_owner).is_not(None))
            .group_by(col(WorklistEntry.actual_owner))
            .order_by(func.count().desc(), col(WorklistEntry.actual_owner))
        ).all()
    step = max(1, len(busy) // PEOPLE)
    chosen = [*[str(each) for each in busy[::step]][:PEOPLE], *(f"wide{n}" for n in range(WIDE))]
    return [actor for each in chosen if (actor := actor_for(database, each)) is not None]


@dataclass
class Looks:
    """What everybody's looks at one database take, round by round; on PostgreSQL behind row-level security."""

    database: Database
    rounds: int = 0
    pages: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    counts: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose the people and the filters."""
        self.boards = Boards(self.database)
        self._everybody, self._wanted = people(self.database), filters(self.database)

    def go_round(self) -> None:
        """Let everybody look at everything once."""
        for actor in self._everybody:
            database = behind_the_wall(self.database, actor)
            if not self.rounds:
                my_tasks(database, actor)  # statements are compiled once in the life of a process
            for number, each in enumerate(self._wanted):
                times = self.pages.setdefault((actor.person_id, number), [])
                times.append(timed(my_tasks, database, actor, each))
            self.counts += [timed(count_filters, database, actor, SAVED) for _ in range(2)]
            self.waiting.append(timed(waiting_for_them, database, actor))
        self.boards.go_round()
        self.rounds += 1

    def found(self) -> Looked:
        """Sum up all rounds."""
        every = [time for times in self.pages.values() for time in times]
        wide = [times for (who, _number), times in self.pages.items() if who.startswith("wide")]
        narrow = [times for (who, _n), times in self.pages.items() if not who.startswith("wide")]
        return Looked(
            page_p50=median(every),
            page_p95=p95(every),
            page_max=max(every),
            undisturbed_p95=p95([min(times) for times in self.pages.values()]),
            counts_p95=p95(self.counts),
            waiting_p95=p95(self.waiting),
            board=self.boards.found(),
            typical=typical([*wide, *narrow]),
            narrow_typical=typical(narrow),
            wide_page_p95=p95([time for times in wide for time in times]),
            wide_typical=typical(wide),
        )


def measure(*databases: Database) -> tuple[Looked, ...]:
    """Measure pages and counts of everybody, the databases in turn, so that whatever else runs here meets all of them."""
    looks = [Looks(each) for each in databases]
    for _ in range(ROUNDS):
        for each in looks:
            each.go_round()
    return tuple(each.found() for each in looks)
