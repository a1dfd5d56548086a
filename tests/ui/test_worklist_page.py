"""What would be lost on My worklist: a filter, a selection, the way to a task, or the sight of who waits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.tables import StoredBundle
from carelane.services.saved_filters import NewFilter, choose_filter, keep_filter, saved_filters
from carelane.services.visibility import Actor, Membership
from carelane.settings import Settings
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World
from tests.leaks.window import Window
from worklists_ui import session
from worklists_ui.product import product
from worklists_ui.worklist_columns import USUAL, shown

WITHIN = 30
DOCTORS = ("PRI1", "pri_doctor")
MOST = {"queries": 16, "messages": 66, "bytes": 56_000}
"""What the first look may cost, besides finding out who looks: whoever adds to it should know."""


def script(language: str) -> None:
    """Draws the page as the shell does; AppTest runs this text in a module of its own."""
    import streamlit as st

    from worklists_ui import problems, session
    from worklists_ui.screens import worklist

    st.session_state["language"] = language
    with problems.told():
        worklist.show(session.signed_in())


@pytest.fixture
def world(sqlite_world_address: str) -> Iterator[World]:
    made = World(open_database(sqlite_world_address))
    with made.database.transaction() as session:
        session.get_one(StoredBundle, "0" * 64).packed = handover_bundle().pack()
        for number in range(60):
            case = made.case(session, business_key=f"RU-{number:03}")
            made.task(session, case, DOCTORS, urgency="EUPR"[number % 4], due=float(number - 5))
    yield made
    made.database.engine.dispose()


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch, world: World) -> Iterator[Actor]:
    """A doctor sits at the browser: AppTest has no cookies."""
    wired = Product(Settings(), world.database, CasesInMemory(world.database), None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    actor = world.actor("doctor1")
    monkeypatch.setattr(session, "actor", lambda: actor)
    product.cache_clear()
    yield actor
    product.cache_clear()


def opened(language: str = "en", boxes: tuple[str, ...] = (), **query: str) -> AppTest:
    """Open the page; what these boxes hold is drawn while they are open only."""
    page = AppTest.from_function(script, args=(language,), default_timeout=WITHIN)
    for box in boxes:
        page.session_state[box] = True
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def button(page: AppTest, label: str) -> None:
    next(each for each in page.button if each.label == label).click().run()


def rows(page: AppTest) -> list[str]:
    return list(page.dataframe[0].value["key"])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_address_decides_what_is_shown(language: str) -> None:
    page = opened(language, urgency="E", due="overdue", sort="due")
    assert not page.exception
    assert rows(page) == ["RU-000", "RU-004"]
    page = opened(language, text="ru-05", created_to="2000-01-01")
    assert len(page.dataframe) == 0
    page = opened(language, page="2")
    assert len(rows(page)) == 10


def test_a_filter_is_saved_under_its_name_and_used_again(world: World, signed_in: Actor) -> None:
    page = opened(urgency="E", boxes=("worklist_saving", "worklist_more"))
    next(each for each in page.text_input if each.label == "Name").input("Emergencies").run()
    button(page, "Save")
    (kept,) = saved_filters(world.database, signed_in)
    assert (kept.name, kept.query) == ("Emergencies", {"urgency": "E"})
    button(page, "Clear all filters")
    assert len(rows(page)) == 50
    button(page, "Begin with it")
    assert len(rows(opened())) == 15


def test_a_filter_that_cannot_be_shared_says_why(world: World, signed_in: Actor) -> None:
    page = opened(text="张伟", boxes=("worklist_saving",))
    next(each for each in page.text_input if each.label == "Name").input("x").run()
    next(each for each in page.selectbox if each.label == "Share with").select_index(1).run()
    button(page, "Save")
    assert "may be a patient's name" in page.warning[0].value
    assert saved_filters(world.database, signed_in) == ()


def test_the_first_filter_may_be_a_colleagues(world: World, signed_in: Actor) -> None:
    team = Membership(*DOCTORS)
    shared = keep_filter(
        world.database, world.actor("doctor1b"), NewFilter("t", {"state": "mine"}, team)
    )
    choose_filter(world.database, signed_in, shared)
    page = opened()
    assert page.query_params["state"] == "mine"
    assert page.info[0].value == "No task fits these filters."


def test_keys_walk_over_the_rows_and_claim_what_is_selected() -> None:
    page = opened(sort="due")
    button(page, "Next")
    button(page, "Next")
    assert page.session_state["worklist_selected"] == ("case2:t2",)
    button(page, "Previous")
    button(page, "Claim")
    assert page.metric[1].value == "1"
    assert page.session_state["worklist_selected"] == ("case1:t1",)


def test_the_list_of_what_waits_for_others_says_when_nothing_does() -> None:
    page = opened(list="them")
    assert page.success[0].value == "None of your cases waits for another institution."


def test_columns_that_are_gone_give_the_usual_ones() -> None:
    assert shown(()) == USUAL
    assert shown(("task", "no such column", "patient")) == ("task", "patient")


def test_filters_behind_a_closed_button_still_narrow_the_list() -> None:
    page = opened(process="handover", since="before_week")
    assert len(page.dataframe) == 0
    page.run()
    assert page.query_params["since"] == "before_week"
    assert len(page.dataframe) == 0


def test_the_first_look_asks_and_sends_no_more_than_is_shown(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    window, asked = Window(), []
    window.open("", {})

    @event.listens_for(world.database.engine, "before_cursor_execute")
    def _asked(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    window.open("", {})
    size = sum(each.ByteSize() for each in window.sent)
    cost = {"queries": len(asked), "messages": len(window.sent), "bytes": size}
    for name, number in cost.items():
        record_property(f"worklist_first_look_{name}", number)
    assert {name: number for name, number in cost.items() if number > MOST[name]} == {}
