"""`CasePort` over Temporal: the synchronous door that screens, the command line and jobs use.

A background event loop holds the client. It connects at the first call and goes on when Temporal comes
back; nothing here fails at start-up because Temporal is away.
"""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from temporalio.client import Client

from carelane.adapters.case_client import PATIENCE, CaseClient, Queues
from carelane.adapters.case_lists import listed
from carelane.adapters.case_queries import running_cases
from carelane.adapters.event_loop import EventLoop
from carelane.adapters.rebuild import told_by
from carelane.adapters.temporal_client import TemporalOptions, connect, options_of
from carelane.adapters.temporal_errors import translated
from carelane.domain.inside import CaseInside
from carelane.domain.wire import (
    Answer,
    CancelInstance,
    CompleteTask,
    Delivery,
    EndTask,
    JsonObject,
    Operate,
    ResolveIncident,
    SignalHeard,
    StartProcess,
    Turn,
)
from carelane.services.ports import CaseFacts, CaseListed, CaseTold
from carelane.services.transaction import Database
from carelane.settings import Settings

Result = TypeVar("Result")
"""What a call returns."""
REPLAYED_WITHIN = timedelta(minutes=10)
"""Of one case: far more than the longest history takes. A replay in Temporal's core was seen to wait for ever, and with it would
the sweep that looks after all other cases."""


class Runner(Protocol):
    """Runs a coroutine for a thread and waits: an `EventLoop`, or the loop of a worker."""

    def run(self, work: Coroutine[Any, Any, Result], within: timedelta | None = None) -> Result:
        """Give what the coroutine returns; raises `TimeoutError` where it takes longer."""
        ...


class Cases:
    """The running cases. ``runner`` is the loop on which ``client`` lives."""

    def __init__(
        self,
        runner: Runner,
        client: Callable[[], Awaitable[Client]],
        queues: Queues,
        patience: timedelta = PATIENCE,
    ) -> None:
        self._runner = runner
        self._client = client
        self._cases = CaseClient(client, queues, patience)

    @classmethod
    def connect(
        cls, options: TemporalOptions, queues: Queues, patience: timedelta = PATIENCE
    ) -> "Cases":
        """Make the door with an event loop and a client of its own."""
        return cls(EventLoop(), _LazyClient(options), queues, patience)

    def close(self) -> None:
        """End the event loop, if it is of our own."""
        if isinstance(self._runner, EventLoop):
            self._runner.close()

    def start(self, start: StartProcess, *, wait: bool = True) -> Answer:
        """Start the case unless it was started before."""
        return self._runner.run(self._cases.start(start, wait=wait))

    def complete_task(self, instance_id: str, command: CompleteTask) -> Answer:
        """Complete a human task."""
        return self._runner.run(self._cases.command(instance_id, "complete_task", command))

    def end_task(self, instance_id: str, command: EndTask) -> Answer:
        """Skip a human task, or let it fail."""
        return self._runner.run(self._cases.command(instance_id, "end_task", command))

    def cancel(self, instance_id: str, command: CancelInstance) -> Answer:
        """End the case from outside."""
        return self._runner.run(self._cases.command(instance_id, "cancel", command))

    def resolve_incident(self, instance_id: str, command: ResolveIncident) -> Answer:
        """Try an element with an incident again, or skip it."""
        return self._runner.run(self._cases.command(instance_id, "resolve_incident", command))

    def operate(self, instance_id: str, command: Operate) -> Answer:
        """Do what an operator wants with the case as a whole."""
        return self._runner.run(self._cases.command(instance_id, "operate", command))

    def deliver(self, instance_id: str, delivery: Delivery) -> None:
        """Hand a message to the case."""
        self._runner.run(self._cases.deliver(instance_id, delivery))

    def hear(self, instance_id: str, signal: SignalHeard) -> None:
        """Tell the case of another's signal."""
        self._runner.run(self._cases.hear(instance_id, signal))

    def describe(self, instance_id: str) -> CaseFacts:
        """Tell where the case stands."""
        return self._runner.run(self._cases.describe(instance_id))

    def inspect(self, instance_id: str) -> CaseInside:
        """Look inside an open case."""
        return self._runner.run(self._cases.inspect(instance_id))

    def preview_migration(self, instance_id: str, plan: JsonObject) -> JsonObject:
        """Ask the case what moving to another version would do to it."""
        return self._runner.run(self._cases.preview_migration(instance_id, plan))

    def foresee(self, instance_id: str, command: Operate) -> Answer:
        """Tell what an operation would do now."""
        return self._runner.run(self._cases.foresee(instance_id, command))

    def running(self, before: datetime) -> list[str]:
        """List the cases that began before this moment and still run."""
        with translated():
            return self._runner.run(running_cases(self._client, before))

    def told(self, instance_id: str) -> CaseTold:
        """Replay the case's histories and give every turn it wrote."""
        with translated():
            return self._runner.run(told_by(self._client, instance_id), REPLAYED_WITHIN)

    def turns(self, instance_id: str) -> list[Turn]:
        """Give the turns that the case's histories tell."""
        return self.told(instance_id).turns

    def listed(self, *, closed: bool) -> list[CaseListed]:
        """List the cases that Temporal knows, oldest first."""
        with translated():
            return self._runner.run(listed(self._client, closed=closed))


class TemporalCases(Cases):
    """`Cases` as the settings say."""

    def __init__(
        self, settings: Settings, database: Database, patience: timedelta = PATIENCE
    ) -> None:
        queues = Queues(settings.task_queue, settings.jobs.queues)
        client = _LazyClient(options_of(settings, database))
        super().__init__(EventLoop(), client, queues, patience)


class _LazyClient:
    """Connects once, at the first call."""

    def __init__(self, options: TemporalOptions) -> None:
        self._options = options
        self._client: Client | None = None

    async def __call__(self) -> Client:
        if self._client is None:
            self._client = await connect(self._options, lazy=True)
        return self._client
