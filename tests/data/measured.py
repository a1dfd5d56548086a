"""Cases whose figures can be counted by hand: statuses, clocks and tasks at given hours before now."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from carelane.domain.deadlines import Deadline
from carelane.domain.periods import Period
from carelane.domain.process_instances import HistoryEntry
from carelane.services.measure_sums import MeasureFilter
from tests.data.world import World

ZONE = ZoneInfo("Asia/Shanghai")


def wanted(world: World, days: int = 30, **chosen: str) -> MeasureFilter:
    today = world.database.now().astimezone(ZONE).date()
    return MeasureFilter(Period(today - timedelta(days=days), today), **chosen)


def line(world: World, session: Session, case: str, hours: float, **data: Any) -> None:
    """Write what a turn of a case said, so many hours ago: a status, or variables."""
    kind = "StatusChanged" if "status" in data else "VariablesChanged"
    world.tasks += 1
    at = world.database.now() - timedelta(hours=hours)
    session.add(
        HistoryEntry(instance_id=case, turn=world.tasks, sequence=1, at=at, kind=kind, data=data)
    )
    session.flush()


def received(
    world: World,
    session: Session,
    place: str,
    hours: float,
    *statuses: tuple[float, str],
    **case: Any,
) -> str:
    """Make a case that began by a message so many hours ago and took these statuses, each so many hours ago."""
    values = {"started_at": world.database.now() - timedelta(hours=hours), "message_id": "m"} | case
    made = world.case(session, place, **values)
    line(world, session, made, hours, status="received")
    for ago, status in statuses:
        line(world, session, made, ago, status=status)
    return made


def stopped(world: World, session: Session, case: str, *hours: float | None, **more: Any) -> None:
    """Write a clock by the hours ago at which it started, was due and stopped; without the last it runs."""
    start, due, stop = (
        None if ago is None else world.database.now() - timedelta(hours=ago) for ago in hours
    )
    world.tasks += 1
    session.add(
        Deadline(
            **{
                "id": f"{case}:c{world.tasks}",
                "instance_id": case,
                "sla_id": f"c{world.tasks}",
                "element_id": "triage",
                "start_at": start,
                "due_at": due,
                "stopped_at": stop,
                **more,
            }
        )
    )
    line(world, session, case, 0.01, note="a clock")
