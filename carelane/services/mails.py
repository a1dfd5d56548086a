"""Sends the mails of the outbox, one after the other, each taken with a lease and marked before the next is taken.

What fails for a moment is tried again, later each time; what a mail server refuses for good is given up at once, with the
reason for operators. A sender that dies between handing a mail over and marking it leaves a lease that runs out: then the
mail goes out again under the same Message-ID, by which the reader's mail program can tell that it is one, and its row counts
the interruption. So none is lost, and one comes twice only where a sender died in that moment.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from carelane.domain.errors import DatabaseUnavailable, MailNotSent, MailRefused
from carelane.services.mail_leases import drop_useless, mark_failed, mark_refused, mark_sent, take
from carelane.services.ports import Mail, Mailer
from carelane.services.transaction import Database

MARK_TRIES = 20
_PAUSE = 1.0


@dataclass(slots=True)
class Delivered:
    """What came of one go: how many went out, are to be tried again, were given up, and were not needed any more."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    dropped: int = 0


def deliver_mails(
    database: Database, mailer: Mailer, site: str = "", limit: int = 100
) -> Delivered:
    """Send what is due, an emergency's first; ``site`` is the address that links begin with."""
    sender = uuid.uuid4().hex
    done = Delivered(dropped=drop_useless(database))
    for _ in range(limit):
        mail = take(database, sender, site)
        if mail is None:
            break
        _deliver(database, mailer, mail, sender, done)
    return done


def _deliver(database: Database, mailer: Mailer, mail: Mail, sender: str, done: Delivered) -> None:
    """Send one mail and write down how it went: the kind of failure, never the content."""
    try:
        mailer.send(mail)
    except MailRefused as error:
        why = _why(error)
        _persistently(lambda: mark_refused(database, mail.id, sender, why))
        done.refused += 1
    except Exception as error:  # noqa: BLE001 - whatever a mail server does must not stop the next mail
        why = _why(error)
        _persistently(lambda: mark_failed(database, mail.id, sender, why))
        done.failed += 1
    else:
        _persistently(lambda: mark_sent(database, mail.id, sender))
        done.sent += 1


def _why(error: Exception) -> str:
    kind = error.details.get("kind") if isinstance(error, MailNotSent) else None
    return str(kind or type(error).__name__)


def _persistently(mark: Callable[[], bool]) -> None:
    """Write down how sending went, also when the database is away for a moment: unmarked, it would go out again."""
    for _ in range(MARK_TRIES):
        try:
            mark()
        except DatabaseUnavailable:
            time.sleep(_PAUSE)
        else:
            return
    mark()
