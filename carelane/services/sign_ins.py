"""Where somebody is signed in: people see and end their own sessions, operators end those of others, with a reason.

A session ends at once: its row is gone, and who looks by its token next is nobody. Tokens are known to nobody; a
session is named by the beginning of its token's hash.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from carelane.domain.errors import NotAllowed, PersonMissing
from carelane.domain.people import Person, SignInSession
from carelane.domain.rights import Right
from carelane.domain.sign_in_events import SignInEventKind
from carelane.services import notices
from carelane.services.accounts import SessionPolicy, token_hash
from carelane.services.incidents import checked_reason
from carelane.services.names import Name
from carelane.services.sign_in_events import end
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

MOST = 20
"""How many people one search gives; who is not among them is found by more letters."""
_NAMED_BY = 16
_TOLD = {
    "en": ("Your sign-ins were ended", "{by} has ended all your sign-ins: {reason}"),
    "zh_CN": ("您的登录已被结束", "{by} 结束了您的所有登录：{reason}"),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """One session in force; ``here``: the one that asks. ``issuer`` names the provider, empty for the command line."""

    id: str
    address: str
    issuer: str
    signed_in_at: datetime
    used_at: datetime
    ends_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person with how many sessions, last used when."""

    person: Name
    login: str
    sessions: int
    used_at: datetime


def my_sign_ins(
    database: Database, actor: Actor, token: str, policy: SessionPolicy | None = None
) -> tuple[SignIn, ...]:
    """List the actor's sessions in force, the last used one first; ``token`` says which of them asks."""
    statement = (
        select(SignInSession)
        .where(col(SignInSession.person_id) == actor.person_id, *_in_force(database, policy))
        .order_by(col(SignInSession.seen_at).desc(), col(SignInSession.token_hash))
    )
    with database.reading() as session:
        return tuple(
            SignIn(
                id=row.token_hash[:_NAMED_BY],
                address=row.address,
                issuer=row.issuer,
                signed_in_at=row.created_at,
                used_at=row.seen_at,
                ends_at=row.expires_at,
                here=row.token_hash == token_hash(token),
            )
            for row in session.exec(statement)
        )


def end_mine(database: Database, actor: Actor, sign_in_id: str = "") -> int:
    """End one of the actor's sessions, or without an id all of them; gives how many there were."""
    mine = col(SignInSession.person_id) == actor.person_id
    with database.transaction() as session:
        named = func.substr(col(SignInSession.token_hash), 1, _NAMED_BY) == sign_in_id
        which = (mine, named) if sign_in_id else (mine,)
        return end(session, SignInEventKind.ENDED, database.now(), *which, by=actor.person_id)


def signed_in(
    database: Database, actor: Actor, text: str = "", policy: SessionPolicy | None = None
) -> tuple[SignedIn, ...]:
    """Find people who are signed in, by account or name, the last seen first. Raises `NotAllowed`."""
    _demand(actor)
    columns = (col(Person.login), col(Person.name), col(Person.name_en))
    found = or_(*(func.upper(each).contains(text.upper(), autoescape=True) for each in columns))
    used_at = func.max(col(SignInSession.seen_at))
    statement = (
        select(Person, func.count(), used_at)
        .join(SignInSession, col(SignInSession.person_id) == col(Person.id))
        .where(found, *_in_force(database, policy))
        .group_by(col(Person.id))
        .order_by(used_at.desc(), col(Person.id))
        .limit(MOST)
    )
    with database.reading() as session:
        return tuple(
            SignedIn(Name(one.id, one.name, one.name_en), one.login, count, last)
            for one, count, last in session.exec(statement)
        )


def end_all_of(database: Database, actor: Actor, person_id: str, reason: str) -> int:
    """End every session of a person, who is told by whom and why; gives how many there were.

    Raises `NotAllowed`, `ReasonMissing`, `ReasonTooLong`, `PersonMissing`.
    """
    _demand(actor)
    why = checked_reason(reason)
    with database.transaction() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise PersonMissing
        subject, body = _TOLD[person.language if person.language in _TOLD else "en"]
        draft = notices.Draft(
            kind="notice",
            subject=subject,
            body=body.format(by=actor.name, reason=why),
            dedupe_key=f"sign-ins-ended:{uuid.uuid4().hex}",
        )
        notices.write(session, draft, [person_id], database.now())
        theirs = col(SignInSession.person_id) == person_id
        return end(session, SignInEventKind.ENDED, database.now(), theirs, by=actor.person_id)


def _demand(actor: Actor) -> None:
    if not may(actor, Right.END_SIGN_INS):
        raise NotAllowed


def _in_force(database: Database, policy: SessionPolicy | None) -> tuple[ColumnElement[bool], ...]:
    """Sessions that have not ended by themselves."""
    now = database.now()
    idle = (policy or SessionPolicy()).idle
    return (col(SignInSession.expires_at) > now, col(SignInSession.seen_at) > now - idle)
