"""Signals: what a case tells everybody, and what it listens for."""

from dataclasses import dataclass

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class BroadcastSignal:
    """A signal was thrown; what waits for it in this case has had it already.

    The host gives it as `SignalArrived` to every other open case that listens, and starts the processes
    that it starts. ``signal_key`` is unique within the case, from its counters, so that a signal which
    is delivered again can be told. ``variables`` are the event's input mappings and nothing else.
    """

    signal_key: str
    element_id: str
    signal_name: str
    variables: Variables


@dataclass(frozen=True, slots=True)
class ListenSignal:
    """The case waits for a signal of this name."""

    wait_id: str
    element_id: str
    signal_name: str


@dataclass(frozen=True, slots=True)
class ForgetSignal:
    """The case waits no longer for it."""

    wait_id: str
