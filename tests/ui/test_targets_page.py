"""What would be lost on the page Targets: a value that nobody set, a file of which half was written."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.services import targets
from tests.conftest import SettableClock
from tests.data.world import World
from tests.ui.wired import wired
from worklists_ui import session


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("targets", language)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    with wired(made, monkeypatch, lambda: made.actor("operator")):
        yield made


def opened(language: str = "en") -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    page.query_params["place"] = "HOSA"
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in page.dataframe[0].value.to_dict("records")}


def test_an_own_value_is_set_and_a_wrong_one_says_why(world: World) -> None:
    assert targets.all_settings(world.database) == ()
    page = opened()
    assert shown(page)["trf.accept.E"]["value"] == "PT10M"
    page.selectbox(key="target_key").set_value("trf.accept.E")
    page.text_input(key="target_value").set_value("PT5M")
    page.button[0].click().run()
    row = shown(opened())["trf.accept.E"]
    assert (row["value"], row["whose"], row["default"]) == ("PT5M", "this institution", "PT10M")
    page.selectbox(key="target_key").set_value("trf.accept.E")
    page.text_input(key="target_value").set_value("soon")
    page.button[0].click().run()
    assert "duration such as PT30M" in page.error[0].value
    page = opened("zh_CN")
    assert page.title[0].value == "目标值"
    page.checkbox(key="target_set").check().run()
    assert set(shown(page)) == {"trf.accept.E"}


def test_where_nothing_is_set_the_page_says_so(world: World) -> None:
    page = opened()
    page.checkbox(key="target_set").check().run()
    assert "defaults of the catalogue" in page.info[0].value
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "actor", lambda: world.actor("head_a"))
        refused = opened()
        assert refused.error
        assert not refused.dataframe


def test_a_file_with_a_wrong_cell_writes_nothing(world: World) -> None:
    page = opened()
    bad = b"institution,key,value\nHOSA,trf.accept.E,PT5M\nHOSA,trf.accept.X,PT5M\n"
    page.file_uploader[0].upload("targets.csv", bad, "text/csv").run()
    assert page.dataframe[-1].value.to_dict("records")[0]["row"] == 3
    write = page.button(key="targets_write")
    assert write.disabled
    page.checkbox(key="targets_skip").check().run()
    page.button(key="targets_write").click().run()
    assert not page.exception
    assert targets.all_settings(world.database) == (("HOSA", "trf.accept.E", "PT5M"),)
