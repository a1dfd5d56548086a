"""Of which human tasks a role, a person or an institution is the owner: what the clauses about tasks are made of."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, false, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.process_instances import ProcessInstance
from carelane.services.many_values import among
from carelane.services.visibility.actors import Membership


def at_roles(
    table: type[HumanTaskOwner] | type[HumanTaskAdministrator],
    memberships: tuple[Membership, ...],
    task_id: SQLColumnExpression[str] | None = None,
) -> ColumnElement[bool]:
    """Tasks of which a table of owners names one of these roles at its institution.

    ``task_id``: the column that holds the task's id, where the statement does not read `HumanTask`.
    """
    if not memberships:
        return false()
    task = col(HumanTask.id) if task_id is None else task_id
    return exists().where(col(table.human_task_id) == task, names_roles(table, memberships))


def names_roles(
    table: type[HumanTaskOwner] | type[HumanTaskAdministrator], memberships: tuple[Membership, ...]
) -> ColumnElement[bool]:
    """Rows of a table of owners that name one of these roles at its institution."""
    return or_(
        false(),
        *(
            and_(
                col(table.role) == role,
                among(
                    col(table.institution_code),
                    sorted({m.institution_code for m in memberships if m.role == role}),
                ),
            )
            for role in sorted({membership.role for membership in memberships})
        ),
    )


def at_desks(memberships: tuple[Membership, ...]) -> ColumnElement[bool]:
    """Say the same as `at_roles` of few tasks: no index finds them so, but hundreds of roles cost nothing to plan."""
    owner = HumanTaskOwner
    named = col(owner.institution_code) + literal("/") + col(owner.role)
    return exists().where(
        col(owner.human_task_id) == col(HumanTask.id), among(named, [str(m) for m in memberships])
    )


def by_name(person_id: str) -> ColumnElement[bool]:
    """Tasks for which a person is named as a potential owner."""
    return exists().where(
        col(HumanTaskPerson.human_task_id) == col(HumanTask.id),
        col(HumanTaskPerson.person_id) == person_id,
    )


def at_institution(institution_code: str, task: type[HumanTask] = HumanTask) -> ColumnElement[bool]:
    """Tasks of an institution: its roles own them, or nobody's roles do and the case is its own."""
    owner = col(HumanTaskOwner.human_task_id) == col(task.id)
    its_case = aliased(ProcessInstance)
    case = exists().where(
        col(its_case.id) == col(task.instance_id),
        col(its_case.institution_code) == institution_code,
    )
    there = exists().where(owner, col(HumanTaskOwner.institution_code) == institution_code)
    return or_(there, and_(~exists().where(owner), case))
