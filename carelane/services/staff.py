"""Registering people with their roles."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from carelane.domain.people import Membership, Person
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class Recruit:
    """A new account with one role at one institution."""

    login: str
    name: str
    name_en: str
    institution_code: str
    role: str
    email: str = ""
    language: str = "zh_CN"


def person_id_of(login: str) -> str:
    """Give the id of an account that is registered under this login: always the same."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"carelane:person:{login}").hex


def register(database: Database, recruits: Iterable[Recruit], password_hash: str) -> None:
    """Make accounts and memberships; people who are there keep their password."""
    with database.transaction() as session:
        for recruit in recruits:
            key = person_id_of(recruit.login)
            if session.get(Person, key) is None:
                session.add(
                    Person(
                        id=key,
                        login=recruit.login,
                        name=recruit.name,
                        name_en=recruit.name_en,
                        email=recruit.email,
                        language=recruit.language,
                        password_hash=password_hash,
                    )
                )
                session.flush()
            session.merge(
                Membership(
                    person_id=key,
                    institution_code=recruit.institution_code,
                    role=recruit.role,
                )
            )
