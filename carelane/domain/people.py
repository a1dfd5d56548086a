"""People who work at institutions, what they may do there, and their sign-in sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Role(SQLModel, table=True):
    """A role as stored: seeded from `carelane.domain.roles`."""

    __tablename__ = "roles"

    code: str = Field(primary_key=True)
    name: str
    name_en: str
    kind: str
    supervises: str = "none"


class Person(SQLModel, table=True):
    """A member of staff with an account; ``language`` is ``en`` or ``zh_CN``."""

    __tablename__ = "people"

    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    name_en: str = ""
    phone: str = ""
    email: str = ""
    language: str = "zh_CN"
    password_hash: str = ""
    active: bool = True


class Membership(SQLModel, table=True):
    """A person holds a role at an institution."""

    __tablename__ = "memberships"

    person_id: str = Field(foreign_key="people.id", primary_key=True)
    institution_code: str = Field(foreign_key="institutions.code", primary_key=True, index=True)
    role: str = Field(foreign_key="roles.code", primary_key=True, index=True)


class SignInSession(SQLModel, table=True):
    """A signed-in browser or client: only the hash of its token is stored.

    ``issuer`` and ``provider_session`` (the claim ``sid``) say which sign-in at which provider it came from, and
    ``hat`` as which of their memberships the person acts (empty: as all of them).
    """

    __tablename__ = "sessions"

    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    address: str = ""
    issuer: str = ""
    provider_session: str = Field(default="", index=True)
    hat: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class SignInCode(SQLModel, table=True):
    """An authorization code of our own provider: worth one exchange within a minute, stored hashed.

    ``challenge`` is the S256 one of PKCE; ``provider_session`` becomes the claim ``sid``.
    """

    __tablename__ = "sign_in_codes"

    code_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str = ""
    provider_session: str
    signed_in_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInThrottle(SQLModel, table=True):
    """Failed sign-ins under one key (an address, an account, or both together)."""

    __tablename__ = "sign_in_throttles"

    key: str = Field(primary_key=True)
    failures: int = 0
    blocked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_failure_at: datetime = Field(sa_type=UtcDateTime)
