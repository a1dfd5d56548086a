"""What somebody may do at this moment: roles, supervised institutions and absent people, read anew at every look."""

from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person
from carelane.services.institutions import supervised_by
from carelane.services.stand_ins import stands_for
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership


def actor_in(session: Session, person: Person, now: datetime, hat: str = "") -> Actor:
    """Collect what a person may do at this moment, within a transaction of the caller's.

    With all memberships, or as the one that ``hat`` names (INSTITUTION/ROLE); one that is no longer theirs counts as none.
    """
    rows = session.exec(
        select(MembershipRow)
        .where(col(MembershipRow.person_id) == person.id)
        .order_by(col(MembershipRow.institution_code), col(MembershipRow.role))
    ).all()
    own = tuple(Membership(row.institution_code, row.role) for row in rows)
    worn = next((each for each in own if str(each) == hat), None)
    memberships = (worn,) if worn else own
    return Actor(
        person_id=person.id,
        name=person.name,
        name_en=person.name_en,
        language=person.language,
        memberships=memberships,
        supervised_institutions=supervised_by(session, memberships),
        hat=worn,
        own_memberships=own,
        stands_for=stands_for(session, person.id, now, worn.institution_code if worn else ""),
    )


def actor_for(database: Database, login: str) -> Actor | None:
    """Give the person of an account without a sign-in: for the command line and the demonstration."""
    with database.reading() as session:
        person = session.exec(select(Person).where(col(Person.login) == login)).first()
        return actor_in(session, person, database.now()) if person and person.active else None
