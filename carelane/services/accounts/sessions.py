"""Sessions: opened for who is known, asked by their token at every look, ended by time or by somebody.

Every sign-in makes a new random token; only its SHA-256 is stored. A session ends after a time without use and after a
time in any case.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from carelane.domain.errors import NotAllowed
from carelane.domain.people import Person, SignInSession
from carelane.domain.sign_in_events import SignInEventKind
from carelane.services.accounts.actors import actor_in
from carelane.services.accounts.passwords import Known, SignInRefused, check_password
from carelane.services.sign_in_events import end, keep
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, Membership

_TOUCH = timedelta(minutes=1)


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
class Source:
    """Where a sign-in came from: the client's address, the provider and its own name of the sign-in (``sid``)."""

    address: str = ""
    issuer: str = ""
    provider_session: str = ""


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
            known = person.id if person else None
            keep(
                session,
                SignInEventKind.UNKNOWN,
                now,
                known,
                address=source.address,
                issuer=source.issuer,
            )
            return None
        return _open(session, person.id, source, now, policy or SessionPolicy())


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
    keep(
        session,
        SignInEventKind.ENTERED,
        now,
        person_id,
        address=source.address,
        issuer=source.issuer,
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
        actor = actor_in(session, person, now, found.hat) if person and person.active else None
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
    mine = col(SignInSession.token_hash) == token_hash(token)
    with database.transaction() as session:
        end(session, SignInEventKind.LEFT, database.now(), mine)


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
        return end(session, SignInEventKind.ENDED, database.now(), *which)
