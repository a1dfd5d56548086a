"""Tasks that somebody has put aside until a moment come back by themselves."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.task_deeds import Values, taken_up
from carelane.services.transaction import Database
from carelane.services.worklist_entries import follow

AT_ONCE = 500


def resume_due(database: Database) -> int:
    """Take up every task whose moment has come, once; says how many.

    In a case that stands still it stays suspended, now with its case, and comes back with it.
    """
    now = database.now()
    due = (
        select(HumanTask, ProcessInstance)
        .join(ProcessInstance, col(ProcessInstance.id) == col(HumanTask.instance_id))
        .where(
            col(HumanTask.suspended_until) <= now,
            col(HumanTask.suspended_by) != "",
            col(HumanTask.closed_at).is_(None),
        )
        .order_by(col(HumanTask.suspended_until))
        .limit(AT_ONCE)
    )
    with database.transaction() as session:
        return sum(_resume(session, database, *found) for found in session.exec(due).all())


def _resume(session: Session, database: Database, task: HumanTask, case: ProcessInstance) -> bool:
    stays: Values = {"suspended_by": "", "suspended_until": None}
    values = stays if case.suspended else taken_up(task)
    wanted = (
        update(HumanTask)
        .where(
            col(HumanTask.id) == task.id,
            col(HumanTask.version) == task.version,
            col(HumanTask.suspended_by) == task.suspended_by,
        )
        .values(values | {"version": HumanTask.version + 1})
    )
    if session.connection().execute(wanted).rowcount != 1:
        return False
    follow(session.connection(), case.id, task.id)
    session.add(
        HistoryEntry(
            instance_id=case.id,
            at=database.now(),
            kind="resume",
            element_id=task.element_id,
            task_id=task.task_id,
            institution_code=case.institution_code,
            data={"by_itself": True},
        )
    )
    return True
