"""What goes from process to process in a process test."""

from typing import TYPE_CHECKING

from bpmn.engine.effects import BroadcastSignal, PublishMessage
from bpmn.engine.events import MessageArrived, SignalArrived

if TYPE_CHECKING:
    from bpmn.conformance.host import Host


def deliver(host: "Host") -> None:
    """Give signals to all, and each message to whoever waits, else start what it starts, else keep it."""
    while host.signals:
        _broadcast(host, *host.signals.pop(0))
    kept: list[PublishMessage] = []
    while host.messages:
        message = host.messages.pop(0)
        if not _receive(host, message):
            kept.append(message)
    host.messages = kept


def _broadcast(host: "Host", thrower: int, signal: BroadcastSignal) -> None:
    """Let all others hear a signal, and start what it starts."""
    arrived = SignalArrived(signal.signal_name, signal.variables)
    for place in range(len(host.running)):
        if place != thrower and not host.running[place].state.ended:
            host.give(place, arrived)
    for process in host.processes.values():
        if arrived.signal_name in process.signal_starts:
            host.begin_by(process, {}, signal=arrived)


def _receive(host: "Host", message: PublishMessage) -> bool:
    host.sent += 1
    arrived = MessageArrived(
        f"m{host.sent}", message.message_name, message.correlation_key, message.variables
    )
    for place, each in enumerate(host.running):
        for wait in each.state.subscriptions.values():
            if (wait.name, wait.key) == (arrived.message_name, arrived.correlation_key):
                host.give(place, arrived)
                return True
    for process in host.processes.values():
        if arrived.message_name in process.message_starts:
            host.begin_by(process, {}, arrived)
            return True
    return False
