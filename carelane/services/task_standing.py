"""What a person is to a human task at this moment: potential owner, actual owner, substitute, administrator, or excluded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, select

from carelane.domain.human_task_verbs import Part
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.many_values import among
from carelane.services.visibility import Actor, Membership, StandIn, may


@dataclass(frozen=True, slots=True)
class People:
    """Who may do a task, and who decides about it; ``places`` are the institutions where it is done."""

    owners: tuple[Membership, ...]
    named: tuple[str, ...]
    administrators: tuple[Membership, ...]
    places: tuple[str, ...]

    def own(self, person_id: str, memberships: Iterable[Membership]) -> bool:
        """Say whether somebody with these roles is a potential owner."""
        return person_id in self.named or any(each in self.owners for each in memberships)


@dataclass(frozen=True, slots=True)
class Standing:
    """The actor's parts; ``on_behalf_of`` is the absent person whose part it is, if it is not the actor's own."""

    parts: frozenset[Part]
    on_behalf_of: str
    people: People


def people_of(
    session: Session, tasks: Sequence[tuple[HumanTask, ProcessInstance]]
) -> dict[str, People]:
    """Read potential owners and administrators by task; the caller has found the tasks through visibility."""
    ids = [task.id for task, _case in tasks]
    owners = _memberships(session, HumanTaskOwner, ids)
    administrators = _memberships(session, HumanTaskAdministrator, ids)
    named: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in session.exec(
        select(HumanTaskPerson)
        .where(among(col(HumanTaskPerson.human_task_id), ids))
        .order_by(col(HumanTaskPerson.person_id))
    ):
        named[row.human_task_id] += (row.person_id,)
    found: dict[str, People] = {}
    for task, case in tasks:
        places = tuple(dict.fromkeys(each.institution_code for each in owners[task.id]))
        places = places or (case.institution_code,)
        found[task.id] = People(owners[task.id], named[task.id], administrators[task.id], places)
    return found


def _memberships(
    session: Session, table: type[HumanTaskOwner] | type[HumanTaskAdministrator], ids: list[str]
) -> defaultdict[str, tuple[Membership, ...]]:
    rows = session.exec(
        select(table.human_task_id, table.institution_code, table.role)
        .where(among(col(table.human_task_id), ids))
        .order_by(col(table.institution_code), col(table.role))
    )
    found: defaultdict[str, tuple[Membership, ...]] = defaultdict(tuple)
    for task_id, institution, role in rows:
        found[task_id] += (Membership(institution, role),)
    return found


def standing(session: Session, actor: Actor, task: HumanTask, case: ProcessInstance) -> Standing:
    """Say what the actor is to the task; while somebody has it, potential owners can only ask for it."""
    return standing_among(actor, task, case, people_of(session, [(task, case)])[task.id])


def standing_among(
    actor: Actor, task: HumanTask, case: ProcessInstance, people: People
) -> Standing:
    """Say what the actor is to the task whose people are known."""
    parts: set[Part] = set()
    behalf = ""
    if task.actual_owner == actor.person_id:
        parts.add("actual_owner")
        behalf = task.on_behalf_of
    elif task.actual_owner is None:
        behalf = _owner_through(actor, people, parts)
    elif _absent(actor, people, task.actual_owner) is not None:
        parts.add("substitute")
        behalf = task.actual_owner
    elif people.own(actor.person_id, actor.memberships):
        parts.add("colleague")
    supervises = may(actor, Right.REASSIGN, case.institution_code)
    if supervises or any(each in people.administrators for each in actor.memberships):
        parts.add("administrator")
    return Standing(frozenset(parts), behalf, people)


def _owner_through(actor: Actor, people: People, parts: set[Part]) -> str:
    """Find out whether the actor is a potential owner, by himself or through an absent person: gives that one."""
    if people.own(actor.person_id, actor.memberships):
        parts.add("potential_owner")
        return ""
    for absent in actor.stands_for:
        if absent.institution_code in people.places and people.own(
            absent.person_id, absent.memberships
        ):
            parts.add("potential_owner")
            return absent.person_id
    return ""


def _absent(actor: Actor, people: People, person_id: str) -> StandIn | None:
    """Give the absent person for whom the actor acts where the task is done."""
    for each in actor.stands_for:
        if each.person_id == person_id and each.institution_code in people.places:
            return each
    return None


def excluded_by(session: Session, task: HumanTask, *people: str) -> HumanTask | None:
    """Give the earlier task of the case for which one of these people may not do this one (four eyes)."""
    if not task.excluded:
        return None
    wanted = [each for each in people if each]
    statement = (
        select(HumanTask)
        .where(
            col(HumanTask.instance_id) == task.instance_id,
            col(HumanTask.element_id).in_(task.excluded),
            col(HumanTask.state) == "completed",
            or_(
                col(HumanTask.completed_by).in_(wanted),
                col(HumanTask.on_behalf_of).in_(wanted),
            ),
        )
        .order_by(col(HumanTask.closed_at))
    )
    return session.exec(statement).first()
