"""Which named filters of worklists an actor may use."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from carelane.domain.saved_filters import SavedFilter
from carelane.services.many_values import among
from carelane.services.visibility.actors import Actor


def shared_filter(actor: Actor) -> ColumnElement[bool]:
    """Named filters of worklists that the actor may use: the actor's own, and those of the actor's teams."""
    teams = (
        and_(
            col(SavedFilter.role) == role,
            among(
                col(SavedFilter.institution_code),
                sorted({m.institution_code for m in actor.memberships if m.role == role}),
            ),
        )
        for role in actor.roles
    )
    return or_(col(SavedFilter.person_id) == actor.person_id, *teams)
