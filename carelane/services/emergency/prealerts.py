"""Pre-alerts that hospitals have been sent and whose patients are on the way or at the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from carelane.domain.emergencies import ACKNOWLEDGE, HAND_OVER, RECEIVING, rank
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.emergency import facts
from carelane.services.many_values import among
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, own_task, places_of, visible_case

MOST = 200


@dataclass(frozen=True, slots=True)
class PrealertLine:
    """One pre-alert. ``task_id`` is the open task in which the reader acknowledges it, empty where there is none.

    ``team`` is what the crew suggests until somebody acknowledges, then what was decided; ``bay`` is empty while none
    is held. ``updates`` counts how often the crew has alerted again.
    """

    case_id: str
    business_key: str
    institution: str
    from_institution: str
    category: str
    atmist: dict[str, Any]
    sent_at: datetime
    eta: datetime | None
    acknowledge_due: datetime
    acknowledged_at: datetime | None
    team: str
    team_called_at: datetime | None
    bay: str
    arrived_at: datetime | None
    handover_due: datetime | None
    updates: int
    task_id: str


@dataclass(frozen=True, slots=True)
class Prealerts:
    """Open pre-alerts: those not acknowledged first, then by urgency and ETA; ``left_out``: too many to show."""

    lines: tuple[PrealertLine, ...]
    left_out: int


def open_prealerts(database: Database, actor: Actor) -> Prealerts:
    """List the pre-alerts of the hospitals at which the actor receives patients; nobody else has any."""
    places = places_of(actor, Right.SEE_PREALERTS) or ()
    if not places:
        return Prealerts((), 0)
    row, task = ProcessInstance, HumanTask
    mine = (
        col(task.element_id) == "PE11_ack",
        col(task.closed_at).is_(None),
        own_task(actor),
    )
    own = select(func.min(col(task.id))).where(col(task.instance_id) == col(row.id), *mine)
    acknowledge: Any = own.correlate(row).scalar_subquery()
    total: Any = func.count().over()
    known = col(row.variables)
    statement = select(row, acknowledge, total).where(
        col(row.process_id) == RECEIVING,
        col(row.state) == "active",
        among(col(row.institution_code), places),
        visible_case(actor),
        *_on_the_way(known),
    )
    order = (*_first(known), col(row.started_at), col(row.id))
    with database.reading() as session:
        found = session.exec(statement.order_by(*order).limit(MOST)).all()
    lines = sorted((_line(case, task_id or "") for case, task_id, _total in found), key=_order)
    return Prealerts(tuple(lines), found[0][2] - len(lines) if found else 0)


def _on_the_way(known: Any) -> tuple[Any, ...]:
    """Leave out diversions, which the same process declares, and what was handed over."""
    announced, received = known["atmist"].as_string(), known["received_at"].as_string()
    return (announced.is_not(None), received.is_(None))


def _first(known: Any) -> tuple[Any, ...]:
    """Put those first that would be missed most: on the way, not acknowledged, the most urgent."""
    return (
        known["arrived_at"].as_string().is_not(None),
        known["ack_at"].as_string().is_not(None),
        facts.by_category(known["category"].as_string()),
    )


def _order(line: PrealertLine) -> tuple[bool, bool, int, datetime, str]:
    late = line.eta or line.sent_at
    waits = line.acknowledged_at is not None
    return (line.arrived_at is not None, waits, rank(line.category), late, line.case_id)


def _line(case: ProcessInstance, task_id: str) -> PrealertLine:
    known = case.variables
    sent_at = facts.moment(known.get("sent_at")) or case.started_at
    arrived_at = facts.moment(known.get("arrived_at"))
    hold, updates = facts.part(known, "hold"), known.get("updates")
    return PrealertLine(
        case_id=case.id,
        business_key=case.business_key,
        institution=case.institution_code,
        from_institution=facts.text(known.get("ems_org")) or case.from_institution,
        category=facts.text(known.get("category")),
        atmist=facts.part(known, "atmist"),
        sent_at=sent_at,
        eta=facts.moment(known.get("eta")),
        acknowledge_due=facts.due(known, ACKNOWLEDGE, sent_at),
        acknowledged_at=facts.moment(known.get("ack_at")),
        team=facts.text(known.get("team")),
        team_called_at=facts.moment(known.get("team_called_at")),
        bay=facts.text(hold.get("place")) or facts.text(known.get("bay_freed")),
        arrived_at=arrived_at,
        handover_due=facts.due(known, HAND_OVER, arrived_at) if arrived_at else None,
        updates=len(updates) if isinstance(updates, list) else 0,
        task_id=task_id,
    )
