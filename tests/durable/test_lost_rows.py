"""What would be lost: every worklist, when the database is gone or wrong and only the histories are left."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import SQLModel, col
from temporalio.client import Client

from carelane.adapters.backup import copy_sqlite
from carelane.adapters.cases import Cases
from carelane.adapters.database import open_database, open_scratch
from carelane.adapters.rebuild import histories, told_in
from carelane.adapters.schema import upgrade
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.wire import workflow_id
from carelane.services import messages
from carelane.services.compared_rows import CaseRows, Difference, rows_of
from carelane.services.ports import CaseTold
from carelane.services.rebuilds import rebuild
from carelane.services.reconciliation import Reconciled, Reconciliation
from carelane.services.repairs import repair_read_model
from carelane.services.transaction import Database, utc_now
from tests.durable.site import Site, eventually

OF_THIS_DATABASE = {"definition_id", "version", "completed_by", "resolved_by"}
"""Columns that name what an emptied database numbers anew, or people whose accounts are gone."""


@pytest.fixture
def own_temporal(tmp_path: Path) -> Iterator[TemporalServer]:
    """A server without other tests' cases: everything on it is rebuilt, with this test's keys."""
    with TemporalServer(ServerOptions(free_port(), tmp_path / "temporal.db")) as server:
        yield server


@pytest.fixture
def site(own_temporal: TemporalServer, make_site: Callable[[str], Site]) -> Site:
    made = make_site(own_temporal.address)
    made.work()
    return made


@pytest.fixture
def emptied(tmp_path: Path) -> Iterator[Database]:
    """A new database: no case, no process, no institution, no account."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    upgrade(url)
    database = open_database(url)
    yield database
    database.engine.dispose()


def quiet(_done: int, _of: int) -> None:
    """No progress bar."""


def same(before: CaseRows, after: CaseRows) -> None:
    assert after.keys() == before.keys()
    for key, row in before.items():
        unequal = {name for name in row if row[name] != after[key][name]}
        assert unequal <= OF_THIS_DATABASE, key


def reconciled(
    site: Site, cases: Cases | None = None, *, repair: bool = False
) -> tuple[Reconciled, list[Difference]]:
    found: list[Difference] = []
    work = Reconciliation(site.database, cases or site.cases, open_scratch(), found.append, repair)
    return work.run(quiet, closed=True), found


def change(site: Site, statement: Any) -> None:
    with site.database.transaction() as session:
        session.connection().execute(statement)


class Forgetful(Cases):
    """The running cases when Temporal has forgotten all runs but the last, as it does after its retention."""

    def __init__(self, site: Site) -> None:
        async def client() -> Client:
            return site.client

        super().__init__(site.loop, client, site.options.queues)
        self._site = site

    def told(self, instance_id: str) -> CaseTold:
        return self._site.loop.run(self._last_run(workflow_id(instance_id)))

    async def _last_run(self, case: str) -> CaseTold:
        runs = await histories(self._site.client, case)
        assert len(runs) > 2
        return await told_in(self._site.client, runs[-1:])


def test_all_work_comes_back_from_the_histories_alone(site: Site, emptied: Database) -> None:
    waiting, moved = site.start("two_tasks"), site.start("two_tasks")
    site.complete(moved, "write")
    eventually(lambda: site.tasks(moved, "read"))
    ended = site.start("two_tasks")
    site.complete(ended, "write")
    site.complete(ended, "read")
    site.ended(ended)
    ward = site.start("ward_stay", news2=3, seen=False)
    eventually(lambda: site.tasks(ward))
    cases = (waiting, moved, ended, ward)
    before = {case: rows_of(site.database, case, whole=True) for case in cases}
    for _ in range(2):  # the second time changes nothing
        done = rebuild(emptied, site.cases, quiet, closed=True)
        assert done.failed == {}
        assert done.outcomes.keys() >= set(cases)
        for case in cases:
            same(before[case], rows_of(emptied, case, whole=True))


def test_a_letter_on_its_way_arrives_once_after_all_rows_were_lost(
    site: Site, emptied: Database
) -> None:
    values = {"letter_id": "L9", "to": "HOS1", "text": "Please see her."}
    writer = site.start("letter_writer", **values)
    (reader,) = eventually(lambda: site.rows(ProcessInstance, process_id="letter_reader"))
    site.complete(reader.id, "look", answer="Come at once.")
    site.ended(reader.id)
    (reply,) = eventually(lambda: site.rows(Message, name="REPLY", state="buffered"))
    site.rest()
    done = rebuild(emptied, site.cases, quiet, closed=True)
    assert done.waiting == 1
    site.database = emptied
    assert {(row.name, row.state) for row in site.rows(Message)} == {
        ("LETTER", "delivered"),
        ("REPLY", "buffered"),
    }
    (again,) = site.rows(Message, name="REPLY")
    assert again.id == reply.id
    site.work()
    site.complete(writer, "pause")
    assert site.ended(writer).variables["answer"] == "Come at once."
    assert len(site.rows(ProcessInstance, process_id="letter_reader")) == 1


def test_a_rebuild_that_is_broken_off_goes_on_where_it_was(site: Site, emptied: Database) -> None:
    for _ in range(4):
        site.start("two_tasks")

    def power_cut(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(emptied, site.cases, power_cut, closed=False)
    with emptied.transaction() as session:  # what was done is not done again
        session.connection().execute(update(ProcessInstance).values(business_key="done before"))
    done = rebuild(emptied, site.cases, quiet, closed=False)
    site.database = emptied
    assert done.failed == {}
    assert len(site.rows(ProcessInstance, business_key="done before")) == 2


def test_a_case_older_than_temporals_memory_keeps_its_open_work(
    site: Site, emptied: Database
) -> None:
    case = site.start("rounds", turns_per_run=2)
    go_round(site, case)
    before = rows_of(site.database, case, whole=False)
    cases = Forgetful(site)
    assert not cases.told(case).whole
    assert rebuild(emptied, cases, quiet, closed=False).failed == {}
    same(before, rows_of(emptied, case, whole=False))
    site.database = emptied
    assert site.tasks(case)


def test_rows_of_an_old_backup_catch_up_though_the_turns_between_are_forgotten(
    site: Site, tmp_path: Path
) -> None:
    case = site.start("rounds", turns_per_run=2)
    eventually(lambda: site.tasks(case))
    copy_sqlite(tmp_path / "carelane.db", tmp_path / "backup.db")
    archive = [row.id for row in site.rows(HistoryEntry, instance_id=case, turn=1)]
    go_round(site, case)
    before = rows_of(site.database, case, whole=False)
    site.rest()
    site.database = open_database(f"sqlite:///{tmp_path / 'backup.db'}")
    done, _found = reconciled(site, Forgetful(site), repair=True)
    assert done.outcomes[case] == "repaired"
    same(before, rows_of(site.database, case, whole=False))
    assert [row.id for row in site.rows(HistoryEntry, instance_id=case, turn=1)] == archive


def go_round(site: Site, case: str) -> None:
    """Let the case come so far that it has left several runs behind it."""
    for _ in range(4):
        for task in eventually(lambda: site.tasks(case)):
            site.cases.complete_task(case, site.completion(task.task_id, again=True))
    eventually(lambda: site.tasks(case))


def test_every_difference_is_named_and_mended_and_claims_stay(site: Site) -> None:
    gone, reopened, emptied_row, well = (site.start("two_tasks") for _ in range(4))
    with site.database.transaction() as session:
        (claimed,) = site.tasks(well)
        row = session.get_one(HumanTask, claimed.id)
        row.state, row.actual_owner, row.draft = "in_progress", "li", {"note": "half"}
    (task,) = site.tasks(gone)
    change(site, delete(HumanTaskOwner).where(col(HumanTaskOwner.human_task_id) == task.id))
    change(site, delete(HumanTask).where(col(HumanTask.id) == task.id))
    change(
        site,
        update(ProcessInstance)
        .where(col(ProcessInstance.id) == reopened)
        .values(state="completed", patient_name="Zhang Wei"),
    )
    lose_rows(site, emptied_row)
    done, found = reconciled(site)
    named = {(each.instance_id, each.table, each.column, each.kind) for each in found}
    assert (gone, "human_tasks", "", "missing") in named
    assert (reopened, "process_instances", "state", "different") in named
    assert (emptied_row, "process_instances", "", "missing") in named
    assert "Zhang" not in repr(found)
    assert {done.outcomes[each] for each in (gone, reopened, emptied_row)} == {"differs"}
    assert done.outcomes[well] == "agrees"
    mended, _ = reconciled(site, repair=True)
    assert {mended.outcomes[each] for each in (gone, reopened, emptied_row)} == {"repaired"}
    assert reconciled(site)[1] == []
    (claimed,) = site.tasks(well)
    assert (claimed.state, claimed.actual_owner) == ("in_progress", "li")
    for case in (gone, reopened, emptied_row, well):
        site.complete(case, "write")


def lose_rows(site: Site, case: str) -> None:
    """Delete every row of the case, as somebody's wrong statement does."""
    tasks = [task.id for task in site.rows(HumanTask, instance_id=case)]
    change(site, delete(HumanTaskOwner).where(col(HumanTaskOwner.human_task_id).in_(tasks)))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "instance_id" in table.columns and table.name != "maintenance_steps":
            change(site, delete(table).where(table.columns["instance_id"] == case))
    change(site, delete(ProcessInstance).where(col(ProcessInstance.id) == case))


def test_the_scheduler_finds_cases_that_have_no_rows(site: Site, emptied: Database) -> None:
    case = site.start("two_tasks")
    site.database = Database(emptied.engine, lambda: utc_now() + timedelta(minutes=5))
    assert repair_read_model(site.database, site.cases).repaired == 1
    assert [task.element_id for task in site.tasks(case)] == ["write"]
    assert repair_read_model(site.database, site.cases).repaired == 0


def test_a_case_that_temporal_does_not_know_is_named(site: Site) -> None:
    case = site.start("two_tasks")
    with site.database.transaction() as session:
        row = session.get_one(ProcessInstance, case)
        session.add(ProcessInstance(**row.model_dump() | {"id": "unknown"}))
    done, found = reconciled(site, repair=True)
    assert done.outcomes["unknown"] == "lost"
    assert ("unknown", "lost") in {(each.instance_id, each.kind) for each in found}
    assert site.row("unknown") is not None  # what became of it is for a person to decide


def test_messages_of_lost_rows_are_not_given_to_anybody_until_all_rows_are_there(
    site: Site, emptied: Database
) -> None:
    site.start("letter_writer", letter_id="L7", to="HOS1", text="Please see him.")
    eventually(lambda: site.rows(ProcessInstance, process_id="letter_reader"))

    def sweep(_done: int, _of: int) -> None:
        assert messages.keys_to_sweep(emptied) == []

    assert rebuild(emptied, site.cases, sweep, closed=True).failed == {}
