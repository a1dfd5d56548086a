"""The worklist under the hands of a person: selection, claim, filters, addresses, many rows."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.process_instances import ProcessInstance
from carelane.services import worklist_entries
from carelane.services.process_definitions import list_definitions
from tests.browser.clerk import ROW_HEIGHT, Clerk
from tests.browser.conftest import Site
from tests.browser.world import HOSPITAL, TOWNSHIP

Make = Callable[[str], Clerk]


def add_tasks(site: Site, first: int, count: int) -> None:
    """Write tasks of the bed manager into the read model."""
    now = site.database.now()
    definition = next(
        row for row in list_definitions(site.database) if row.process_id == "referral_up"
    )
    with site.database.transaction() as session:
        for number in range(first, first + count):
            case = f"{number:032x}"
            session.add(
                ProcessInstance(
                    id=case,
                    definition_id=definition.id,
                    process_id=definition.process_id,
                    version=definition.version,
                    institution_code=HOSPITAL,
                    from_institution=TOWNSHIP,
                    business_key=f"BED-{number:05}",
                    urgency="EUPR"[number % 4],
                    patient_name=f"患者{number:05}",
                    started_at=now,
                )
            )
        session.flush()
        for number in range(first, first + count):
            case = f"{number:032x}"
            due = now + timedelta(minutes=number - 20)
            session.add(
                HumanTask(
                    id=f"{case}:t1",
                    instance_id=case,
                    task_id="t1",
                    element_id="bed",
                    name="安排床位",
                    urgency="EUPR"[number % 4],
                    due_at=due,
                    created_at=now,
                )
            )
        session.flush()
        for number in range(first, first + count):
            owner = f"{number:032x}:t1"
            session.add(
                HumanTaskOwner(human_task_id=owner, institution_code=HOSPITAL, role="hos_bed")
            )
    worklist_entries.mend(site.database)


def tick(person: Clerk, row: int) -> None:
    """Select a row by its box in the grid."""
    box = person.page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + 16, box["y"] + ROW_HEIGHT * (row + 1.5))
    person.rest()


def cells(person: Clerk, column: int) -> Locator:
    """Find a column of the rows that are shown."""
    return person.page.locator(f"[role=gridcell][aria-colindex='{column}']")


def painted(page: Page, address: str) -> float:
    """Load the page anew and give the milliseconds until a row of the grid is there, as the page itself sees it."""
    page.goto(address + "/")
    milliseconds: float = page.evaluate(
        """() => new Promise((done) => {
            const look = () => document.querySelector("[role=gridcell]")
                ? done(performance.now()) : requestAnimationFrame(look);
            look();
        })"""
    )
    return milliseconds


def painted_first(person: Clerk) -> float:
    """Measure the same in a browser of the same person that has nothing of ours yet."""
    assert person.context.browser is not None
    with person.context.browser.new_context(viewport=person.page.viewport_size) as fresh:
        fresh.add_cookies(
            [
                {"name": one["name"], "value": one["value"], "url": person.address}
                for one in person.context.cookies()
            ]
        )
        return painted(fresh.new_page(), person.address)


def test_a_worklist_of_ten_thousand_can_be_worked_on(
    clerk: Make, site: Site, record_property: Callable[[str, object], None]
) -> None:
    add_tasks(site, 1, 10_000)
    bed = clerk("bai")
    bed.sign_in()
    expect(bed.page.get_by_test_id("stMetricValue").first).to_have_text("10000")
    top = cells(bed, 2).first
    top.wait_for(state="attached")
    first = top.text_content() or ""
    record_property("first_useful_paint_milliseconds", painted(bed.page, bed.address))
    bed.rest()
    record_property("first_useful_paint_of_a_new_browser_milliseconds", painted_first(bed))

    tick(bed, 0)
    bed.sees("1 selected")
    add_tasks(site, 20_000, 1)
    expect(bed.page.get_by_test_id("stMetricValue").first).to_have_text("10001", timeout=30_000)
    bed.sees("1 selected")

    bed.press("Claim")
    expect(bed.page.get_by_test_id("stMetricValue").nth(1)).to_have_text("1")
    bed.go("/?state=mine")
    expect(top).to_have_text(first)

    bed.go("/?text=BED-00777")
    bed.sees("1 tasks")
    expect(top).to_have_text("患者00777")
    bed.go("/?urgency=E&due=overdue")
    expect(bed.page).to_have_url(re.compile(r"urgency=E"))
    urgencies = cells(bed, 3)
    expect(urgencies.first).to_have_text("E emergency")
    expect(urgencies.filter(has_not_text="E emergency")).to_have_count(0)
    bed.page.get_by_text("U urgent", exact=True).first.click()
    expect(bed.page).to_have_url(re.compile(r"urgency=EU"))
