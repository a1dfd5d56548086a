"""For whom a person acts at this moment: substitutions that are in force."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.domain.substitutions import Substitution
from carelane.services.visibility import Membership, StandIn


def in_force(moment: datetime) -> ColumnElement[bool]:
    """Substitutions that hold at this moment."""
    return and_(
        col(Substitution.ended_at).is_(None),
        col(Substitution.begins_at) <= moment,
        col(Substitution.ends_at) > moment,
    )


def stands_for(
    session: Session, person_id: str, moment: datetime, institution_code: str = ""
) -> tuple[StandIn, ...]:
    """Give the absent people for whom this person acts, everywhere or at one institution, with their roles there.

    Nobody stands in for somebody who is a substitute himself: what a person does for another is not passed on.
    """
    here = [col(Substitution.institution_code) == institution_code] if institution_code else []
    statement = (
        select(Substitution, Person)
        .join(Person, col(Person.id) == col(Substitution.person_id))
        .where(
            col(Substitution.substitute_id) == person_id,
            in_force(moment),
            *here,
        )
        .order_by(col(Substitution.begins_at), col(Substitution.id))
    )
    return tuple(
        StandIn(
            absent.id,
            absent.name,
            absent.name_en,
            found.institution_code,
            _roles(session, absent.id, found.institution_code),
        )
        for found, absent in session.exec(statement)
    )


def _roles(session: Session, person_id: str, institution_code: str) -> tuple[Membership, ...]:
    rows = session.exec(
        select(MembershipRow.role)
        .where(
            col(MembershipRow.person_id) == person_id,
            col(MembershipRow.institution_code) == institution_code,
        )
        .order_by(col(MembershipRow.role))
    )
    return tuple(Membership(institution_code, role) for role in rows)
