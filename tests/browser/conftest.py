"""The real product in a temporary folder, started once: Temporal, worker, scheduler, web; and a browser."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from carelane.adapters.database import open_database
from carelane.adapters.schema import upgrade
from carelane.services.process_definitions import list_definitions
from carelane.services.transaction import Database
from tests.browser import world
from tests.browser.clerk import Clerk

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
READY_WITHIN = 90.0
FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=20_000)  # a page that is drawn beside other programs takes its time
ADDRESS = re.compile(r"running at (http://\S+)")


@dataclass
class Site:
    address: str
    database: Database
    folder: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    url = f"sqlite:///{folder / 'carelane.db'}"
    upgrade(url)
    database = open_database(url)
    world.fill(database)
    output = folder / "up.log"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CARELANE_")},
        "CARELANE_DATA_DIR": str(folder),
        "CARELANE_WEB_PORT": "0",
        "CARELANE_WORKERS": "1",
    }
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "carelane.cli", "up"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        address = _address(process, output)
        _wait_for_release(database)
        yield Site(address, database, folder)
    finally:
        process.terminate()
        process.wait(30)
        database.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)


def _address(process: subprocess.Popen[bytes], output: Path) -> str:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        found = ADDRESS.search(output.read_text(errors="replace"))
        if found:
            return found.group(1)
        time.sleep(0.2)
    pytest.fail(f"the product did not start:\n{output.read_text(errors='replace')}")


def _wait_for_release(database: Database) -> None:
    """The product releases its own processes after it has started."""
    deadline = time.monotonic() + READY_WITHIN
    while not list_definitions(database):
        assert time.monotonic() < deadline, "no process was released"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        except Error as error:
            pytest.fail(f"chromium does not start: {error}")
        yield opened
        opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def clerk(
    site: Site, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Clerk]]:
    opened: list[Clerk] = []

    def make(login: str) -> Clerk:
        staff = next(one for one in world.STAFF if one.login == login)
        made = Clerk(browser, site.address, login, world.PASSWORD, staff.language)
        opened.append(made)
        return made

    yield make
    failed = request.node.stash.get(FAILED, False)
    for number, one in enumerate(opened):
        if failed:
            one.page.screenshot(path=tmp_path / f"{number}-{one.login}.png")
        one.context.close()
    assert [error for one in opened for error in one.errors] == []
