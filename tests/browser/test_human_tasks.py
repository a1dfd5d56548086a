"""What would be lost under a person's hands: giving a task to a colleague, putting it aside, leave, and handover."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_instances import ProcessInstance
from carelane.services.process_definitions import list_definitions
from carelane.services.worklist_entries import follow
from tests.browser.clerk import Clerk, label
from tests.browser.conftest import Site
from tests.browser.world import TOWNSHIP

Make = Callable[[str], Clerk]
NUMBER = 90_000


def add_tasks(site: Site, count: int) -> list[str]:
    """Write tasks of the township's doctors into the read model."""
    now = site.database.now()
    rows = list_definitions(site.database)
    definition = next(row for row in rows if row.process_id == "referral_up")
    cases = [f"{number:032x}" for number in range(NUMBER, NUMBER + count)]
    with site.database.transaction() as session:
        for number, case in enumerate(cases):
            session.add(
                ProcessInstance(
                    id=case,
                    definition_id=definition.id,
                    process_id=definition.process_id,
                    version=definition.version,
                    institution_code=TOWNSHIP,
                    business_key=f"LIFE-{NUMBER + number:05}",
                    urgency="U",
                    patient_name=f"病人{number:05}",
                    started_at=now,
                )
            )
        session.flush()
        for case in cases:
            session.add(
                HumanTask(
                    id=f"{case}:t1",
                    instance_id=case,
                    task_id="t1",
                    element_id="UP01_compose",
                    name="填写转诊单",
                    form_id="up01_compose",
                    urgency="U",
                    due_at=now + timedelta(hours=2),
                    created_at=now,
                )
            )
        session.flush()
        for case in cases:
            owner = {"institution_code": TOWNSHIP, "role": "pri_doctor"}
            session.add(HumanTaskOwner(human_task_id=f"{case}:t1", **owner))
        session.flush()
        for case in cases:
            follow(session.connection(), case)
    return [f"{case}:t1" for case in cases]


def more(person: Clerk, verb: str) -> None:
    """Choose a verb in the menu, which may still be open; one that closes meanwhile is opened again."""
    button = person.page.get_by_role("button", name=person.say(verb), exact=True)

    def choose(patience: float) -> None:
        if not button.is_visible():
            person.page.locator("[class*=st-key-task_menu] button").first.click()
        button.click(timeout=patience)

    person.insist(choose, f"the menu does not stay open for {verb!r}")


def confirm(person: Clerk, verb: str) -> None:
    text = person.say("Do it: {verb}").format(verb=person.say(verb))
    person.page.get_by_role("button", name=text, exact=True).click()
    person.rest()


def select_all(person: Clerk) -> None:
    """Tick the box in the head of the grid."""
    person.page.locator("[role=gridcell]").first.wait_for(state="attached")
    box = person.page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + 18, box["y"] + 18)
    person.rest()


def test_a_task_goes_from_hand_to_hand_and_everybody_is_told(clerk: Make, site: Site) -> None:
    first, second, *rest, typed = add_tasks(site, 7)
    doctor = clerk("zhou")
    doctor.sign_in(f"/task?id={first}")
    doctor.claim()
    more(doctor, "Start work")
    doctor.sees("in progress")
    more(doctor, "Stop work")
    expect(doctor.page.get_by_text("in progress")).to_have_count(0)
    more(doctor, "Delegate")
    doctor.choose("Person", "Song Yu")
    doctor.write("Reason (kept with the case)", "A birth on the ward")
    doctor.shot("task-delegate.en")
    confirm(doctor, "Delegate")
    doctor.sees("The task is delegated.")
    doctor.press("Show the task")
    doctor.sees("Ask for delegation")

    colleague = clerk("song")
    colleague.sign_in(f"/task?id={first}")
    more(colleague, "Put aside")
    until = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    until_label = colleague.say("Until (nothing: until somebody resumes it)")
    colleague.day(until_label, f"{until:%Y%m%d%H%M}")
    colleague.write(colleague.say("Reason (kept with the case)"), "等X光片")
    confirm(colleague, "Put aside")
    colleague.told("The task is put aside.")
    colleague.shot("task-aside.zh")
    colleague.press("Resume")
    expect(colleague.page.get_by_role("button", name=colleague.say("Complete"))).to_be_visible()

    typed_and_asked_for(doctor, colleague, typed)
    in_batches(doctor, colleague, second)
    handed_over(doctor, len(rest))
    colleague.go("/leave")
    colleague.shot("leave.zh")
    supervised(clerk("he"), second)


def typed_and_asked_for(doctor: Clerk, colleague: Clerk, task: str) -> None:
    """Type while a colleague asks for the task: nothing is lost; the draft goes with the task, and the list goes on."""
    doctor.go(f"/task?id={task}")
    doctor.claim()
    question = doctor.page.get_by_label(label("Question to answer")).and_(
        doctor.page.locator("textarea")
    )
    question.click()
    doctor.page.keyboard.type("Half a quest")
    colleague.go(f"/task?id={task}")
    colleague.press("Ask for this task")
    colleague.write(colleague.say("Reason (kept with the case)"), "我的病人")
    confirm(colleague, "Ask for this task")
    colleague.sees("您已于")
    doctor.sees("Song Yu asks for this task")
    doctor.sees("我的病人")
    doctor.shot("task-asked.en")
    doctor.page.keyboard.type("ion")
    expect(question).to_have_value("Half a question")
    doctor.page.keyboard.press("Control+s")
    doctor.told("Draft saved.")
    doctor.go("/")
    doctor.go(f"/task?id={task}")
    expect(question).to_have_value("Half a question")
    doctor.press("Delegate to Song Yu")
    doctor.sees("The task is delegated.")
    doctor.press("Next task")
    expect(doctor.page).to_have_url(re.compile(r"/task\?id="))
    expect(doctor.page).not_to_have_url(re.compile(re.escape(task.partition(":")[0])))
    theirs = colleague.page.get_by_label(label("要回答的问题"))
    expect(theirs.and_(colleague.page.locator("textarea"))).to_have_value("Half a question")
    more(colleague, "Delegate")
    person = colleague.page.locator(".st-key-task_panel_person").get_by_role("combobox")
    person.press_sequentially("zdc")
    expect(colleague.page.get_by_role("option", name="周大川")).to_be_visible()


def in_batches(doctor: Clerk, colleague: Clerk, second: str) -> None:
    """Claim five tasks and reassign one of them; a colleague reads who has the others."""
    doctor.go("/?text=LIFE-9000&state=unclaimed")
    select_all(doctor)
    doctor.sees("5 selected")
    doctor.page.locator(".st-key-bulk_claim button").click()
    doctor.sees("Claim: 5 tasks done.")
    colleague.go(f"/task?id={second}")
    colleague.sees("可请对方转交")
    doctor.go(f"/?text=LIFE-{NUMBER + 2:05}&state=mine")
    select_all(doctor)
    doctor.press("More")
    doctor.press("Reassign to a person")
    doctor.choose("Person", "Song Yu")
    confirm(doctor, "Delegate")
    doctor.sees("Delegate: 1 tasks done.")


def handed_over(doctor: Clerk, count: int) -> None:
    """Go on leave, and hand over what is left."""
    doctor.go("/leave")
    doctor.choose("Who stands in", "Song Yu")
    doctor.press("Enter")
    doctor.sees("Song Yu stands in for Zhou Dachuan")
    expect(
        doctor.page.get_by_role("combobox").and_(doctor.page.get_by_label("Who stands in"))
    ).to_have_value("")
    doctor.tag("To (several: in turn; nobody: back to the roles)", "Song Yu")
    doctor.write("Note (kept with every task)", "Night shift")
    doctor.shot("leave.en")
    over = doctor.page.get_by_role("button", name=re.compile(r"Hand over \d+ tasks"))
    (held,) = re.findall(r"\d+", over.inner_text())
    assert int(held) >= count  # other walks may have left him some
    over.click()
    doctor.sees(f"{held} tasks done")


def supervised(supervisor: Clerk, second: str) -> None:
    """Look at a colleague's task, and call the leave off."""
    supervisor.sign_in(f"/task?id={second}")
    supervisor.sees("Song Yu has this task. You may give it to somebody else")
    supervisor.go("/leave")
    expect(supervisor.page.get_by_text("Song Yu stands in for Zhou Dachuan")).to_be_visible()
    supervisor.press("Call off")
    supervisor.sees("called off")
    supervisor.go("/")
    supervisor.page.get_by_text("Of my staff").click()
    supervisor.rest()
    expect(supervisor.page).to_have_url(re.compile("scope=administered"))
    supervisor.go("/?scope=administered&text=LIFE-9000")
    select_all(supervisor)
    supervisor.shot("worklist-staff.en")
    supervisor.page.locator(".st-key-bulk_release button").click()
    supervisor.sees("Release: 7 tasks done.")
    supervisor.page.get_by_text("Waiting for us").click()
    supervisor.rest()
    expect(supervisor.page).not_to_have_url(re.compile("scope="))
