"""The statements by which a case's turn changes tasks that are there: moved, closed, suspended, given back."""

from functools import lru_cache

from sqlalchemy import Update, bindparam, update
from sqlmodel import col

from carelane.domain.human_tasks import HumanTask
from carelane.domain.state_machines import sources


@lru_cache(maxsize=1)
def moved_tasks() -> Update:
    """Make the statement that shows open tasks as another version of the process does."""
    return (
        update(HumanTask)
        .where(col(HumanTask.id) == bindparam("task"))
        .values(
            element_id=bindparam("element_id"),
            name=bindparam("name"),
            form_id=bindparam("form_id"),
            version=HumanTask.version + 1,
        )
    )


@lru_cache(maxsize=1)
def closed_tasks() -> Update:
    """Make the statement that closes tasks; what was typed into them goes."""
    names = ("state", "state_before", "suspended_until", "closed_at", "completed_by")
    return (
        update(HumanTask)
        .where(col(HumanTask.id) == bindparam("task"))
        .values({name: bindparam(name) for name in names})
        .values(draft=None, version=HumanTask.version + 1)
    )


def suspended_tasks(instance_id: str) -> Update:
    """Make the statement that suspends a case's tasks; each keeps in mind what it was."""
    mine = col(HumanTask.instance_id) == instance_id
    active = col(HumanTask.state).in_(sources("human_task", "suspend"))
    return (
        update(HumanTask)
        .where(mine, active)
        .values(state="suspended", state_before=HumanTask.state, version=col(HumanTask.version) + 1)
    )


def resumed_tasks(instance_id: str) -> Update:
    """Make the statement that gives a case's tasks back what they were, but for those that somebody has put aside."""
    mine = col(HumanTask.instance_id) == instance_id
    by_case = (col(HumanTask.state) == "suspended", col(HumanTask.suspended_by) == "")
    return (
        update(HumanTask)
        .where(mine, *by_case)
        .values(state=HumanTask.state_before, state_before="", version=col(HumanTask.version) + 1)
    )
