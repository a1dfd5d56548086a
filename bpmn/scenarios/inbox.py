"""Messages between the cases of a scenario: kept until somebody waits for them, each delivered once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bpmn.engine.effects import PublishMessage
from bpmn.json_types import Variables

OUTSIDE = ""
"""The sender of messages that come from outside."""
OUTSIDE_LIFETIME = timedelta(days=7)


@dataclass(slots=True)
class Message:
    """A message on its way; an empty ``to`` means whoever waits."""

    id: str
    name: str
    key: str
    to: str
    sender: str
    variables: Variables
    expires_at: datetime


@dataclass(slots=True)
class Inbox:
    """What waits for a receiver, oldest first, and the names that the network holds back."""

    waiting: list[Message] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    sent: list[tuple[str, Message]] = field(default_factory=list)
    """Everything ever sent, with the sender's institution."""
    _seen: dict[tuple[str, str], None] = field(default_factory=dict)

    def publish(self, effect: PublishMessage, sender: str, institution: str, now: datetime) -> None:
        """Take what a case sends; the same message sent again is counted as sent, and kept once."""
        again = (sender, effect.message_key) in self._seen
        self._seen[(sender, effect.message_key)] = None
        message = Message(
            id=f"{sender}/{effect.message_key}",
            name=effect.message_name,
            key=effect.correlation_key,
            to=effect.to,
            sender=sender,
            variables=dict(effect.variables),
            expires_at=now + timedelta(seconds=effect.time_to_live),
        )
        self.sent.append((institution, message))
        if not again:
            self.waiting.append(message)

    def receive(self, name: str, key: str, to: str, variables: Variables, now: datetime) -> None:
        """Take a message from outside."""
        message_id = f"outside/{len(self._seen)}"
        self._seen[(OUTSIDE, message_id)] = None
        expires = now + OUTSIDE_LIFETIME
        self.waiting.append(Message(message_id, name, key, to, OUTSIDE, dict(variables), expires))

    def deliverable(self, now: datetime) -> list[Message]:
        """Give what may be delivered now; what is too old is dropped."""
        self.waiting = [each for each in self.waiting if each.expires_at > now]
        return [each for each in self.waiting if each.name not in self.held]
