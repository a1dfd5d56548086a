"""The journal as an activity: called by a case for each of its turns, local or ordinary."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace

from temporalio import activity

from activities.heartbeat import beating
from carelane.domain.job_types import JobTypes
from carelane.domain.wire import Turn, Written
from carelane.services.journal import write_turn
from carelane.services.ports import CasePort
from carelane.services.rebuild import rewrite
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class JournalActivities:
    """Writes turns into the given database; ``cases`` tells all turns of a case again."""

    database: Database
    cases: CasePort
    threads: Executor
    job_types: JobTypes

    # Temporal would raise a cancellation in the middle of any statement, and SQLAlchemy's process-wide
    # state does not survive that; a turn half way is finished instead.
    @activity.defn(name="journal", no_thread_cancel_exception=True)
    def journal(self, turn: Turn) -> Written:
        """Write the turn once; an exception makes Temporal try again."""
        return self._with_jobs(turn, write_turn(self.database, turn))

    @activity.defn(name="rebuild_read_model")
    async def rebuild(self, instance_id: str) -> Written:
        """Write all rows of the case anew from its history."""
        return await beating(self.threads, self._rebuild, instance_id)

    def _rebuild(self, instance_id: str) -> Written:
        turns = self.cases.turns(instance_id)
        written = rewrite(self.database, turns)
        return self._with_jobs(turns[-1], written) if turns else written

    def _with_jobs(self, turn: Turn, written: Written) -> Written:
        """Add how the jobs that the turn begins are to be run."""
        jobs = self.job_types.of(turn.effects)
        return replace(written, jobs=jobs) if jobs else written
