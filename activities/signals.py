"""Telling signals as an activity: called by a case whose turn has thrown some that others listen for."""

from concurrent.futures import Executor

from temporalio import activity

from activities.heartbeat import beating
from carelane.services.ports import CasePort
from carelane.services.signals import tell
from carelane.services.transaction import Database


class SignalActivities:
    """Tells signals to the cases that listen."""

    def __init__(self, database: Database, cases: CasePort, threads: Executor) -> None:
        self._database = database
        self._cases = cases
        self._threads = threads

    @activity.defn(name="tell_signals")
    async def tell_signals(self, signal_ids: list[str]) -> int:
        """Tell these signals to all who have still to hear them; safe to repeat."""
        return await beating(self._threads, self._tell, signal_ids)

    def _tell(self, signal_ids: list[str]) -> int:
        return tell(self._database, self._cases, signal_ids)
