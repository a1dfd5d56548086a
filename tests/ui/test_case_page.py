"""What would be lost on the page Case: what was typed, lines of a long story without a word, the way to what is allowed."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.deadlines import Deadline
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.stripped_cases import StrippedCase
from carelane.services import comments, human_tasks, process_definitions, process_instances
from carelane.services.comments import Words
from carelane.services.process_instances import StartRequest
from carelane.services.worklists import my_tasks
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.stories import said_in
from tests.data.world import World
from worklists_ui import session
from worklists_ui.product import product

WITHIN = 60
SHOWN = re.compile(r"(\d+) of (\d+) lines")


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("case", language)


class Desk:
    """A started handover, and whoever looks at it."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.world = world
        process_definitions.deploy(world.database, handover_bundle(), "handover")
        request = StartRequest("handover", pools={"HOS": "HOSA"})
        doctor = world.actor("doctor1")
        process_instances.start(world.database, cases, doctor, request, "s")
        self.cases = cases
        self.case = my_tasks(world.database, doctor).rows[0].instance_id

    def story(self, lines: int) -> None:
        """Let much have happened."""
        began = self.world.database.now()
        with self.world.database.transaction() as db:
            db.add_all(
                HistoryEntry(
                    instance_id=self.case,
                    at=began + timedelta(minutes=number),
                    kind="claim" if number % 2 else "release",
                    element_id="compose",
                    person_id="id-doctor1" if number % 4 else "id-doctor1b",
                    institution_code="PRI1",
                )
                for number in range(1, lines + 1)
            )


@pytest.fixture
def desk(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    world = World(open_database(sqlite_world_address, clock))
    cases = CasesInMemory(world.database)
    wired = Product(Settings(), world.database, cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: world.actor("doctor1"))
    product.cache_clear()
    yield Desk(world, cases)
    product.cache_clear()
    world.database.engine.dispose()


def opened(desk: Desk, language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=WITHIN)
    page.query_params["id"] = desk.case
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    boxes = [*page.markdown, *page.caption, *page.error, *page.text]
    return "\n".join(str(box.value) for box in boxes)


def test_a_long_story_is_told_page_by_page_and_says_how_much_there_is(desk: Desk) -> None:
    desk.story(300)
    page = opened(desk)
    shown, of = SHOWN.findall(texts(page))[0]
    assert 300 < int(shown) <= int(of)
    assert len([box for box in page.markdown if "Claimed:" in str(box.value)]) <= 13
    page = opened(desk, kind="work", person="id-doctor1b", page="3", element="compose")
    assert ("75", of) in SHOWN.findall(texts(page))
    assert page.query_params["page"] == "3"
    since = next(box for box in page.date_input if box.key == "case_timeline_since")
    since.set_value(desk.world.database.now().date() + timedelta(days=9)).run()
    assert "Nothing of this kind has happened." in texts(page)
    assert "page" not in page.query_params
    assert page.query_params["kind"] == "work"


def test_a_comment_is_kept_while_it_is_refused_and_gone_when_it_is_said(desk: Desk) -> None:
    page = opened(desk)
    box = next(area for area in page.text_area if area.key.endswith("text"))
    box.input("Wait \u202e for me")
    send = next(button for button in page.button if button.key.endswith(" send"))
    send.click().run()
    assert "cannot be stored" in texts(page)
    box = next(area for area in page.text_area if area.key.endswith("text"))
    assert box.value == "Wait \u202e for me"
    box.input("**Wait** <b>for</b> me")
    people = next(box for box in page.multiselect if box.key.endswith("mentions"))
    people.select("id-doctor1b")
    next(button for button in page.button if button.key.endswith(" send")).click().run()
    assert not page.exception
    box = next(area for area in page.text_area if area.key.endswith("text"))
    assert box.value == ""
    assert "**Wait** <b>for</b> me" in [text.value for text in page.text]
    (said,) = said_in(desk.world.database, desk.world.actor("coord1"), desk.case)
    assert [each.id for each in said.now.mentions] == ["id-doctor1b"]


def test_a_case_that_was_stripped_by_rule_says_so(desk: Desk) -> None:
    now = desk.world.database.now()
    with desk.world.database.transaction() as db:
        case = db.get_one(ProcessInstance, desk.case)
        case.state, case.ended_at, case.variables = "completed", now, {}
        db.add(StrippedCase(instance_id=desk.case, at=now))
    page = opened(desk)
    assert "taken out of it by rule" in "".join(str(box.value) for box in page.info)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("nobody yet (Primary care doctor", "supervisors of its institution", "corrected")),
        ("zh_CN", ("尚无人认领（接诊医生", "仅限", "已更正")),
    ],
)
def test_the_page_says_who_is_to_act_and_who_may_what(
    desk: Desk, language: str, words: tuple[str, ...]
) -> None:
    database, doctor = desk.world.database, desk.world.actor("doctor1")
    comments.add(database, doctor, desk.case, Words("first"), "c1")
    comments.correct(database, doctor, "c1", Words("then"), "c2")
    (task,) = (row.id for row in my_tasks(database, doctor).rows)
    human_tasks.complete(database, desk.cases, doctor, task, {"question": "Why?"}, "done")
    now = database.now()
    with database.transaction() as db:
        moments = {"start_at": now, "due_at": now, "breached_at": now, "stopped_at": now}
        late = Deadline(id="x", instance_id=desk.case, sla_id="s", element_id="compose", **moments)
        late.breached_owner = "id-doctor1b"
        db.add(late)
    page = opened(desk, language)
    told = texts(page)
    for word in words:
        assert word in told
    assert "open_" in "".join(button.key or "" for button in page.button)
    closed, clocks, messages = (grid.value for grid in page.dataframe)
    name = "doctor1" if language == "en" else "人doctor1"
    assert list(closed["who"]) == [name]
    assert f"{name}b" in list(clocks["held"])
    assert len(messages) == 1
