"""The worklist by keyboard, with saved filters, chosen columns, deep links, and what waits for others."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from carelane.domain.human_tasks import HumanTask
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.services.worklist_entries import follow
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_worklist import add_tasks, cells
from tests.browser.world import TOWNSHIP

Make = Callable[[str], Clerk]
FIRST = 40_000
_PRESS_AT_EVERY_WIDGET = """
window.pressed = 0;
let shown = 0;
new MutationObserver(() => {
  const now = document.querySelectorAll("[data-testid^=st]").length;
  const button = document.querySelector(".st-key-worklist_saving button");
  if (button && now > shown && window.pressed < 40) {
    shown = now;
    window.pressed += 1;
    button.click();
  }
}).observe(document, { subtree: true, childList: true });
"""


@pytest.fixture(scope="module", autouse=True)
def tasks(site: Site) -> None:
    """Sixty tasks of the bed manager."""
    add_tasks(site, FIRST, 60)


def settle(person: Clerk) -> None:
    """Wait until the page hears keys, and leave every field."""
    person.page.locator("[role=gridcell]").first.wait_for(state="attached")
    person.page.wait_for_timeout(600)
    person.rest()
    person.page.evaluate("document.activeElement && document.activeElement.blur()")


def press(person: Clerk, key: str) -> None:
    """Press a key where the cursor happens to be."""
    person.page.keyboard.press(key)
    person.rest()


def test_a_task_is_found_taken_and_left_by_keyboard_alone(clerk: Make) -> None:
    bed = clerk("bai")
    bed.sign_in("/?text=BED-400&sort=due")
    settle(bed)
    press(bed, "j")
    bed.sees("1 selected")
    press(bed, "j")
    press(bed, "t")
    expect(bed.page.get_by_test_id("stMetricValue").nth(1)).not_to_have_text("0")
    press(bed, "k")
    press(bed, "j")
    press(bed, "l")
    press(bed, "o")
    expect(bed.page).to_have_url(re.compile(r"/task\?id="))
    expect(bed.page).to_have_url(re.compile(f"{FIRST + 1:032x}"))


def test_the_search_is_one_key_away_and_typing_presses_no_button(clerk: Make) -> None:
    bed = clerk("bai")
    bed.sign_in()
    settle(bed)
    bed.page.keyboard.press("/")
    bed.page.keyboard.type("BED-40007 ojtkl?/")
    expect(bed.page).to_have_url(re.compile("text=" + re.escape(quote("BED-40007")).split("%")[0]))
    expect(bed.page.get_by_test_id("stDialog")).to_have_count(0)
    bed.page.keyboard.press("Escape")
    bed.page.keyboard.press("?")
    expect(bed.page.get_by_test_id("stDialog")).to_be_visible()
    bed.shot("worklist-keys")


def test_a_filter_is_kept_counted_shared_and_the_one_to_begin_with(clerk: Make) -> None:
    bed = clerk("gu")
    bed.sign_in("/?urgency=E&due=overdue&sort=due")
    bed.press("Save filter")
    bed.page.get_by_label(bed.say("Name")).fill("Late emergencies")
    bed.page.get_by_label(bed.say("Name")).press("Tab")
    bed.press("Save")
    chip = bed.page.get_by_text(re.compile(r"Late emergencies · \d+"))
    expect(chip.first).to_be_visible()
    bed.press("Begin with it")
    begun = bed.page.locator("[class*=st-key-first_] button[kind=primary]")
    expect(begun).to_have_count(1)
    bed.page.keyboard.press("Escape")
    bed.shot("worklist-filters")
    again = clerk("gu")
    again.sign_in()
    expect(again.page).to_have_url(re.compile(r"urgency=E"))
    expect(again.page).to_have_url(re.compile(r"due=overdue"))
    again.page.get_by_text(re.compile(r"Late emergencies · \d+")).first.click()
    expect(again.page).not_to_have_url(re.compile(r"due=overdue"))


def test_who_presses_in_the_instant_in_which_a_page_appears_keeps_the_filter_of_the_link(
    clerk: Make,
) -> None:
    bed = clerk("gu")
    bed.sign_in()
    bed.context.add_init_script(_PRESS_AT_EVERY_WIDGET)
    bed.go("/?urgency=E&due=overdue&sort=due&text=BED")
    assert bed.page.evaluate("window.pressed") > 1
    expect(bed.page.get_by_role("button", name="E emergency", pressed=True)).to_be_visible()
    expect(bed.page.get_by_role("combobox", name="Due").first).to_have_value("Overdue")
    expect(bed.page).to_have_url(re.compile(r"urgency=E&due=overdue&sort=due&text=BED$"))


def test_a_link_to_a_task_survives_the_sign_in(clerk: Make) -> None:
    bed = clerk("bai")
    task = f"{FIRST + 3:032x}:t1"
    bed.sign_in(f"/?task={quote(task)}")
    expect(bed.page).to_have_url(re.compile(r"/task\?id=" + re.escape(quote(task))))
    bed.sees(f"BED-{FIRST + 3:05}")
    stranger = clerk("he")
    stranger.sign_in(f"/?task={quote(task)}")
    stranger.sees(stranger.say("There is no such task, or it is not yours to see."))


def test_new_tasks_come_while_somebody_types_and_nothing_is_lost(clerk: Make, site: Site) -> None:
    bed = clerk("bai")
    bed.sign_in("/?text=BED-4&sort=created")
    settle(bed)
    press(bed, "j")
    before = bed.page.get_by_test_id("stMetricValue").first.text_content()
    bed.page.keyboard.press("/")
    bed.page.keyboard.press("End")
    add_tasks(site, FIRST + 500, 1)
    expect(bed.page.get_by_test_id("stMetricValue").first).not_to_have_text(
        before or "", timeout=30_000
    )
    bed.page.keyboard.type("0")
    expect(bed.page).to_have_url(re.compile("text=BED-40"))
    bed.sees("1 selected")


def test_my_cases_that_wait_for_the_hospital_are_a_list_of_their_own(
    clerk: Make, site: Site
) -> None:
    now = site.database.now()
    with site.database.transaction() as session:
        case = session.get_one(ProcessInstance, f"{FIRST:032x}")
        task = session.exec(select(HumanTask).where(col(HumanTask.instance_id) == case.id)).one()
        task.due_at = now - timedelta(hours=2)
        mine = ProcessInstance(
            **case.model_dump()
            | {
                "id": "f" * 32,
                "institution_code": TOWNSHIP,
                "business_key": "RU-WAITS",
                "patient_name": "王秀英",
                "started_by": "id-zhou",
            }
        )
        session.add(mine)
        session.flush()
        message = Message(
            id="m-waits",
            name="REFERRAL",
            from_instance_id=mine.id,
            message_key="waits",
            state="delivered",
            created_at=now,
            expires_at=now,
        )
        session.add(message)
        case.message_id = "m-waits"
        session.flush()
        follow(session.connection(), case.id)
    doctor = clerk("zhou")
    doctor.sign_in("/?list=them")
    expect(doctor.page.get_by_text("1 cases wait for others, 1 of them overdue")).to_be_visible()
    expect(cells(doctor, 2)).to_have_text(["王秀英"])
    expect(cells(doctor, 4)).to_have_text(["Provincial People's Hospital"])
    doctor.shot("waiting-for-them")


def test_columns_are_as_a_person_left_them(clerk: Make) -> None:
    bed = clerk("bai")
    bed.sign_in()
    bed.press("Columns")
    for name in ("From", "Process", "Status"):
        bed.page.get_by_role(
            "button", name=re.compile(f"(Remove|Delete|Clear).*{name}")
        ).first.click()
        bed.rest()
    bed.page.keyboard.press("Escape")
    bed.go("/")
    heads = bed.page.locator("[role=columnheader]")
    expect(heads.filter(has_text="From")).to_have_count(0)
    expect(heads.filter(has_text="Business key")).to_have_count(1)
