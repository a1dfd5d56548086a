"""Who works in the fault suite: two township hospitals, a hospital, and coordinators who hold every role at them."""

from pathlib import Path

from sqlmodel import Session

from bpmn.definition import Bundle
from carelane.adapters.folders import read_bundle
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database

PROCESSES = Path(__file__).parent / "processes"
PLACES = (("PRI1", "PRI"), ("PRI2", "PRI"), ("HOS1", "HOS"))
_ROLES = {"PRI": ("pri_doctor", "pri_tech", "pri_coord"), "HOS": ("hos_refdesk",)}


def fill(database: Database, people: int) -> list[str]:
    """Add the institutions, so many people, and the processes; give the logins."""
    logins = [f"coordinator{number:02}" for number in range(1, people + 1)]
    with database.transaction() as session:
        for code, kind in PLACES:
            session.add(Institution(code=code, name=code, name_en=code, kind=kind))
        session.flush()
        for login in logins:
            _add_person(session, login)
    for file in sorted(PROCESSES.glob("*.bpmn")):
        bundle: Bundle = read_bundle(file)
        deploy(database, bundle, file.name)
    return logins


def _add_person(session: Session, login: str) -> None:
    session.add(Person(id=login, login=login, name=login, name_en=login, language="en"))
    session.flush()
    for code, kind in PLACES:
        for role in _ROLES[kind]:
            session.add(Membership(person_id=login, institution_code=code, role=role))
