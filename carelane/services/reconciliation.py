"""Compares the read model with Temporal's histories, row by row, names every difference, and mends it.

The turns of a case are written a second time, into a scratch database, by the very code of the journal; what the two
databases say about the case is then compared. What people do in the database alone (claims, drafts) is
left out, and a difference names table, row and column but no value: values are patients' data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlmodel import col, select

from carelane.domain.errors import CarelaneError, CaseNotFound
from carelane.domain.process_instances import ProcessInstance
from carelane.services.compared_rows import Difference, compare, rows_of
from carelane.services.maintenance import Progress, Run
from carelane.services.ports import CasePort, CaseTold
from carelane.services.rebuild import rewrite
from carelane.services.rebuilds import make_ready
from carelane.services.scratch import Scratch
from carelane.services.transaction import Database

AGREES, DIFFERS, REPAIRED, LOST = "agrees", "differs", "repaired", "lost"
_TRIES = 3

Tell = Callable[[Difference], None]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of every case: ``agrees``, ``differs``, ``repaired``, ``lost`` (Temporal does not know an open case), or an error's code."""

    outcomes: dict[str, str] = field(default_factory=dict)

    def count(self, outcome: str) -> int:
        """Count the cases of one outcome."""
        return sum(each == outcome for each in self.outcomes.values())

    @property
    def different(self) -> dict[str, str]:
        """Give the cases that still differ, are lost, or could not be compared."""
        well = {AGREES, REPAIRED}
        return {case: outcome for case, outcome in self.outcomes.items() if outcome not in well}


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One comparison of all cases. ``tell`` hears each difference, ``scratch`` is the second database."""

    database: Database
    cases: CasePort
    scratch: Scratch
    tell: Tell
    repair: bool = False

    def run(self, progress: Progress, *, closed: bool, fresh: bool = False) -> Reconciled:
        """Compare every case that either side knows; broken off, it goes on where it was. Raises `CaseUnavailable`."""
        known = [case.instance_id for case in self.cases.listed(closed=closed)]
        run = Run(self.database, "reconcile", fresh=fresh)
        everyone = dict.fromkeys([*known, *self._active()])
        return Reconciled(run.over(everyone, self.one, progress))

    def one(self, instance_id: str) -> str:
        """Compare one case, and mend it if that is wanted."""
        try:
            told = self.cases.told(instance_id)
        except CaseNotFound:
            self.tell(Difference(instance_id, "process_instances", instance_id, "", LOST))
            return LOST
        except CarelaneError as error:
            return error.code
        return self._compared(told)

    def _compared(self, told: CaseTold) -> str:
        case = told.start.instance_id
        found = self._differences(told)
        if not found:
            return AGREES
        for difference in found:
            self.tell(difference)
        if not self.repair:
            return DIFFERS
        try:
            self._mend(told)
            again = self._differences(self.cases.told(case))
        except CarelaneError as error:
            return error.code
        return DIFFERS if again else REPAIRED

    def _differences(self, told: CaseTold) -> list[Difference]:
        """Compare with the turns of this moment: a case that goes on meanwhile is looked at again."""
        case = told.start.instance_id
        for _ in range(_TRIES):
            ours = rows_of(self.database, case, whole=told.whole)
            theirs = self.scratch.rows_of(self.database, told)
            found = compare(case, ours, theirs)
            newer = self.cases.told(case) if found else told
            if len(newer.turns) == len(told.turns):
                return found
            told = newer
        return found

    def _mend(self, told: CaseTold) -> None:
        """Write the case's rows anew."""
        case = told.start.instance_id
        if self._turn(case) is None:
            make_ready(self.database, told)
        rewrite(self.database, told.turns, self._turn(case), told.earlier)

    def _turn(self, case: str) -> int | None:
        with self.database.reading() as session:
            mine = select(ProcessInstance.turn).where(col(ProcessInstance.id) == case)
            return session.exec(mine).first()

    def _active(self) -> Iterable[str]:
        """List the cases that the read model takes for open, oldest first."""
        order = (col(ProcessInstance.started_at), col(ProcessInstance.id))
        statement = select(ProcessInstance.id).where(col(ProcessInstance.state) == "active")
        with self.database.reading() as session:
            return session.exec(statement.order_by(*order)).all()
