"""Names in files and registries that would like to be programs: they stay texts on every page."""

from collections.abc import Callable
from pathlib import Path

from carelane.adapters.library import deploy_folders
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site

Make = Callable[[str], Clerk]
HOSTILE = Path(__file__).parent / "hostile"
TRAP = "window.fires = []; window.fired = () => window.fires.push(location.href)"


def test_no_name_in_a_file_or_registry_runs_as_a_program(clerk: Make, site: Site) -> None:
    deploy_folders(site.database, [HOSTILE], "test")
    doctor = clerk("meng")
    doctor.page.add_init_script(TRAP)
    doctor.sign_in("/start")
    doctor.write("Find the patient", "xss")
    doctor.sees("<img src=x onerror=fired()>张")
    doctor.press("Start")
    doctor.page.wait_for_url("**/task?*")
    doctor.title("<img src=x onerror=fired()> [task](javascript:fired())")
    doctor.diagram()
    case = doctor.case_of_task()
    doctor.press("Claim this task")
    doctor.press("Complete")
    for path in ("/", f"/case?id={case}", "/definitions"):
        doctor.go(path)
        doctor.page.wait_for_timeout(500)
        assert doctor.page.evaluate("window.fires") == []
        assert doctor.page.locator("img[src='x']").count() == 0
        assert doctor.page.locator("a[href^='javascript']").count() == 0
