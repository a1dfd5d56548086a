"""What happened at the door: who signed in, whose password was wrong, which sessions were ended by whom."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class SignInEventKind(StrEnum):
    """What happened."""

    ENTERED = "entered"
    REFUSED = "refused"
    """Account or password was wrong, or the account is not active."""
    UNKNOWN = "unknown"
    """A hospital's provider proved who it is, and there is no such account here."""
    LEFT = "left"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    """Somebody changed their own password."""
    ENDED = "ended"
    """A session was ended from elsewhere: by its person, an operator, a provider or the command line."""


class SignInEvent(SQLModel, table=True):
    """One line; ``by_person`` is who ended a session of somebody.

    What was typed is not kept: a password typed into the wrong field would stand here. A try with an account that does not
    exist has no person.
    """

    __tablename__ = "sign_in_events"

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    kind: str
    person_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    by_person: str | None = Field(default=None, foreign_key="people.id", index=True)
    address: str = ""
    issuer: str = ""
