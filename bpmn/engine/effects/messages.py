"""Messages between cases, and what a case waits for."""

from dataclasses import dataclass

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The case waits for a message of this name and correlation key."""

    subscription_id: str
    element_id: str
    message_name: str
    correlation_key: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The case waits no longer for it."""

    subscription_id: str


@dataclass(frozen=True, slots=True)
class PublishMessage:
    """The case sends a message. ``message_key`` is unique within the case, from its counters.

    ``to`` is the institution code that should receive it, empty for whoever waits; ``time_to_live``
    is in seconds: how long the message waits for a receiver.
    """

    message_key: str
    element_id: str
    message_name: str
    correlation_key: str
    to: str
    time_to_live: int
    variables: Variables


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """The delivered message was consumed by the element."""

    message_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class MessageNotTaken:
    """Nobody in this case waits for the delivered message any more: it goes back to the inbox."""

    message_id: str
