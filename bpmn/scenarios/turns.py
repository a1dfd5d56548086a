"""What a case was given and what it showed, turn by turn: the trace that a second engine must repeat."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from bpmn.engine import Caller, State, start
from bpmn.engine.effects import (
    BroadcastSignal,
    Effect,
    ElementCompleted,
    Ended,
    MessageTaken,
    OpenHumanTask,
    PublishMessage,
    RunJob,
    StartChild,
)
from bpmn.engine.events import Event, MessageArrived, SignalArrived
from bpmn.json_types import Variables
from bpmn.model import Process


@dataclass(frozen=True, slots=True)
class Begun:
    """The case began: plainly, by a message or a signal, or by the start event ``timer`` or ``condition``."""

    variables: Variables
    message: MessageArrived | None = None
    timer: str = ""
    signal: SignalArrived | None = None
    condition: str = ""

    @classmethod
    def by(
        cls,
        process: Process,
        variables: Variables,
        event: str,
        message: MessageArrived | None,
        signal: SignalArrived | None,
    ) -> "Begun":
        """Say which of its ways to begin the start event named ``event`` is."""
        timer = event if event in process.timer_starts else ""
        condition = event if event in process.conditional_starts else ""
        return cls(variables, message, timer, signal, condition)

    def start(
        self, process: Process, now: datetime, caller: Caller | None = None
    ) -> tuple[State, tuple[Effect, ...]]:
        """Begin the case on our engine."""
        return start(
            process,
            self.variables,
            now,
            message=self.message,
            signal=self.signal,
            timer=self.timer,
            condition=self.condition,
            caller=caller,
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of one turn. Every field is sorted: order inside a turn means nothing.

    ``completed`` elements that ended normally, ``opened`` human tasks, ``jobs`` and cases asked for
    (``called``), ``sent`` messages with all that they carry, ``taken`` messages by element, ``told``
    signals; after the turn the ``active``
    elements, the ``timers`` with the time they are due, the ``waits`` for messages, and the ``outcome``.
    """

    completed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    timers: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    outcome: str = ""

    def difference(self, other: "Seen") -> tuple[str, object, object] | None:
        """Give the first field that differs, with what each side has and the other has not."""
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if mine == theirs:
                continue
            if isinstance(mine, str):
                return field.name, mine, theirs
            return field.name, _without(mine, theirs), _without(theirs, mine)
        return None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what the case was given at ``now``, what came of it; ``place`` is the scenario's line."""

    place: str
    now: datetime
    given: Begun | Event
    effects: tuple[Effect, ...]
    seen: Seen


def seen_of(effects: tuple[Effect, ...], state: State) -> Seen:
    """Sum up one turn of our engine."""
    at = state.element_of
    timers = [timer for timer in state.timers.values() if not timer.sla]
    return Seen(
        completed=_sorted(
            e.element_id
            for e in effects
            if isinstance(e, ElementCompleted) and e.element_id != state.process_id
        ),
        opened=_sorted(e.element_id for e in effects if isinstance(e, OpenHumanTask)),
        jobs=_sorted(f"{e.job_type} at {e.element_id}" for e in effects if isinstance(e, RunJob)),
        called=_sorted(
            f"{e.process_id} at {e.element_id}" for e in effects if isinstance(e, StartChild)
        ),
        sent=_sorted(described(e) for e in effects if isinstance(e, PublishMessage)),
        taken=_sorted(e.element_id for e in effects if isinstance(e, MessageTaken)),
        active=_sorted(at(a.id) for a in state.activations.values() if a is not state.root),
        told=_sorted(
            f"{e.signal_name} at {e.element_id}" for e in effects if isinstance(e, BroadcastSignal)
        ),
        timers=_sorted(f"{_element(t.target)} {t.due.isoformat()}" for t in timers),
        waits=_sorted(
            f"{_element(wait.target)} {wait.name} {wait.key}"
            for wait in state.subscriptions.values()
        ),
        outcome=next((e.outcome for e in effects if isinstance(e, Ended)), ""),
    )


def described(message: PublishMessage) -> str:
    """Write a message with all that it carries, the same from either engine."""
    payload = json.dumps(message.variables, sort_keys=True, ensure_ascii=False)
    head = f"{message.message_name} at {message.element_id} key {message.correlation_key!r}"
    return f"{head} to {message.to!r} for {message.time_to_live} s with {payload}"


def _element(key: str) -> str:
    return key.partition("#")[0]


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))


def _without(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    left = list(theirs)
    found = []
    for each in mine:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found
