"""Takes the pictures of the documentation that show the demonstration: ``python -m tests.browser.pictures``.

The other pictures are taken by the browser tests themselves, with ``CARELANE_SCREENSHOTS=1``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from sqlmodel import col, select, update

from carelane.adapters.database import open_database
from carelane.domain.human_tasks import HumanTask
from carelane.domain.people import Person
from carelane.services.transaction import Database
from tests.browser import clerk
from tests.browser.clerk import Clerk
from tests.browser.conftest import ADDRESS, ARGUMENTS, CHROMIUM

PASSWORD = "carelane-demo"
READY = "The demonstration is ready."
WITHIN = 300.0


def wait_for(process: subprocess.Popen[bytes], output: Path, text: str) -> str:
    """Wait for a line of the product; gives all that it has said."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        said = output.read_text(errors="replace")
        if text in said:
            return said
        time.sleep(0.5)
    raise SystemExit(f"not seen: {text}")


def use_language(database: Database, language: str) -> None:
    """Let everybody read this language."""
    with database.transaction() as session:
        session.connection().execute(update(Person).values(language=language))


def overdue_case(database: Database, element: str) -> str:
    """Give a case that has an open task at this element."""
    with database.reading() as session:
        statement = select(HumanTask.instance_id).where(
            col(HumanTask.element_id) == element, col(HumanTask.closed_at).is_(None)
        )
        return session.exec(statement).first() or ""


def take(browser: Browser, address: str, database: Database, language: str, mark: str) -> None:
    """Take the pictures of one language."""
    use_language(database, language)
    specialist = Clerk(browser, address, "jianghai.spec", PASSWORD, language)
    specialist.sign_in()
    specialist.page.locator("[role=gridcell]").first.wait_for(state="attached")
    specialist.shot(f"worklist.{mark}")
    group = Clerk(browser, address, "group.desk", PASSWORD, language)
    group.sign_in("/overdue")
    group.page.locator("[role=gridcell]").first.wait_for(state="attached")
    group.shot(f"overdue.{mark}")
    group.go(f"/case?id={overdue_case(database, 'UP13_reply')}")
    group.diagram()
    group.shot(f"case.{mark}")
    group.go("/definitions")
    group.diagram()
    group.shot(f"definitions.{mark}")
    operator = Clerk(browser, address, "group.operator", PASSWORD, language)
    operator.sign_in("/system")
    operator.page.locator("[role=gridcell]").first.wait_for(state="attached")
    operator.shot(f"system.{mark}")
    for one in (specialist, group, operator):
        one.context.close()


def main() -> None:
    """Start the product with its demonstration, take the pictures, stop it."""
    clerk.TAKE_SCREENSHOTS = True
    folder = Path(tempfile.mkdtemp(prefix="carelane-pictures-"))
    output = folder / "up.log"
    environment = {**os.environ, "CARELANE_DATA_DIR": str(folder), "CARELANE_WEB_PORT": "0"}
    with output.open("wb") as log:
        command = [sys.executable, "-m", "carelane.cli", "up", "--demo"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        found = ADDRESS.search(wait_for(process, output, READY))
        assert found is not None
        database = open_database(f"sqlite:///{folder / 'carelane.db'}")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            take(browser, found.group(1), database, "en", "en")
            take(browser, found.group(1), database, "zh_CN", "zh")
            browser.close()
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
