"""Writes the rows of all cases anew from Temporal's histories alone, for a database that has lost them.

What the histories need of the tables around them is made where it is missing: released processes from the bundles in
the start payloads, institutions as placeholders with their code for a name.
"""

from dataclasses import dataclass, field

from bpmn.definition import Bundle
from carelane.domain.errors import CarelaneError
from carelane.domain.institutions import Institution
from carelane.services import restored_messages
from carelane.services.maintenance import Progress, Run
from carelane.services.ports import CasePort, CaseTold
from carelane.services.process_definitions import release_again
from carelane.services.rebuild import restore
from carelane.services.rows import insert_once
from carelane.services.transaction import Database

WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of every case: ``written``, or the code of what kept its rows from being written.

    ``waiting`` counts messages that were sent and that nobody has taken.
    """

    outcomes: dict[str, str] = field(default_factory=dict)
    waiting: int = 0

    @property
    def failed(self) -> dict[str, str]:
        """Give the cases whose rows could not be written."""
        return {case: code for case, code in self.outcomes.items() if code != WRITTEN}


def rebuild(
    database: Database, cases: CasePort, progress: Progress, *, closed: bool, fresh: bool = False
) -> Rebuilt:
    """Rebuild every case that Temporal knows (with ``closed``: those that ended too), one transaction each.

    Idempotent; broken off, it goes on where it was unless it shall begin ``fresh``. Raises `CaseUnavailable`.
    """
    listed = cases.listed(closed=closed)
    run = Run(database, "rebuild", fresh=fresh)

    def one(instance_id: str) -> str:
        try:
            told = cases.told(instance_id)
            make_ready(database, told)
            restore(database, told)
        except CarelaneError as error:
            return error.code
        return WRITTEN

    outcomes = run.over((case.instance_id for case in listed), one, progress)
    with database.transaction() as session:
        waiting = restored_messages.settle(session.connection(), database.now())
    return Rebuilt(outcomes, waiting)


def make_ready(database: Database, told: CaseTold) -> None:
    """Make what the case's rows refer to, where it is not there: released versions, institutions."""
    start = told.start
    release_again(database, Bundle.unpack(start.bundle))
    with database.transaction() as session:
        for code in sorted({start.institution, *start.pools.values()} - {""}):
            insert_once(session, Institution, code=code, name=code, name_en=code, kind="")
