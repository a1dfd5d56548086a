"""Tells of substitutions: the substitute when it begins, and who is away where somebody else has entered it."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from carelane.domain.notices import Notice, Topic
from carelane.domain.substitutions import Substitution
from carelane.services.names import Names
from carelane.services.notice_events import Event, notify
from carelane.services.visibility import Actor

_EVENT = "substitution:"


def tell_arranged(session: Session, made: Substitution, actor: Actor, now: datetime) -> None:
    """Write what the substitute hears when it begins; the absent person hears of others' doing at once."""
    place = Names(session).institution(made.institution_code)
    about = {
        "begins": made.begins_at.isoformat(),
        "until": made.ends_at.isoformat(),
        "place": place.name,
        "place_en": place.name_en,
    }
    key, begins = f"{_EVENT}{made.id}", max(made.begins_at, now)
    event = Event(Topic.SUBSTITUTION, key, by=made.person_id, facts=about, due_at=begins)
    notify(session, event, {made.substitute_id} - {actor.person_id}, now)
    if actor.person_id != made.person_id:
        told = Event(
            Topic.SUBSTITUTION, f"{key}:own", by=actor.person_id, facts=about | {"own": True}
        )
        notify(session, told, [made.person_id], now)


def take_back(session: Session, substitution_id: str, now: datetime) -> None:
    """Take back what the substitute has not heard yet, because the substitution was called off."""
    session.connection().execute(
        delete(Notice).where(
            col(Notice.event) == f"{_EVENT}{substitution_id}",
            col(Notice.due_at) > now,
            col(Notice.state) == "waiting",
        )
    )
