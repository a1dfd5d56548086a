"""What would be lost: a page that somebody cannot use who listens to it, or sees colours differently (axe-core)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from carelane.services.accounts import actor_for
from carelane.services.visibility import may_open
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import start
from worklists_ui.navigation import PAGES, PageName

Make = Callable[[str], Clerk]
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
LOGINS = ("zhou", "tang", "pan", "shen")
"""A doctor and a dispatcher who read English, a supervisor and an operator who read Chinese: together they may open every page."""
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => [each.id, each.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + node.html.slice(0, 160))]))"""


def serious(person: Clerk) -> list[Any]:
    """Give the serious findings of the page as it stands."""
    person.page.evaluate(AXE)
    found: list[Any] = person.page.evaluate(RUN)
    return found


def reader_of(site: Site, page: PageName) -> str:
    """Choose who looks at a page."""
    actors = {login: actor_for(site.database, login) for login in LOGINS}
    return next(login for login, actor in actors.items() if actor and may_open(actor, page))


def test_every_page_is_accessible(clerk: Make, site: Site) -> None:
    people = {login: clerk(login) for login in LOGINS}
    doctor = people["zhou"]
    doctor.page.goto(doctor.address + "/")
    doctor.page.locator("#login").wait_for()
    found = {"sign-in": serious(doctor)}
    start(doctor)
    case = doctor.case_of_task()
    task = doctor.page.url.removeprefix(doctor.address)
    addresses = {"task": task, "case": f"/case?id={case}", "worklist": "/"}
    for login in LOGINS[1:]:
        people[login].sign_in()
    for page in PAGES:
        reader = people[reader_of(site, page)]
        reader.go(addresses.get(page, f"/{page}"))
        reader.page.wait_for_timeout(500)
        found[page] = serious(reader)
    doctor.go("/?list=them")
    found["waiting for them"] = serious(doctor)
    lines = [f"{page}: {rule} {nodes}" for page, each in found.items() for rule, nodes in each]
    assert not lines, "\n".join(lines)
