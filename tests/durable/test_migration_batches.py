"""Many cases move in batches: each is told truthfully, none moves twice, and what stopped goes on."""

from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from bpmn.engine.migration import ElementMapping
from carelane.domain.errors import (
    CaseUnavailable,
    MigrationNotFound,
    NotAllowed,
    ReasonMissing,
    WrongMapping,
)
from carelane.domain.process_instances import ProcessInstance
from carelane.services import migration_batches
from carelane.services.migration_lists import migrations, moves, status
from carelane.services.migrations import Route, dry_run, proposal
from carelane.services.process_definitions import deploy
from carelane.services.version_pins import versions
from carelane.services.visibility import Actor, Membership
from tests.durable.site import FILES, Site, eventually

OPERATOR = Actor("li", "李医生", "", "en", (Membership("HOS1", "operator"),))
ROUTE = Route("two_tasks", 1, 2)
CASES = 50


@pytest.fixture
def second(site: Site) -> str:
    """Release a version of two_tasks without its second task."""
    text = (FILES / "two_tasks.bpmn").read_text()
    bundle = Bundle(text.replace('"read"', '"study"').replace("read<", "study<"))
    deploy(site.database, bundle, "two_tasks.bpmn")
    return bundle.sha256


def in_versions(site: Site) -> dict[int, int]:
    statement = select(ProcessInstance.version).where(
        col(ProcessInstance.process_id) == "two_tasks", col(ProcessInstance.state) == "active"
    )
    with site.database.reading() as session:
        found = list(session.exec(statement))
    return {version: found.count(version) for version in sorted(set(found))}


def states(site: Site, migration: str) -> dict[str, int]:
    return status(site.database, OPERATOR, migration).counts


@pytest.mark.usefixtures("second")
def test_fifty_cases_move_and_the_one_that_cannot_stays(site: Site) -> None:
    site.work()
    old = [site.start("two_tasks") for _ in range(CASES)]
    stuck = old[7]
    site.complete(stuck, "write")
    eventually(lambda: site.tasks(stuck, "read"))  # in the task that the new version does not have
    found = proposal(site.database, OPERATOR, ROUTE)
    assert [each.element_id for each in found.unmatched] == ["read"]
    told: list[tuple[int, int]] = []
    forecasts = dry_run(
        site.database, site.cases, OPERATOR, ROUTE, found.mapping, lambda *at: told.append(at)
    )
    assert told[-1] == (CASES, CASES)
    wrong = [each for each in forecasts if each.outcome != "moves"]
    assert [(each.instance_id, each.outcome) for each in wrong] == [(stuck, "cannot")]
    assert [each["code"] for each in wrong[0].problems] == ["unmapped"]
    assert in_versions(site) == {1: CASES}
    begun = migration_batches.begin(
        site.database, OPERATOR, ROUTE, found.mapping, "the second task is renamed"
    )
    first = migration_batches.run_batch(site.database, site.cases, OPERATOR, begun, 20)
    assert (first.counts, first.migration.state) == (
        {"moved": 19, "cannot": 1, "waiting": 30},
        "running",
    )
    migration_batches.pause(site.database, OPERATOR, begun)
    paused = migration_batches.run_batch(site.database, site.cases, OPERATOR, begun, 20)
    assert paused.counts["waiting"] == 30
    migration_batches.go_on(site.database, OPERATOR, begun)
    site.complete(old[0], "write")
    while status(site.database, OPERATOR, begun).waiting:
        last = migration_batches.run_batch(site.database, site.cases, OPERATOR, begun, 20)
    assert (last.counts, last.migration.state) == ({"moved": 49, "cannot": 1}, "done")
    assert in_versions(site) == {1: 1, 2: 49}
    assert [row.running for row in versions(site.database, OPERATOR, "two_tasks")] == [49, 1]
    back = migration_batches.undo(site.database, site.cases, OPERATOR, begun, "a mistake")
    assert back.counts == {"undone": 48, "settled": 1, "cannot": 1}
    assert in_versions(site) == {1: 49, 2: 1}
    assert [each.state for each in moves(site.database, OPERATOR, begun)][:2] == [
        "settled",
        "undone",
    ]


@pytest.mark.usefixtures("second")
def test_a_migration_that_breaks_off_begins_from_the_start(site: Site, monkeypatch: Any) -> None:
    site.work()
    for _ in range(4):
        site.start("two_tasks")
    mapping = proposal(site.database, OPERATOR, ROUTE).mapping
    begun = migration_batches.begin(site.database, OPERATOR, ROUTE, mapping, "asked for")
    migration_batches.run_batch(site.database, site.cases, OPERATOR, begun, 2)
    real = site.cases.operate

    def away(case: str, command: Any) -> Any:
        real(case, command)  # the case obeys, and its answer is lost
        raise CaseUnavailable

    monkeypatch.setattr(site.cases, "operate", away)
    with pytest.raises(CaseUnavailable):
        migration_batches.run_batch(site.database, site.cases, OPERATOR, begun, 2)
    assert states(site, begun) == {"moved": 2, "waiting": 2}
    monkeypatch.undo()
    migration_batches.run_batch(site.database, site.cases, OPERATOR, begun)
    assert states(site, begun) == {"moved": 4}
    assert in_versions(site) == {2: 4}


@pytest.mark.usefixtures("second")
def test_a_migration_goes_on_after_the_first_failure(site: Site) -> None:
    site.work()
    cases = [site.start("two_tasks") for _ in range(3)]
    site.complete(cases[1], "write")
    eventually(lambda: site.tasks(cases[1], "read"))
    mapping = proposal(site.database, OPERATOR, ROUTE).mapping
    begun = migration_batches.begin(
        site.database, OPERATOR, ROUTE, mapping, "asked for", stop_on_failure=True
    )
    found = migration_batches.run_batch(site.database, site.cases, OPERATOR, begun)
    assert (found.counts, found.migration.state) == (
        {"moved": 1, "cannot": 1, "waiting": 1},
        "paused",
    )


@pytest.mark.usefixtures("second")
def test_anybody_moves_cases_by_any_mapping(site: Site) -> None:
    nobody = Actor("li", "李医生", "", "en", (Membership("PRI1", "pri_doctor"),))
    good = ElementMapping({"write": "write"})
    with pytest.raises(NotAllowed):
        migration_batches.begin(site.database, nobody, ROUTE, good, "asked for")
    with pytest.raises(ReasonMissing):
        migration_batches.begin(site.database, OPERATOR, ROUTE, good, "")
    wrong = ElementMapping({"write": "nowhere"})
    with pytest.raises(WrongMapping):
        migration_batches.begin(site.database, OPERATOR, ROUTE, wrong, "asked for")
    with pytest.raises(MigrationNotFound):
        migration_batches.run_batch(site.database, site.cases, OPERATOR, "nothing")
    assert migrations(site.database, OPERATOR) == ()


def test_a_release_reaches_cases_that_run(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    site.release_changed(
        "two_tasks", '<bpmn:userTask id="read" name="Read"', '<bpmn:userTask id="read" name="Other"'
    )
    site.complete(case, "write")
    (task,) = eventually(lambda: site.tasks(case, "read"))
    site.complete(case, "read")
    row = site.ended(case)
    assert (task.name, row.version) == ("Read", 1)
