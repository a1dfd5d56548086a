"""What can be refused of a worklist's filters."""

from carelane.domain.errors.base import CarelaneError


class FilterNotSaved(CarelaneError):
    """This filter cannot be kept. ``reason``: name (none, too long, or not printable), long (a value), many, team, text."""

    code = "filter_not_saved"

    def __init__(self, reason: str = "text") -> None:
        super().__init__(f"This filter cannot be kept: {reason}.")
        self.reason = reason
