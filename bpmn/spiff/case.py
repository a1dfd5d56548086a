"""One case on SpiffWorkflow, driven turn by turn with what the same case was given on our engine."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.model import StartEvent as DrawnStart
from bpmn.scenarios.turns import Seen, described
from bpmn.spiff.catching import catcher_of
from bpmn.spiff.clock import Clock, virtual_time
from bpmn.spiff.desk import Desk
from bpmn.spiff.parser import parse
from bpmn.spiff.specs import wire
from bpmn.spiff.tokens import active_in, outcome_of
from bpmn.spiff.tree import Shape, tree_of
from bpmn.spiff.waiting import Waiting, Waits
from bpmn.xml_names import Xml


class SecondCase:
    """The case; every method is one turn at `now` and gives what was to be seen of it."""

    def __init__(self, root: Xml, process: Process, listed: Mapping[str, Shape]) -> None:
        self._root, self._process, self._listed = root, process, listed

    def begin(self, variables: Variables, now: datetime, event: str, payload: Variables) -> Seen:
        """Begin at the start event `event`, with what its message carries."""
        self._clock = Clock(now)
        self._desk = Desk(self._process, variables, self._clock)
        with virtual_time(self._clock):
            self._workflow = self._new(_other_starts(self._process, event))
            self._workflow.do_engine_steps()
            for waiting in list(self._waits.open()):
                if waiting[1] == event:
                    self._happen(waiting, payload)
            self._settle()
            self._waits.open_event_subprocesses()
            return self._seen()

    def _new(self, left_out: dict[str, Shape]) -> Any:
        tree = tree_of(self._root, self._process, {**self._listed, **left_out})
        spec, inner = parse(tree, "process.bpmn", self._process.id)
        for each in (spec, *inner.values()):
            wire(each, self._desk, self._listed)
        workflow = BpmnWorkflow(spec, inner, script_engine=self._desk.expressions)
        self._waits = workflow.event_manager = Waits(workflow, self._desk)
        return workflow

    def know(self, variables: Variables) -> None:
        """Let the case know what clocks say, which only the other engine has."""
        self._desk.scopes.root.update(variables)

    def finish(self, element: str, number: int, variables: Variables, now: datetime) -> Seen:
        """Let others have done the work that the element asked for as its `number`-th."""
        with self._turn(now):
            task = self._desk.notes.work[element][number]
            if task.has_state(TaskState.READY):
                self._desk.bring(task, variables)
                task.run()
            return self._seen()

    def throw(
        self, element: str, number: int, code: str, payload: Variables, now: datetime
    ) -> Seen:
        """Let the job throw a BPMN error."""
        with self._turn(now):
            task = self._desk.notes.work[element][number]
            asked = task.has_state(TaskState.READY)
            catcher = catcher_of(self._waits, task, code) if asked else None
            if catcher is not None:
                self._happen(catcher, payload)
            return self._seen()

    def receive(self, name: str, key: str, payload: Variables, now: datetime) -> Seen:
        """Let a message arrive: the oldest wait that it fits gets it."""
        with self._turn(now):
            for waiting, its_name, its_key in list(self._waits.messages()):
                if (its_name, its_key) == (name, key):
                    self._desk.notes.taken.append(waiting[1])
                    self._happen(waiting, payload)
                    return self._seen()
            for start, subprocess, its_name, its_key in self._waits.subprocess_starts():
                if (its_name, its_key) == (name, key):
                    self._desk.notes.taken.append(start)
                    self._happen(self._waits.begin_subprocess(subprocess, start), payload)
                    break
            return self._seen()

    def hear(self, name: str, payload: Variables, now: datetime) -> Seen:
        """Let a signal of another case be heard by all that wait for it."""
        with self._turn(now):
            for waiting in list(self._waits.signals(name)):
                self._happen(waiting, payload)
            return self._seen()

    def cancel(self, now: datetime) -> Seen:
        """Let the case be cancelled from outside."""
        with self._turn(now):
            self._workflow.cancel()
            return Seen(outcome="cancelled")

    def wait(self, now: datetime) -> Seen:
        """Let time have passed."""
        with self._turn(now):
            self._clock.firing = True
            self._workflow.refresh_timers()
            seen = self._seen()
            self._clock.firing = False
            return seen

    # --- inside a turn ---------------------------------------------------------------------------

    def _turn(self, now: datetime) -> Any:
        self._clock.now = now
        self._desk.notes.forget_turn()
        return virtual_time(self._clock)

    def _happen(self, waiting: Waiting, payload: Variables) -> None:
        task, _, definition = waiting
        self._desk.bring(task, payload)
        task.task_spec.catch(task, BpmnEvent(definition, payload={}))
        if not task.internal_data.get("seen_events"):
            task._set_internal_data(event_fired=True)  # noqa: SLF001 - a timer start, begun from outside
        task.task_spec._update(task)  # noqa: SLF001 - as SpiffWorkflow's own list of waits does

    # --- what is to be seen ----------------------------------------------------------------------

    def _seen(self) -> Seen:
        self._settle()
        notes = self._desk.notes
        ended = self._workflow.is_completed()
        return Seen(
            completed=tuple(sorted(notes.completed)),
            opened=tuple(sorted(notes.opened)),
            jobs=tuple(sorted(notes.jobs)),
            sent=tuple(sorted(map(described, notes.sent))),
            called=tuple(sorted(notes.called)),
            taken=tuple(sorted(notes.taken)),
            told=tuple(sorted(notes.told)),
            active=() if ended else tuple(sorted(active_in(self._workflow, self._desk.nodes))),
            timers=() if ended else tuple(sorted(_timer(*each) for each in self._waits.timers())),
            waits=() if ended else tuple(sorted(self._waiting())),
            outcome=outcome_of(self._workflow, error=notes.error) if ended else "",
        )

    def _waiting(self) -> Iterator[str]:
        for (_, element, _), name, key in self._waits.messages():
            yield f"{element} {name} {key}"
        for start, _, name, key in self._waits.subprocess_starts():
            yield f"{start} {name} {key}"

    def _settle(self) -> None:
        """Run until nothing moves: firing timers makes tasks ready after SpiffWorkflow's own last look."""
        workflow = self._workflow
        while True:
            workflow.do_engine_steps()
            if not any(task for task in workflow.get_tasks(state=TaskState.READY, manual=False)):
                break
        for event in workflow.get_events():
            if isinstance(event.event_definition, ErrorEventDefinition):
                self._desk.notes.error = True
                workflow.cancel()


def _other_starts(process: Process, event: str) -> dict[str, Shape]:
    """Give the start events by which this case did not begin: SpiffWorkflow would wait for them too."""
    starts = [node for node in process.body.nodes if isinstance(node, DrawnStart)]
    if event:
        return {start.id: "gone" for start in starts if start.id != event}
    return {start.id: "gone" for start in starts if start.trigger is not None}


def _timer(element: str, due: datetime) -> str:
    return f"{element} {due.isoformat()}"
