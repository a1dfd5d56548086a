"""What can be refused about patients' journeys."""

from carelane.domain.errors.base import Conflict, NotFound


class JourneyNotFound(NotFound):
    """There is no such journey, or not for the person who asks."""

    code = "journey_not_found"


class JourneyClosed(Conflict):
    """The journey was closed already."""

    code = "journey_closed"
