"""Keeps the rows that worklists are found by (`carelane.domain.worklist_entries`) in step with the tasks.

Whoever changes open tasks, their owners, or what a case is called calls `follow` in the same transaction, after the
change. The tasks are locked first: a claim and a turn of the case that meet write the row one after the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Insert,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner, HumanTaskPerson
from carelane.domain.messages import Message
from carelane.domain.pinyin import spelt
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.worklist_entries import (
    OPEN_FOR_PEOPLE,
    OwnerGroupDesk,
    WorklistEntry,
    desk,
    owner_group,
    person_desk,
)
from carelane.services.transaction import Database

Row = dict[str, Any]
URGENCIES = ("E", "U", "P", "R")
_AT_ONCE = 200
"""Cases whose rows one transaction writes anew."""
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
AT_RISK_SHARE = 0.8
"""Part of a task's time after which it counts as at risk (clinical-processes, 1.6: steps at 50, 80, 100, 150 %)."""


def follow(connection: Connection, instance_id: str, task_id: str = "") -> None:
    """Write anew the rows of a case's open tasks, or of one of them."""
    which = {"case": instance_id, "task": task_id}
    one = bool(task_id)
    found = list(connection.execute(_open_tasks(one), which).mappings())
    connection.execute(_forget(one), which)
    write(connection, found)


def write(connection: Connection, found: Iterable[Any]) -> int:
    """Add rows for tasks as `open_tasks` finds them, one line per owner; gives how many tasks that were."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    tasks: dict[str, Any] = {}
    for line in found:
        tasks[line["task_id"]] = line
        if line["role"] is not None:
            owners[line["task_id"]].append(desk(line["owner"], line["role"]))
        if line["named"] is not None:
            owners[line["task_id"]].append(person_desk(line["named"]))
    if not tasks:
        return 0
    groups = {task_id: tuple(sorted(set(owners[task_id]))) for task_id in tasks}
    _write_groups(connection, groups.values())
    rows = [_entry(line, owner_group(groups[task_id])) for task_id, line in tasks.items()]
    connection.execute(_insert(), rows)
    return len(rows)


def open_tasks(*where: ColumnElement[bool]) -> Select[Any]:
    """Select what a row is made of, one line per owner; tasks that people may work on only."""
    task, case, owner, named = HumanTask, ProcessInstance, HumanTaskOwner, HumanTaskPerson
    statement: Any = select(
        col(task.id).label("task_id"),
        col(task.instance_id),
        col(task.state),
        col(task.actual_owner),
        col(task.urgency),
        col(case.urgency).label("case_urgency"),
        col(task.priority),
        col(task.due_at),
        col(task.created_at),
        col(task.element_id),
        col(task.name),
        col(case.process_id),
        col(case.institution_code),
        col(case.from_institution),
        col(case.business_status),
        col(case.business_key),
        col(case.patient_name),
        col(case.patient_pinyin),
        col(case.patient_id_suffix),
        col(owner.institution_code).label("owner"),
        col(owner.role),
        col(named.person_id).label("named"),
        select(col(Message.from_instance_id))
        .where(col(Message.id) == col(case.message_id))
        .scalar_subquery()
        .label("from_instance_id"),
    )
    joined: Any = (
        statement.join(case, col(case.id) == col(task.instance_id))
        .outerjoin(owner, col(owner.human_task_id) == col(task.id))
        .outerjoin(named, col(named.human_task_id) == col(task.id))
    )
    shown: Select[Any] = joined.where(
        col(task.closed_at).is_(None), col(task.state).in_(OPEN_FOR_PEOPLE), *where
    )
    return shown


@lru_cache(maxsize=2)
def _open_tasks(one: bool) -> Select[Any]:  # noqa: FBT001 - two statements, kept by this
    mine = col(HumanTask.instance_id) == bindparam("case")
    where = and_(mine, col(HumanTask.id) == bindparam("task")) if one else mine
    return (
        open_tasks(where).order_by(col(HumanTask.id)).with_for_update(of=HumanTask, key_share=True)
    )


@lru_cache(maxsize=2)
def _forget(one: bool) -> Delete:  # noqa: FBT001 - two statements, kept by this
    mine = col(WorklistEntry.instance_id) == bindparam("case")
    return delete(WorklistEntry).where(
        col(WorklistEntry.task_id) == bindparam("task") if one else mine
    )


@lru_cache(maxsize=1)
def _insert() -> Insert:
    return insert(WorklistEntry)


def _write_groups(connection: Connection, groups: Iterable[Sequence[str]]) -> None:
    """Say which desks the groups have; most are known already."""
    rows = [
        {"desk": each, "owner_group": owner_group(tuple(desks))}
        for desks in sorted(set(map(tuple, groups)))
        for each in desks
    ]
    if rows:
        connection.execute(_insert_groups(connection.dialect.name), rows)


@lru_cache(maxsize=2)
def _insert_groups(dialect: str) -> Insert:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(OwnerGroupDesk)
    ignoring: Insert = statement.on_conflict_do_nothing()
    return ignoring


def _entry(line: Any, group: int) -> Row:
    """Make the row of a task."""
    urgency = line["urgency"] or line["case_urgency"]
    due, created = line["due_at"], line["created_at"]
    return {
        "task_id": line["task_id"],
        "instance_id": line["instance_id"],
        "from_instance_id": line["from_instance_id"] or "",
        "owner_group": group,
        "state": line["state"],
        "actual_owner": line["actual_owner"],
        "rank": URGENCIES.index(urgency) if urgency in URGENCIES else len(URGENCIES),
        "urgency": urgency,
        "priority_order": -line["priority"],
        "due_order": due or END_OF_TIME,
        "risk_at": created + (due - created) * AT_RISK_SHARE if due else END_OF_TIME,
        "created_at": created,
        "process_id": line["process_id"],
        "element_id": line["element_id"],
        "institution_code": line["institution_code"],
        "from_institution": line["from_institution"] or line["institution_code"],
        "business_status": line["business_status"],
        "patient_order": f"{line['patient_pinyin']} {line['patient_name']}",
        "search": searched(
            line["patient_name"],
            line["patient_pinyin"],
            spelt(line["patient_name"]),
            line["patient_id_suffix"],
            line["business_key"],
            line["name"],
        ),
    }


def searched(*texts: str) -> str:
    """Join what people look for a task by; every line begins and ends with a line break."""
    lines = (" ".join(text.upper().split()) for text in texts)
    return "\n" + "\n".join(lines) + "\n"


def mend(database: Database) -> int:
    """Write anew the rows that do not say what their tasks say, or have none; gives how many cases that were."""
    cases = _differing(database)
    for part in range(0, len(cases), _AT_ONCE):
        with database.transaction() as session:
            for instance_id in cases[part : part + _AT_ONCE]:
                follow(session.connection(), instance_id)
    return len(cases)


def _differing(database: Database) -> list[str]:
    """Name the cases whose rows differ in what people change, are missing, or stand for no open task."""
    task, entry = HumanTask, WorklistEntry
    shown = (col(task.closed_at).is_(None), col(task.state).in_(OPEN_FOR_PEOPLE))
    same = (
        col(entry.task_id) == col(task.id),
        col(entry.state) == col(task.state),
        col(entry.actual_owner).is_not_distinct_from(col(task.actual_owner)),
        col(entry.due_order) == func.coalesce(col(task.due_at), END_OF_TIME),
    )
    lacking = select(col(task.instance_id)).where(*shown, ~exists().where(*same))
    idle = select(col(entry.instance_id)).where(
        ~exists().where(col(task.id) == col(entry.task_id), *shown)
    )
    with database.reading() as session:
        return sorted(session.connection().execute(lacking.union(idle)).scalars())
