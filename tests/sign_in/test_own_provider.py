"""What would be lost: only whoever knows the password gets in, to the page that was asked for."""

import base64
import hashlib
import json
import stat
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from carelane.services import accounts
from tests.sign_in.browser import Answer, Browser
from tests.sign_in.conftest import Web

SESSION = "carelane_session"


def entered(web: Web, login: str = "lin", page: str = "/") -> Browser:
    browser = Browser(web.address)
    browser.sign_in(login, "right", page)
    assert SESSION in browser.cookies
    return browser


def test_the_right_password_leads_to_the_page_that_was_asked_for(web: Web) -> None:
    browser = Browser(web.address)
    page = browser.sign_in("lin", "right", "/task?id=ab%3At1&tab=history")
    assert (page.address, page.status) == (f"{web.address}/task?id=ab%3At1&tab=history", 200)
    asked = dict(parse_qsl(urlsplit(browser.visited[3].address).query))
    assert asked["code_challenge_method"] == "S256"
    assert {"nonce", "state", "code_challenge"} <= set(asked)


def test_the_browser_keeps_a_session_that_the_server_can_end_and_no_identity(web: Web) -> None:
    browser = entered(web)
    assert not [name for name in browser.cookies if name.startswith("_streamlit_user")]
    (line,) = [
        each.set_cookies()[SESSION] for each in browser.visited if SESSION in each.set_cookies()
    ]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(line.split("; "))
    token = browser.cookies[SESSION]
    assert accounts.actor_of(web.database, token) is not None
    assert accounts.sign_out_everywhere(web.database, "id-lin") >= 1
    assert accounts.actor_of(web.database, token) is None


def test_signing_out_ends_this_session_and_everywhere_ends_all(web: Web) -> None:
    here, there, other = entered(web), entered(web), entered(web, "wang")
    here.ask("/signout", {}, origin=web.address)
    assert SESSION not in here.cookies
    assert accounts.actor_of(web.database, there.cookies[SESSION]) is not None
    again = entered(web)
    again.ask("/signout?everywhere=1", {}, origin=web.address)
    assert accounts.actor_of(web.database, there.cookies[SESSION]) is None
    assert accounts.actor_of(web.database, other.cookies[SESSION]) is not None


def test_a_wrong_password_shows_the_form_again_and_gives_no_code(web: Web) -> None:
    browser = Browser(web.address)
    answer = browser.sign_in("lin", "wrong")
    assert (answer.status, 'value="lin"' in answer.text) == (401, True)
    assert SESSION not in browser.cookies


def code_of(browser: Browser) -> tuple[str, Answer]:
    """Sign in as far as the code; gives it and the form's answer."""
    form = browser.follow("/")
    answer = browser.ask(form.address, {"login": "lin", "password": "right"})
    return parse_qs(urlsplit(answer.header("location")).query)["code"][0], answer


def secret_of(web: Web) -> str:
    return str(json.loads((web.folder / "sign-in.json").read_text())["client_secret"])


def exchange(web: Web, **fields: str) -> Answer:
    whole = {
        "grant_type": "authorization_code",
        "client_id": "carelane",
        "client_secret": secret_of(web),
        "redirect_uri": f"{web.address}/oauth2callback",
        **fields,
    }
    return Browser(web.address).ask("/oidc/token", whole)


def grant(web: Web) -> tuple[str, str]:
    """Ask for a code as a client of our own that knows its verifier."""
    verifier = "v" * 50
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    asked = (
        f"/oidc/authorize?response_type=code&client_id=carelane&scope=openid&nonce=n&state=s"
        f"&redirect_uri={web.address}/oauth2callback&code_challenge_method=S256"
        f"&code_challenge={digest.decode()}"
    )
    answer = Browser(web.address).ask(asked, {"login": "lin", "password": "right"})
    return parse_qs(urlsplit(answer.header("location")).query)["code"][0], verifier


def test_a_code_is_worth_one_exchange(web: Web) -> None:
    code, verifier = grant(web)
    first = exchange(web, code=code, code_verifier=verifier)
    assert set(json.loads(first.text)) >= {"id_token", "access_token"}
    second = exchange(web, code=code, code_verifier=verifier)
    assert (second.status, json.loads(second.text)) == (400, {"error": "invalid_grant"})


def test_a_stolen_code_that_comes_second_ends_the_session_that_it_led_to(web: Web) -> None:
    browser = Browser(web.address)
    code, answer = code_of(browser)
    browser.follow(answer.header("location"))
    token = browser.cookies[SESSION]
    assert accounts.actor_of(web.database, token) is not None
    assert exchange(web, code=code, code_verifier="x" * 50).status == 400
    assert accounts.actor_of(web.database, token) is None


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"code_verifier": "w" * 50}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "https://evil.example/oauth2callback"}, "invalid_grant"),
        ({"client_secret": "guess"}, "invalid_client"),
        ({"client_id": "another"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
    ],
)
def test_a_code_alone_is_worth_nothing(web: Web, fields: dict[str, str], error: str) -> None:
    code, verifier = grant(web)
    answer = exchange(web, **{"code": code, "code_verifier": verifier, **fields})
    assert json.loads(answer.text) == {"error": error}


def test_a_code_sent_to_another_browser_signs_nobody_in(web: Web) -> None:
    """Login CSRF: the state belongs to the browser that began."""
    attacker, victim = Browser(web.address), Browser(web.address)
    _code, answer = code_of(attacker)
    victim.follow("/")
    landed = victim.follow(answer.header("location"))
    assert SESSION not in victim.cookies
    assert landed.status == 403


def test_userinfo_wants_an_access_token_and_not_an_id_token(web: Web) -> None:
    code, verifier = grant(web)
    tokens = json.loads(exchange(web, code=code, code_verifier=verifier).text)

    def asked(token: str) -> Answer:
        return Browser(web.address).ask("/oidc/userinfo", authorization=f"Bearer {token}")

    assert json.loads(asked(tokens["access_token"]).text)["preferred_username"] == "lin"
    assert asked(tokens["id_token"]).status == 401
    assert asked(tokens["access_token"][:-4] + "AAAA").status == 401
    assert asked("").status == 401


def test_ending_the_session_at_the_provider_ends_ours(web: Web) -> None:
    browser = Browser(web.address)
    code, verifier = grant(web)
    tokens = json.loads(exchange(web, code=code, code_verifier=verifier).text)
    claims = json.loads(base64.urlsafe_b64decode(tokens["id_token"].split(".")[1] + "=="))
    source = accounts.Source("", claims["iss"], claims["sid"])
    session = accounts.open_session(web.database, accounts.Known(person_id="id-lin"), source)
    assert session is not None
    browser.ask(f"/oidc/end_session?id_token_hint={tokens['id_token']}")
    assert accounts.actor_of(web.database, session.token) is None


def test_nobody_else_on_the_machine_reads_the_keys(web: Web) -> None:
    mode = stat.S_IMODE((web.folder / "sign-in.json").stat().st_mode)
    assert mode == 0o600
    told = Browser(web.address).ask("/oidc/keys").text
    private = {"d", "p", "q", "dp", "dq", "qi"}
    assert all(not private & set(key) for key in json.loads(told)["keys"])


def test_no_secret_of_sign_in_stands_in_the_log(web: Web) -> None:
    entered(web)
    log = (web.folder / "web.log").read_text(errors="replace")
    assert secret_of(web) not in log
    assert "right" not in log
