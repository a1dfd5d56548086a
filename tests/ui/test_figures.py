"""What would be lost: the figures on a page, their words in both languages, and the way from a number to its cases."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.errors import NotAllowed
from carelane.domain.measures import Measure
from carelane.domain.periods import Period
from carelane.domain.process_definitions import StoredBundle
from carelane.domain.process_instances import ElementActivation
from carelane.services import waiting_times
from carelane.services.definition_lists import latest
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import Drill, measured_cases
from carelane.services.measuring import roll_up
from carelane.services.process_definitions import deploy
from carelane.services.visibility import Actor
from carelane.settings import Settings
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.measured import ZONE, line, received, stopped
from tests.data.world import World
from worklists_ui import session
from worklists_ui.figures import drill, tables
from worklists_ui.product import product
from worklists_ui.screens import figures
from worklists_ui.screens.figures import VIEWS


def script(language: str) -> None:
    """Draws the page as the shell does; AppTest runs this text in a module of its own."""
    import streamlit as st

    from worklists_ui import session
    from worklists_ui.screens import figures

    st.session_state["language"] = language
    figures.show(session.signed_in())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_world: Path) -> Iterator[World]:
    path = tmp_path_factory.mktemp("figures") / "carelane.db"
    path.write_bytes(sqlite_world.read_bytes())
    made = World(open_database(f"sqlite:///{path}"))
    fill(made)
    roll_up(made.database, ZONE)
    yield made
    made.database.engine.dispose()


def fill(world: World) -> None:
    deploy(world.database, handover_bundle(), "handover")
    now = world.database.now()
    with world.database.transaction() as rows:
        stored = rows.get_one(StoredBundle, "0" * 64)
        stored.packed = handover_bundle().pack()
        rows.add(stored)
        for number in range(24):
            case = received(world, rows, "HOSA", 90 + number, (80, "accepted"), (30, "arrived"))
            stopped(world, rows, case, 90, 80, 79 if number % 4 == 0 else 81)
            world.task(
                rows,
                case,
                ("HOSA", "hos_spec"),
                state="completed",
                created_at=now - timedelta(hours=90),
                claimed_at=now - timedelta(hours=88),
                closed_at=now - timedelta(hours=80),
            )
        case = received(world, rows, "HOSB", 90)
        line(world, rows, case, 85, variables={"decision_reason": "capacity"})
        line(world, rows, case, 84, status="rejected")
        stopped(world, rows, case, 90, 80, 70)
        newest = latest(rows, "handover")
        case = world.case(rows, "HOSA", process_id="handover", definition_id=newest.id)
        left = {"entered_at": now - timedelta(hours=9), "left_at": now - timedelta(hours=2)}
        rows.add(
            ElementActivation(
                instance_id=case, activation_id="a1", element_id="compose", how="completed", **left
            )
        )
        line(world, rows, case, 1, status="received")


@pytest.fixture(autouse=True)
def wired(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made = Product(Settings(), world.database, CasesInMemory(world.database), None)
    monkeypatch.setattr(bootstrap, "product", lambda: made)
    product.cache_clear()
    yield
    product.cache_clear()


def address(page: AppTest) -> dict[str, str]:
    return {
        name: one if isinstance(one, str) else one[0] for name, one in page.query_params.items()
    }


def opened(
    who: Actor, monkeypatch: pytest.MonkeyPatch, language: str = "en", **query: str
) -> AppTest:
    monkeypatch.setattr(session, "actor", lambda: who)
    page = AppTest.from_function(script, args=(language,), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_numbers_would_not_be_those_of_the_cases(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(world.actor("group"), monkeypatch)
    shown = {one.label: one.value for one in page.metric}
    assert (shown["Clocks kept"], shown["Clocks with a verdict"]) == ("72%", "25")
    assert shown["Cases begun"] == "26"
    own = opened(world.actor("head_b"), monkeypatch)
    assert {one.label: one.value for one in own.metric}["Clocks with a verdict"] == "1"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_would_not_open_in_chinese(
    world: World, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    page = opened(world.actor("group"), monkeypatch, "zh_CN", view=view, process="handover")
    assert page.title[0].value == "指标"
    assert address(page)["view"] == view


def test_a_number_would_lead_nowhere(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(world.actor("group"), monkeypatch, view="requests")
    page.button(key="drill_reject_reason_capacity").click().run()
    assert not page.exception
    assert address(page)["cases"] == "reject_reason"
    tables = [table.value.to_dict("records") for table in page.dataframe]
    (row,) = next(rows for rows in tables if rows and "took" in rows[0])
    assert (row["place"], row["what"]) == ("County hospital", "no capacity")


def test_a_row_by_urgency_would_lead_to_the_cases_of_all(world: World) -> None:
    wanted = Drill(Measure.DECISION, urgency="E", process="referral")
    assert drill.from_query(drill.to_address(wanted)) == wanted
    head = world.actor("group")
    period = MeasureFilter(Period(date(2026, 1, 1), date(2026, 12, 31)))
    found = waiting_times.waiting(world.database, head, period)
    (by_urgency,) = found.by_urgency[Measure.DECISION]
    for urgency, count in ((by_urgency.by[0], by_urgency.total), ("E", 0)):
        of_row = Drill(Measure.DECISION, urgency=urgency)
        assert measured_cases(world.database, head, period, of_row).total == count
    rows = tables.waits(found).rows
    assert rows[0][4:] == (found.whole[Measure.DECISION].total, *found.whole[Measure.DECISION].at)


def test_an_address_would_not_bring_back_what_was_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(
        world.actor("group"),
        monkeypatch,
        view="waiting",
        institution="HOSA",
        urgency="nonsense",
        cases="decision",
    )
    assert page.selectbox(key="figures_institution").value == "HOSA"
    assert "urgency" not in address(page)
    assert any("24 counted" in one.value for one in page.caption)


def test_who_supervises_nothing_would_have_the_page(world: World) -> None:
    with pytest.raises(NotAllowed):
        figures.show(world.actor("doctor1"))
