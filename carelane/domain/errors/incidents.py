"""What can be refused of an incident."""

from carelane.domain.errors.base import Conflict, NotFound


class IncidentNotFound(NotFound):
    """There is no such incident."""

    code = "incident_not_found"


class IncidentClosed(Conflict):
    """The incident is not open any more."""

    code = "incident_closed"


class NotSkippable(Conflict):
    """This incident cannot be skipped: change variables and try again, or move the token."""

    code = "not_skippable"
