"""What would be lost on the tab Messages: a letter that nobody takes, and the truth about what was done with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import Delivery
from carelane.services import messages
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.test_message_views import SECRET, Desk
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
def desk(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    world = World(open_database(sqlite_world_address, clock))
    cases = CasesInMemory(world.database)
    wired = Product(Settings(), world.database, cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: world.actor("operator"))
    product.cache_clear()
    yield Desk(world, cases)
    product.cache_clear()
    world.database.engine.dispose()


def opened(language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=WITHIN)
    page.query_params["tab"] = "messages"
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def select(page: AppTest, row: int = 0) -> None:
    """Select a row as the browser does: the grid is set by what the session keeps."""
    shown = page.session_state["message_shown"]
    page.session_state["message_selected"] = (shown[row],)
    page.session_state["message_shown"] = ()
    page.run()
    assert not page.exception


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def texts(page: AppTest) -> str:
    boxes = [*page.success, *page.warning, *page.error, *page.info, *page.caption, *page.code]
    return "\n".join(str(box.value) for box in boxes)


def cells(page: AppTest) -> str:
    return page.dataframe[0].value.to_string()


def test_an_empty_inbox_says_that_all_is_well(desk: Desk) -> None:
    del desk
    assert "Every message has found its receiver." in texts(opened())


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "awaited under other keys (1)"), ("zh_CN", "有个案以其他关联键在等待（1）")],
)
def test_an_orphan_says_why_and_keeps_a_patients_number_to_itself(
    desk: Desk, language: str, why: str
) -> None:
    desk.publish()
    desk.start("mail_owner", box="other")
    page = opened(language)
    assert why in cells(page)
    assert SECRET not in cells(page) + texts(page)


def test_an_orphan_is_given_to_a_case_and_the_page_says_that_it_was_taken(desk: Desk) -> None:
    desk.publish()
    owner = desk.start("mail_owner", box="right")
    page = opened()
    select(page)
    do = next(button for button in page.button if button.label == "Give to a case")
    assert do.disabled
    page.text_input(key="message_reason").set_value("typed wrong").run()
    press(page, "Give to a case")
    assert "The case has taken the message." in page.success[0].value
    assert desk.heard(owner) == ["x"]
    (entry,) = desk.rows(HistoryEntry, instance_id=owner, kind="MessageBound")
    assert entry.data["reason"] == "typed wrong"


def test_what_came_back_is_not_told_as_taken(desk: Desk) -> None:
    desk.publish()
    owner = desk.start("mail_owner", box="right")
    page = opened()
    select(page)
    page.text_input(key="message_reason").set_value("typed wrong").run()
    desk.cases.losing = True
    desk.cases.deliver(owner, Delivery("stop", "STOP", "right"))
    desk.cases.losing = False
    press(page, "Give to a case")
    assert not page.success
    assert "No case has taken the message" in texts(page)


def test_what_expired_waits_again_and_what_is_discarded_is_gone(
    desk: Desk, clock: SettableClock
) -> None:
    desk.publish(time_to_live=timedelta(hours=1))
    clock.advance(hours=2)
    messages.expire(desk.database)
    page = opened(view="late")
    select(page)
    page.text_input(key="message_reason").set_value("the ward calls").run()
    press(page, "Let it wait again")
    assert "it waits again" in texts(page)
    page = opened()
    select(page)
    page.radio(key="message_action").set_value("discard").run()
    page.text_input(key="message_reason").set_value("sent by mistake").run()
    press(page, "Discard")
    assert "The message is discarded." in texts(page)
    assert "Every message has found its receiver." in texts(page)


def test_what_a_message_says_is_shown_for_a_reason_only(desk: Desk) -> None:
    desk.publish(variables={"line": "very private"})
    page = opened()
    select(page)
    page.radio(key="message_action").set_value("read").run()
    assert "very private" not in texts(page)
    assert next(one for one in page.button if one.label == "Read what it says").disabled
    page.text_input(key="message_reason").set_value("the sender asked").run()
    press(page, "Read what it says")
    assert "very private" in texts(page)


def test_every_view_can_be_shared_by_its_address(desk: Desk) -> None:
    desk.publish(message_id="1")
    desk.publish(message_id="1")
    desk.publish(message_id="2")
    desk.start("mail_owner", box="other")
    for view, count in (("duplicates", 1), ("suspected", 1), ("waiting", 3), ("orphans", 2)):
        page = opened(view=view)
        assert len(page.dataframe[0].value) == count
    page = opened(view="waiting", text="MEMO")
    assert len(page.dataframe[0].value) == 1
    assert "Nothing fits these filters." in texts(opened(institution="HOSB"))
    assert opened(view="nonsense", page="x").query_params == {"tab": "messages"}
