"""How fast worklists are with many tasks, on PostgreSQL and SQLite, and whether a claimed task is claimed once.

Each database is filled by bulk copy with tasks of many institutions, most of them closed, as after years of work. Then
people of every kind look at the first page of every filter and order, count their saved filters, and fifty at once
claim tasks. Times are wall-clock times of the services that the pages call, on PostgreSQL behind row-level security.
``board_ratio`` says how many times longer the board of the late cases of all institutions takes than a desk's page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from carelane.adapters import schema
from carelane.adapters.database import open_database
from carelane.bench.worklist import claims, filling, looks
from carelane.bench.worklist.filling import Size
from carelane.bench.worklist.looks import Looked
from carelane.bench.worklist.server import postgres
from carelane.services.transaction import Database

Measures = dict[str, float]
SMALL = 10_000
"""Tasks of the installation that the large one is compared with."""
SQLITE = 100_000
CLAIMED = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What to fill: ``tasks`` of which ``open_tasks`` are open, at ``institutions``."""

    tasks: int = 1_000_000
    open_tasks: int = 50_000
    institutions: int = 300

    def of(self, tasks: int) -> Size:
        """Give an installation with so many tasks in which every institution is as busy as in this one."""
        share = tasks / self.tasks
        places = max(3, round(self.institutions * share))
        return Size(tasks, max(1, round(self.open_tasks * share)), places)


def run(plan: Plan | None = None) -> Measures:
    """Measure everything; what the product promises comes first."""
    chosen = plan or Plan()
    with TemporaryDirectory(prefix="carelane-bench-") as folder, postgres(Path(folder)) as server:
        with (
            _filled(server("small"), chosen.of(min(SMALL, chosen.tasks))) as few,
            _filled(server("large"), chosen.of(chosen.tasks)) as many,
        ):
            small, large = looks.measure(few, many)
            claimed = claims.measure(many, min(CLAIMED, chosen.open_tasks // 2))
        on_sqlite = chosen.of(min(SQLITE, chosen.tasks))
        with _filled(f"sqlite:///{Path(folder) / 'carelane.db'}", on_sqlite) as database:
            (sqlite,) = looks.measure(database)
    return {
        "page_p95_ms": large.page_p95,
        "counts_p95_ms": large.counts_p95,
        "growth_ratio": large.typical / small.typical,
        "sqlite_page_p95_ms": sqlite.page_p95,
        "sqlite_counts_p95_ms": sqlite.counts_p95,
        "board_p95_ms": large.board.p95,
        "board_ratio": large.board.typical / large.narrow_typical,
        **claimed,
        **_details(large),
        "growth_ratio_narrow": large.narrow_typical / small.narrow_typical,
        "growth_ratio_wide": large.wide_typical / small.wide_typical,
        **{f"small_{name}": value for name, value in _details(small).items()},
        **{f"sqlite_{name}": value for name, value in _details(sqlite).items()},
        "tasks": chosen.tasks,
        "open_tasks": chosen.open_tasks,
        "institutions": chosen.institutions,
    }


def _details(looked: Looked) -> Measures:
    """Give what stands behind the figures that count."""
    return {
        "page_p50_ms": looked.page_p50,
        "page_max_ms": looked.page_max,
        "page_undisturbed_p95_ms": looked.undisturbed_p95,
        "wide_page_p95_ms": looked.wide_page_p95,
        "waiting_p95_ms": looked.waiting_p95,
        "board_rows": looked.board.rows,
        "board_typical_ms": looked.board.typical,
        "board_choices_max_ms": looked.board.choices_max,
    }


@contextmanager
def _filled(url: str, size: Size) -> Iterator[Database]:
    """Give a database with tasks in it."""
    schema.upgrade(url)
    database = open_database(url)
    try:
        filling.fill(database, size)
        yield database
    finally:
        database.engine.dispose()
