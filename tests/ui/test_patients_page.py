"""What would be lost on the page Patients: two people made one by a slip, a death that nobody could report."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.domain.tables import Patient, PatientMerge, ToldEvent
from carelane.services import identities
from tests.conftest import SettableClock
from tests.data.world import World
from tests.ui.wired import wired
from worklists_ui import session


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("patients", language)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    born = date(1990, 1, 1)
    with made.database.transaction() as opened:
        opened.add(
            Patient(empi_id="E1", id_no="990101199001011230", name="张伟", birth_date=born, sex="1")
        )
        opened.flush()
        twin = {"name": "张伟", "birth_date": "1990-01-01", "id_type": "passport", "id_no": "P7"}
        identities.enrol(opened, twin, made.database.now())
    with wired(made, monkeypatch, lambda: made.actor("group")):
        yield made


def opened(language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def twin_of(world: World) -> str:
    with world.database.reading() as reading:
        return next(p.empi_id for p in reading.exec(select(Patient)) if p.empi_id != "E1")


def words(page: AppTest) -> str:
    drawn = (*page.text, *page.caption, *page.markdown, *page.info, *page.success, *page.warning)
    return "\n".join(each.value for each in drawn)


def test_two_identities_are_merged_only_after_they_were_compared(world: World) -> None:
    page = opened(id="E1", other=twin_of(world))
    page.text_input(key="merge_reason").set_value("same passport at the desk")
    merge = next(each for each in page.button if each.label == "Merge")
    merge.click().run()
    assert "Say that you have compared them." in words(page)
    page.checkbox(key="merge_sure").check()
    next(each for each in page.button if each.label == "Merge").click().run()
    assert not page.exception
    with world.database.reading() as reading:
        row = reading.exec(select(PatientMerge)).one()
    assert (row.survivor, row.reason) == ("E1", "same passport at the desk")
    old = opened("zh_CN", id=row.merged)
    assert row.merged in words(old)
    assert "张伟" in words(old)


@pytest.mark.usefixtures("world")
def test_what_contradicts_itself_is_listed_and_settled_with_an_answer() -> None:
    page = opened()
    page.segmented_control(key="patients_view").set_value("questions").run()
    assert "One person under two ids?" in words(page)
    page.text_input[0].set_value("father and son")
    next(each for each in page.button if each.label == "Settle").click().run()
    assert "Nothing is to be resolved." in words(page)


def test_a_death_is_reported_with_the_moment_of_it(world: World) -> None:
    page = opened(id="E1")
    assert list(page.dataframe[0].value["number"]) == ["990101199001011230"]
    next(each for each in page.button if each.label == "Tell the running cases").click().run()
    assert not page.exception
    assert "0 running cases were told." in words(page)
    with world.database.reading() as reading:
        told = reading.exec(select(ToldEvent)).one()
        assert reading.get_one(Patient, "E1").deceased_at == told.happened_at


def test_who_searches_finds_and_who_may_not_decide_sees_no_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "actor", lambda: world.actor("doctor1"))
    page = opened()
    page.text_input(key="patients_text").set_value("张伟").run()
    assert len(page.dataframe[0].value) == 2
    assert [each.value for each in page.segmented_control] == ["search"]
    assert list(page.segmented_control[0].options) == ["Search"]
