"""What would be lost on the pages Task and Leave: a way to give work to a colleague, and why one cannot do it oneself."""

from collections.abc import Iterator

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.human_tasks import HumanTask
from carelane.domain.substitutions import Substitution
from carelane.services import human_tasks, process_definitions, process_instances
from carelane.services.process_instances import StartRequest
from carelane.services.task_wishes import Wish
from carelane.services.worklists import my_tasks
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World
from worklists_ui import session
from worklists_ui.product import product

WITHIN = 60


def script(language: str, name: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw(name, language)


class Desk:
    """A started handover, and whoever looks at it."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.world = world
        self.login = "doctor1"
        process_definitions.deploy(world.database, handover_bundle(), "handover")
        request = StartRequest("handover", pools={"HOS": "HOSA"})
        process_instances.start(world.database, cases, world.actor("doctor1"), request, "s")
        self.task = my_tasks(world.database, world.actor("doctor1")).rows[0].id

    def row(self) -> HumanTask:
        with self.world.database.reading() as session:
            return session.get_one(HumanTask, self.task)


@pytest.fixture
def desk(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    world = World(open_database(sqlite_world_address, clock))
    cases = CasesInMemory(world.database)
    wired = Product(Settings(), world.database, cases, None)
    made = Desk(world, cases)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: world.actor(made.login))
    product.cache_clear()
    yield made
    product.cache_clear()
    world.database.engine.dispose()


def opened(name: str, task: str = "", language: str = "en") -> AppTest:
    page = AppTest.from_function(script, args=(language, name), default_timeout=WITHIN)
    if task:
        page.query_params["id"] = task
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> None:
    next(button for button in page.button if button.key == key).click().run()
    assert not page.exception


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def texts(page: AppTest) -> str:
    boxes = [*page.success, *page.warning, *page.error, *page.info, *page.caption]
    return "\n".join(str(box.value) for box in boxes)


def test_a_task_is_delegated_to_a_colleague_who_is_found_by_name(desk: Desk) -> None:
    page = opened("task", desk.task)
    press(page, "task_verb_claim")
    press(page, "task_verb_delegate")
    person = next(box for box in page.selectbox if box.key == "task_panel_person")
    assert [option.partition(" ·")[0] for option in person.options] == ["doctor1", "doctor1b"]
    person.select("id-doctor1b")
    next(box for box in page.text_input if box.key == "task_panel_reason").input("lunch")
    press(page, "task_panel_do")
    assert "The task is delegated." in texts(page)
    assert (desk.row().state, desk.row().actual_owner) == ("reserved", "id-doctor1b")


def test_what_was_typed_stays_when_the_panel_is_refused(desk: Desk) -> None:
    page = opened("task", desk.task)
    press(page, "task_verb_delegate")
    next(box for box in page.text_input if box.key == "task_panel_reason").input("lunch")
    press(page, "task_panel_do")
    assert "Choose a person." in texts(page)
    assert next(box for box in page.text_input if box.key == "task_panel_reason").value == "lunch"
    press(page, "task_panel_cancel")
    assert "task_panel_do" not in [button.key for button in page.button]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "ask for delegation"), ("zh_CN", "可请对方转交")]
)
def test_a_colleague_reads_who_has_the_task_and_what_to_do(
    desk: Desk, language: str, word: str
) -> None:
    human_tasks.claim(desk.world.database, desk.world.actor("doctor1b"), desk.task)
    page = opened("task", desk.task, language)
    assert word.lower() in texts(page).lower()
    assert [button.key for button in page.button if button.key and "task_verb" in button.key] == [
        "task_verb_ask_for"
    ]
    press(page, "task_verb_ask_for")
    next(box for box in page.text_input if box.key == "task_panel_reason").input("my patient")
    press(page, "task_panel_do")
    assert "task_verb_ask_for" not in [button.key for button in page.button]
    desk.login = "doctor1b"
    page = opened("task", desk.task, language)
    assert "my patient" in "".join(str(each.value) for each in page.markdown)
    press(page, "task_give_id-doctor1")
    assert desk.row().actual_owner == "id-doctor1"


def test_a_task_is_put_aside_and_taken_up_again(desk: Desk) -> None:
    page = opened("task", desk.task)
    press(page, "task_verb_suspend")
    press(page, "task_panel_do")
    assert desk.row().state == "suspended"
    assert "Resume it first" in texts(page)
    press(page, "task_verb_resume")
    assert desk.row().state == "ready"


def test_a_supervisor_gives_a_task_to_somebody_and_may_not_fill_it_in(desk: Desk) -> None:
    desk.login = "coord1"
    page = opened("task", desk.task)
    keys = [button.key for button in page.button]
    assert "task_verb_nominate" in keys
    assert "task_verb_claim" not in keys


def test_leave_is_entered_and_the_substitute_is_told(desk: Desk) -> None:
    page = opened("leave")
    next(box for box in page.selectbox if box.key == "leave_substitute").select("id-doctor1b").run()
    press(page, next(b.key for b in page.button if b.label == "Enter"))
    with desk.world.database.reading() as session:
        found = session.exec(select(Substitution)).one()
    assert (found.person_id, found.substitute_id) == ("id-doctor1", "id-doctor1b")
    assert "Call off" in labels(page)
    press(page, f"call_off_{found.id}")
    assert "called off" in "".join(str(each.value) for each in page.markdown)


def test_a_whole_list_is_handed_over_with_a_note(desk: Desk) -> None:
    human_tasks.do(desk.world.database, desk.world.actor("doctor1"), desk.task, Wish("claim"))
    page = opened("leave")
    next(box for box in page.multiselect if box.key == "handover_to").select("id-doctor1b")
    next(box for box in page.text_input if box.key == "handover_note").input("night shift")
    press(page, next(b.key for b in page.button if b.label == "Hand over 1 tasks"))
    assert desk.row().actual_owner == "id-doctor1b"
    assert "1 tasks done" in texts(page)
