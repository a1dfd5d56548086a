"""What can be refused of consents, and of documents that are released under them."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotAllowed, NotFound


class ConsentIncomplete(CarelaneError):
    """A consent has a kind, who gave it, when, evidence and documents; without consent, a basis and a second clinician."""

    code = "consent_incomplete"


class SecondClinicianMissing(CarelaneError):
    """The second clinician of an emergency must be another person than the one who records it."""

    code = "second_clinician_missing"


class ConsentNotFound(NotFound):
    """There is no such consent, or it is not yours to see."""

    code = "consent_not_found"


class ConsentOver(Conflict):
    """This consent is withdrawn or has expired already."""

    code = "consent_over"


class NotDisclosed(NotAllowed):
    """Nothing may be disclosed here without the patient's consent or a basis; the attempt is written down."""

    code = "not_disclosed"


class GrantClosed(NotAllowed):
    """What allowed this retrieval has expired or was withdrawn; the attempt is written down."""

    code = "grant_closed"


class ReferenceNotFound(NotFound):
    """There is no such document in the index, or it is not yours to see."""

    code = "reference_not_found"
