"""Where cases of one process stand longest: the stays at each element, and what stands there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from carelane.domain.errors import DefinitionNotFound
from carelane.domain.measures import Measure
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ElementActivation, ProcessInstance
from carelane.services.bundles import load_bundle
from carelane.services.measure_percentiles import Times, times
from carelane.services.measure_sums import MeasureFilter, least
from carelane.services.measured_rows import waiting_elements
from carelane.services.measuring import measured_at
from carelane.services.throughput import open_cases
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class Stay:
    """One element: its stays in the period (None: none ended), how many stand there now, since when the oldest does."""

    element_id: str
    times: Times | None
    now: int
    oldest: datetime | None

    @property
    def weight(self) -> timedelta:
        """All the time that cases stood there, told by the median: what heat is by."""
        return self.times.percentile(50) * self.times.total if self.times else timedelta()


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """The newest version's diagram, and its elements that anybody stood at, those that cost most time first."""

    measured_at: datetime | None
    definition_id: str
    process_name: str
    bpmn_xml: str
    stays: tuple[Stay, ...]


def bottlenecks(database: Database, actor: Actor, wanted: MeasureFilter) -> Bottlenecks:
    """Look at one process, named by the filter; raises `DefinitionNotFound` without one.

    Elements of older versions that the newest does not have are left out of the diagram, and listed all the same.
    """
    with database.reading() as session:
        latest = session.scalars(_newest(wanted.process)).first()
        if latest is None:
            raise DefinitionNotFound
        found = {
            one.by[0]: one for one in times(session, actor, wanted, Measure.STAY, ["element_id"])
        }
        now = _now(session, actor, wanted, waiting_elements(session, latest.id))
        stays = [
            Stay(element, found.get(element), *now.get(element, (0, None)))
            for element in {*found, *now}
        ]
        return Bottlenecks(
            measured_at(session),
            latest.id,
            latest.name,
            load_bundle(session, latest.bundle_sha256).bpmn,
            tuple(sorted(stays, key=lambda stay: (-stay.weight, -stay.now, stay.element_id))),
        )


def _newest(process_id: str) -> Select[ProcessDefinition]:
    return (
        select(ProcessDefinition)
        .where(col(ProcessDefinition.process_id) == process_id)
        .order_by(col(ProcessDefinition.version).desc())
        .limit(1)
    )


def _now(
    session: Session, actor: Actor, wanted: MeasureFilter, can_wait: frozenset[str]
) -> Mapping[str, tuple[int, datetime | None]]:
    """Count what stands at each element at this moment."""
    element, entered = col(ElementActivation.element_id), col(ElementActivation.entered_at)
    statement = (
        select(element, func.count(), func.min(entered))
        .join(ProcessInstance, col(ProcessInstance.id) == col(ElementActivation.instance_id))
        .where(*open_cases(actor, wanted), col(ElementActivation.left_at).is_(None))
        .group_by(element)
        .having(func.count() >= least(actor))
    )
    rows = session.connection().execute(statement)
    return {name: (count, since) for name, count, since in rows if name in can_wait}
