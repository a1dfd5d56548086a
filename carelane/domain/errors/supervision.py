"""What can be refused of a supervisor's deeds."""

from carelane.domain.errors.base import CarelaneError, Conflict


class NobodyToTell(CarelaneError):
    """Nobody there could be told: no person has the role, or only you."""

    code = "nobody_to_tell"


class ToldBefore(Conflict):
    """Somebody was told of this a short while ago; wait, or speak with them."""

    code = "told_before"
