"""What people do to resources from their page: report a state, confirm an old one, declare a diversion."""

from datetime import timedelta

from carelane.domain.errors import NotAllowed, ReasonTooLong, ResourceNotFound
from carelane.domain.resources import Resource
from carelane.domain.rights import Right
from carelane.services import capabilities, units
from carelane.services.capabilities import CapabilityLine, Diversion
from carelane.services.resource_reports import Report, report
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, may_report

LONGEST_REASON = 500


def report_state(
    database: Database, actor: Actor, resource_id: str, state: str, reason: str = ""
) -> None:
    """Say what a resource is now; the same state again confirms it.

    Raises `ResourceNotFound`, `NotAllowed`, `StatusRefused`, `ReasonTooLong`.
    """
    _check_reason(reason)
    with database.transaction() as session:
        row = session.get(Resource, resource_id)
        if row is None:
            raise ResourceNotFound
        if not may_report(actor, row.kind, row.institution_code):
            raise NotAllowed
        said = Report(state, database.now(), reason, actor.person_id)
        if row.kind == "unit":
            units.report_unit(session, resource_id, said)
        else:
            report(session, resource_id, said)


def declare(
    database: Database,
    actor: Actor,
    place: str,
    capability: str,
    wish: tuple[str, str, timedelta],
) -> CapabilityLine:
    """Say what a hospital can take: status, reason, for how long. Raises `NotAllowed` and what `capabilities.divert` does."""
    status, reason, lasts = wish
    _check_reason(reason)
    if not may(actor, Right.DIVERT, place):
        raise NotAllowed
    said = Diversion(place, capability, status, reason, lasts, actor.person_id)
    with database.transaction() as session:
        return capabilities.divert(session, said, database.now())


def capability_lines(database: Database, actor: Actor) -> tuple[CapabilityLine, ...]:
    """List what every hospital can take; it is meant for everybody who is signed in."""
    del actor
    with database.reading() as session:
        return tuple(capabilities.lines(session, (), (), database.now()))


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
