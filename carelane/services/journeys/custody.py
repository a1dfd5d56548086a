"""The ledger of custody: exactly one entry of a journey is open, from the moment that its case says.

An entry that is told late takes its place by the time it speaks of: event time goes before recorded time (section 1.6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlmodel import col

from carelane.domain.institutions import Institution
from carelane.domain.journeys import CustodyEntry, Journey
from carelane.domain.roles import DESKS
from carelane.services.rows import insert_once


@dataclass(frozen=True, slots=True)
class Custody:
    """Who is responsible, where, since when; ``responsible`` is a person's id or a role."""

    institution: str
    unit: str
    responsible: str
    since: datetime

    def to_json(self) -> dict[str, str]:
        """Give it as cases and messages know it."""
        return {
            "org": self.institution,
            "unit": self.unit,
            "responsible": self.responsible,
            "since": self.since.isoformat(),
        }


def custody_of(value: Any, at: datetime) -> Custody | None:
    """Read the variable ``custody`` {org, unit, responsible, since}; without org or responsible it says nothing.

    Without a readable ``since`` it counts from the turn that tells it.
    """
    if not isinstance(value, Mapping):
        return None
    texts = {key: value.get(key) for key in ("org", "unit", "responsible", "since")}
    given = {key: text if isinstance(text, str) else "" for key, text in texts.items()}
    if not given["org"] or not given["responsible"]:
        return None
    return Custody(given["org"], given["unit"], given["responsible"], _moment(given["since"]) or at)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def hand_over(
    connection: Connection, journey_id: str, custody: Custody, row: dict[str, Any]
) -> bool:
    """Put an entry into the ledger where its time says; False where it changes nothing or its institution is unknown.

    ``row``: instance_id, turn and recorded_at of who tells it.
    """
    known = select(col(Institution.code)).where(col(Institution.code) == custody.institution)
    if connection.execute(known).first() is None:
        return False
    before, after = _around(connection, journey_id, custody.since)
    if before is not None and _same(before, custody):
        return False
    inserted = insert_once(
        connection,
        CustodyEntry,
        journey_id=journey_id,
        institution_code=custody.institution,
        unit=custody.unit,
        responsible=custody.responsible,
        since=custody.since,
        until=after.since if after is not None else None,
        **row,
    )
    if inserted and before is not None:
        end = update(CustodyEntry).where(col(CustodyEntry.id) == before.id)
        connection.execute(end.values(until=custody.since))
    return inserted


def _around(connection: Connection, journey_id: str, moment: datetime) -> tuple[Any, Any]:
    """Give the entries before (or at) and after a moment."""
    columns = (
        col(CustodyEntry.id),
        col(CustodyEntry.institution_code),
        col(CustodyEntry.unit),
        col(CustodyEntry.responsible),
        col(CustodyEntry.since),
    )
    mine = select(*columns).where(col(CustodyEntry.journey_id) == journey_id)
    since = col(CustodyEntry.since)
    before = mine.where(since <= moment).order_by(since.desc(), col(CustodyEntry.id).desc())
    after = mine.where(since > moment).order_by(since, col(CustodyEntry.id))
    return connection.execute(before).first(), connection.execute(after).first()


def _same(entry: Any, custody: Custody) -> bool:
    return (entry.institution_code, entry.unit, entry.responsible) == (
        custody.institution,
        custody.unit,
        custody.responsible,
    )


def responsible_last(connection: Connection, patient_ref: str, at: datetime) -> Custody | None:
    """Give who was responsible at the end of the patient's journey before, from now on."""
    entries = (
        select(
            col(CustodyEntry.institution_code),
            col(CustodyEntry.unit),
            col(CustodyEntry.responsible),
        )
        .join(Journey, col(Journey.id) == col(CustodyEntry.journey_id))
        .where(col(Journey.patient_ref) == patient_ref)
        .order_by(col(CustodyEntry.since).desc(), col(CustodyEntry.id).desc())
    )
    found = connection.execute(entries.limit(1)).first()
    return Custody(found.institution_code, found.unit, found.responsible, at) if found else None


def desk_of(connection: Connection, institution: str, at: datetime) -> Custody | None:
    """Give the desk of an institution, which answers for what nobody is named for."""
    known = select(col(Institution.kind)).where(col(Institution.code) == institution)
    desk = DESKS.get(connection.execute(known).scalar() or "")
    return Custody(institution, "", desk, at) if desk else None


def close_ranks(connection: Connection, journey_id: str) -> None:
    """Let every entry of the ledger end where the next begins."""
    mine = select(col(CustodyEntry.id), col(CustodyEntry.since)).where(
        col(CustodyEntry.journey_id) == journey_id
    )
    rows = connection.execute(mine.order_by(col(CustodyEntry.since), col(CustodyEntry.id))).all()
    following = [row.since for row in rows[1:]] + [None]
    for row, until in zip(rows, following, strict=True):
        entry = update(CustodyEntry).where(col(CustodyEntry.id) == row.id)
        connection.execute(entry.values(until=until))
