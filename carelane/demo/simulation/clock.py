"""The clock of a simulated month."""

from datetime import datetime


class VirtualClock:
    """Tells the time that the month has reached."""

    def __init__(self, begin: datetime) -> None:
        self.moment = begin

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.moment
