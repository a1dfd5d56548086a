"""What would be lost: the sight of an automatic step that waits for a system which is away."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.visibility import Actor
from carelane.settings import Settings
from tests.data.stuck import Ward
from tests.data.world import World
from worklists_ui import session
from worklists_ui.product import product


def script(language: str) -> None:
    """Draws the page as the shell does; AppTest runs this text in a module of its own."""
    import streamlit as st

    from worklists_ui import session
    from worklists_ui.screens import operations

    st.session_state["language"] = language
    operations.show(session.signed_in())


@pytest.fixture
def world(sqlite_world_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World(open_database(sqlite_world_address))
    ward = Ward(made.database)
    case = ward.begin()
    with made.database.transaction() as rows:
        rows.add(
            WaitingJob(
                id=f"{case}:j1",
                instance_id=case,
                element_id="book",
                job_type="lab.order",
                reason="unavailable:LIS",
                since=made.database.now(),
            )
        )
    wired = Product(Settings(), made.database, ward.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    product.cache_clear()
    yield made
    product.cache_clear()
    made.database.engine.dispose()


def opened(who: Actor, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> AppTest:
    monkeypatch.setattr(session, "actor", lambda: who)
    page = AppTest.from_function(script, args=(language,), default_timeout=30)
    page.query_params["tab"] = "waiting"
    page.run()
    assert not page.exception
    return page


def test_an_operator_would_not_see_what_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (table,) = opened(world.actor("operator"), monkeypatch).dataframe
    (row,) = table.value.to_dict("records")
    assert (row["element"], row["awaited"]) == ("Book", "LIS")


def test_another_hospitals_supervisor_would_see_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(world.actor("head_a"), monkeypatch, "zh_CN")
    assert not page.dataframe
    assert [box.value for box in page.success] == ["没有自动步骤在等待不可用的系统。"]
