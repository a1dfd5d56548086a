"""Long runs over all cases that can be broken off and taken up again: what each case came to is kept until the end."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import delete
from sqlmodel import col, select

from carelane.domain.errors import CaseUnavailable
from carelane.domain.maintenance import MaintenanceStep
from carelane.services.transaction import Database

Progress = Callable[[int, int], None]
"""Hears how many cases are done, and of how many."""
SILENT = 3
"""So many cases in a row without an answer mean that Temporal is away."""


class Run:
    """One run of a kind; ``fresh`` forgets what an earlier one that was broken off had done."""

    def __init__(self, database: Database, kind: str, *, fresh: bool = False) -> None:
        self._database = database
        self._kind = kind
        if fresh:
            self._forget()
        self.outcomes = self._done()

    def over(
        self, instance_ids: Iterable[str], step: Callable[[str], str], progress: Progress
    ) -> dict[str, str]:
        """Call ``step`` for every case that has no outcome yet; give all outcomes. A failing step stops nothing.

        Raises `CaseUnavailable` when Temporal is away: what is done stays done.
        """
        wanted = list(instance_ids)
        silent = 0
        for number, instance_id in enumerate(wanted):
            progress(number, len(wanted))
            if instance_id in self.outcomes:
                continue
            outcome = step(instance_id)
            silent = silent + 1 if outcome == CaseUnavailable.code else 0
            if silent == SILENT:
                raise CaseUnavailable
            self._note(instance_id, outcome)
        progress(len(wanted), len(wanted))
        self._forget()
        return self.outcomes

    def _done(self) -> dict[str, str]:
        mine = col(MaintenanceStep.kind) == self._kind
        with self._database.reading() as session:
            rows: Sequence[MaintenanceStep] = session.exec(
                select(MaintenanceStep).where(mine)
            ).all()
            return {row.instance_id: row.outcome for row in rows}

    def _note(self, instance_id: str, outcome: str) -> None:
        self.outcomes[instance_id] = outcome
        with self._database.transaction() as session:
            session.add(
                MaintenanceStep(
                    kind=self._kind,
                    instance_id=instance_id,
                    outcome=outcome,
                    at=self._database.now(),
                )
            )

    def _forget(self) -> None:
        mine = col(MaintenanceStep.kind) == self._kind
        with self._database.transaction() as session:
            session.connection().execute(delete(MaintenanceStep).where(mine))
