"""What operators see of the installation itself: its processes, its counters, the scheduler's last runs."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from carelane.domain.errors import NotAllowed
from carelane.domain.schedule import SchedulerRun
from carelane.services.figures import Figure, figures
from carelane.services.parts import PartRow, list_parts
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_watch_system


@dataclass(frozen=True, slots=True)
class RunRow:
    """The last run of a job of the scheduler; ``finished_at`` is None while it runs or if it was killed."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str

    @property
    def failed(self) -> bool:
        """Whether the run ended with a failure."""
        return self.outcome.startswith("failed")


@dataclass(frozen=True, slots=True)
class SystemView:
    """Everything of the page System at one moment."""

    at: datetime
    parts: tuple[PartRow, ...]
    figures: tuple[Figure, ...]
    runs: tuple[RunRow, ...]

    def total(self, name: str, **labels: str) -> int:
        """Add up the figures of a name that carry these labels."""
        wanted = set(labels.items())
        return round(
            sum(
                figure.value
                for figure in self.figures
                if figure.name == name and wanted <= set(figure.labels)
            )
        )


def system_view(database: Database, actor: Actor) -> SystemView:
    """Look at the installation. Raises `NotAllowed` for all but operators."""
    if not may_watch_system(actor):
        raise NotAllowed
    with database.reading() as session:
        runs = _last_runs(session)
    return SystemView(
        at=database.now(),
        parts=list_parts(database, actor),
        figures=tuple(figures(database)),
        runs=runs,
    )


def _last_runs(session: Session) -> tuple[RunRow, ...]:
    newest = (
        select(col(SchedulerRun.job).label("job"), func.max(col(SchedulerRun.slot)).label("slot"))
        .group_by(col(SchedulerRun.job))
        .subquery()
    )
    same = (
        newest.c.job == col(SchedulerRun.job),
        newest.c.slot == col(SchedulerRun.slot),
    )
    rows = session.exec(select(SchedulerRun).join(newest, same[0] & same[1]))
    found = [RunRow(row.job, row.started_at, row.finished_at, row.outcome) for row in rows]
    return tuple(sorted(found, key=lambda run: run.job))
