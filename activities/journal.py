"""The journal as an activity: called by a case for each of its turns, local or ordinary."""

from concurrent.futures import Executor

from temporalio import activity

from activities.heartbeat import beating
from carelane.domain.wire import Turn, Written
from carelane.services.journal import write_turn
from carelane.services.ports import CasePort
from carelane.services.rebuild import rewrite
from carelane.services.transaction import Database


class JournalActivities:
    """Writes turns into the given database; ``cases`` tells all turns of a case again."""

    def __init__(self, database: Database, cases: CasePort, threads: Executor) -> None:
        self._database = database
        self._cases = cases
        self._threads = threads

    # Temporal would raise a cancellation in the middle of any statement, and SQLAlchemy's process-wide
    # state does not survive that; a turn half way is finished instead.
    @activity.defn(name="journal", no_thread_cancel_exception=True)
    def journal(self, turn: Turn) -> Written:
        """Write the turn once; an exception makes Temporal try again."""
        return write_turn(self._database, turn)

    @activity.defn(name="rebuild_read_model")
    async def rebuild(self, instance_id: str) -> Written:
        """Write all rows of the case anew from its history."""
        return await beating(self._threads, self._rebuild, instance_id)

    def _rebuild(self, instance_id: str) -> Written:
        return rewrite(self._database, self._cases.turns(instance_id))
