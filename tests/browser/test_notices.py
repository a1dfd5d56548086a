"""What would be lost: a task that somebody has without knowing, until the page is loaded again."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from carelane.domain.notices import Topic
from carelane.services.accounts import actor_for
from carelane.services.my_notices import unread
from carelane.services.notice_events import Event, notify
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import start

Make = Callable[[str], Clerk]


def test_a_notice_comes_by_itself_leads_to_its_task_and_is_read(site: Site, clerk: Make) -> None:
    giver = clerk("zhou")
    start(giver)
    task = giver.page.url.partition("id=")[2].replace("%3A", ":")
    reader = clerk("song")
    reader.sign_in("/notices")
    reader.shot("notices.zh")
    bell = reader.page.locator(".st-key-bell")
    expect(bell).to_be_visible()
    song = actor_for(site.database, "song")
    assert song is not None
    told = f"{unread(site.database, song) + 2}"  # other walks may have told her something
    with site.database.transaction() as session:
        for key, topic, urgency in (("1", Topic.NUDGE, "E"), ("2", Topic.MENTION, "R")):
            event = Event(topic, f"b{key}:{task}", task_id=task, urgency=urgency, by="id-zhou")
            notify(session, event, ["id-song"], site.database.now())
    expect(bell.get_by_text(told).first).to_be_visible(timeout=40_000)
    reader.sees("周大川 催办")
    reader.shot("notices.zh")
    bell.get_by_role("button").first.click()
    reader.page.wait_for_timeout(500)
    reader.shot("bell.zh")
    reader.page.keyboard.press("Escape")
    reader.go("/notices?view=choices")
    reader.shot("notice_choices.zh")
    reader.go("/notices?which=unread")
    reader.press("Open")
    reader.page.wait_for_url(re.compile("task"))
    operator = clerk("ou")
    operator.sign_in("/jobs?job=deliver_outbox")
    operator.press("Run now")
    operator.shot("jobs.en")
    expect(operator.page.get_by_text("It begins as soon as")).to_be_hidden(timeout=40_000)
    operator.go("/jobs?view=requests")
    operator.shot("job_requests.en")
    operator.go("/jobs?view=mails")
    operator.shot("mails.en")
    operator.go("/jobs?view=calendars")
    operator.sees("Calendars are entered from files")
    operator.shot("calendars.en")
