"""What happens when a worker dies between the database and Temporal: nothing that anybody could see."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from activities import journal
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_instances import FlowCount, HistoryEntry, ProcessInstance
from carelane.domain.wire import Cause, Operate, Turn, Written
from carelane.services.journal import write_turn
from carelane.services.rebuild import rewrite
from carelane.services.transaction import Database
from tests.durable.site import Site, eventually
from tests.durable.told_turns import told_turns
from workflows.calls import TASK_WITHIN


def test_a_turn_that_never_happened_would_hide_the_next_one(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    at = datetime.fromisoformat(site.cases.turns(case)[0].at) + timedelta(seconds=1)
    phantom = site.cases.turns(case)[0]
    cancelled = {"type": "CloseHumanTask", "task_id": task.task_id, "outcome": "exited", "by": ""}
    write_turn(  # as a worker does that dies before Temporal hears of it
        site.database,
        replace(
            phantom,
            turn=2,
            at=at.isoformat(),
            causes=[Cause("person", "li")],
            effects=[cancelled],
            first=None,
        ),
    )
    assert not site.tasks(case)
    command_turn = site.cases.complete_task(case, site.completion(task.task_id)).turn
    assert command_turn == 2
    (closed,) = site.rows(HumanTask, id=task.id)
    assert (closed.state, closed.completed_by) == ("completed", "li")
    site.complete(case, "read")
    assert site.ended(case).state == "completed"
    flows = {flow.flow_id: flow.count for flow in site.rows(FlowCount, instance_id=case)}
    assert flows == {"f1": 1, "f2": 1, "f3": 1, "f4": 1}


def test_a_database_from_an_old_backup_would_stay_behind(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    site.complete(case, "write")
    (read,) = eventually(lambda: site.tasks(case, "read"))
    turns = told_turns(site, case)
    with site.database.transaction() as session:
        connection = session.connection()
        connection.execute(delete(HumanTaskOwner))
        connection.execute(delete(HumanTask).where(col(HumanTask.id) == read.id))
        told = (col(HistoryEntry.instance_id) == case, col(HistoryEntry.turn) == 3)
        connection.execute(delete(HistoryEntry).where(*told))
        connection.execute(
            update(ProcessInstance).where(col(ProcessInstance.id) == case).values(turn=1)
        )
    rewrite(site.database, turns)
    assert [task.element_id for task in site.tasks(case)] == ["read"]
    site.complete(case, "read")
    assert site.ended(case).turn == 4


def test_a_claim_and_a_draft_would_be_lost_by_a_rebuild(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    with site.database.transaction() as session:
        row = session.get_one(HumanTask, task.id)
        row.state, row.actual_owner, row.draft = "in_progress", "li", {"note": "half"}
    rewrite(site.database, site.cases.turns(case))
    (task,) = site.tasks(case)
    assert (task.state, task.actual_owner) == ("in_progress", "li")
    assert task.draft == {"note": "half"}


def test_a_task_suspended_while_it_was_worked_on_would_be_unclaimed(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    with site.database.transaction() as session:
        row = session.get_one(HumanTask, task.id)
        row.state, row.actual_owner, row.draft = "in_progress", "li", {"note": "half"}
    site.cases.operate(case, Operate("stop", "suspend", "li", "recall"))
    rewrite(site.database, site.cases.turns(case))
    (task,) = site.tasks(case)
    assert (task.state, task.state_before) == ("suspended", "in_progress")
    site.cases.operate(case, Operate("go", "resume", "li", "clear"))
    rewrite(site.database, site.cases.turns(case))
    (task,) = site.tasks(case)
    assert (task.state, task.state_before) == ("in_progress", "")
    assert (task.actual_owner, task.draft) == ("li", {"note": "half"})
    told = [line for line in site.rows(HistoryEntry, instance_id=case) if line.kind == "Operation"]
    assert [line.person_id for line in told] == ["li", "li"]
    assert [line.data["reason"] for line in told] == ["recall", "clear"]


def test_a_slow_write_would_give_the_case_another_time_when_it_is_replayed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workflow task that tells that it lives, and nothing else, is joined to the next one in a replay."""
    slow = [True]

    def write(database: Database, turn: Turn) -> Written:
        if slow and slow.pop():
            time.sleep(TASK_WITHIN.total_seconds())
        return write_turn(database, turn)

    monkeypatch.setattr(journal, "write_turn", write)
    site.work()
    case = site.start("two_tasks", wait=False)
    row = eventually(lambda: site.row(case))
    told = eventually(lambda: site.cases.turns(case))  # the task is reported after the row
    assert row.turn_at == datetime.fromisoformat(told[0].at)
    site.complete(case, "write")
    site.complete(case, "read")
    site.ended(case)
