"""What would be lost: nobody but the owner gets in, and the owner always does."""

import pytest

from carelane.domain.errors import PasswordUnfit, PasswordWrong, TriedTooOften
from carelane.domain.people import Person, SignInSession
from carelane.services import accounts
from carelane.services.accounts import (
    NewSession,
    SignInRefused,
    actor_of,
    passwords,
    sign_in,
    sign_out,
)
from carelane.services.transaction import Database
from tests.conftest import SettableClock

PASSWORD = "correct horse"
HOME = "10.0.0.7"


@pytest.fixture
def account(database: Database) -> str:
    with database.transaction() as session:
        session.add(
            Person(
                id="p1", login="li.na", name="李娜", password_hash=accounts.hash_password(PASSWORD)
            )
        )
    return "li.na"


def session_of(outcome: NewSession | SignInRefused) -> NewSession:
    assert isinstance(outcome, NewSession)
    return outcome


def test_the_right_password_gives_a_new_token_each_time(database: Database, account: str) -> None:
    first = session_of(sign_in(database, account, PASSWORD, HOME))
    second = session_of(sign_in(database, account, PASSWORD, HOME))
    assert first.token != second.token
    assert actor_of(database, first.token) == actor_of(database, second.token)


def test_the_database_holds_no_token(database: Database, account: str) -> None:
    token = session_of(sign_in(database, account, PASSWORD)).token
    with database.reading() as session:
        assert session.get(SignInSession, token) is None


def test_a_session_ends_when_unused_and_at_its_end(
    database: Database, account: str, clock: SettableClock
) -> None:
    unused = session_of(sign_in(database, account, PASSWORD)).token
    clock.advance(minutes=31)
    assert actor_of(database, unused) is None
    used = session_of(sign_in(database, account, PASSWORD)).token
    for _ in range(24 * 3 - 1):
        clock.advance(minutes=10)
        assert actor_of(database, used) is not None
    clock.advance(minutes=20)
    assert actor_of(database, used) is None


def test_signing_out_ends_the_session(database: Database, account: str) -> None:
    token = session_of(sign_in(database, account, PASSWORD)).token
    sign_out(database, token)
    assert actor_of(database, token) is None


def test_a_deactivated_person_is_out_at_once(database: Database, account: str) -> None:
    token = session_of(sign_in(database, account, PASSWORD)).token
    with database.transaction() as session:
        person = session.get_one(Person, "p1")
        person.active = False
        session.add(person)
    assert actor_of(database, token) is None
    assert isinstance(sign_in(database, account, PASSWORD), SignInRefused)


def test_guessing_from_one_address_is_slowed_down(database: Database, account: str) -> None:
    outcomes = [sign_in(database, account, f"guess {n}", "6.6.6.6") for n in range(7)]
    assert all(isinstance(outcome, SignInRefused) for outcome in outcomes)
    waits = [outcome.retry_at for outcome in outcomes if isinstance(outcome, SignInRefused)]
    assert waits[:4] == [None] * 4
    assert waits[-1] is not None


def test_guessing_from_everywhere_never_keeps_the_owner_out(
    database: Database, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(sign_in(database, account, PASSWORD, HOME), NewSession)
    monkeypatch.setattr(passwords, "_matches", lambda _stored, password: password == PASSWORD)
    for number in range(60):
        sign_in(database, account, "guess", f"6.6.6.{number}")
    stranger = sign_in(database, account, PASSWORD, "7.7.7.7")
    assert isinstance(stranger, SignInRefused)
    assert stranger.retry_at is not None
    assert isinstance(sign_in(database, account, PASSWORD, HOME), NewSession)


def test_an_unknown_account_is_refused_like_a_wrong_password(database: Database) -> None:
    assert sign_in(database, "nobody", "x") == SignInRefused()


def test_a_changed_password_ends_what_the_old_one_opened(database: Database, account: str) -> None:
    here, there = (session_of(sign_in(database, account, PASSWORD, HOME)).token for _ in "12")
    actor = accounts.actor_for(database, account)
    assert actor is not None

    def change(present: str, new: str) -> int:
        return accounts.change_password(database, actor, here, HOME, present, new)

    for unfit in ("short", PASSWORD, "xx Li.Na 2026 xx", "x" * 201):
        with pytest.raises(PasswordUnfit):
            change(PASSWORD, unfit)
    with pytest.raises(PasswordWrong):
        change("guess", "battery staple")
    assert change(PASSWORD, "battery staple") == 1
    assert actor_of(database, here) is not None
    assert actor_of(database, there) is None
    assert isinstance(sign_in(database, account, PASSWORD, HOME), SignInRefused)
    assert isinstance(sign_in(database, account, "battery staple", HOME), NewSession)


def test_whoever_sits_at_an_open_screen_cannot_guess_the_password(
    database: Database, account: str
) -> None:
    here = session_of(sign_in(database, account, PASSWORD, HOME)).token
    actor = accounts.actor_for(database, account)
    assert actor is not None
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            accounts.change_password(database, actor, here, HOME, "guess", "battery staple")
    with pytest.raises(TriedTooOften):
        accounts.change_password(database, actor, here, HOME, PASSWORD, "battery staple")


def test_the_language_follows_the_person(database: Database, account: str) -> None:
    actor = accounts.actor_for(database, account)
    assert actor is not None
    accounts.set_language(database, actor, "en")
    accounts.set_language(database, actor, "xx")
    changed = accounts.actor_for(database, account)
    assert changed is not None
    assert changed.language == "en"
