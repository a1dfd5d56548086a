"""Jobs that ask who is on duty, what hospitals can take, and which ambulance comes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.job_input import JobInput
from activities.need_input import MOST, asker
from bpmn.times import parse_duration
from carelane.domain.capability_statuses import LASTS
from carelane.domain.errors import (
    CarelaneError,
    ClosureRefused,
    NotAllowed,
    ResourceNotFound,
    StatusRefused,
)
from carelane.domain.roles import InstitutionKind
from carelane.domain.travel import Position, minutes, position, road_km
from carelane.domain.wire import JobCall, JobResult
from carelane.services import capabilities, rosters, slots, units
from carelane.services.holds import Refused
from carelane.services.resource_needs import Need
from carelane.services.resource_reports import Report

_USUAL = 5


def _plain(value: object) -> Any:
    """Give a line as JSON knows it."""
    return {
        key: each.isoformat() if isinstance(each, datetime) else each
        for key, each in asdict(value).items()  # type: ignore[call-overload]
    }


def find_on_duty(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find who is on duty for a role or specialty."""
    given = JobInput(call)
    at = given.moment("at") or now
    org = given.text("org") or call.institution
    found = rosters.on_duty(session, org, given.text("role"), given.text("specialty"), at)
    first = next((each.person_id for each in found if not each.second_call), "")
    second = next((each.person_id for each in found if each.second_call), "")
    lines = [
        {"from": line.pop("starts_at"), "to": line.pop("ends_at"), **line}
        for line in map(_plain, found)
    ]
    return JobResult({"on_duty": lines, "first": first, "second": second})


def capability_status(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Say what hospitals can take; with ``set`` one of them says it anew."""
    given = JobInput(call)
    asked = given.whole.texts("capability", "capabilities")
    orgs = given.whole.texts("org", "orgs")
    change = given.part("set")
    if change.text("status"):
        if orgs and orgs[0] != call.institution:
            raise NotAllowed
        said = capabilities.Diversion(
            call.institution,
            asked[0] if asked else "",
            change.text("status"),
            change.text("reason"),
            parse_duration(change.text("for")).after(now) - now if change.text("for") else LASTS,
        )
        try:
            capabilities.divert(session, said, now)
        except ClosureRefused as error:
            return JobResult(error_code="CLOSURE_REFUSED", error_message=str(error))
    lines = capabilities.lines(session, asked, orgs, now)
    scene = position(given.part("position").values)
    hospitals = _hospitals(session, lines, scene)
    return JobResult({"capabilities": [_plain(each) for each in lines], "hospitals": hospitals})


def _hospitals(
    session: Session, lines: list[capabilities.CapabilityLine], scene: Position | None
) -> list[dict[str, Any]]:
    """Gather the lines by hospital, with its name, its place and the way there from a scene."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        at = units.place_of(session, line.org)
        hospital = found.setdefault(
            line.org,
            {
                "org": line.org,
                "name": slots.name_of(session, line.org),
                "lat": at.lat if at else None,
                "lon": at.lon if at else None,
                "km": round(road_km(scene, at), 1) if at and scene else None,
                "minutes": minutes(road_km(scene, at)) if at and scene else None,
                "open": [],
                "limited": [],
                "closed": [],
            },
        )
        if line.status in hospital:
            hospital[line.status].append(line.capability)
    return list(found.values())


def find_units(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Find the suitable units that are nearest in time."""
    given = JobInput(call)
    org = given.text("org")
    centres = [each for each in (org, call.institution) if _is_centre(session, each)]
    places = tuple(centres[:1])
    scene = position(given.part("position").values) or units.place_of(session, org)
    if scene is None:
        return JobResult(error_code="NO_UNIT", error_message="no position to drive to")
    spec = {"crew_level": given.text("crew_level"), "equipment": given.whole.texts("equipment")}
    need = Need("unit", now, orgs=places, spec=spec)
    found = units.nearest(session, need, scene, now, tuple(given.whole.texts("exclude")))
    most = given.whole.values.get("most")
    limit = min(most, MOST) if isinstance(most, int) and most > 0 else _USUAL
    lines = [_plain(each) for each in found[:limit]]
    if not lines:
        return JobResult(error_code="NO_UNIT", error_message="no suitable unit is available")
    return JobResult({"unit": lines[0], "units": lines})


def _is_centre(session: Session, org: str) -> bool:
    return slots.kind_of(session, org) == InstitutionKind.EMERGENCY


def _unit_id(given: JobInput) -> str:
    return given.text("unit_id") or given.part("unit").text("unit_id")


def assign_unit(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Give a unit to the incident."""
    given = JobInput(call)
    try:
        found = units.assign(session, _unit_id(given), asker(call, given, now))
    except CarelaneError as error:
        return JobResult(error_code="UNIT_TAKEN", error_message=str(error))
    if isinstance(found, Refused):
        return JobResult(error_code="UNIT_TAKEN", error_message=found.said)
    return JobResult({"unit": _plain(found)})


def report_unit(session: Session, call: JobCall, now: datetime) -> JobResult:
    """Write down what a unit says of itself, at the moment at which it was so."""
    given = JobInput(call)
    at, reason = given.moment("at") or now, given.text("reason")
    said = Report(given.text("status"), at, reason, place=call.institution)
    try:
        found = units.report_unit(
            session, _unit_id(given), said, position(given.part("position").values)
        )
    except (StatusRefused, ResourceNotFound) as error:
        return JobResult(error_code="STATUS_REFUSED", error_message=str(error))
    return JobResult({"unit": _plain(found)})
