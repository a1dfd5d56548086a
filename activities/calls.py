"""Finding the process of a call, as an activity of the calling case."""

from concurrent.futures import Executor

from temporalio import activity

from activities.heartbeat import beating
from carelane.domain.calls import CalledProcess, CallRequest
from carelane.services.calls import called_process
from carelane.services.transaction import Database


class CallActivities:
    """Looks into the released definitions of the given database."""

    def __init__(self, database: Database, threads: Executor) -> None:
        self._database = database
        self._threads = threads

    @activity.defn(name="find_called_process")
    async def find_called_process(self, call: CallRequest) -> CalledProcess:
        """Give the child's start payload, or why there is none."""
        return await beating(self._threads, self._find, call)

    def _find(self, call: CallRequest) -> CalledProcess:
        return called_process(self._database, call)
