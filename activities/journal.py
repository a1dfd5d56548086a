"""The journal as an activity: called by a case for each of its turns, local or ordinary."""

from temporalio import activity

from carelane.domain.wire import Turn, Written
from carelane.services.journal import write_turn
from carelane.services.transaction import Database


class JournalActivities:
    """Writes turns into the given database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @activity.defn(name="journal")
    def journal(self, turn: Turn) -> Written:
        """Write the turn once; an exception makes Temporal try again."""
        return Written(deliverable=write_turn(self._database, turn))
