"""Sending a message to another case. Only what the input mappings name goes along."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.effects import PublishMessage
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.timers import duration_of
from bpmn.engine.turn import Turn
from bpmn.engine.variables import context_of, text_value
from bpmn.json_types import Variables
from bpmn.model import Sending as MessageSending
from bpmn.model import SendTask

DEFAULT_TIME_TO_LIVE = 7 * 24 * 3600
"""Seconds a message waits for its receiver when the file does not say."""


class Sending(Behaviour):
    """Publishes the message and passes."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Publish."""
        assert isinstance(node.element, SendTask)
        assert isinstance(node.element.sending, MessageSending)
        publish(turn, activation, node, node.element.sending)
        turn.complete(activation)


def publish(turn: Turn, activation: Activation, node: Node, sending: MessageSending) -> None:
    """Emit the message."""
    turn.emit(message_of(turn, activation, node, sending))


def message_of(
    turn: Turn, activation: Activation, node: Node, sending: MessageSending
) -> PublishMessage:
    """Make the message; its payload is the local variables that the inputs made. Raises Trouble."""
    context = context_of(activation)
    name = text_value(turn, sending.name, context, "the message name", "message")
    key, to = "", ""
    if sending.correlation_key is not None:
        key = text_value(turn, sending.correlation_key, context, "the correlation key", "message")
    if sending.to is not None:
        to = text_value(turn, sending.to, context, "the receiver", "message")
    seconds = DEFAULT_TIME_TO_LIVE
    if sending.time_to_live is not None:
        lifetime = duration_of(turn, sending.time_to_live, context, turn.now)
        seconds = int(lifetime.total_seconds())
    message_key = turn.state.next_id("p")
    if sending.message_id is not None:
        own = text_value(turn, sending.message_id, context, "the message id", "message")
        message_key = f"id:{own}"
    sent = payload_of(activation, node)
    return PublishMessage(message_key, node.id, name, key, to, seconds, sent)


def payload_of(activation: Activation, node: Node) -> Variables:
    """Give what leaves with a message or signal: the variables that the inputs made, nothing else."""
    names = {mapping.target[0] for mapping in node.inputs}
    if node.data is not None:
        names |= {move.target for move in node.data.reads}
    local = activation.variables or {}
    return {name: value for name, value in local.items() if name in names}
