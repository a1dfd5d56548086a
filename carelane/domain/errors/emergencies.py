"""What can be refused at the emergency desk."""

from carelane.domain.errors.base import CarelaneError


class ImpossibleTime(CarelaneError):
    """This moment cannot be: ``details["why"]`` is future, call, before or after; ``milestone`` and ``at`` say what it contradicts."""

    code = "impossible_time"


class TellerMissing(CarelaneError):
    """Say who telephoned."""

    code = "teller_missing"


class MilestoneKnown(CarelaneError):
    """This was reported before; ``details["at"]`` says for when. The crew corrects it in its own record."""

    code = "milestone_known"
