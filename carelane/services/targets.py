"""Institutions' own targets: what a new case is given as its variable ``targets``, and what operators set.

A value of an institution holds for all below it that say nothing else. A running case keeps what it was born with: its
clocks were planned with it, and its history replays.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.errors import InstitutionNotFound, NotAllowed, TargetUnusable
from carelane.domain.institutions import Institution
from carelane.domain.rights import Right
from carelane.domain.sla_catalogue import BY_KEY, CATALOGUE, Target
from carelane.domain.target_settings import TargetSetting
from carelane.services.target_values import checked, typed
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

DEPTH = 6
"""Levels of the group's tree that are looked through, the institution's own among them."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target of an institution: its row of the catalogue, its own value, else that of ``inherited_from``.

    ``value`` is what a new case would be given; the catalogue's default where nobody says otherwise.
    """

    target: Target
    value: str
    own: bool
    inherited_from: str = ""


def targets_of(connection: Connection, institution: str) -> dict[str, Any]:
    """Give the variable ``targets`` of a new case: only what is set, keys with underscores for dots, counts as numbers."""
    found = _settings(connection, institution)
    return {BY_KEY[key].name: typed(BY_KEY[key], value) for key, (value, _of) in found.items()}


def target_rows(database: Database, actor: Actor, institution: str) -> tuple[TargetRow, ...]:
    """List the whole catalogue as it holds at an institution. Raises `NotAllowed`."""
    _check(actor)
    with database.reading() as session:
        found = _settings(session.connection(), institution)
    return tuple(_row(target, institution, found.get(target.key)) for target in CATALOGUE)


def set_target(database: Database, actor: Actor, institution: str, key: str, value: str) -> None:
    """Set one target for cases that begin from now on; an empty value takes the institution's own away.

    Raises `NotAllowed`, `InstitutionNotFound`, and `TargetUnusable` for an unknown key or a value that is none.
    """
    _check(actor)
    target = BY_KEY.get(key)
    if target is None:
        raise TargetUnusable(key=key)
    text = value.strip()
    if text:
        try:
            text = checked(target, text)
        except ValueError as error:
            raise TargetUnusable(str(error), key=key) from None
    with database.transaction() as session:
        if session.get(Institution, institution) is None:
            raise InstitutionNotFound
        now = database.now()
        write(
            session,
            TargetSetting(
                institution_code=institution,
                key=key,
                value=text,
                set_by=actor.person_id,
                set_at=now,
            ),
        )


def write(session: Session, setting: TargetSetting) -> None:
    """Write one checked value in place of the one before; an empty one is forgotten."""
    if setting.value:
        session.merge(setting)
        return
    session.connection().execute(
        delete(TargetSetting).where(
            col(TargetSetting.institution_code) == setting.institution_code,
            col(TargetSetting.key) == setting.key,
        )
    )


def all_settings(database: Database) -> tuple[tuple[str, str, str], ...]:
    """List what every institution sets: (institution, key, value), in the order of the catalogue."""
    columns = (
        col(TargetSetting.institution_code),
        col(TargetSetting.key),
        col(TargetSetting.value),
    )
    with database.reading() as session:
        rows = session.connection().execute(select(*columns)).all()
    order = {key: place for place, key in enumerate(BY_KEY)}
    found = ((str(place), str(key), str(value)) for place, key, value in rows)
    return tuple(sorted(found, key=lambda row: (row[0], order.get(row[1], len(order)))))


def _settings(connection: Connection, institution: str) -> dict[str, tuple[str, str]]:
    """Give value and owner of every key that is set for an institution, its own before those above it."""
    chain = _chain(connection, institution)
    statement = select(
        col(TargetSetting.institution_code), col(TargetSetting.key), col(TargetSetting.value)
    ).where(col(TargetSetting.institution_code).in_(chain), col(TargetSetting.key).in_(BY_KEY))
    rows = connection.execute(statement).all()
    nearest_last = sorted(rows, key=lambda row: (-chain.index(row[0]), row[1]))
    return {key: (value, place) for place, key, value in nearest_last}


def _chain(connection: Connection, institution: str) -> list[str]:
    """Name an institution and those above it, itself first."""
    found = connection.execute(_levels(), {"institution": institution}).first()
    return list(dict.fromkeys(code for code in (found or ()) if code)) or [institution]


@lru_cache(maxsize=1)
def _levels() -> Select[Any]:
    """Select an institution and those above it; making the statement costs more than running it."""
    levels: list[Any] = [aliased(Institution) for _ in range(DEPTH)]
    statement: Any = select(*(level.code for level in levels)).select_from(levels[0])
    for below, above in pairwise(levels):
        statement = statement.outerjoin(above, above.code == below.parent_code)
    whole: Select[Any] = statement.where(levels[0].code == bindparam("institution"))
    return whole


def _row(target: Target, institution: str, found: tuple[str, str] | None) -> TargetRow:
    if found is None:
        return TargetRow(target, target.default, own=False)
    value, place = found
    own = place == institution
    return TargetRow(target, value, own, "" if own else place)


def _check(actor: Actor) -> None:
    if not may(actor, Right.SET_TARGETS):
        raise NotAllowed
