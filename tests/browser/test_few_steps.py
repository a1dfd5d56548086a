"""From the sign-in to the next task: how many keys and clicks that takes beyond what has to be typed anyway."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.clerk import Clerk
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


def test_sign_in_find_claim_complete_and_next_take_few_steps(clerk: Make) -> None:
    before = clerk("zhou")
    start(before)
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
    doctor.page.keyboard.type("wxy")
    doctor.sees("1 tasks")
    steps.key("Escape")
    doctor.sees("1 tasks")
    steps.key("j")
    steps.key("t")
    steps.key("o")
    doctor.title("UP01 Compose the referral")
    compose(doctor)
    steps.key("Control+Enter")
    expect(doctor.page.get_by_text("Completed.").first).to_be_visible(timeout=30_000)
    doctor.rest()
    steps.key("j")
    doctor.title("UP01 Compose the referral")
    assert len(steps.taken) <= MOST, steps.taken
