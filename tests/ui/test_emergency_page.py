"""What would be lost on the page Emergency desk: a call that nobody reached, an announced patient whom nobody expects."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.process_instances import HistoryEntry
from carelane.services.process_definitions import deploy
from tests.conftest import SettableClock
from tests.data.test_emergency_desk import crew, fill, incident, prealert
from tests.data.world import World
from tests.ui.wired import wired
from worklists_ui import own_statuses, times

WHO = {"login": "disp1"}
LONG = "Quancheng Road " * 12


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("emergency", language)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    clock.moment = datetime.now(times.zone())
    made = World(open_database(sqlite_world_address, clock))
    fill(made)
    monkeypatch.setitem(WHO, "login", "disp1")
    own_statuses._all.clear()
    with wired(made, monkeypatch, lambda: made.actor(WHO["login"])):
        yield made
    own_statuses._all.clear()


@pytest.fixture
def released(world: World) -> dict[str, str]:
    """Give the versions of the real process by its process ids."""
    bundle = read_bundle(LIBRARY / "prehospital_emergency")
    found = deploy(world.database, bundle, "prehospital_emergency")
    return {each.process_id: each.id for each in found}


def opened(language: str = "en", call: str = "") -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    if call:
        page.session_state["emergency_call"] = call
    page.run()
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    parts = (*page.text, *page.caption, *page.markdown, *page.warning, *page.subheader, *page.info)
    said = "\n".join(str(each.value) for each in (*parts, *page.success))
    return said.replace("\\", "")


def test_calls_stand_in_order_with_words_for_every_colour(
    world: World, released: dict[str, str]
) -> None:
    version = released["prehospital_emergency"]
    incident(world, "late", 20, "RED", version, address=LONG)
    incident(world, "fresh", 1, "YELLOW", version)
    arrest = incident(world, "arrest", 3, "RED-A", version)
    of_crew = released["prehospital_emergency_crew"]
    crew(world, "arrest", of_crew, journey_open=True, target_org="HOSA", ack={"note": "-"})
    page = opened(call=arrest)
    rows = page.dataframe[0].value.to_dict("records")
    assert [list(row["category"]) for row in rows] == [["RED-A arrest"], ["RED"], ["YELLOW"]]
    assert [list(row["response"]) for row in rows] == [["in time"], ["late"], ["in time"]]
    assert rows[1]["left"] == "5:00 late"
    wrong = [each.label for each in page.button if each.key and "emergency_wrong" in each.key]
    assert ["has not answered" in wrong[0], "nobody has reached it" in wrong[1]] == [True, True]
    assert rows[0]["next"] == "PE02 Key questions"
    assert "Silence means: keep coming" in told(page)
    units = page.dataframe[1].value.to_dict("records")
    assert [str(row["reported"]).startswith("unverified") for row in units] == [False, True, True]
    assert units[0]["minutes"] == "3 min"


def test_a_hospital_sees_who_comes_and_that_nobody_has_answered(
    world: World, released: dict[str, str], clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    eta = (world.database.now() + timedelta(minutes=12)).isoformat()
    version = released["prehospital_emergency_hos"]
    prealert(world, "HOSA", version, eta=eta, atmist={"age": 61, "mechanism": "chest pain"})
    clock.advance(minutes=3)
    monkeypatch.setitem(WHO, "login", "ed_a")
    page = opened()
    said = told(page)
    assert "not acknowledged: 1:00 late" in said
    assert "9:00 left" in said
    assert "**A** 61" in said
    assert page.error[0].value.startswith("Not acknowledged in time: 1.")
    assert "the crew suggests: cath lab, not activated" in said
    assert not page.dataframe, "calls and ambulances are the centre's"
    assert "Acknowledge" in [link.label for link in page.page_link]
    monkeypatch.setitem(WHO, "login", "ed_b")
    assert "No patient is announced." in told(opened())


def test_what_is_told_by_telephone_is_kept_with_its_own_time_or_refused_with_a_remedy(
    world: World, released: dict[str, str]
) -> None:
    incident(world, "C", 30, "RED", released["prehospital_emergency"])
    crew(world, "C", released["prehospital_emergency_crew"])
    page = opened()
    page.text_input[0].set_value("Captain Li")
    next(each for each in page.button if each.label == "Enter").click().run()
    assert page.error[0].value == "Enter when it happened."
    later = datetime.now(times.zone()).replace(tzinfo=None) + timedelta(days=1)
    page.datetime_input[0].set_value(later)
    next(each for each in page.button if each.label == "Enter").click().run()
    assert "lies in the future" in page.error[0].value
    page.datetime_input[0].set_value(later - timedelta(days=1, minutes=5))
    next(each for each in page.button if each.label == "Enter").click().run()
    assert not page.exception
    with world.database.reading() as rows:
        line = rows.exec(select(HistoryEntry).where(HistoryEntry.kind == "Telephoned")).one()
    assert line.data["told_by"] == "Captain Li"
    assert line.data["happened_at"] != line.at.isoformat()
    assert list(page.dataframe[-1].value["Who telephoned"]) == ["Captain Li"]


@pytest.mark.usefixtures("released")
def test_a_quiet_centre_says_so_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened("zh_CN")
    assert page.title[0].value == "急救席"
    assert "没有未结束的呼叫" in told(page)
    monkeypatch.setitem(WHO, "login", "calls1")
    assert not opened().expander, "a call taker enters nothing for crews"
