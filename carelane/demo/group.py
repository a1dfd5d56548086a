"""Puts the demonstration's institutions, staff, patients, documents and resources into an empty product."""

from carelane.demo import documents, people, places, resources
from carelane.demo.staff import DEMO_PASSWORD, Employee, employees
from carelane.services import accounts, institutions, patients, record_index, slots, staff
from carelane.services.transaction import Database

SEED = 20260301
PATIENTS = 120


def make_group(database: Database) -> tuple[Employee, ...]:
    """Make the group unless it is there; gives its staff either way."""
    everybody = employees(SEED)
    if accounts.actor_for(database, everybody[-1].login) is not None:
        return everybody
    hashed = accounts.hash_password(DEMO_PASSWORD)
    institutions.register(database, places.institutions())
    registered = people.patients(SEED, PATIENTS)
    patients.register(database, registered)
    staff.register(database, [_recruit(one) for one in everybody], hashed)
    now = database.now()
    record_index.register(database, documents.references(registered, now, SEED))
    slots.offer(database, (*resources.resources(now, everybody), *resources.capabilities(now)))
    return everybody


def _recruit(employee: Employee) -> staff.Recruit:
    """Describe an employee to the service."""
    return staff.Recruit(
        login=employee.login,
        name=employee.naming.chinese,
        name_en=employee.naming.english,
        institution_code=employee.institution_code,
        role=employee.role,
    )
