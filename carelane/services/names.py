"""Names of people and institutions for screens, looked up once per answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.people import Person


@dataclass(frozen=True, slots=True)
class Name:
    """A person or an institution as shown: Chinese and English."""

    id: str
    name: str
    name_en: str = ""

    def shown(self, language: str) -> str:
        """Give the name in a language; the Chinese one where there is no other."""
        return self.name_en if language == "en" and self.name_en else self.name


class Names:
    """The names one answer needs; an id without a name is shown as it is.

    All institutions are read unless ``places`` says which are needed: a group may have hundreds.
    """

    def __init__(
        self,
        session: Session,
        people: Iterable[str | None] = (),
        places: Iterable[str] | None = None,
    ) -> None:
        self._places = _places(session, places)
        self._people: dict[str, Name] = {}
        self._load(session, people)

    def _load(self, session: Session, people: Iterable[str | None]) -> None:
        """Read the names of these people."""
        wanted = sorted({person for person in people if person})
        if wanted:
            rows = session.exec(
                select(Person.id, Person.name, Person.name_en).where(col(Person.id).in_(wanted))
            )
            self._people = {key: Name(key, name, english) for key, name, english in rows}

    def institution(self, code: str) -> Name:
        """Give an institution's name."""
        return self._places.get(code, Name(code, code))

    def person(self, person_id: str | None) -> Name | None:
        """Give a person's name; nobody for no id."""
        if not person_id:
            return None
        return self._people.get(person_id, Name(person_id, person_id))


def _places(session: Session, codes: Iterable[str] | None) -> dict[str, Name]:
    """Read the names of these institutions."""
    statement = select(Institution.code, Institution.name, Institution.name_en)
    if codes is not None:
        wanted = sorted(set(codes))
        if not wanted:
            return {}
        statement = statement.where(col(Institution.code).in_(wanted))
    return {code: Name(code, name, english) for code, name, english in session.exec(statement)}


def people_named(session: Session, people: Iterable[str | None]) -> dict[str, Name]:
    """Give the names of these people by their ids, in their order; no institution is read for it."""
    ids = [person for person in people if person]
    names = Names(session, ids, ())
    return {each: names.person(each) or Name(each, each) for each in ids}


def person_name(session: Session, person_id: str | None, language: str) -> str:
    """Give one person's name for a message in this language."""
    return (Names(session, [person_id], ()).person(person_id) or Name("", "")).shown(language)
