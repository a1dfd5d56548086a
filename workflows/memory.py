"""What a case remembers of commands, messages and signals, so that each has one effect however often it comes.

Temporal's own deduplication of an Update ends when the case continues as new; this does not. A command is repeated
while its sender waits, which is over within minutes: what is older than an hour may be forgotten, oldest first, and the
last 200 never are. Only a case that takes more than 10,000 commands within an hour forgets younger ones, since what is
remembered travels in one payload of at most 2 MB. A message or signal may be repeated however late, by a deliverer that
slept: it is known by its number, which grows with everything that goes to the case
(`carelane.domain.wire.Delivery`), when its id is long forgotten.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from temporalio import workflow

from carelane.domain.wire import Answer, Delivery, JsonObject, SignalHeard, StartProcess

KEPT = 200
KEPT_FOR = timedelta(hours=1)
MOST_KEPT = 10_000
Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Values by id, oldest first, each with the second at which it came."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self._since: dict[str, int] = {}

    def keep(self, key: str, value: Value, now: datetime) -> None:
        """Remember a value as the youngest; forget what nobody can need any more."""
        self.values.pop(key, None)
        self._since.pop(key, None)
        self.values[key], self._since[key] = value, int(now.timestamp())
        long_ago = int((now - KEPT_FOR).timestamp())
        while len(self.values) > KEPT and self._may_go(next(iter(self.values)), long_ago):
            oldest = next(iter(self.values))
            del self.values[oldest], self._since[oldest]

    def _may_go(self, key: str, long_ago: int) -> bool:
        return self._since[key] < long_ago or len(self.values) > MOST_KEPT

    def dump(self, brief: Callable[[Value], Any]) -> list[list[Any]]:
        """Give id, value and second of each, oldest first: in an object Temporal's JSON would sort the ids."""
        return [[key, brief(value), self._since[key]] for key, value in self.values.items()]

    def load(self, dumped: Any, restore: Callable[[Any], Value]) -> None:
        """Restore what `dump` gave, or the object of values that earlier versions kept without times."""
        if isinstance(dumped, dict):
            dumped = [[key, value, 0] for key, value in dumped.items()]
        for key, value, second in dumped:
            self.values[key], self._since[key] = restore(value), second


class Memory:
    """Answers by command id, the last attempt seen of each message (a signal has one), and the highest numbers."""

    def __init__(self, now: Callable[[], datetime] = workflow.now) -> None:
        """Remember nothing yet; ``now`` tells the time where there is no workflow."""
        self._now = now
        self._commands = Remembered[Answer]()
        self._messages = Remembered[int]()
        self._numbers: dict[str, int] = {}

    @classmethod
    def of(cls, start: StartProcess, now: Callable[[], datetime] = workflow.now) -> "Memory":
        """Remember what a case begins with."""
        memory = cls(now)
        if start.message is not None:
            memory.is_new(start.message)
        if start.signal is not None:
            memory.is_new_signal(start.signal)
        return memory

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers to the commands that are remembered."""
        return self._commands.values

    def remember(self, command_id: str, answer: Answer) -> None:
        """Keep the answer to a command."""
        self._commands.keep(command_id, answer, self._now())

    def is_new(self, delivery: Delivery, kind: str = "message") -> bool:
        """Tell whether this attempt to deliver the message is new, and remember it."""
        if self._messages.values.get(delivery.message_id, 0) >= delivery.attempt:
            return False
        if delivery.number:
            if delivery.number <= self._numbers.get(kind, 0):
                return False
            self._numbers[kind] = delivery.number
        self._messages.keep(delivery.message_id, delivery.attempt, self._now())
        return True

    def is_new_signal(self, signal: SignalHeard) -> bool:
        """Tell whether the case has not heard the signal yet, and remember it."""
        told = f"signal {signal.signal_id}"
        return self.is_new(Delivery(told, signal.signal_name, "", number=signal.number), "signal")

    def dump(self) -> JsonObject:
        """Give everything as JSON, for the next run of the case."""
        return {
            "answers": self._commands.dump(_brief),
            "messages": self._messages.dump(int),
            "numbers": dict(self._numbers),
        }

    def dump_answers(self) -> JsonObject:
        """Give the answers as JSON, in order of their age, without what an answer mostly lacks."""
        return {command_id: _brief(answer) for command_id, answer in self.answers.items()}

    @classmethod
    def load(cls, dumped: JsonObject, now: Callable[[], datetime] = workflow.now) -> "Memory":
        """Restore what `dump` gave, in this version or in one that kept no times."""
        memory = cls(now)
        memory._commands.load(dumped["answers"], lambda brief: Answer(**brief))
        memory._messages.load(dumped["messages"], int)
        memory._numbers = dict(dumped.get("numbers", {}))
        return memory


def _brief(answer: Answer) -> JsonObject:
    return {name: value for name, value in asdict(answer).items() if value}
