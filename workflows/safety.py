"""What a case was before an event, for the event at which the engine raises an exception: a bug of ours.

Such an event would fail the workflow's task again and again. It is set aside instead, as an incident, on the state of
before. That this happened stands in the case's history as a patch marker: once the bug is mended, a replay still
sets aside what was set aside then. An exception in a replay alone is none of the case's history, and is raised.
What is no event (whether a command is obeyed, a move to another version) is not done at all, under a marker of its own.
"""

from collections.abc import Callable
from datetime import datetime
from traceback import extract_tb
from typing import Any, TypeVar

from temporalio import workflow

from carelane.domain.wire import JsonObject

with workflow.unsafe.imports_passed_through():
    from bpmn import engine
    from bpmn.engine.effects import Effect
    from bpmn.engine.events import Event
    from bpmn.model import Process

ACTIVATIONS_PER_EVENT = 32
"""A state is copied after so many events that this is the share of it that each event costs."""
Handled = tuple[engine.State, tuple[Effect, ...]]
Found = TypeVar("Found")


class NotDone(Exception):  # noqa: N818 - reads as what it is
    """The program itself could not do it, and nothing has changed."""


class Safety:
    """Lets events happen to a state; ``stumbled`` says of the last one that it was set aside."""

    def __init__(self) -> None:
        self.stumbled = False
        self._number = 0
        self._attempts = 0
        self._kept: JsonObject | None = None
        self._of: engine.State | None = None
        self._since: list[tuple[Event, datetime]] = []

    def start(self, process: Process, now: datetime, given: JsonObject, **how: Any) -> Handled:
        """Begin a case, or open it with an incident in place of its beginning."""
        name = self._next_event()
        if not self.stumbled:
            try:
                return engine.start(process, given, now, **how)
            except Exception as error:  # noqa: BLE001 - whatever it is, the case must not stop at it
                self._mark(error, name)
        return engine.start_aside(process, given, now, **how)

    def handle(self, process: Process, state: engine.State, event: Event, now: datetime) -> Handled:
        """Let the event happen, or set it aside; the state may be another object afterwards."""
        name = self._next_event()
        if not self.stumbled:
            self._keep(state)
            try:
                handled = engine.handle(process, state, event, now)
            except Exception as error:  # noqa: BLE001 - whatever it is, the case must not stop at it
                self._mark(error, name)
                state = self._before(process)
            else:
                self._go_on(state, event, now)
                return handled
        self.forget()
        return engine.handle_aside(process, state, event, now)

    def attempt(self, find: Callable[[], Found]) -> Found:
        """Give what was found out; raises `NotDone` where the program fails, or failed when this happened.

        ``find`` changes nothing of the case: it need not be taken back.
        """
        self._attempts += 1
        name = f"not-done-{self._attempts}"
        self.stumbled = _is_marked(name)
        if not self.stumbled:
            try:
                return find()
            except Exception as error:  # noqa: BLE001 - whatever it is, the case must not stop at it
                self._mark(error, name)
        raise NotDone

    def forget(self) -> None:
        """Keep nothing: the state was changed by something else than an event."""
        self._kept, self._of, self._since = None, None, []

    def _keep(self, state: engine.State) -> None:
        """Copy a small state before each event, and a large one after some: its older copy and these events make it."""
        often = len(self._since) > len(state.activations) // ACTIVATIONS_PER_EVENT
        if self._kept is None or self._of is not state or often:
            self._kept, self._of, self._since = state.dump(), state, []

    def _go_on(self, state: engine.State, event: Event, now: datetime) -> None:
        if len(state.activations) < ACTIVATIONS_PER_EVENT:
            self.forget()
        else:
            self._since.append((event, now))

    def _before(self, process: Process) -> engine.State:
        """Make the state again as it was before the event that failed."""
        assert self._kept is not None
        state = engine.State.load(self._kept)
        for event, then in self._since:
            state, _effects = engine.handle(process, state, event, then)
        return state

    def _next_event(self) -> str:
        """Name the next event's marker; says in ``stumbled`` whether it was set aside when it happened."""
        self._number += 1
        name = f"set-aside-{self._number}"
        self.stumbled = _is_marked(name)
        return name

    def _mark(self, error: Exception, name: str) -> None:
        """Write into the history that it was not done; raises the error where that would be wrong."""
        if isinstance(error, MemoryError | workflow.NondeterminismError):
            raise error
        if workflow.in_workflow():
            if workflow.unsafe.is_replaying():
                raise error
            workflow.patched(name)
            _log(error, name)
        self.stumbled = True


def asked(find: Callable[[], Found]) -> Found:
    """Give the answer to a question that leaves no trace in the history; raises `NotDone` where the program fails."""
    try:
        return find()
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        if workflow.in_workflow():
            _log(error, "not-answered")
        raise NotDone from None


def _is_marked(name: str) -> bool:
    """Ask the history, in a replay, whether this failed when it happened."""
    if not workflow.in_workflow() or not workflow.unsafe.is_replaying():
        return False
    return workflow.patched(name)


def _log(error: Exception, what: str) -> None:
    workflow.logger.error("%s: %s at %s", what, type(error).__name__, _place(error))


def _place(error: Exception) -> str:
    """Name file and line, never what was in the variables."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{last.filename.rpartition('/')[2]}:{last.lineno}"
