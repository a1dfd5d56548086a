"""What can be refused of institutions' targets."""

from carelane.domain.errors.base import CarelaneError


class TargetUnusable(CarelaneError):
    """A target is a key of the catalogue with a duration such as PT30M, a count, or a number of per cents."""

    code = "target_unusable"
