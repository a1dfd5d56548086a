"""Institutions' targets as a file: CSV with ``institution,key,value``, every wrong cell told by row and column.

An empty value takes the institution's own one away::

    institution,key,value
    HOS-JH,trf.accept.E,PT5M
    HOS-JH,fu.attempts,
"""

import csv
from collections.abc import Iterable
from io import StringIO

from carelane.domain.errors import NotAllowed
from carelane.domain.rights import Right
from carelane.domain.sla_catalogue import BY_KEY
from carelane.domain.target_settings import TargetSetting
from carelane.services import calendars, targets
from carelane.services.registry_files import Column, RegistryFile, Values, read_registry
from carelane.services.target_values import checked
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

COLUMNS = ("institution", "key", "value")


def read_targets(content: bytes | str, institutions: Iterable[str]) -> RegistryFile:
    """Read a file of targets for these institutions; values are checked by the kind of their key."""
    places = frozenset(institutions)

    def institution(text: str) -> str:
        if text not in places:
            raise ValueError("is no institution of the group")
        return text

    columns = (
        Column("institution", institution, required=True),
        Column("key", _key, required=True),
        Column("value", str),
    )
    return read_registry(content, columns, key=("institution", "key"), check=_check_value)


def write_targets(
    database: Database, actor: Actor | None, read: RegistryFile, *, skip: bool = False
) -> int:
    """Write what a file says and give the number of rows; ``actor`` is None on the command line.

    Raises `NotAllowed`, and `RegistryFileWrong` where cells are wrong and are not to be skipped: then nothing is written.
    """
    if actor is not None and not may(actor, Right.SET_TARGETS):
        raise NotAllowed
    rows = read.to_load(skip=skip)
    by = actor.person_id if actor else ""
    now = database.now()
    with database.transaction() as session:
        for row in rows:
            place, key, value = (row.values[name] for name in COLUMNS)
            text = checked(BY_KEY[key], value) if value else ""
            setting = TargetSetting(
                institution_code=place, key=key, value=text, set_by=by, set_at=now
            )
            targets.write(session, setting)
    return len(rows)


def export_targets(database: Database) -> str:
    """Write what every institution sets, as a file that `read_targets` reads."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(targets.all_settings(database))
    return text.getvalue()


def institutions(database: Database) -> tuple[str, ...]:
    """List the institutions that a file may name."""
    return calendars.codes(database)


def _key(text: str) -> str:
    if text not in BY_KEY:
        raise ValueError("is no key of the catalogue (docs/targets.md)")
    return text


def _check_value(values: Values) -> Iterable[tuple[str, str]]:
    text = values["value"]
    if not text:
        return
    try:
        checked(BY_KEY[values["key"]], text)
    except ValueError as error:
        yield "value", f"{text[:40]!r} {error}"
