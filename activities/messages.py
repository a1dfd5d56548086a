"""Message delivery as an activity: called by a case whose turn made messages deliverable."""

from concurrent.futures import Executor

from temporalio import activity

from activities.heartbeat import beating
from carelane.services.messages import deliver
from carelane.services.ports import CasePort
from carelane.services.projections.messages import Key
from carelane.services.transaction import Database


class MessageActivities:
    """Takes messages from the inbox to the cases that wait for them."""

    def __init__(self, database: Database, cases: CasePort, threads: Executor) -> None:
        self._threads = threads
        self._database = database
        self._cases = cases

    @activity.defn(name="deliver_messages")
    async def deliver_messages(self, keys: list[tuple[str, str]]) -> int:
        """Deliver what waits under these names and correlation keys; safe to repeat."""
        return await beating(self._threads, self._deliver, [(name, key) for name, key in keys])

    def _deliver(self, keys: list[Key]) -> int:
        return deliver(self._database, self._cases, keys)
