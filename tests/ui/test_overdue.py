"""What would be lost on the page Overdue: the filters in its address, and the truth about each row of a batch."""

from collections.abc import Iterator

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.comments import Comment
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import StoredBundle
from carelane.services.supervision import OverdueFilter
from carelane.settings import Settings
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World
from worklists_ui import session
from worklists_ui.overdue_filters import from_query, to_query
from worklists_ui.product import product


def script(language: str) -> None:
    """Draws the page as the shell does; AppTest runs this text in a module of its own."""
    import streamlit as st

    from worklists_ui import session
    from worklists_ui.screens import overdue

    st.session_state["language"] = language
    overdue.show(session.signed_in())


@pytest.fixture
def world(sqlite_world_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World(open_database(sqlite_world_address))
    with made.database.transaction() as rows:
        stored = rows.get_one(StoredBundle, "0" * 64)
        stored.packed = handover_bundle().pack()
        rows.add(stored)
        case = made.case(rows, "HOSA", urgency="U")
        made.task(rows, case, ("HOSA", "hos_spec"), due=-2, task_id="free")
        held = {"state": "reserved", "actual_owner": "id-spec_a", "element_id": "book"}
        made.task(rows, case, ("HOSA", "hos_spec"), due=-1, task_id="held", **held)
    wired = Product(Settings(), made.database, CasesInMemory(made.database), None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: made.actor("head_a"))
    product.cache_clear()
    yield made
    product.cache_clear()
    made.database.engine.dispose()


def address(page: AppTest) -> dict[str, str]:
    return {
        name: one if isinstance(one, str) else one[0] for name, one in page.query_params.items()
    }


def opened(language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_an_address_would_not_keep_what_was_filtered() -> None:
    wanted = OverdueFilter("overdue", "HOSA", "referral", "U", "book", "id-spec_a", page=12)
    assert from_query(to_query(wanted)) == wanted
    assert from_query({"urgency": "X", "kind": "x", "page": "²"}) == OverdueFilter()


def test_a_filtered_board_would_show_other_rows(world: World) -> None:
    page = opened("zh_CN", owner="id-spec_a")
    table = next(one for one in page.dataframe if "late" in one.value)
    assert list(table.value["owner"]) == ["人spec_a"]
    assert address(page)["owner"] == "id-spec_a"
    assert world.cases == 1


def test_a_batch_would_say_less_than_what_came_of_each_row(world: World) -> None:
    page = opened()
    page.session_state["overdue_selected"] = ["case1:free", "case1:held"]
    page.run()
    page.button(key="overdue_do_nudge").click().run()
    page.text_input(key="overdue_words").input("the patient waits").run()
    page.button(key="overdue_tell").click().run()
    assert not page.exception
    (done,) = page.success
    assert done.value.count("spec\\_a") == 2
    page.button(key="overdue_do_nudge").click().run()
    page.text_input(key="overdue_words").input("again").run()
    page.button(key="overdue_tell").click().run()
    assert ["less than an hour ago" in one.value for one in page.warning] == [True]
    page.button(key="overdue_do_comment").click().run()
    page.text_input(key="overdue_words").input("seen by the head").run()
    page.button(key="overdue_tell").click().run()
    with world.database.reading() as rows:
        assert list(rows.exec(select(Comment.text))) == ["seen by the head"]


def test_a_batch_would_not_give_the_tasks_away(world: World) -> None:
    page = opened()
    page.session_state["overdue_selected"] = ["case1:free", "case1:held"]
    page.run()
    page.button(key="overdue_do_delegate").click().run()
    page.multiselect(key="overdue_panel_person").select("id-desk_a").run()
    page.button(key="overdue_panel_do").click().run()
    assert not page.exception
    with world.database.reading() as rows:
        assert set(rows.exec(select(HumanTask.actual_owner))) == {"id-desk_a"}
