"""What people report of a patient or an institution by telephone, with the moment of it apart from that of entering it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carelane.domain.errors import InvalidMessage, NotAllowed
from carelane.domain.patient_events import DECEASED, OUTAGE
from carelane.domain.rights import Right
from carelane.services.patient_events import PatientEvent, tell
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, may, places_of

LEFT, WORSE, NOTIFIABLE = "PATIENT.LEFT", "PATIENT.DETERIORATED", "NOTIFIABLE.DISEASE"
REPORTED = (DECEASED, WORSE, LEFT, NOTIFIABLE)
"""What may be reported of a patient; a withdrawn consent is entered with the consents."""
URGENCIES = ("E", "U", "P", "R")
CLASSES = ("A", "B", "C")
FLAGS = ("none", "respiratory", "contact", "blood", "unknown")
_VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    WORSE: {"new_urgency": URGENCIES},
    NOTIFIABLE: {"disease_class": CLASSES, "infection_flag": FLAGS},
}
"""What an event says besides its moment, and the words that it may say."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened, to whom (``empi_id``) or where (``institution``, an outage), and when."""

    name: str
    happened_at: datetime
    empi_id: str = ""
    institution: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def outage_places(actor: Actor) -> tuple[str, ...] | None:
    """List the institutions whose outage the actor may report; `EVERYWHERE` for operators."""
    return places_of(actor, Right.PASS_MESSAGES)


def report(
    database: Database, cases: CasePort, actor: Actor, news: News, event_id: str
) -> tuple[str, ...]:
    """Tell the running cases, once per ``event_id``; gives those that were told.

    Raises `NotAllowed`, `PatientNotFound`, `InvalidMessage` (the future, an unknown word).
    """
    _check(actor, news)
    if news.happened_at > database.now():
        raise InvalidMessage("what lies in the future has not happened")
    event = PatientEvent(
        name=news.name,
        empi_id=news.empi_id,
        event_id=event_id,
        happened_at=news.happened_at,
        variables=news.values,
        institution=news.institution,
        institution_of_sender=actor.institutions[0] if actor.institutions else "",
        person_id=actor.person_id,
    )
    return tell(database, event, cases)


def _check(actor: Actor, news: News) -> None:
    if news.name == OUTAGE:
        places = outage_places(actor)
        if not (places is EVERYWHERE or news.institution in (places or ())):
            raise NotAllowed
    elif not may(actor, Right.TELL_OF_PATIENTS):
        raise NotAllowed
    elif news.name not in REPORTED:
        raise InvalidMessage(f"reported is one of {', '.join(REPORTED)}")
    for name, words in _VALUES.get(news.name, {}).items():
        if news.values.get(name) not in words:
            raise InvalidMessage(f"{name} is one of {', '.join(words)}")
