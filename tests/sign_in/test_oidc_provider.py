"""What would be lost: sign-in against a certified provider that is not ours, npm's `oidc-provider`."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from carelane.adapters.temporal_server import free_port
from carelane.services import accounts
from tests.sign_in.browser import Answer, Browser
from tests.sign_in.conftest import Web

HERE = Path(__file__).parent / "node"
SESSION = "carelane_session"


def modules(folder: Path) -> Path:
    """Install what the lock file names, without running anybody's scripts; skip where that cannot be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("Node is not installed")
    for name in ("package.json", "package-lock.json", "provider.mjs"):
        shutil.copy(HERE / name, folder / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("npm cannot install oidc-provider here")
    return folder


@pytest.fixture(scope="module")
def hospital(
    run_web: Callable[..., Web], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Web]]:
    folder = modules(tmp_path_factory.mktemp("provider"))
    web_port, port = free_port(), free_port()
    ours = f"http://127.0.0.1:{web_port}"
    process = subprocess.Popen(
        ["node", "provider.mjs", str(port), f"{ours}/oauth2callback", f"{ours}/signin/left"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )
    try:
        assert process.stdout is not None
        lines = []
        while "listening" not in (line := process.stdout.readline()):
            lines.append(line)
            assert line, "".join(lines)
        secret = folder / "client-secret"
        secret.write_text("a-secret-of-the-hospital")
        issuer = f"http://127.0.0.1:{port}"
        yield (
            issuer,
            run_web(
                CARELANE_WEB_PORT=str(web_port),
                CARELANE_OIDC_ISSUER=issuer,
                CARELANE_OIDC_CLIENT_ID="carelane",
                CARELANE_OIDC_CLIENT_SECRET_FILE=str(secret),
            ),
        )
    finally:
        process.terminate()
        process.communicate(timeout=10)


def sent(browser: Browser, page: Answer, **fields: str) -> Answer:
    """Send the form of a page, with what is hidden in it."""
    action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    assert action is not None, page.text
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    return browser.follow(urljoin(page.address, action[1]), {**hidden, **fields})


def test_the_provider_signs_in_and_our_session_ends_by_itself(hospital: tuple[str, Web]) -> None:
    issuer, web = hospital
    browser = Browser(web.address)
    page = browser.follow("/task?id=ab%3At1")
    assert page.address.startswith(f"{issuer}/interaction/")
    page = sent(browser, page, login="lin", password="any")
    if page.address.startswith(issuer):
        page = sent(browser, page)
    assert (page.status, page.address) == (200, f"{web.address}/task?id=ab%3At1")
    person = accounts.actor_of(web.database, browser.cookies[SESSION])
    assert person is not None
    assert person.person_id == "id-lin"
    accounts.sign_out_everywhere(web.database, person.person_id)
    assert accounts.actor_of(web.database, browser.cookies[SESSION]) is None


def test_who_is_not_of_the_staff_stays_outside(hospital: tuple[str, Web]) -> None:
    issuer, web = hospital
    browser = Browser(web.address)
    page = sent(browser, browser.follow("/"), login="stranger", password="any")
    if page.address.startswith(issuer):
        page = sent(browser, page)
    assert page.address == f"{web.address}/signin/failed?why=unknown"
    assert SESSION not in browser.cookies
