"""References to documents as a file of an archive: CSV, every wrong cell told; nothing of a bad file is kept unless asked.

Columns: ``empi_id,document_type,institution,dated_at,locator`` and, where it has them, ``section``::

    empi_id,document_type,institution,dated_at,locator,section
    E-1001,discharge_summary,HOS-JH,2026-02-01T10:00+08:00,urn:emr:jh:88123,general
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from carelane.domain.document_types import BY_CODE, GENERAL, SECTIONS
from carelane.domain.errors import NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.patients import Patient
from carelane.domain.record_references import RecordReference
from carelane.domain.rights import Right
from carelane.services.record_index import OF_CASE, known_locators
from carelane.services.registry_cells import code, moment, reference
from carelane.services.registry_files import (
    Column,
    RegistryFile,
    Row,
    Values,
    WrongCell,
    read_registry,
)
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, places_of

COLUMNS = ("empi_id", "document_type", "institution", "dated_at", "locator", "section")
LONGEST_LOCATOR = 500
_BATCH = 500


def read_references(database: Database, actor: Actor, content: bytes | str) -> RegistryFile:
    """Read a file of references of institutions for which the actor may import; raises `NotAllowed`."""
    places = places_of(actor, Right.INDEX_RECORDS)
    if places is not EVERYWHERE and not places:
        raise NotAllowed
    now = database.now()
    with database.reading() as session:
        known = session.exec(select(Institution.code)).all()
        ours = [each for each in known if places is EVERYWHERE or each in places]
        columns = (
            Column("empi_id", _word, required=True),
            Column("document_type", code(tuple(BY_CODE)), required=True),
            Column("institution", reference(ours, "institution of yours"), required=True),
            Column("dated_at", moment, required=True),
            Column("locator", _locator, required=True),
            Column("section", code(SECTIONS), default=GENERAL),
        )
        key = ("institution", "locator")
        found = read_registry(content, columns, key=key, check=lambda row: _dated(row, now))
        _compare(session, found)
    return found


def write_references(
    database: Database, actor: Actor, read: RegistryFile, *, skip: bool = False
) -> int:
    """Keep what a file says and give the number of references.

    Raises `NotAllowed`, and `RegistryFileWrong` where cells are wrong and are not to be skipped: then nothing is kept.
    """
    places = places_of(actor, Right.INDEX_RECORDS)
    if places is not EVERYWHERE and not places:
        raise NotAllowed
    rows = read.to_load(skip=skip)
    if places is not EVERYWHERE and any(row.values["institution"] not in places for row in rows):
        raise NotAllowed
    now = database.now()
    with database.transaction() as session:
        session.add_all(_reference(row.values, actor, now) for row in rows)
    return len(rows)


def _reference(values: Values, actor: Actor, now: datetime) -> RecordReference:
    return RecordReference(
        id=uuid.uuid4().hex,
        empi_id=values["empi_id"],
        document_type=values["document_type"],
        section=values["section"],
        institution_code=values["institution"],
        dated_at=values["dated_at"],
        locator=values["locator"],
        registered_at=now,
        registered_by=actor.person_id,
    )


def _word(text: str) -> str:
    return text


def _locator(text: str) -> str:
    if len(text) > LONGEST_LOCATOR:
        message = f"has more than {LONGEST_LOCATOR} letters"
        raise ValueError(message)
    if text.startswith(OF_CASE):
        message = "is the name of a case's file: the case registers it itself"
        raise ValueError(message)
    return text


def _dated(values: Values, now: datetime) -> Iterable[tuple[str, str]]:
    if values["dated_at"] > now + timedelta(days=1):
        yield "dated_at", "is in the future"


def _compare(session: Session, found: RegistryFile) -> None:
    """Tell rows of unknown patients, and documents that are registered already."""
    wrong: list[WrongCell] = []
    for part in _parts(found.rows):
        ids = {row.values["empi_id"] for row in part}
        known = set(session.exec(select(Patient.empi_id).where(col(Patient.empi_id).in_(ids))))
        places = {row.values["institution"] for row in part}
        there = {
            (place, each)
            for place in places
            for each in known_locators(session, place, [row.values["locator"] for row in part])
        }
        for row in part:
            if row.values["empi_id"] not in known:
                wrong.append(WrongCell(row.number, "empi_id", "is no patient known here"))
            elif (row.values["institution"], row.values["locator"]) in there:
                wrong.append(WrongCell(row.number, "locator", "is registered already"))
    for each in wrong:
        found.tell(each.row, each.column, each.why)
    bad = {each.row for each in wrong}
    found.wrong_rows += len(bad)
    found.rows[:] = [row for row in found.rows if row.number not in bad]


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
