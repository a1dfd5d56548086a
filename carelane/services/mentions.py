"""Tells people that a comment mentions them: a notice that names the author and the case, and nothing of what was said."""

from collections.abc import Sequence

from sqlmodel import Session

from carelane.domain.comments import Comment
from carelane.domain.notices import Topic
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.notice_events import Event, notify
from carelane.services.visibility import Actor


def tell_mentioned(
    session: Session,
    actor: Actor,
    case: ProcessInstance,
    row: Comment,
    people: Sequence[Person],
) -> None:
    """Tell each but the author, as they have chosen to hear, once for a comment and all its corrections."""
    key = f"comment:{row.corrects or row.id}"
    event = Event(Topic.MENTION, key, instance_id=case.id, by=actor.person_id)
    notify(session, event, [one.id for one in people], row.at)
