"""Changing one's own password, where people sign in with ours: the present one is asked for, and all other sessions end."""

from sqlmodel import col

from carelane.domain.errors import PasswordUnfit, PasswordWrong, TriedTooOften
from carelane.domain.people import Person, SignInSession
from carelane.domain.sign_in_events import SignInEventKind
from carelane.services.accounts.passwords import SignInRefused, check_password, hash_password
from carelane.services.accounts.sessions import token_hash
from carelane.services.sign_in_events import end, keep
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

SHORTEST, LONGEST = 10, 200


def change_password(  # noqa: PLR0913, PLR0917 - whose, from where, which for which
    database: Database, actor: Actor, token: str, address: str, present: str, new: str
) -> int:
    """Give the actor another password; gives how many other sessions were ended. ``token`` is the session that stays.

    Raises `PasswordUnfit`, `PasswordWrong`, and `TriedTooOften`: wrong ones count as those of the sign-in page do.
    """
    with database.reading() as session:
        login = session.get_one(Person, actor.person_id).login
    if not _fit(new, present, login):
        raise PasswordUnfit
    outcome = check_password(database, login, present, address)
    if isinstance(outcome, SignInRefused):
        raise TriedTooOften if outcome.retry_at else PasswordWrong
    hashed, now = hash_password(new), database.now()
    others = col(SignInSession.token_hash) != token_hash(token)
    mine = col(SignInSession.person_id) == actor.person_id
    with database.transaction() as session:
        person = session.get_one(Person, actor.person_id)
        person.password_hash = hashed
        session.add(person)
        by = actor.person_id
        keep(session, SignInEventKind.PASSWORD, now, by, address=address, by=by)
        return end(session, SignInEventKind.ENDED, now, mine, others, by=by)


def _fit(new: str, present: str, login: str) -> bool:
    """Length counts for more than kinds of characters (NIST SP 800-63B, 5.1.1.2)."""
    return SHORTEST <= len(new) <= LONGEST and new != present and login.lower() not in new.lower()
