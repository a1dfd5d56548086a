"""Whom the ladder of a clock names, as people: `bpmn.model.TELL` (clinical-processes, 1.6).

- ``owner``: who has the task; while nobody has it, all its potential owners; of a clock without a task, who began the case.
- ``deputy``: who stands in for the owner now; without a substitute, the other potential owners.
- ``head``, ``duty``, ``supervision``: the roles of `carelane.domain.roles` at the institution where the task is done.
  Where it has no such person, the institution above it is asked, and the group desk at last: a step never tells nobody
  while there is anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner, HumanTaskPerson
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.roles import DUTY, GROUP_DESK, HEADS, MEDICAL_SUPERVISION, InstitutionKind
from carelane.domain.substitutions import Substitution
from carelane.services.stand_ins import in_force

CALL = "phone"
"""Asks those who are told for a telephone call; nobody of its own."""
_ABOVE = 10
"""Institutions above one another at most; a circle in the tree ends here."""


@dataclass(slots=True)
class Scene:
    """What a step is about: the case's institution and starter, and the tasks that the clock runs over."""

    connection: Connection
    institution: str
    started_by: str
    tasks: Sequence[str]
    now: datetime
    owners: set[str] = field(default_factory=set)
    candidates: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)


def people_of(scene: Scene, tell: Iterable[str]) -> set[str]:
    """Give the ids of those whom a step tells, in no order; empty where the whole group has nobody."""
    _look_at_tasks(scene)
    told: set[str] = set()
    for name in tell:
        if name == "owner":
            told |= scene.owners or scene.candidates or {scene.started_by} - {""}
        elif name == "deputy":
            told |= _deputies(scene)
        elif name != CALL:
            told |= _of_role(scene, name)
    known = _active(scene.connection, told)
    return known or _of_role(scene, "head")


def _look_at_tasks(scene: Scene) -> None:
    """Find who has the tasks, who may have them, and where they are done."""
    connection, tasks = scene.connection, list(scene.tasks)
    if tasks:
        owner = select(col(HumanTask.actual_owner)).where(col(HumanTask.id).in_(tasks))
        scene.owners = {each for each in connection.execute(owner).scalars() if each}
        roles = select(col(HumanTaskOwner.institution_code), col(HumanTaskOwner.role)).where(
            col(HumanTaskOwner.human_task_id).in_(tasks)
        )
        found = sorted({(row.institution_code, row.role) for row in connection.execute(roles)})
        scene.places = sorted({place for place, _role in found})
        named = select(col(HumanTaskPerson.person_id)).where(
            col(HumanTaskPerson.human_task_id).in_(tasks)
        )
        scene.candidates = set(connection.execute(named).scalars()) | holders(connection, found)
    scene.places = scene.places or [scene.institution]


def holders(connection: Connection, roles: Iterable[tuple[str, str]]) -> set[str]:
    """Give the active people who hold one of these roles (institution, role)."""
    clauses = [
        and_(col(Membership.institution_code) == place, col(Membership.role) == role)
        for place, role in roles
    ]
    if not clauses:
        return set()
    statement = (
        select(col(Membership.person_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.active).is_(True), or_(*clauses))
    )
    return set(connection.execute(statement).scalars())


def _deputies(scene: Scene) -> set[str]:
    """Give the substitutes of the owners; the other potential owners where an owner has none."""
    if not scene.owners:
        return set()
    statement = select(col(Substitution.substitute_id)).where(
        col(Substitution.person_id).in_(scene.owners),
        col(Substitution.institution_code).in_(scene.places),
        in_force(scene.now),
    )
    return set(scene.connection.execute(statement).scalars()) or scene.candidates - scene.owners


def _of_role(scene: Scene, name: str) -> set[str]:
    """Give who is head, on duty or supervises, at each of the places or above it."""
    return {each for place in scene.places for each in _upwards(scene.connection, place, name)}


def _upwards(connection: Connection, place: str, name: str) -> set[str]:
    code: str | None = place
    for _ in range(_ABOVE):
        row = connection.execute(
            select(col(Institution.kind), col(Institution.parent_code)).where(
                col(Institution.code) == code
            )
        ).first()
        if row is None:
            break
        if found := holders(connection, [(str(code), role) for role in _roles(name, row.kind)]):
            return found
        code = row.parent_code
    return set()


def _roles(name: str, kind: str) -> list[str]:
    """Give the roles that a kind of institution has for a name of the ladder."""
    known = InstitutionKind(kind) if kind in {each.value for each in InstitutionKind} else None
    at_the_group = known is InstitutionKind.GROUP
    if name == "supervision":
        return [MEDICAL_SUPERVISION] if at_the_group else []
    own = (DUTY if name == "duty" else HEADS).get(known) if known else None
    return [own] if own else [GROUP_DESK] if at_the_group else []


def _active(connection: Connection, people: set[str]) -> set[str]:
    if not people:
        return set()
    statement = select(col(Person.id)).where(
        col(Person.id).in_(people), col(Person.active).is_(True)
    )
    return set(connection.execute(statement).scalars())
