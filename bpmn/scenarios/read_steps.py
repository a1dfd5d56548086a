"""Reads the steps of a scenario and puts the named sequences in where they are used."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bpmn.json_types import Json, Variables
from bpmn.scenarios.checks import KINDS
from bpmn.scenarios.fields import Fields, moment_of
from bpmn.scenarios.model import (
    Answers,
    Broadcast,
    Check,
    Complete,
    Expect,
    Network,
    Place,
    Send,
    Start,
    Step,
    Wait,
)
from bpmn.scenarios.read_jobs import read_jobs
from bpmn.scenarios.read_operations import OPERATIONS
from bpmn.scenarios.source import Entry, Source

_START = frozenset(["process", "at", "by", "key", "case", "variables", "event"])
_COMPLETE = frozenset(["task", "at", "as", "by", "with", "refused"])
_SEND = frozenset(["name", "key", "to", "with"])
_BROADCAST = frozenset(["name", "with"])
_USE = frozenset(["sequence", "with"])
MAX_STEPS = 2_000
MAX_DEPTH = 10


class StepReader:
    """Reads lists of steps; `sequences` are those that a ``use`` step may name."""

    def __init__(self, source: Source, sequences: Mapping[str, list[Entry]]) -> None:
        self._source = source
        self._sequences = sequences
        self._count = 0
        self._readers: dict[str, Callable[[Place, Entry], Step]] = {
            "start": self._start,
            "complete": self._complete,
            "wait": lambda place, entry: Wait(place, duration=self._text(place, entry)),
            "until": self._until,
            "message": self._send,
            "signal": self._broadcast,
            "hold": lambda place, entry: Network(place, self._text(place, entry), held=True),
            "release": lambda place, entry: Network(place, self._text(place, entry), held=False),
            "jobs": lambda place, entry: Answers(place, read_jobs(self._source, entry)),
            **{name: partial(read, source) for name, read in OPERATIONS.items()},
            "expect": self._expect,
        }

    def steps(self, entries: list[Entry], depth: int = 0) -> tuple[Step, ...]:
        """Read a list of steps."""
        found: list[Step] = []
        for entry in entries:
            self._count += 1
            if self._count > MAX_STEPS or depth > MAX_DEPTH:
                self._source.error(
                    entry.place, "too_large", "too many steps, or a sequence uses itself"
                )
                return tuple(found)
            found.extend(self._step(entry, depth))
        return tuple(found)

    def _step(self, entry: Entry, depth: int) -> tuple[Step, ...]:
        known = ", ".join([*self._readers, "use"])
        if not isinstance(entry.value, dict) or len(entry.value) != 1:
            self._source.error(
                entry.place, "step", "a step is one key with its value", f"keys: {known}"
            )
            return ()
        ((name, value),) = entry.value.items()
        if name == "use":
            return self._use(value, depth)
        if name not in self._readers:
            self._source.error(
                value.place, "unknown_key", f"there is no step {name!r}", f"keys: {known}"
            )
            return ()
        return (self._readers[name](value.place, value),)

    def _use(self, entry: Entry, depth: int) -> tuple[Step, ...]:
        if isinstance(entry.value, str):
            name, changes = entry.value, {}
        else:
            fields = Fields(self._source, entry, _USE, "use")
            name, changes = fields.text("sequence"), fields.variables("with")
        if name not in self._sequences:
            hint = f"there are: {', '.join(self._sequences)}"
            self._source.error(
                entry.place, "unknown_sequence", f"there is no sequence {name!r}", hint
            )
            return ()
        steps = self.steps(self._sequences[name], depth + 1)
        tasks = {step.task for step in steps if isinstance(step, Complete)}
        for task in changes:
            if task not in tasks:
                message = f"{name} completes no task {task!r}"
                self._source.error(entry.place, "unknown_task", message)
        return tuple(_changed(step, changes) for step in steps)

    def _start(self, place: Place, entry: Entry) -> Start:
        fields = Fields(self._source, entry, _START, "start")
        at, key = fields.text("at"), fields.text("key", "R-1")
        return Start(
            place,
            fields.text("process"),
            at,
            fields.text("by", ""),
            key,
            fields.text("case", at),
            fields.variables("variables"),
            fields.text("event", ""),
        )

    def _complete(self, place: Place, entry: Entry) -> Complete:
        fields = Fields(self._source, entry, _COMPLETE, "complete")
        case, role = fields.text("at"), fields.text("as")
        return Complete(
            place,
            fields.text("task"),
            case,
            role,
            fields.text("by", f"{role}@{case}"),
            fields.variables("with"),
            fields.texts("refused"),
        )

    def _until(self, place: Place, entry: Entry) -> Wait:
        return Wait(place, until=moment_of(self._source, place, entry.plain(), "until"))

    def _send(self, place: Place, entry: Entry) -> Send:
        fields = Fields(self._source, entry, _SEND, "message")
        return Send(
            place,
            fields.text("name"),
            fields.text("key", "R-1"),
            fields.text("to", ""),
            fields.variables("with"),
        )

    def _broadcast(self, place: Place, entry: Entry) -> Broadcast:
        fields = Fields(self._source, entry, _BROADCAST, "signal")
        return Broadcast(place, fields.text("name"), fields.variables("with"))

    def _expect(self, place: Place, entry: Entry) -> Expect:
        fields = Fields(self._source, entry, KINDS, "expect")
        checks = []
        for kind in sorted(KINDS):
            each = fields.get(kind)
            if each is not None:
                checks.append(Check(each.place, kind, each.plain()))
        return Expect(place, tuple(checks))

    def _text(self, place: Place, entry: Entry) -> str:
        if isinstance(entry.value, str):
            return entry.value
        self._source.error(place, "type", "this is a text")
        return ""


def _changed(step: Step, changes: Variables) -> Step:
    if not isinstance(step, Complete) or step.task not in changes:
        return step
    merged = _merge(step.values, changes[step.task])
    return replace(step, values=merged if isinstance(merged, dict) else step.values)


def _merge(old: Json, new: Json) -> Json:
    """Objects are merged, everything else is replaced; null takes a value away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    merged = dict(old)
    for name, value in new.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merge(merged.get(name), value)
    return merged
