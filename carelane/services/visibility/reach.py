"""How far an actor's reading goes, for PostgreSQL's row-level security: the second wall."""

from carelane.domain.rights import Right
from carelane.services.transaction import Reach
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.rights import EVERYWHERE, may, places_of


def reach_of(actor: Actor) -> Reach:
    """Say how far the actor's reading may go: what PostgreSQL's row-level security is told."""
    everywhere = (Right.SEE_OPERATED, Right.MANAGE_VERSIONS)
    return Reach(
        person=actor.person_id,
        owns=tuple((one.institution_code, one.role) for one in actor.owning),
        absent=tuple(dict.fromkeys(each.person_id for each in actor.stands_for)),
        supervises=actor.supervised_institutions,
        everywhere=any(places_of(actor, right) is EVERYWHERE for right in everywhere),
        clinical=may(actor, Right.LOOK_UP_PATIENTS),
        privacy=places_of(actor, Right.SEE_RETRIEVALS) is EVERYWHERE,
    )
