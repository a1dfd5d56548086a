"""The rows of one case as the journal writes them, and how two databases differ in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel, col

from carelane.domain.human_tasks import HumanTask
from carelane.domain.messages import Message
from carelane.domain.process_instances import FlowCount, HistoryEntry, ProcessInstance
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.kept_rows import CLOSED_BY, FORWARDED, OF_THE_CASE, OWNERS
from carelane.services.transaction import Database

CaseRows = dict[tuple[str, str], Mapping[str, Any]]
"""Columns by table and key."""

_OF_PEOPLE = {
    "human_tasks": {
        "state",
        "state_before",
        "actual_owner",
        "claimed_at",
        "draft",
        "version",
        "overdue",
        "on_behalf_of",
        "suspended_by",
        "suspended_until",
    },
    "deadlines": {"breached_owner"},
    "message_subscriptions": {"message_id"},
    "history": {"id"},
    "worklist_entries": {"state", "actual_owner", "from_instance_id"},
}
"""Columns that people and sweeps change, that a database numbers itself, or that other cases' rows tell."""
_OF_MESSAGES = ("name", "correlation_key", "to_institution", "position")
"""Columns of a message that its sender alone decides."""
_FORWARDED_AT = "forwarded_at"
_OWNERS = {str(table.__tablename__) for table in FORWARDED}
_ENTRIES = "worklist_entries"
_KEYS = {"history": ("turn", "sequence")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the read model says otherwise than the histories.

    ``kind``: ``missing`` (no such row), ``extra`` (a row that no history tells of), ``different`` (in ``column``),
    ``lost`` (a case that Temporal does not know).
    """

    instance_id: str
    table: str
    row: str
    column: str
    kind: str


def rows_of(database: Database, case: str, *, whole: bool) -> CaseRows:
    """Read all rows of a case; without ``whole`` those of its open work only."""
    found: CaseRows = {}
    with database.reading() as session:
        connection = session.connection()
        for table, where in _tables(case, whole=whole):
            for row in _read(connection, table, where):
                name = str(table.__tablename__)
                found[name, _key(table, row)] = _told(name, row)
    return found


def compare(case: str, ours: CaseRows, theirs: CaseRows) -> list[Difference]:
    """Name what is missing, extra or different in ``ours``, in order of tables and rows."""
    found = []
    forwarded = {row for (_, row), columns in ours.items() if columns.get(_FORWARDED_AT)}
    for key in sorted(ours.keys() | theirs.keys()):
        table, row = key
        if table in _OWNERS and row.partition(" ")[0] in forwarded:
            continue  # somebody has chosen other owners than the process did
        if table == _ENTRIES and _of_people(row, ours, theirs, forwarded):
            continue  # who has it, and whether anybody sees it, is for people to decide
        if table == "messages" and key not in theirs:
            continue  # sent by a turn that never became part of the case; it cannot be taken back
        if key not in ours or key not in theirs:
            kind = "missing" if key not in ours else "extra"
            found.append(Difference(case, table, row, "", kind))
            continue
        told = [name for name in theirs[key] if name != _FORWARDED_AT]
        columns = [name for name in told if ours[key].get(name) != theirs[key][name]]
        found += [Difference(case, table, row, column, "different") for column in columns]
    return found


def _of_people(task: str, ours: CaseRows, theirs: CaseRows, forwarded: set[str]) -> bool:
    """Say whether a worklist may show an open task otherwise, or alone: it was forwarded, or nobody had seen it before."""
    rows = [each.get(("human_tasks", task)) for each in (ours, theirs)]
    is_open = all(row is not None and row["closed_at"] is None for row in rows)
    lacking = (_ENTRIES, task) not in ours or (_ENTRIES, task) not in theirs
    return is_open and (task in forwarded or lacking)


def _tables(case: str, *, whole: bool) -> Iterator[tuple[type[Any], list[Any]]]:
    """Give each table with the clauses that find the case's rows."""
    yield ProcessInstance, [col(ProcessInstance.id) == case]
    for table in OF_THE_CASE:
        mine = [table.instance_id == case]
        if whole:
            yield table, mine
        elif table is not FlowCount:
            closed = CLOSED_BY.get(table)
            yield table, [*mine, getattr(table, closed).is_(None)] if closed else mine
    tasks = [col(HumanTask.instance_id) == case]
    if not whole:
        tasks.append(col(HumanTask.closed_at).is_(None))
    owned = select(col(HumanTask.id)).where(*tasks)
    for owners in OWNERS:
        yield owners, [col(owners.human_task_id).in_(owned)]
    yield WorklistEntry, [col(WorklistEntry.instance_id) == case]
    if whole:
        turn = col(HistoryEntry.turn).is_not(None)
        yield HistoryEntry, [col(HistoryEntry.instance_id) == case, turn]
        yield Message, [col(Message.from_instance_id) == case]


def _read(
    connection: Connection, table: type[SQLModel], where: list[Any]
) -> list[Mapping[str, Any]]:
    columns = SQLModel.metadata.tables[str(table.__tablename__)].columns
    return [dict(row) for row in connection.execute(select(*columns).where(*where)).mappings()]


def _key(table: type[SQLModel], row: Mapping[str, Any]) -> str:
    """Name a row within its case."""
    known = SQLModel.metadata.tables[str(table.__tablename__)]
    names = _KEYS.get(known.name) or tuple(column.name for column in known.primary_key.columns)
    return " ".join(str(row[name]) for name in names)


def _told(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out what the histories do not tell; of a task's state only whether it is closed, and how."""
    left_out = _OF_PEOPLE.get(table, set())
    if table == "messages":
        return {name: row[name] for name in _OF_MESSAGES}
    told = {name: value for name, value in row.items() if name not in left_out}
    if table == "human_tasks" and row["closed_at"] is not None:
        told["state"] = row["state"]
    return told
