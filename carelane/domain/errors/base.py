"""What the others grow from, and what any use case may say."""

import inspect
from typing import Any


class CarelaneError(Exception):
    """Something went wrong."""

    code = "error"

    def __init__(self, message: str = "", **details: Any) -> None:
        """Keep the details; without a message the docstring speaks."""
        self.details: dict[str, Any] = details
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or self.code))


class NotFound(CarelaneError):
    """There is nothing here under this id."""

    code = "not_found"


class ReasonMissing(CarelaneError):
    """This needs a reason: it is kept with the case."""

    code = "reason_missing"


class ReasonTooLong(CarelaneError):
    """A reason has at most 500 characters."""

    code = "reason_too_long"


class NotAllowed(CarelaneError):
    """Your role does not allow this."""

    code = "not_allowed"


class Conflict(CarelaneError):
    """Somebody or something else was faster."""

    code = "conflict"


class NotAllowedNow(Conflict):
    """This cannot be done in the present state."""

    code = "not_allowed_now"


class Changed(Conflict):
    """It was changed in the meantime; look again."""

    code = "changed"


class InternalError(CarelaneError):
    """The program itself could not do this; the case is as it was before. An event that it met waits in an incident."""

    code = "internal_error"


class UnusableText(CarelaneError):
    """This holds characters that cannot be stored."""

    code = "unusable_text"


class Unavailable(CarelaneError):
    """A part of the system is away; try again."""

    code = "unavailable"
