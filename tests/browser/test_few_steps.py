"""From the sign-in to the next task: how many keys and clicks that takes beyond what has to be typed anyway."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from carelane.domain.process_instances import ProcessInstance
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import compose, start
from tests.browser.test_worklist_page import settle

Make = Callable[[str], Clerk]
MOST = 12


class Steps:
    """Presses keys and counts them."""

    def __init__(self, person: Clerk) -> None:
        self.person = person
        self.taken: list[str] = []

    def key(self, key: str) -> None:
        self.taken.append(key)
        self.person.page.keyboard.press(key)
        self.person.rest()


def business_key(site: Site, case: str) -> str:
    """What people call the case."""
    with site.database.reading() as session:
        return session.get_one(ProcessInstance, case).business_key


def test_sign_in_find_claim_complete_and_next_take_few_steps(clerk: Make, site: Site) -> None:
    before = clerk("zhou")
    start(before)
    case = before.case_of_task()
    before.press("Release")
    before.go("/start")
    before.choose("Process", "Referral up")
    before.write("Find the patient", "ljg")
    before.sees("李建国")
    before.press("Start")
    before.page.wait_for_url("**/task?*")

    doctor = clerk("zhou")
    steps = Steps(doctor)
    doctor.page.goto(doctor.address + "/")
    doctor.page.fill("#login", doctor.login)
    doctor.page.fill("#password", doctor.password)
    steps.taken.append("Enter")
    doctor.page.press("#password", "Enter")
    doctor.ready()
    settle(doctor)
    steps.key("/")
    doctor.page.keyboard.type(business_key(site, case))
    found = doctor.page.get_by_text("1 tasks", exact=True)
    expect(found).to_be_visible()
    steps.key("Escape")
    expect(found).to_be_visible()
    steps.key("j")
    steps.key("t")
    steps.key("o")
    doctor.title("UP01 Compose the referral")
    compose(doctor)
    done = doctor.page.url
    steps.key("Control+Enter")
    expect(doctor.page.get_by_text("Completed.").first).to_be_visible(timeout=30_000)
    doctor.rest()
    steps.key("j")
    expect(doctor.page).not_to_have_url(done)
    expect(doctor.page.get_by_text("Completed.")).to_have_count(0)
    expect(doctor.page).to_have_url(re.compile(r"/task\?id="))
    assert len(steps.taken) <= MOST, steps.taken
