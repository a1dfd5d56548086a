"""What a case on SpiffWorkflow waits for: messages by name and key, and timers with the time they are due."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    CycleTimerEventDefinition,
    TimerEventDefinition,
)
from SpiffWorkflow.bpmn.util.event import EventManager
from SpiffWorkflow.util.task import TaskState

from bpmn.model import MessageTrigger
from bpmn.spiff.desk import Desk
from bpmn.times import parse_instant

Waiting = tuple[Any, str, Any]
"""A task that waits, the element that its event belongs to, and the event's definition."""


def events_of(task: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a task waits for: an event-based gateway waits for all events behind it."""
    spec = task.task_spec
    if isinstance(spec.event_definition, MultipleEventDefinition):
        behind = zip(spec.outputs, spec.event_definition.event_definitions, strict=False)
        for output, definition in behind:
            yield output.bpmn_id, definition
    else:
        yield spec.bpmn_id, spec.event_definition


class Waits(EventManager):  # type: ignore[misc]  # SpiffWorkflow has no types
    """SpiffWorkflow's list of waiting tasks; a message's key is worked out when the wait begins."""

    def __init__(self, workflow: Any, desk: Desk) -> None:
        super().__init__(workflow)
        self._desk = desk
        self._keys: dict[tuple[Any, str], tuple[str, str]] = {}
        self._starts: dict[str, tuple[str, str, str]] = {}
        """Messages that start an event sub-process: its start event -> sub-process, name, key."""

    def open_event_subprocesses(self) -> None:
        """Work out the messages that the event sub-processes of the process wait for."""
        workflow = self.workflow
        for name in workflow.spec.start.trigger_specs:
            for start in workflow.subprocess_specs[name].bpmn_start_events:
                if isinstance(start.event_definition, MessageEventDefinition):
                    message, key = self._name_and_key(workflow.task_tree, start.bpmn_id)
                    self._starts[start.bpmn_id] = (name, message, key)

    def subprocess_starts(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield start event, event sub-process, message name and key."""
        for start, (subprocess, name, key) in self._starts.items():
            yield start, subprocess, name, key

    def begin_subprocess(self, subprocess: str, start: str) -> Waiting:
        """Let SpiffWorkflow make the event sub-process; gives its start event, which waits."""
        workflow = self.workflow
        workflow.spec.start.trigger_wf(workflow.task_tree, subprocess)
        return next(each for each in reversed(list(self.open())) if each[1] == start)

    def add_task(self, my_task: Any) -> None:
        """Note that a task waits."""
        super().add_task(my_task)
        for element, definition in events_of(my_task):
            place = (my_task.id, element)
            if isinstance(definition, MessageEventDefinition) and place not in self._keys:
                self._keys[place] = self._name_and_key(my_task, element)

    def _name_and_key(self, task: Any, element: str) -> tuple[str, str]:
        trigger = getattr(self._desk.nodes.get(element), "trigger", None)
        assert isinstance(trigger, MessageTrigger)
        text, context = self._desk.expressions.text, self._desk.scopes.context(task)
        return text(trigger.name, context), text(trigger.correlation_key, context)

    def open(self) -> Iterator[Waiting]:
        """Yield what is waited for, the oldest wait first."""
        for task in list(self.tasks.values()):
            if task.state == TaskState.WAITING:
                for element, definition in events_of(task):
                    yield task, element, definition

    def messages(self) -> Iterator[tuple[Waiting, str, str]]:
        """Yield the waits for messages with name and key."""
        for waiting in self.open():
            found = self._keys.get((waiting[0].id, waiting[1]))
            if found is not None:
                yield waiting, *found

    def signals(self, name: str) -> Iterator[Waiting]:
        """Yield the waits for a signal; an event sub-process that it starts is made first."""
        for subprocess in self.workflow.spec.start.trigger_specs:
            for start in self.workflow.subprocess_specs[subprocess].bpmn_start_events:
                if self._is_signal(start.event_definition, name):
                    self.begin_subprocess(subprocess, start.bpmn_id)
        for waiting in self.open():
            if self._is_signal(waiting[2], name):
                yield waiting

    def _is_signal(self, definition: Any, name: str) -> bool:
        return isinstance(definition, SignalEventDefinition) and definition.name == name

    def timers(self) -> Iterator[tuple[str, datetime]]:
        """Yield the elements whose timers are set, with the time they are due."""
        for task, element, definition in self.open():
            value = task.internal_data.get("event_value")
            if not isinstance(definition, TimerEventDefinition) or value is None:
                continue
            if not isinstance(definition, CycleTimerEventDefinition):
                yield element, parse_instant(value).astimezone(UTC)
            elif value["cycles"] != 0:
                yield element, parse_instant(value["next"]).astimezone(UTC)
