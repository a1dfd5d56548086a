"""What would be lost on the pages Notices and Scheduler and mails: a choice, a click on "Run now", a mail given up."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.domain.calendar_days import CalendarDay
from carelane.domain.institutions import Institution
from carelane.domain.notice_preferences import NoticePreference
from carelane.domain.notices import Notice, Topic
from carelane.domain.people import Person
from carelane.services import job_requests, locks
from carelane.services.letters import Letter, post
from carelane.services.notice_events import Event, notify
from tests.conftest import SettableClock
from tests.data.world import World
from tests.ui.wired import wired


def script(language: str, name: str) -> None:
    """AppTest runs this text in a module of its own; the bell stands above every page."""
    from tests.ui.drawn import draw
    from worklists_ui import bell

    draw(name, language, above=bell.draw)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    with wired(made, monkeypatch, lambda: made.actor("operator")):
        yield made


def opened(name: str, language: str, **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language, name), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> None:
    next(button for button in page.button if button.key == key).click().run()
    assert not page.exception


def test_run_now_is_a_button_and_wrong_runs_are_told(world: World) -> None:
    now = world.database.now()
    locks.take_slot(world.database, "mark_overdue", now, "s")
    locks.finish_slot(world.database, "mark_overdue", now, "failed: database_unavailable")
    page = opened("jobs", "zh_CN", job="mark_overdue")
    assert "最近一次运行失败：标记超时。" in [box.value for box in page.warning]
    table = {each["job"]: each for each in page.dataframe[0].value.to_dict("records")}
    assert (table["标记超时"]["outcome"], table["标记超时"]["failures"]) == ("无法连接", 1)
    page = opened("jobs", "en", job="mark_overdue")
    press(page, "job_run")
    (request,) = job_requests.next_requests(world.database)
    assert (request.target, request.person_id) == ("mark_overdue", "id-operator")
    assert next(button for button in page.button if button.key == "job_run").disabled


def test_a_calendar_that_nobody_entered_would_be_found_by_its_clocks_only(world: World) -> None:
    year = world.database.now().year
    with world.database.transaction() as rows:
        rows.get_one(Institution, "PRI1").calendar = {
            "weekdays": [1, 2, 3, 4, 5, 7],
            "hours": [["09:00", "16:00"]],
        }
        rows.get_one(Institution, "HOSA").calendar = {"hours": "always"}
        for place, kind, name in (("", "holiday", "元旦"), ("PRI1", "working", "值班")):
            at = date(year, 1, 1 if not place else 3)
            rows.add(CalendarDay(institution_code=place, day=at, kind=kind, name=name))
    page = opened("jobs", "zh_CN", view="calendars", place="PRI1")
    assert [box.value for box in page.warning] == [
        f"{count} 所机构中有 {missing} 所未录入 {asked} 年的节假日，当地时钟只按星期计算。"
        for count, missing, asked in [
            (len(page.dataframe[0].value), len(page.dataframe[0].value) - 1, year + 1)
        ]
    ]
    assert "hours" in page.error[0].value
    table = {each["place"]: each for each in page.dataframe[0].value.to_dict("records")}
    mine = next(each for each in table.values() if each["own"])
    assert (mine["days"], mine["hours"]) == ("周一–周五, 周日", "09:00-16:00")
    assert mine["unknown"] == str(year + 1)
    days = page.dataframe[1].value.to_dict("records")
    assert [(each["name"], each["whose"]) for each in days] == [
        ("元旦", "公共"),
        ("值班", "本机构"),
    ]
    page = opened("jobs", "en", view="calendars", place="PRI2")
    assert [each["whose"] for each in page.dataframe[1].value.to_dict("records")] == ["everybody's"]


def test_a_mail_that_was_given_up_is_sent_again(world: World) -> None:
    with world.database.transaction() as rows:
        rows.get_one(Person, "id-doctor1").email = "x@example.org"
        post(rows, Letter(Topic.REPORT, "r", "S", "B"), ["id-doctor1"], world.database.now())
        mail = rows.exec(select(Notice)).one()
        mail.state, mail.error, mail.interrupted = "failed", "SMTPDataError 554", 1
    page = opened("jobs", "en", view="mails")
    (row,) = page.dataframe[0].value.to_dict("records")
    assert row["why"] == "SMTPDataError 554; a sender broke off 1 times: it may have come twice"
    assert "S" not in row.values()
    press(page, "mail_again")
    with world.database.reading() as rows:
        assert rows.exec(select(Notice.state)).one() == "waiting"


def test_a_notice_is_on_every_page_and_what_is_chosen_is_kept(world: World) -> None:
    with world.database.transaction() as rows:
        task = world.task(rows, world.case(rows), ("PRI1", "pri_doctor"))
        event = Event(Topic.NUDGE, "m", task_id=task, urgency="E", by="id-doctor1")
        notify(rows, event, ["id-operator"], world.database.now())
    page = opened("notices", "zh_CN")
    assert any("人doctor1 催办：RU-1 Triage" in str(box.value) for box in page.markdown)
    press(page, next(b.key for b in page.button if b.key and b.key.startswith("read_")))
    page = opened("notices", "en", view="choices")
    next(box for box in page.selectbox if box.key == "choice_mention_mail").select("E")
    next(box for box in page.checkbox if box.key == "quiet_on").check()
    press(page, "choices_save")
    with world.database.reading() as rows:
        kept = rows.exec(select(NoticePreference)).one()
    assert kept.choices["mention"] == {"screen": "R", "mail": "E"}
    assert (kept.quiet_from, kept.quiet_until) == ("21:00", "07:00")
