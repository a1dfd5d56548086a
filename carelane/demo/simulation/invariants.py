"""What must never happen, looked at after every step of a simulated month for what the step has written.

Which tables a step wrote is heard from the database itself, so that no step is missed; the end looks at everything once more.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event

from bpmn.engine.effects import Effect, StatusChanged
from carelane.demo.simulation.told import Told
from carelane.services.custody_checks import custody_faults
from carelane.services.disclosure_checks import check_disclosures
from carelane.services.double_bookings import double_bookings
from carelane.services.reply_checks import CLOSED, check_replies
from carelane.services.transaction import Database

HOLDS, ACCESSES, CUSTODY = "resource_holds", "record_accesses", "custody_entries"
_WATCHED = (HOLDS, ACCESSES, CUSTODY, "journeys")
_WRITES = ("INSERT INTO ", "UPDATE ", "DELETE FROM ")


class Invariants:
    """Counts what it looks at in ``told.checks`` and keeps what is wrong in ``told.violations``."""

    def __init__(self, database: Database, told: Told) -> None:
        self._database, self._told = database, told
        self._written: set[str] = set()
        self._looked_at = database.now()
        event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Hear which table a statement writes."""
        if statement.startswith(_WRITES):
            words = statement.split(maxsplit=3)
            table = words[1] if words[0] == "UPDATE" else words[2]
            if table in _WATCHED:
                self._written.add(table)

    def after(self, case: str, effects: list[Effect]) -> None:
        """Look at what a step has written."""
        written, self._written = self._written, set()
        since, self._looked_at = self._looked_at, self._database.now()
        if HOLDS in written:
            self._bookings()
        if ACCESSES in written:
            self._disclosures(since)
        if {CUSTODY, "journeys"} & written:
            self._custody(case)
        if any(isinstance(each, StatusChanged) and each.status == CLOSED for each in effects):
            self._replies(case)

    def at_the_end(self) -> None:
        """Look at everything once more, and stop listening."""
        event.remove(self._database.engine, "before_cursor_execute", self._note)
        self._bookings()
        self._disclosures()
        self._custody()
        self._replies()

    def _bookings(self) -> None:
        self._tell("bookings", 1, double_bookings(self._database))

    def _disclosures(self, since: datetime | None = None) -> None:
        found = check_disclosures(self._database, since)
        self._tell("disclosures", found.disclosures, found.violations)

    def _custody(self, case: str = "") -> None:
        self._tell("custody", 1, custody_faults(self._database, case))

    def _replies(self, case: str = "") -> None:
        found = check_replies(self._database, case)
        self._tell("replies", found.referrals, found.unread)

    def _tell(self, name: str, looked_at: int, wrong: tuple[object, ...]) -> None:
        self._told.checks[name] += looked_at
        self._told.violations += [f"{name}: {each}" for each in wrong]
