"""A case between two events: the engine's state, the open turn, and the alarm for the next due time.

Time is told to the engine before anything else: what was due before an event happens before it, even when
timer and event reach the workflow together after an outage.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from temporalio import workflow

from carelane.domain.calls import CallAnswer
from carelane.domain.wire import (
    Cause,
    Delivery,
    FirstTurn,
    JsonObject,
    SignalHeard,
    StartProcess,
    Turn,
)
from workflows.alarm import Alarm
from workflows.before import Before, Moved
from workflows.calls import answer_of
from workflows.definitions import Version, process_of
from workflows.open_turn import OpenTurn
from workflows.safety import Found, Safety

with workflow.unsafe.imports_passed_through():
    from bpmn import engine
    from bpmn.engine.effects import Effect, MessageNotTaken
    from bpmn.engine.events import Event, MessageArrived, SignalArrived, TimeReached
    from bpmn.json_types import Variables

_CLOCK = Cause("timer")
_IN_PARTS = "catch-up-in-parts"


class Case:
    """State of one case; made by `begin` or `restore`. Without Temporal it needs another alarm."""

    def __init__(
        self,
        start: StartProcess,
        state: engine.State,
        open_turn: OpenTurn,
        alarm: Alarm | None = None,
    ) -> None:
        self.state = state
        self.open_turn = open_turn
        self._instance_id = start.instance_id
        self._called_by = start.called_by
        self._given: JsonObject = start.variables
        self._told = 0
        self._answers: list[CallAnswer] = []
        self.version = Version.of(start)
        self.process = self.version.process()
        self.before: Before | None = None
        """What the case was before it moved to this version, as long as nothing has happened since."""
        self._safety = Safety()
        self._alarm = alarm or Alarm()

    @classmethod
    def begin(cls, start: StartProcess, now: datetime, alarm: Alarm | None = None) -> "Case":
        """Start the process at its none start event, or with what it was started by."""
        message = arrived(start.message) if start.message is not None else None
        signal = signalled(start.signal) if start.signal is not None else None
        safety = Safety()
        state, effects = safety.start(
            process_of(start),
            now,
            start.variables,
            message=message,
            signal=signal,
            timer=start.timer,
            condition=start.condition,
            caller=_caller(start),
        )
        case = cls(start, state, OpenTurn(1, FirstTurn.of(start)), alarm)
        case._safety = safety
        case._answer({}, effects)
        case.open_turn.add(effects, _beginner(start))
        case._wake()
        return case

    @classmethod
    def restore(cls, start: StartProcess, dumped: JsonObject) -> "Case":
        """Go on where the run before this one stopped."""
        state = engine.State.load(dumped["engine"])
        case = cls(start, state, OpenTurn(dumped["turn"] + 1))
        case._given, case._told = dumped.get("given", {}), dumped.get("told", 0)
        case.before = Before.load(dumped.get("before"))
        case._wake()
        return case

    def dump(self) -> JsonObject:
        """Give the engine's state as JSON."""
        dumped: JsonObject = {"engine": self.state.dump()}
        if self._called_by is not None:
            dumped |= {"given": self._given, "told": self._told}
        return dumped | ({"before": self.before.dump()} if self.before is not None else {})

    @property
    def has_news(self) -> bool:
        """Whether something happened that the journal does not know, or the alarm rang."""
        return bool(self.open_turn) or self._alarm.rang

    @property
    def stumbled(self) -> bool:
        """Whether the program itself could not do what happened last: it is set aside, or was not done."""
        return self._safety.stumbled

    def tick(self, now: datetime) -> None:
        """Let fire what is due, and set the alarm for what comes next."""
        due = self.state.next_due()
        if due is not None and due <= now:
            self._apply(TimeReached(in_parts=self._is_far_behind(now)), _CLOCK, now)
        elif self._alarm.rang:
            self._wake()

    def _is_far_behind(self, now: datetime) -> bool:
        """Say whether to catch up in parts; histories of before did so by far larger ones."""
        return engine.is_far_behind(self.state, now) and (
            not workflow.in_workflow() or workflow.patched(_IN_PARTS)
        )

    def happen(self, event: Event, cause: Cause, now: datetime) -> None:
        """Let the event happen, after everything that was due before it."""
        self.tick(now)
        self._apply(event, cause, now)

    def close_turn(self, now: datetime) -> tuple[Turn, list[Effect]]:
        """Give what the journal gets and what the turn asks for; open the next turn."""
        closing, self.open_turn = self.open_turn, OpenTurn(self.open_turn.number + 1)
        return closing.close(self._instance_id, now), closing.effects

    def take_answers(self) -> list[CallAnswer]:
        """Give what the case's caller has to hear of the turn that was closed."""
        answers, self._answers = self._answers, []
        return answers

    def _answer(self, before: Variables, effects: Sequence[Effect]) -> None:
        """Keep what these effects mean to the caller, if there is one."""
        if self._called_by is not None:
            child_id = self._called_by.child_id
            for event in engine.answers_of(child_id, self._given, before, effects):
                self._told += 1
                self._answers.append(answer_of(event, self._told))

    def attempt(self, find: Callable[[], Found]) -> Found:
        """Give what is found out about the case; raises `NotDone` where the program itself fails at it."""
        return self._safety.attempt(find)

    def move(self, find: Callable[[], Moved], cause: Cause) -> None:
        """Be in another version from now on; raises `NotDone`, and is as before, where ``find`` fails."""
        moved = self.attempt(find)
        self._answer(dict(self.state.variables), moved.effects)
        self.version, self.process = moved.version, moved.process
        self.state, self.before = moved.state, moved.before
        self._safety.forget()
        self.open_turn.add(moved.effects, cause)
        self._wake()

    def _apply(self, event: Event, cause: Cause, now: datetime) -> None:
        if self.state.ended:
            effects = _too_late(event)
        else:
            before = dict(self.state.variables) if self._called_by is not None else {}
            known = self.state.dump() if self.before is not None else None
            self.state, effects = self._safety.handle(self.process, self.state, event, now)
            self._answer(before, effects)
            if known is not None and _is_news(effects, known, self.state):
                self.before = None
        if effects or cause.is_command:
            self.open_turn.add(effects, cause)
        self._wake()

    def _wake(self) -> None:
        self._alarm.set(None if self.state.ended else self.state.next_due())


def _is_news(effects: Sequence[Effect], before: JsonObject, state: engine.State) -> bool:
    """Say whether something has happened; a message that the case gives back is nothing to it."""
    told = [effect for effect in effects if not isinstance(effect, MessageNotTaken)]
    return bool(told) or state.dump() != before


def _too_late(event: Event) -> tuple[Effect, ...]:
    """Give back a message that reaches the case after its end; nothing else matters any more."""
    return (MessageNotTaken(event.message_id),) if isinstance(event, MessageArrived) else ()


def _caller(start: StartProcess) -> engine.Caller | None:
    """Tell the engine of the call that began the case."""
    called = start.called_by
    return None if called is None else engine.Caller(tuple(called.catches), called.depth)


def _beginner(start: StartProcess) -> Cause:
    """Say what began the case: a message, a signal, a clock, a person."""
    if start.message is not None:
        return sent_by(start.message)
    if start.signal is not None:
        return told_by(start.signal)
    if start.timer:
        return _CLOCK
    if start.called_by is not None:
        return Cause("call")
    return Cause("person", start.started_by) if start.started_by else Cause("system")


def arrived(delivery: Delivery) -> MessageArrived:
    """Tell the engine of a delivered message."""
    return MessageArrived(
        delivery.message_id, delivery.message_name, delivery.correlation_key, delivery.variables
    )


def sent_by(delivery: Delivery) -> Cause:
    """Name a message as what made a turn happen."""
    return Cause("message", message_id=delivery.message_id, attempt=delivery.attempt)


def signalled(signal: SignalHeard) -> SignalArrived:
    """Tell the engine of another case's signal."""
    return SignalArrived(signal.signal_name, signal.variables, signal.signal_id)


def told_by(signal: SignalHeard) -> Cause:
    """Name a signal as what made a turn happen."""
    return Cause("signal", signal_id=signal.signal_id, signal_name=signal.signal_name)
