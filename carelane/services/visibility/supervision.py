"""Cases that an actor supervises, and the figures over cases that an actor is shown."""

from sqlalchemy import ColumnElement, exists, or_, true
from sqlmodel import col

from carelane.domain.exports import Export
from carelane.domain.measurements import MeasuredDay, Measurement
from carelane.domain.people import Membership
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.many_values import among
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.rights import EVERYWHERE, places_of


def supervised_case(actor: Actor) -> ColumnElement[bool]:
    """Cases of institutions that the actor supervises."""
    return col(ProcessInstance.institution_code).in_(actor.supervised_institutions)


def counted_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that may be counted for the actor; whoever does not supervise them is shown no case and no small group."""
    places = places_of(actor, Right.SEE_FIGURES)
    if places is EVERYWHERE:
        return true()
    return among(col(ProcessInstance.institution_code), places)


def counted(actor: Actor, table: type[Measurement] | type[MeasuredDay]) -> ColumnElement[bool]:
    """Measurements, or their sums, that may be counted for the actor."""
    places = places_of(actor, Right.SEE_FIGURES)
    return true() if places is EVERYWHERE else among(col(table.institution_code), places)


def counts_only(actor: Actor) -> bool:
    """Say whether the actor is shown numbers of everybody, and no case: then small groups are left out."""
    return places_of(actor, Right.SEE_FIGURES) is EVERYWHERE


def taken_list(actor: Actor) -> ColumnElement[bool]:
    """Find lists that staff of the actor's institutions took out; of who wore a hat, those taken under it there."""
    places = places_of(actor, Right.SEE_TAKEN)
    if places is EVERYWHERE:
        return true()
    member, hat = Membership, col(Membership.institution_code) + "/" + col(Membership.role)
    return exists().where(
        col(member.person_id) == col(Export.person_id),
        among(col(member.institution_code), places),
        or_(col(Export.acting_as) == "", col(Export.acting_as) == hat),
    )


def measured_here(actor: Actor) -> ColumnElement[bool]:
    """Measurements whose cases the actor supervises and may be led to."""
    return among(col(Measurement.institution_code), actor.supervised_institutions)
