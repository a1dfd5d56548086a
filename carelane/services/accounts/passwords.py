"""Accounts and passwords: hashed with Argon2id, tries counted, nothing told about which of the two was wrong."""

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import col, select

from carelane.domain.people import Person
from carelane.domain.sign_in_events import SignInEventKind
from carelane.services import throttles
from carelane.services.sign_in_events import keep
from carelane.services.transaction import Database

LONGEST_LOGIN = 200
"""Characters; longer ones are nobody's, and no key of an index."""
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$MTIzNDU2Nzg5MDEyMzQ1Ng$"
    "wwmKqzMkzUoTzsSwrJBOSlFAcjqCNjq1EFZCt9hFMHI"
)


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """A sign-in that did not work: wrong, or (with ``retry_at``) too many tries."""

    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose identity is proved: by our own id, or by the login that a hospital's provider gave."""

    person_id: str = ""
    login: str = ""


def hash_password(password: str) -> str:
    """Hash a password for storage."""
    return PasswordHasher().hash(password)


def check_password(
    database: Database, login: str, password: str, address: str = ""
) -> Known | SignInRefused:
    """Say whose account and password these are; takes the same time for an account that does not exist."""
    if len(login) > LONGEST_LOGIN or not login.isprintable():
        return SignInRefused()
    now = database.now()
    with database.transaction() as session:
        wait = throttles.attempt(session, login, address, now)
        person = session.exec(select(Person).where(col(Person.login) == login)).first()
    if wait is not None:
        return SignInRefused(retry_at=wait)
    right = _matches(person.password_hash if person else _NOBODY, password)
    if person is None or not right or not person.active:
        with database.transaction() as session:
            known = person.id if person else None
            keep(session, SignInEventKind.REFUSED, now, known, address=address)
        return SignInRefused()
    with database.transaction() as session:
        throttles.forgive(session, login, address, now)
    return Known(person_id=person.id)


def _matches(stored: str, password: str) -> bool:
    """Compare in constant time; a broken hash matches nothing."""
    try:
        return PasswordHasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
