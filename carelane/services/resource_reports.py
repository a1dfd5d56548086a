"""What is reported of a resource: its state, with a reason, at a moment. What is held by a case is told to both sides."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.errors import ResourceNotFound, StatusRefused
from carelane.domain.resource_holds import OPEN, ResourceHold
from carelane.domain.resource_kinds import KINDS, may_follow
from carelane.domain.resources import Resource
from carelane.services.hold_tellings import tell_both
from carelane.services.holds import take_turn


@dataclass(frozen=True, slots=True)
class Report:
    """A state (empty: as it was), why, when it was so, and who said so.

    ``place`` is the institution of the case that says it, empty for a person whose right was asked before.
    """

    state: str
    at: datetime
    reason: str = ""
    by: str = ""
    place: str = ""


def report(session: Session, resource_id: str, said: Report) -> Resource:
    """Write down what a resource is; a report that is older than the last one changes nothing.

    Raises `ResourceNotFound`, and `StatusRefused` for a state that cannot follow the present one.
    """
    resource = session.get(Resource, resource_id)
    if resource is None:
        raise ResourceNotFound
    take_turn(session, [(resource.institution_code, resource.kind)])
    session.flush()
    session.refresh(resource)
    if resource.reported_at is not None and said.at < resource.reported_at:
        return resource
    state = said.state or resource.state
    if said.place and not concerns(session, resource, said.place):
        if state == resource.state:
            return resource
        raise StatusRefused("it is another institution's, and no case here has it")
    if not may_follow(resource.kind, resource.state, state):
        raise StatusRefused(kind=resource.kind, state=resource.state, wanted=state)
    withdrawn = resource.state == KINDS[resource.kind].offered and state != resource.state
    resource.state, resource.reason = state, said.reason
    resource.reported_at, resource.reported_by = said.at, said.by
    session.add(resource)
    session.flush()
    if withdrawn and state != KINDS[resource.kind].used:
        _recall(session, resource, said)
    return resource


def concerns(session: Session, resource: Resource, place: str) -> bool:
    """Say whether an institution has to do with a resource: it owns it, or one of its cases has it."""
    if resource.institution_code == place:
        return True
    mine = select(ResourceHold.id).where(
        col(ResourceHold.resource_id) == resource.id,
        col(ResourceHold.holder_code) == place,
        col(ResourceHold.state).in_(OPEN),
    )
    return session.exec(mine).first() is not None


def _recall(session: Session, resource: Resource, said: Report) -> None:
    """Tell whoever waits for the resource that it is not what they hold any more; the hold stays theirs to release."""
    waiting = select(ResourceHold).where(
        col(ResourceHold.resource_id) == resource.id,
        col(ResourceHold.state).in_(("held", "committed")),
    )
    for hold in session.exec(waiting).all():
        tell_both(session, hold, "recalled", said.at)
