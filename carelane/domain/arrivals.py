"""What reaches a running case from others, sent as Signals (`carelane.domain.wire` is how to import it)."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way to one case, as a Signal (or as the start of a case).

    ``attempt`` counts how often the message was correlated: a case takes a message once per attempt,
    so that one which came back to the inbox can go out again while a repeated Signal cannot. ``number`` grows
    with everything that is sent to the case, and is sent in its order: nothing lower can be new. 0: not numbered.
    """

    message_id: str
    message_name: str
    correlation_key: str
    variables: dict[str, Any] = field(default_factory=dict)
    attempt: int = 1
    number: int = 0


@dataclass(frozen=True, slots=True)
class SignalHeard:
    """A signal of another case on its way to one that listens, as a Signal (or as the start of a case).

    ``variables`` are empty where the other case belongs to another institution. ``number`` as in `Delivery`, among
    the signals of the case.
    """

    signal_id: str
    signal_name: str
    variables: dict[str, Any] = field(default_factory=dict)
    number: int = 0
