"""What would be lost on the page Operations: the sight of what is stuck, and the truth about what was done."""

from collections.abc import Iterator

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.incidents import Incident
from carelane.services.operated_lists import find_cases
from carelane.services.visibility import Actor
from carelane.settings import Settings
from tests.data.stuck import Ward
from tests.data.world import World
from worklists_ui import session
from worklists_ui.product import product

WITHIN = 30


def script(language: str) -> None:
    """Draws the page as the shell does; AppTest runs this text in a module of its own."""
    import streamlit as st

    from worklists_ui import problems, session
    from worklists_ui.screens import operations

    st.session_state["language"] = language
    with problems.told():
        operations.show(session.signed_in())


@pytest.fixture
def world(sqlite_world_address: str) -> Iterator[World]:
    made = World(open_database(sqlite_world_address))
    yield made
    made.database.engine.dispose()


@pytest.fixture
def ward(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    made = Ward(world.database)
    wired = Product(Settings(), world.database, made.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    product.cache_clear()
    yield made
    product.cache_clear()


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch, world: World) -> dict[str, Actor]:
    """Who sits at the browser: AppTest has no cookies."""
    who = {"actor": world.actor("operator")}
    monkeypatch.setattr(session, "actor", lambda: who["actor"])
    return who


def opened(language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=WITHIN)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def texts(page: AppTest) -> str:
    boxes = [*page.success, *page.warning, *page.error, *page.info, *page.caption, *page.markdown]
    return "\n".join(str(box.value) for box in boxes)


def test_an_empty_list_says_that_all_is_well(ward: Ward, signed_in: dict[str, Actor]) -> None:
    del ward, signed_in
    assert "Nothing is held up" in texts(opened())


def test_others_have_no_such_page(ward: Ward, world: World, signed_in: dict[str, Actor]) -> None:
    ward.begin()
    signed_in["actor"] = world.actor("doctor1")
    page = opened()
    assert "Your role does not allow this." in texts(page)
    assert not page.dataframe


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_retry_that_failed_again_is_told_so(
    ward: Ward, signed_in: dict[str, Actor], language: str
) -> None:
    del signed_in
    ward.begin()
    ward.begin()
    page = opened(language)
    label = {"en": "Try 2 again", "zh_CN": "重试 2 项"}[language]
    assert next(one for one in page.button if one.label == label).disabled
    page.text_input(key="incident_reason").set_value("the desk called").run()
    press(page, label)
    told = {"en": "Failed again: 2", "zh_CN": "再次失败: 2"}[language]
    assert told in texts(page)
    assert not page.success
    ward.desk.error = None
    press(page, {"en": "Back to the list", "zh_CN": "返回列表"}[language])
    page.text_input(key="incident_reason").set_value("the desk called").run()
    press(page, label)
    assert {"en": "Went on: 2", "zh_CN": "已继续: 2"}[language] in page.success[0].value


def test_changed_variables_go_with_the_retry(ward: Ward, signed_in: dict[str, Actor]) -> None:
    del signed_in
    ward.begin()
    page = opened()
    page.radio(key="incident_action").set_value("change").run()
    page.text_input(key="incident_reason").set_value("opened by telephone").run()
    page.text_area(key="incident_variables").set_value("{open: true").run()
    assert "This is not JSON" in texts(page)
    assert next(one for one in page.button if one.label == "Try 1 again").disabled
    page.text_area(key="incident_variables").set_value('{"open": true}').run()
    press(page, "Try 1 again")
    assert page.success[0].value == "went on"
    assert ward.desk.asked[-1]["open"] is True


def test_many_cases_would_be_skipped_by_one_careless_press(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    ward.begin()
    ward.begin()
    page = opened()
    page.radio(key="incident_action").set_value("skip").run()
    page.text_input(key="incident_reason").set_value("booked by telephone").run()
    (sure,) = page.checkbox
    assert sure.label == "Yes, skip the step in all 2 cases"
    assert next(one for one in page.button if one.label == "Skip 2").disabled
    sure.check().run()
    press(page, "Skip 2")
    assert "Went on: 2" in page.success[0].value
    assert not ward.incidents(signed_in["actor"])


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "no worker has a handler"), ("zh_CN", "没有工作程序能处理此类步骤")],
)
def test_an_operator_would_read_a_worker_s_code(
    ward: Ward, signed_in: dict[str, Actor], language: str, told: str
) -> None:
    case = ward.begin()
    with ward.database.transaction() as rows:
        for incident in rows.exec(select(Incident).where(Incident.instance_id == case)):
            incident.message = "unknown_job_type"
    (row,) = opened(language).dataframe[0].value.to_dict("records")
    assert told in row["error"]
    del signed_in


def test_a_filtered_list_can_be_shared_by_its_address(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    del signed_in
    ward.begin()
    ward.begin("PRI2")
    page = opened(tab="incidents", institution="PRI2")
    assert len(page.dataframe[0].value) == 1
    page.selectbox(key="incident_filter_institution").set_value("").run()
    assert len(page.dataframe[0].value) == 2
    assert page.query_params == {"tab": "incidents"}
    page.selectbox(key="incident_filter_kind").set_value("job_failed").run()
    assert page.query_params == {"tab": "incidents", "kind": "job_failed"}


def test_a_supervisor_sees_the_own_ones_only(
    ward: Ward, world: World, signed_in: dict[str, Actor]
) -> None:
    ward.begin()
    ward.begin("PRI2")
    signed_in["actor"] = world.actor("coord1")
    assert len(opened().dataframe[0].value) == 1
    assert find_cases(world.database, world.actor("operator")).total == 2


def do(page: AppTest, kind: str, **values: str) -> None:
    """Choose an operation, say why, press its button."""
    page.button_group(key="operated_kind").set_value(kind).run()
    for key, value in values.items():
        page.text_input(key=key).set_value(value).run()
    assert not page.exception
    page.button(key="operated_do").click().run()
    assert not page.exception


def test_a_case_is_found_by_its_key_and_shows_nothing_clinical(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    del signed_in
    case = ward.begin(secret="canary")
    ward.begin()
    page = opened(tab="cases")
    assert len(page.dataframe[0].value) == 2
    page.text_input(key="operated_text").set_value(case).run()
    assert page.dataframe[0].value["id"].tolist() == [case]
    page = opened(tab="cases", id=case)
    assert page.dataframe[0].value["waits"].tolist() == [
        "technical incident: an automatic step failed"
    ]
    assert "canary" not in repr(page.main)
    assert "There is no such case" in texts(opened(tab="cases", id="nobody"))


def test_a_case_is_suspended_and_resumed_with_a_reason(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    del signed_in
    case = ward.begin()
    page = opened(tab="cases", id=case)
    page.button_group(key="operated_kind").set_value("suspend").run()
    assert page.button(key="operated_do").disabled
    do(page, "suspend", operated_reason="the ward moves")
    assert "the case is now: suspended" in page.success[0].value
    assert "Suspended by an operator: the ward moves" in texts(page)
    do(page, "resume", operated_reason="moved")
    assert "the case is now: open" in page.success[0].value


def test_moving_a_token_shows_first_what_it_would_do(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    del signed_in
    case = ward.begin()
    page = opened(tab="cases", id=case)
    page.button_group(key="operated_kind").set_value("modify").run()
    page.multiselect(key="mover_begin").set_value(["start"]).run()
    assert "a start event cannot be begun by hand" in texts(page)
    assert page.button(key="operated_do").disabled
    page.multiselect(key="mover_begin").set_value(["read"]).run()
    (token,) = [one.id for one in ward.cases.inspect(case).activations if one.element_id == "book"]
    page.multiselect(key="mover_away").set_value([token]).run()
    assert "Taken away: Book" in texts(page)
    assert "Begins: Read" in texts(page)
    do(page, "modify", operated_reason="booked by telephone")
    assert "Token moved" in page.success[0].value
    assert [one.element_id for one in ward.cases.inspect(case).activations][1:] == ["read"]


def test_variables_are_shown_only_after_saying_why_and_then_edited(
    ward: Ward, signed_in: dict[str, Actor]
) -> None:
    del signed_in
    case = ward.begin(bed="B-1")
    page = opened(tab="cases", id=case)
    page.button_group(key="operated_kind").set_value("edit_variables").run()
    assert "B-1" not in repr(page.main)
    page.text_input(key="editor_why").set_value("the bed is wrong").run()
    press(page, "Show the variables")
    page.selectbox(key="editor_name").set_value("bed").run()
    assert page.text_area(key="editor_value").value == '"B-1"'
    page.text_area(key="editor_value").set_value("B-2").run()
    assert page.button(key="operated_do").disabled
    page.text_area(key="editor_value").set_value('"B-2"').run()
    do(page, "edit_variables", operated_reason="the ward said so")
    assert ward.cases.inspect(case).activations[0].variables["bed"] == "B-2"
    assert "An operator looked at the data: the bed is wrong" in texts(page)
    assert "Data changed by an operator: the ward said so" in texts(page)


def test_a_supervisor_has_only_what_belongs_to_the_office(
    ward: Ward, world: World, signed_in: dict[str, Actor]
) -> None:
    case = ward.begin()
    signed_in["actor"] = world.actor("coord1")
    page = opened("zh_CN", tab="cases", id=case)
    options = page.button_group(key="operated_kind").options
    assert list(options) == ["暂停", "取消个案"]
    signed_in["actor"] = world.actor("head_a")
    assert "没有这个个案" in texts(opened("zh_CN", tab="cases", id=case))
