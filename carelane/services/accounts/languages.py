"""The language in which somebody reads the product."""

from sqlalchemy import update
from sqlmodel import col

from carelane.domain.people import Person
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

LANGUAGES = ("en", "zh_CN")


def set_language(database: Database, actor: Actor, language: str) -> None:
    """Keep the person's choice of language; an unknown one changes nothing."""
    if language not in LANGUAGES:
        return
    with database.transaction() as session:
        session.connection().execute(
            update(Person).where(col(Person.id) == actor.person_id).values(language=language)
        )
