"""What is wrong with a leave, or with the moment chosen for something."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound


class MomentPast(CarelaneError):
    """This moment is past, or the end comes before the beginning."""

    code = "moment_past"


class SubstitutionNotFound(NotFound):
    """There is no such substitution."""

    code = "substitution_not_found"


class SubstitutionClash(Conflict):
    """There is a substitute for this time already, or the substitute is on leave too."""

    code = "substitution_clash"
