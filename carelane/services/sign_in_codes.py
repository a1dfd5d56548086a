"""Authorization codes of our own OpenID provider: made at the sign-in page, exchanged once for tokens.

A code is worth one exchange within a minute, by the client and for the address it was made for, and only to who
knows the verifier of its PKCE challenge (RFC 7636, S256). Only its hash is stored. A code that comes back a
second time ends the sessions that the first exchange led to (RFC 6749, 4.1.2).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from carelane.domain.people import Person, SignInCode
from carelane.services import accounts
from carelane.services.transaction import Database

LIFE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for."""

    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a client shows to exchange a code; ``verifier`` is the secret half of its PKCE challenge."""

    client_id: str
    redirect_uri: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Who signed in, when, and the name of that sign-in."""

    person_id: str
    login: str
    name: str
    nonce: str
    provider_session: str
    signed_in_at: datetime


def issue(database: Database, person_id: str, grant: Grant) -> str:
    """Make a code for a person whose password was right."""
    code = secrets.token_urlsafe(32)
    now = database.now()
    with database.transaction() as session:
        session.add(
            SignInCode(
                code_hash=_digest(code),
                person_id=person_id,
                client_id=grant.client_id,
                redirect_uri=grant.redirect_uri,
                challenge=grant.challenge,
                nonce=grant.nonce,
                provider_session=secrets.token_urlsafe(16),
                signed_in_at=now,
                expires_at=now + LIFE,
            )
        )
    return code


def redeem(database: Database, code: str, asked: Exchange, issuer: str) -> Redeemed | None:
    """Exchange a code; None where it is none, used, too old, another's, or its verifier is not known."""
    now = database.now()
    with database.transaction() as session:
        row = session.get(SignInCode, _digest(code))
        if row is None:
            return None
        first = _use(session, row.code_hash, now)
        person = session.get(Person, row.person_id)
    if not first:
        accounts.end_provider_session(database, issuer, row.provider_session)
        return None
    right = (
        now < row.expires_at
        and (row.client_id, row.redirect_uri) == (asked.client_id, asked.redirect_uri)
        and secrets.compare_digest(row.challenge, challenge_of(asked.verifier))
    )
    if not right or person is None or not person.active:
        return None
    return Redeemed(
        person.id, person.login, person.name, row.nonce, row.provider_session, row.signed_in_at
    )


def _use(session: Session, code_hash: str, now: datetime) -> bool:
    """Mark the code as used; False when somebody else did so before, in this moment too."""
    statement = (
        update(SignInCode)
        .where(col(SignInCode.code_hash) == code_hash, col(SignInCode.used_at).is_(None))
        .values(used_at=now)
    )
    return session.connection().execute(statement).rowcount == 1


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge of a verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _digest(code: str) -> str:
    """Hash a code: it has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(code.encode()).hexdigest()
