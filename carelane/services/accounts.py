"""Signing in and out, and who is behind a token.

Passwords are hashed with Argon2id. Every sign-in makes a new random token; only its SHA-256 is stored. A
session ends after a time without use and after a time in any case; roles are read anew at every look.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.people import Membership as MembershipRow
from carelane.domain.people import Person, SignInSession
from carelane.services import throttles
from carelane.services.institutions import supervised_by
from carelane.services.stand_ins import stands_for
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership

LANGUAGES = ("en", "zh_CN")
LONGEST_LOGIN = 200
"""Characters; longer ones are nobody's, and no key of an index."""
_TOUCH = timedelta(minutes=1)
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$MTIzNDU2Nzg5MDEyMzQ1Ng$"
    "wwmKqzMkzUoTzsSwrJBOSlFAcjqCNjq1EFZCt9hFMHI"
)


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """How long a sign-in lasts: without use, and at most."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A sign-in that worked. ``token`` is shown to nobody but its browser."""

    token: str
    person_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """A sign-in that did not work: wrong, or (with ``retry_at``) too many tries."""

    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose identity is proved: by our own id, or by the login that a hospital's provider gave."""

    person_id: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sign-in came from: the client's address, the provider and its own name of the sign-in (``sid``)."""

    address: str = ""
    issuer: str = ""
    provider_session: str = ""


def hash_password(password: str) -> str:
    """Hash a password for storage."""
    return PasswordHasher().hash(password)


def sign_in(
    database: Database,
    login: str,
    password: str,
    address: str = "",
    policy: SessionPolicy | None = None,
) -> NewSession | SignInRefused:
    """Check account and password and open a session at once."""
    outcome = check_password(database, login, password, address)
    if isinstance(outcome, SignInRefused):
        return outcome
    return open_session(database, outcome, Source(address), policy) or SignInRefused()


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
        return SignInRefused()
    with database.transaction() as session:
        throttles.forgive(session, login, address, now)
    return Known(person_id=person.id)


def open_session(
    database: Database, who: Known, source: Source, policy: SessionPolicy | None = None
) -> NewSession | None:
    """Open a session for somebody whose identity is proved; None for who is not (or no longer) of the staff."""
    now = database.now()
    with database.transaction() as session:
        wanted = (
            col(Person.id) == who.person_id if who.person_id else col(Person.login) == who.login
        )
        person = session.exec(select(Person).where(wanted)).first()
        if person is None or not person.active:
            return None
        return _open(session, person.id, source, now, policy or SessionPolicy())


def _matches(stored: str, password: str) -> bool:
    """Compare in constant time; a broken hash matches nothing."""
    try:
        return PasswordHasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _open(
    session: Session, person_id: str, source: Source, now: datetime, policy: SessionPolicy
) -> NewSession:
    """Make the session's row and its token."""
    token = secrets.token_urlsafe(32)
    expires_at = now + policy.absolute
    session.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=person_id,
            address=source.address,
            issuer=source.issuer,
            provider_session=source.provider_session,
            created_at=now,
            seen_at=now,
            expires_at=expires_at,
        )
    )
    return NewSession(token=token, person_id=person_id, expires_at=expires_at)


def token_hash(token: str) -> str:
    """Hash a token: it has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of(database: Database, token: str, policy: SessionPolicy | None = None) -> Actor | None:
    """Say who is behind a token now; nobody when it has expired or the person was deactivated."""
    now = database.now()
    with database.reading() as session:
        found = session.get(SignInSession, token_hash(token))
        if found is None or not _alive(found, now, policy or SessionPolicy()):
            return None
        person = session.get(Person, found.person_id)
        actor = _actor(session, person, now, found.hat) if person and person.active else None
    if actor is not None and now - found.seen_at >= _TOUCH:
        _touch(database, found.token_hash, now)
    return actor


def _alive(found: SignInSession, now: datetime, policy: SessionPolicy) -> bool:
    """Apply both ends of a session."""
    return now < found.expires_at and now - found.seen_at < policy.idle


def _touch(database: Database, token_hash: str, now: datetime) -> None:
    """Remember that the session is in use, at most once a minute."""
    with database.transaction() as session:
        session.connection().execute(
            update(SignInSession)
            .where(col(SignInSession.token_hash) == token_hash)
            .values(seen_at=now)
        )


def actor_for(database: Database, login: str) -> Actor | None:
    """Give the person of an account without a sign-in: for the command line and the demonstration."""
    with database.reading() as session:
        person = session.exec(select(Person).where(col(Person.login) == login)).first()
        return _actor(session, person, database.now()) if person and person.active else None


def _actor(session: Session, person: Person, now: datetime, hat: str = "") -> Actor:
    """Collect what the person may do at this moment; a hat that is no longer theirs counts as none."""
    rows = session.exec(
        select(MembershipRow)
        .where(col(MembershipRow.person_id) == person.id)
        .order_by(col(MembershipRow.institution_code), col(MembershipRow.role))
    ).all()
    own = tuple(Membership(row.institution_code, row.role) for row in rows)
    worn = next((each for each in own if str(each) == hat), None)
    memberships = (worn,) if worn else own
    return Actor(
        person_id=person.id,
        name=person.name,
        name_en=person.name_en,
        language=person.language,
        memberships=memberships,
        supervised_institutions=supervised_by(session, memberships),
        hat=worn,
        own_memberships=own,
        stands_for=stands_for(session, person.id, now, worn.institution_code if worn else ""),
    )


def actor_in(session: Session, person: Person, now: datetime) -> Actor:
    """Give a person as an actor with all memberships, within a transaction of the caller's."""
    return _actor(session, person, now)


def wear(database: Database, actor: Actor, token: str, hat: Membership | None) -> None:
    """Let a session act as one of the person's memberships from now on, or (None) as all.

    Raises `NotAllowed` for a membership that is not theirs.
    """
    if hat is not None and hat not in actor.own_memberships:
        raise NotAllowed
    with database.transaction() as session:
        session.connection().execute(
            update(SignInSession)
            .where(
                col(SignInSession.token_hash) == token_hash(token),
                col(SignInSession.person_id) == actor.person_id,
            )
            .values(hat=str(hat) if hat else "")
        )


def sign_out(database: Database, token: str) -> None:
    """End the session; its token is worth nothing from now on."""
    with database.transaction() as session:
        session.connection().execute(
            delete(SignInSession).where(col(SignInSession.token_hash) == token_hash(token))
        )


def sign_out_everywhere(database: Database, person_id: str) -> int:
    """End every session of a person, on all devices; give how many there were."""
    return _end(database, col(SignInSession.person_id) == person_id)


def end_provider_session(database: Database, issuer: str, provider_session: str) -> int:
    """End what came from one sign-in at a provider; give how many sessions that were."""
    return _end(
        database,
        col(SignInSession.issuer) == issuer,
        col(SignInSession.provider_session) == provider_session,
    )


def _end(database: Database, *which: ColumnElement[bool]) -> int:
    with database.transaction() as session:
        return session.connection().execute(delete(SignInSession).where(*which)).rowcount


def set_language(database: Database, actor: Actor, language: str) -> None:
    """Keep the person's choice of language; an unknown one changes nothing."""
    if language not in LANGUAGES:
        return
    with database.transaction() as session:
        session.connection().execute(
            update(Person).where(col(Person.id) == actor.person_id).values(language=language)
        )
