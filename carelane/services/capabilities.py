"""The hospital status feed: what hospitals can take at this moment, and their duty officers' diversions (section 7)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from carelane.domain.capability_statuses import LASTS, STATUSES, CapabilityStatus
from carelane.domain.errors import (
    ClosureRefused,
    ReasonMissing,
    ResourceNotFound,
    StatusRefused,
)
from carelane.domain.institutions import Institution
from carelane.domain.roles import GROUP_DESK, InstitutionKind
from carelane.services import notices
from carelane.services.resource_search import is_verified
from carelane.services.rows import one_at_a_time

LONGEST = timedelta(hours=24)
"""A diversion is renewed; nobody declares one for longer than this at once."""


@dataclass(frozen=True, slots=True)
class Diversion:
    """What a hospital says of one capability: a status, why, for how long, and who says so."""

    org: str
    capability: str
    status: str
    reason: str = ""
    lasts: timedelta = LASTS
    by: str = ""


@dataclass(frozen=True, slots=True)
class CapabilityLine:
    """One capability of a hospital as it is now; ``status`` is absent where the hospital does not have it."""

    org: str
    capability: str
    status: str
    reason: str
    until: datetime | None
    reported_at: datetime | None
    verified: bool


def lines(
    session: Session, capabilities: Collection[str], orgs: Sequence[str], now: datetime
) -> list[CapabilityLine]:
    """Say what each hospital can take, of these capabilities (none: of all it has), at these (none: all) hospitals."""
    statement = select(CapabilityStatus).order_by(
        col(CapabilityStatus.institution_code), col(CapabilityStatus.capability)
    )
    if orgs:
        statement = statement.where(col(CapabilityStatus.institution_code).in_(orgs))
    if capabilities:
        statement = statement.where(col(CapabilityStatus.capability).in_(capabilities))
    found = [_line(row, now) for row in session.exec(statement)]
    there = {(each.org, each.capability) for each in found}
    absent = [
        CapabilityLine(org, each, "absent", "", None, None, verified=True)
        for org in orgs
        for each in capabilities
        if (org, each) not in there
    ]
    return found + absent


def _line(row: CapabilityStatus, now: datetime) -> CapabilityLine:
    """Give a row as it is now: a diversion that nobody renewed is over, and nobody has confirmed since."""
    status = row.at(now)
    over = status != row.status
    return CapabilityLine(
        org=row.institution_code,
        capability=row.capability,
        status=status,
        reason="" if over else row.reason,
        until=None if over else row.until,
        reported_at=row.reported_at,
        verified=is_verified(row.reported_at, now),
    )


def divert(session: Session, said: Diversion, now: datetime) -> CapabilityLine:
    """Write down what a hospital can take; limited and closed end by themselves unless they are said again.

    Raises `ResourceNotFound` for a capability that the hospital does not have, `StatusRefused`, `ReasonMissing`, and
    `ClosureRefused` where every hospital of the group that has it would be closed.
    """
    one_at_a_time(session.connection(), "capability", said.capability)
    row = session.get(CapabilityStatus, (said.org, said.capability), populate_existing=True)
    if row is None:
        raise ResourceNotFound
    if said.status not in STATUSES or not timedelta() < said.lasts <= LONGEST:
        raise StatusRefused(wanted=said.status)
    if said.status != "open" and not said.reason.strip():
        raise ReasonMissing
    if said.status == "closed":
        _look_at_the_others(session, said, now)
    row.status, row.reason = said.status, said.reason.strip()
    row.until = None if said.status == "open" else now + said.lasts
    row.reported_at, row.reported_by = now, said.by
    session.add(row)
    session.flush()
    return _line(row, now)


def _look_at_the_others(session: Session, said: Diversion, now: datetime) -> None:
    """Refuse to close the whole group; a hospital that alone has something may lose it, and the group desk hears."""
    rows = session.exec(
        select(CapabilityStatus).where(
            col(CapabilityStatus.capability) == said.capability,
            col(CapabilityStatus.institution_code) != said.org,
        )
    ).all()
    if rows and all(row.at(now) == "closed" for row in rows):
        raise ClosureRefused(capability=said.capability)
    if not rows:
        _tell_group_desk(session, said, now)


def _tell_group_desk(session: Session, said: Diversion, now: datetime) -> None:
    groups = select(Institution.code).where(col(Institution.kind) == InstitutionKind.GROUP.value)
    for group in session.exec(groups).all():
        people = [each.id for each in notices.holders(session, group, GROUP_DESK)]
        draft = notices.Draft(
            kind="notice",
            subject="集团内唯一的能力已关闭 / The only one of the group is closed",
            body=f"{said.org}: {said.capability} ({said.reason})",
            dedupe_key=f"closed:{said.org}:{said.capability}:{now.isoformat()}",
        )
        notices.write(session, draft, people, now)
