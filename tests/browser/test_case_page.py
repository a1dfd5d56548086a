"""What would be lost on the page of a case: a colleague's word, what happened at a step, and who may do what."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from carelane.domain.process_instances import HistoryEntry
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import start
from tests.browser.world import TOWNSHIP

Make = Callable[[str], Clerk]
COMPOSE = "UP01_compose"


def long_story(site: Site, case: str) -> None:
    """Let the case have been claimed and given back for days."""
    now = site.database.now()
    with site.database.transaction() as session:
        session.add_all(
            HistoryEntry(
                instance_id=case,
                at=now - timedelta(minutes=number),
                kind="claim" if number % 2 else "release",
                element_id=COMPOSE,
                person_id="id-zhou" if number % 3 else "id-song",
                institution_code=TOWNSHIP,
            )
            for number in range(1, 301)
        )


def tab(person: Clerk, name: str) -> None:
    person.page.get_by_role("tab", name=person.say(name)).click()
    person.rest()


def comment(person: Clerk, text: str, *mentions: str) -> None:
    """Write a comment on the open tab."""
    person.write(person.say("Comment"), text)
    if mentions:
        label = person.say("Mention (each is told; only people who may see the case)")
        person.tag(label, *mentions)
    person.press("Comment")


def test_a_case_is_read_and_talked_about_in_both_languages(clerk: Make, site: Site) -> None:
    doctor = clerk("zhou")
    start(doctor)
    case = doctor.case_of_task()
    long_story(site, case)
    doctor.go(f"/case?id={case}")
    doctor.sees("Zhou Dachuan: UP01 Compose the referral")
    doctor.diagram()
    doctor.page.get_by_role("button", name="UP01 Compose the referral").first.click()
    history = doctor.page.locator(".st-key-case_element")
    expect(history.get_by_text("Times here: 1, now: 1")).to_be_visible()
    doctor.shot("case-element.en")
    doctor.page.get_by_role("button", name="lines in the timeline").click()
    doctor.rest()
    expect(doctor.page).to_have_url(re.compile(f"element={COMPOSE}"))

    tab(doctor, "Comments")
    comment(doctor, "Family asks for <b>Monday</b>.\nPlease call back.", "Song Yu")
    said = doctor.page.get_by_role("tabpanel", name=doctor.say("Comments"))
    expect(said.get_by_text("Family asks for <b>Monday</b>.").last).to_be_visible()
    expect(said.get_by_role("textbox", name="Comment")).to_have_value("")
    expect(said.get_by_text("@Song Yu")).to_be_visible()
    doctor.page.get_by_text("What I may do with this case").click()
    expect(doctor.page.get_by_text("only supervisors of its institution").first).to_be_visible()
    doctor.shot("case-comments.en")
    said.get_by_text("Correct it").click()
    doctor.write("In other words", "Family asks for Tuesday.")
    doctor.press("Correct")
    expect(said.get_by_text("Family asks for Tuesday.").first).to_be_visible()
    said.get_by_text("Earlier wordings").click()
    expect(said.get_by_text("Family asks for <b>Monday</b>.")).to_be_visible()

    colleague = clerk("song")
    colleague.sign_in(f"/case?id={case}&kind=comments,course&since=2026-01-01")
    expect(colleague.page.get_by_text("周大川：").first).to_be_visible()
    expect(colleague.page.get_by_text("Family asks for Tuesday.").first).to_be_visible()
    colleague.page.locator(".st-key-bell_popover button").first.click()
    expect(colleague.page.get_by_text("周大川 提到了您").first).to_be_visible()
    colleague.page.keyboard.press("Escape")
    colleague.rest()
    tab(colleague, "Comments")
    comment(colleague, "已回电，周一上午可以。")
    said = colleague.page.get_by_role("tabpanel", name=colleague.say("Comments"))
    expect(said.get_by_text("已回电，周一上午可以。").last).to_be_visible()
    colleague.page.get_by_role("button", name=colleague.say("What I may do")).last.click()
    expect(colleague.page.get_by_text(colleague.say("Not allowed")).first).to_be_visible()
    colleague.shot("case-comments.zh")
    expect(colleague.page).to_have_url(re.compile("kind=comments,course"))
    said.get_by_text(colleague.say("Withdraw it")).click()
    colleague.press("Withdraw the comment")
    expect(said.get_by_text("作者已于").first).to_be_visible()
    expect(said.get_by_text("已回电，周一上午可以。")).to_have_count(0)
