"""What can be refused of a message between hospitals."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound


class MessageNotFound(NotFound):
    """There is no such message, or it is not yours to see."""

    code = "message_not_found"


class MessageNotWaiting(Conflict):
    """The message does not wait any more: it was taken, is on its way, has expired or was discarded."""

    code = "message_not_waiting"


class NotAwaited(Conflict):
    """The case does not wait for a message of this name, or another one is on its way to it."""

    code = "not_awaited"


class InvalidMessage(CarelaneError):
    """The message cannot be sent as it is."""

    code = "invalid_message"
