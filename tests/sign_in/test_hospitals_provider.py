"""What would be lost: whoever the hospital vouches for gets in as themselves, and nobody by a false paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carelane.services import accounts
from tests.sign_in.browser import Browser
from tests.sign_in.conftest import Web
from tests.sign_in.hospital import CLIENT, SECRET, Hospital, honest
from tests.sign_in.lies import LIES

SESSION = "carelane_session"


@pytest.fixture(scope="module")
def hospital() -> Iterator[Hospital]:
    made = Hospital()
    yield made
    made.close()


@pytest.fixture(scope="module")
def web(
    run_web: Callable[..., Web], hospital: Hospital, tmp_path_factory: pytest.TempPathFactory
) -> Web:
    secret: Path = tmp_path_factory.mktemp("secret") / "client"
    secret.write_text(f"{SECRET}\n")
    return run_web(
        CARELANE_OIDC_ISSUER=hospital.issuer,
        CARELANE_OIDC_CLIENT_ID=CLIENT,
        CARELANE_OIDC_CLIENT_SECRET_FILE=str(secret),
    )


def test_the_hospitals_staff_comes_in_as_themselves(web: Web, hospital: Hospital) -> None:
    hospital.answer = honest
    browser = Browser(web.address)
    page = browser.follow("/task?id=ab%3At1")
    assert (page.status, page.address) == (200, f"{web.address}/task?id=ab%3At1")
    person = accounts.actor_of(web.database, browser.cookies[SESSION])
    assert person is not None
    assert person.person_id == "id-lin"
    asked = next(each for each in hospital.asked if "code_challenge" in each)
    assert (asked["code_challenge_method"], asked["prompt"]) == ("S256", "login")
    assert any("code_verifier" in each for each in hospital.asked)


@pytest.mark.parametrize("lie", LIES)
def test_no_false_paper_lets_anybody_in(web: Web, hospital: Hospital, lie: str) -> None:
    hospital.answer = LIES[lie]
    browser = Browser(web.address)
    page = browser.follow("/")
    assert SESSION not in browser.cookies
    assert page.address.startswith(f"{web.address}/signin/failed")
    assert page.status == 403


def test_somebody_without_an_account_here_is_told_so(web: Web, hospital: Hospital) -> None:
    hospital.answer = LIES["unknown login"]
    page = Browser(web.address).follow("/", accept_language="en")
    page = Browser(web.address).ask(page.address, accept_language="en")
    assert "there is no account for you here" in page.text


def test_our_own_passwords_are_off_beside_a_hospitals_provider(web: Web) -> None:
    for path in ("/oidc/authorize", "/oidc/token", "/oidc/.well-known/openid-configuration"):
        answer = Browser(web.address).ask(
            path, {"login": "lin", "password": "right"}, origin=web.address
        )
        assert answer.status in {404, 405}


def test_signing_out_offers_to_leave_the_hospitals_account_too(
    web: Web, hospital: Hospital
) -> None:
    hospital.answer = honest
    browser = Browser(web.address)
    browser.follow("/")
    token = browser.cookies[SESSION]
    page = browser.follow("/signout", {}, origin=web.address)
    assert page.address == f"{web.address}/signin/left"
    assert "/signin/provider" in page.text
    assert accounts.actor_of(web.database, token) is None
    browser.follow("/signin/provider")
    assert hospital.ended == [f"{web.address}/signin/left"]
