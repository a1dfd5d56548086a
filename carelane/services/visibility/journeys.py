"""Who may see a patient's journey: who sees one of its cases, and who follows journeys at the institution of the case that follows it.

A journey holds references, statuses and moments, and who was responsible. Of its events each person sees those of the
cases that they see; who follows the journey sees all (section 12: access by relationship and purpose).
"""

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from carelane.domain.journeys import TRACKING, Journey, JourneyEvent
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.process_instances import visible_case
from carelane.services.visibility.rights import may, places_of


def follows_journeys(actor: Actor) -> bool:
    """Let case managers and the group's desks follow the journeys that their institution follows."""
    return may(actor, Right.FOLLOW_JOURNEYS)


def followed_journey(actor: Actor, journey_id: Mapped[str]) -> ColumnElement[bool]:
    """Make the condition that the case which follows the journey is at an institution where the actor follows them."""
    return exists().where(
        col(ProcessInstance.process_id) == TRACKING,
        col(ProcessInstance.business_key) == journey_id,
        col(ProcessInstance.institution_code).in_(places_of(actor, Right.FOLLOW_JOURNEYS) or ()),
    )


def visible_journey_event(actor: Actor) -> ColumnElement[bool]:
    """Make the condition on events; the statement has to name `JourneyEvent`."""
    seen = exists().where(col(ProcessInstance.id) == JourneyEvent.instance_id, visible_case(actor))
    followed = followed_journey(actor, col(JourneyEvent.journey_id))
    return or_(seen.correlate(JourneyEvent), followed)


def visible_journey(actor: Actor) -> ColumnElement[bool]:
    """Make the condition on journeys; the statement has to name `Journey`."""
    seen = exists().where(
        col(JourneyEvent.journey_id) == Journey.id,
        col(ProcessInstance.id) == JourneyEvent.instance_id,
        visible_case(actor),
    )
    return or_(seen.correlate(Journey), followed_journey(actor, col(Journey.id)))
