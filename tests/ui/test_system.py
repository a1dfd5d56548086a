"""What would be lost on the page System: the knowledge that a part is dead, cut off or failing, and that all is well."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.parts import Part
from carelane.domain.schedule import SchedulerRun
from carelane.jobs.sweeps import all_jobs
from carelane.services import parts
from carelane.settings import Settings
from tests.data.cases import CasesInMemory
from tests.data.world import World
from worklists_ui import session, system_words
from worklists_ui.product import product
from worklists_ui.translation import catalog

KINDS = ("web", "worker", "scheduler")


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("system", language)


@pytest.fixture
def world(sqlite_world_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World(open_database(sqlite_world_address))
    wired = Product(Settings(), made.database, CasesInMemory(made.database, {}), None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: made.actor("operator"))
    product.cache_clear()
    yield made
    product.cache_clear()
    made.database.engine.dispose()


def there(world: World, *kinds: str, trouble: str = "", silent_for: int = 0) -> None:
    """Write down that parts of these kinds are there, or were until some seconds ago."""
    now = world.database.now()
    for number, kind in enumerate(kinds):
        row = Part(
            id=f"{kind} {silent_for} {trouble}",
            kind=kind,
            host="ward-3",
            pid=100 + number,
            version="1",
            trouble=trouble,
            started_at=now,
            seen_at=now,
        )
        parts.seen(world.database, row)
        with world.database.transaction() as rows:
            found = rows.get_one(Part, row.id)
            found.seen_at = now - timedelta(seconds=silent_for)


def ran(world: World, job: str, outcome: str) -> None:
    """Write down that a job has just run."""
    now = world.database.now()
    with world.database.transaction() as rows:
        row = {"job": job, "slot": now, "owner": "s", "outcome": outcome}
        rows.add(SchedulerRun(**row, started_at=now, finished_at=now))


def opened(language: str = "en") -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=30).run()
    assert not page.exception
    return page


def told(page: AppTest) -> list[str]:
    """List the sentences about the state of the installation."""
    return [str(box.value) for box in (*page.success, *page.warning, *page.error)]


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Everything runs."), ("zh_CN", "一切运行正常。")]
)
def test_an_operator_would_not_know_that_all_is_well(
    world: World, language: str, sentence: str
) -> None:
    there(world, *KINDS)
    page = opened(language)
    assert told(page) == [sentence]
    assert len(page.dataframe[0].value) == len(KINDS)
    assert [metric.value for metric in page.metric] == ["0"] * 6


def test_a_web_server_alone_would_look_like_an_installation(world: World) -> None:
    there(world, "web")
    assert told(opened()) == ["Nothing runs as: Worker, Scheduler. Cases wait; nothing is lost."]


def test_an_empty_table_would_be_all_there_is_to_see(world: World) -> None:
    del world
    page = opened("zh_CN")
    assert not page.dataframe
    assert len(page.error) == 1
    assert len(page.info) == 1


def test_a_worker_that_was_killed_would_be_missed_by_nobody(world: World) -> None:
    there(world, *KINDS)
    there(world, "worker", silent_for=60)
    page = opened()
    assert told(page) == [
        "Parts that have fallen silent: 1. They, or their machine, ended unasked."
    ]
    assert sorted(
        row["state"]
        for row in page.dataframe[0].value.to_dict("records")
        if row["kind"] == "Worker"
    ) == [["ready"], ["silent"]]


def test_a_worker_cut_off_would_count_as_none_at_all(world: World) -> None:
    there(world, "web", "scheduler")
    there(world, "worker", trouble="cases:case_unavailable")
    page = opened()
    assert told(page) == ["Parts that cannot reach what they need: 1."]
    troubles = {row["trouble"] for row in page.dataframe[0].value.to_dict("records")}
    assert troubles == {"", "the process engine: cannot be reached"}


def test_a_job_that_fails_would_hide_behind_a_green_box(world: World) -> None:
    there(world, *KINDS)
    ran(world, "mark_overdue", "failed: database_unavailable")
    page = opened("zh_CN")
    assert told(page) == ["最近一次运行失败的调度作业：1。"]


def test_a_job_would_be_named_by_its_code(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_words, "translator", lambda: catalog("zh_CN").gettext)
    wired = Product(Settings(), world.database, CasesInMemory(world.database, {}), None)
    for job in all_jobs(wired):
        assert not system_words.job(job.name).isascii(), job.name


def test_somebody_else_would_see_the_installation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    there(world, *KINDS)
    monkeypatch.setattr(session, "actor", lambda: world.actor("head_a"))
    page = opened()
    assert told(page) == ["Your role does not allow this."]
    assert not page.dataframe
