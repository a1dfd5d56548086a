"""What a case remembers of commands, messages and signals, so that each has one effect however often it comes.

Temporal's own deduplication of an Update ends when the case continues as new; this does not. Bounded,
oldest forgotten first: a command is repeated within minutes, not after hundreds of others. A message or signal may be
repeated however late, by a deliverer that slept: it is known by its number, which grows with everything that goes to
the case (`carelane.domain.wire.Delivery`), when its id is long forgotten.
"""

from dataclasses import asdict

from carelane.domain.wire import Answer, Delivery, JsonObject, SignalHeard, StartProcess

COMMANDS_KEPT = 200
MESSAGES_KEPT = 200


class Memory:
    """Answers by command id, the last attempt seen of each message (a signal has one), and the highest numbers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self._messages: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    @classmethod
    def of(cls, start: StartProcess) -> "Memory":
        """Remember what a case begins with."""
        memory = cls()
        if start.message is not None:
            memory.is_new(start.message)
        if start.signal is not None:
            memory.is_new_signal(start.signal)
        return memory

    def remember(self, command_id: str, answer: Answer) -> None:
        """Keep the answer to a command."""
        self.answers[command_id] = answer
        if len(self.answers) > COMMANDS_KEPT:
            del self.answers[next(iter(self.answers))]

    def is_new(self, delivery: Delivery, kind: str = "message") -> bool:
        """Tell whether this attempt to deliver the message is new, and remember it."""
        if self._messages.get(delivery.message_id, 0) >= delivery.attempt:
            return False
        if delivery.number:
            if delivery.number <= self._numbers.get(kind, 0):
                return False
            self._numbers[kind] = delivery.number
        self._messages.pop(delivery.message_id, None)
        self._messages[delivery.message_id] = delivery.attempt
        if len(self._messages) > MESSAGES_KEPT:
            del self._messages[next(iter(self._messages))]
        return True

    def is_new_signal(self, signal: SignalHeard) -> bool:
        """Tell whether the case has not heard the signal yet, and remember it."""
        told = f"signal {signal.signal_id}"
        return self.is_new(Delivery(told, signal.signal_name, "", number=signal.number), "signal")

    def dump(self) -> JsonObject:
        """Give everything as JSON, for the next run of the case or its result."""
        return {
            "answers": self.dump_answers(),
            "messages": dict(self._messages),
            "numbers": dict(self._numbers),
        }

    def dump_answers(self) -> JsonObject:
        """Give the answers as JSON, in order of their age."""
        return {command_id: asdict(answer) for command_id, answer in self.answers.items()}

    @classmethod
    def load(cls, dumped: JsonObject) -> "Memory":
        """Restore what `dump` gave."""
        memory = cls()
        memory.answers = {key: Answer(**value) for key, value in dumped["answers"].items()}
        memory._messages = dict(dumped["messages"])
        memory._numbers = dict(dumped.get("numbers", {}))
        return memory
