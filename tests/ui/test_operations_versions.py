"""What would be lost on the tab Versions: what a move would do before it is done, and what it has done."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from bpmn.definition import Bundle
from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.domain.process_definitions import StoredBundle
from carelane.services.process_definitions import deploy
from carelane.services.version_pins import versions
from carelane.services.visibility import Actor
from carelane.settings import Settings
from tests.data.stuck import FILE, Ward
from tests.data.world import World
from tests.durable.site import payload
from tests.ui.test_operations import opened, press, signed_in, texts, world
from worklists_ui.product import product

__all__ = ["signed_in", "world"]  # fixtures of the other tabs' tests


@pytest.fixture
def ward(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """Three cases in version 1 of two_tasks, one of them past the task that both versions have; then version 2."""
    made = Ward(world.database)
    made.desk.error = None
    with world.database.transaction() as session:  # the world's own process is a row without a file
        for stored in session.exec(select(StoredBundle).where(col(StoredBundle.packed) == "")):
            stored.packed = made.bundle.pack()
            session.add(stored)
    for _ in range(2):
        start = payload(made.bundle, "two_tasks")
        made.cases.start(replace(start, institution="PRI1", started_by="id-doctor1"))
    made.begin()
    text = FILE.read_text("utf-8").replace('"read"', '"study"').replace("read<", "study<")
    deploy(world.database, Bundle(text), "two_tasks")
    wired = Product(Settings(), world.database, made.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    product.cache_clear()
    yield made
    product.cache_clear()


def at_versions(language: str = "en") -> AppTest:
    page = opened(language, tab="versions")
    page.selectbox(key="versions_process").set_value("two_tasks").run()
    assert not page.exception
    return page


def running(ward: Ward, actor: Actor) -> dict[int, int]:
    return {row.version: row.running for row in versions(ward.database, actor, "two_tasks")}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_cases_move_unseen(
    ward: Ward,
    signed_in: dict[str, Actor],
    language: str,
) -> None:
    words = {
        "en": (
            "Say what would happen",
            "Move 2 cases",
            "Would move: 2",
            "Moved: 2",
            "Take these cases back",
        ),
        "zh_CN": ("看看会怎样", "迁移 2 个个案", "可以迁移: 2", "已迁移: 2", "撤回这些个案"),
    }[language]
    foresee, move, would, moved, back = words
    page = at_versions(language)
    assert not [button for button in page.button if button.label == move]
    press(page, foresee)
    assert would in texts(page)
    assert running(ward, signed_in["actor"]) == {2: 0, 1: 3}
    page.text_input(key="move_reason").set_value("renamed").run()
    press(page, move)
    assert moved in texts(page)
    assert running(ward, signed_in["actor"]) == {2: 2, 1: 1}
    page.text_input(key="undo_reason").set_value("a mistake").run()
    press(page, back)
    assert running(ward, signed_in["actor"]) == {2: 0, 1: 3}


def test_new_cases_take_a_version_that_was_held_back(
    ward: Ward,
    signed_in: dict[str, Actor],
) -> None:
    page = at_versions()
    page.selectbox(key="pin_version_two_tasks").set_value(1)
    page.text_input(key="pin_reason_two_tasks").set_value("not yet trained").run()
    press(page, "Decide")
    pinned = {
        row.version: row.pinned_at
        for row in versions(ward.database, signed_in["actor"], "two_tasks")
    }
    assert pinned == {2: (), 1: ("",)}


def test_supervisors_move_cases(ward: Ward, world: World, signed_in: dict[str, Actor]) -> None:
    del ward
    signed_in["actor"] = world.actor("head_a")
    page = opened(tab="versions")
    assert "versions" not in page.segmented_control[0].options if page.segmented_control else True
    assert not [box for box in page.selectbox if box.key == "versions_process"]
