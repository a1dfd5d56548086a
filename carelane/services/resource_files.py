"""Resources, departments and capabilities from files: all of a file or, where wrong rows are skipped, what is right of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.capability_statuses import CapabilityStatus
from carelane.domain.errors import NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.people import Person
from carelane.domain.resource_kinds import KINDS, may_follow
from carelane.domain.resources import Department, Resource
from carelane.domain.rights import Right
from carelane.services.registry_files import Check, RegistryFile, Values, read_registry
from carelane.services.resource_columns import (
    CATEGORY_COLUMN,
    IN_FEATURES,
    columns,
    times_fit,
)
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, places_of

_KEYS = {"department": ("institution", "code"), "capability": ("institution", "capability")}
_PLAIN = ("id", "department", "specialty", "name", "place", "starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file is compared with: the reader's places, accounts by login, and resources that are there."""

    places: tuple[str, ...]
    people: dict[str, str]
    resources: dict[str, tuple[str, str, str]]


def column_names(kind: str) -> tuple[str, ...]:
    """Give the first row of a kind of file."""
    return tuple(each.name for each in columns(kind, (), ()))


def keeps_at(database: Database, actor: Actor) -> tuple[str, ...]:
    """List the institutions whose resources the actor may import."""
    places = places_of(actor, Right.KEEP_RESOURCES)
    if places is not EVERYWHERE:
        return places
    with database.reading() as session:
        return tuple(session.exec(select(Institution.code).order_by(col(Institution.code))))


def read_resources(
    database: Database, actor: Actor, kind: str, content: bytes | str
) -> RegistryFile:
    """Read a file of a kind, for the institutions at which the actor keeps resources. Raises `NotAllowed`."""
    known = _known(database, actor, kind)
    if not known.places:
        raise NotAllowed
    return read_registry(
        content,
        columns(kind, known.places, known.people),
        key=_KEYS.get(kind, ("id",)),
        check=None if kind in _KEYS else _check(kind, known),
    )


def _known(database: Database, actor: Actor, kind: str) -> _Known:
    places = keeps_at(database, actor)
    with database.reading() as session:
        people = dict(
            session.exec(select(Person.login, Person.id).where(col(Person.active).is_(True))).all()
        )
        held = session.exec(
            select(Resource.id, Resource.kind, Resource.institution_code, Resource.state)
        )
        resources = {row[0]: (row[1], row[2], row[3]) for row in held} if kind in KINDS else {}
    return _Known(places, people, resources)


def _check(kind: str, known: _Known) -> Check:
    """Compare with what is there: an id stays what it is and where it is, a state follows the one before."""
    times = times_fit(kind)

    def check(values: Values) -> Iterable[tuple[str, str]]:
        yield from times(values)
        there = known.resources.get(values["id"])
        if there is None:
            return
        kind_there, place, state = there
        if (kind_there, place) != (kind, values["institution"]):
            yield "id", f"{values['id'][:40]!r} is a {kind_there} of {place} already"
        elif values["state"] and not may_follow(kind, state, values["state"]):
            yield "state", f"{values['state']!r} cannot follow {state!r}"

    return check


def write_resources(
    database: Database, actor: Actor, kind: str, read: RegistryFile, *, skip: bool = False
) -> int:
    """Write what a file says and give the number of rows; a row of an id that is there changes it.

    Raises `NotAllowed`, and `RegistryFileWrong` where cells are wrong and are not to be skipped: then nothing is written.
    """
    rows = [row.values for row in read.to_load(skip=skip)]
    places = keeps_at(database, actor)
    if any(row["institution"] not in places for row in rows) or not places:
        raise NotAllowed
    now = database.now()
    with database.transaction() as session:
        people = dict(session.exec(select(Person.login, Person.id)).all())
        for row in rows:
            _write(session, kind, row, people, (now, actor.person_id))
    return len(rows)


def _write(
    session: Session,
    kind: str,
    values: Values,
    people: dict[str, str],
    by: tuple[datetime, str],
) -> None:
    place = values["institution"]
    if kind == "department":
        own = {name: value for name, value in values.items() if name != "institution"}
        session.merge(Department(institution_code=place, **own))
    elif kind == "capability":
        if session.get(CapabilityStatus, (place, values["capability"])) is None:
            row = {"institution_code": place, "capability": values["capability"]}
            session.add(CapabilityStatus(**row, reported_at=by[0], reported_by=by[1]))
    else:
        session.merge(_resource(session, kind, values, people, by))


def _resource(
    session: Session,
    kind: str,
    values: Values,
    people: dict[str, str],
    by: tuple[datetime, str],
) -> Resource:
    there = session.get(Resource, values["id"])
    person: Any = values.get("person") or values.get("doctor")
    state = there.state if there else KINDS[kind].offered
    plain: dict[str, Any] = {name: values.get(name) for name in _PLAIN}
    return Resource(
        **plain,
        kind=kind,
        institution_code=values["institution"],
        category=values[CATEGORY_COLUMN[kind]],
        state=values["state"] or state,
        pool=values.get("pool", ""),
        person_id=people.get(person) if person else None,
        features={name: _plain(values[name]) for name in IN_FEATURES[kind]},
        reported_at=by[0],
        reported_by=by[1],
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
