"""How many clocks were kept: over time, by urgency, by process and by institution."""

from dataclasses import dataclass
from datetime import datetime

from carelane.domain.measures import Measure
from carelane.services.measure_sums import MeasureFilter, Sum, by_part, one, sums
from carelane.services.measuring import measured_at
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class Compliance:
    """Clocks with a verdict in the period; ``over_time`` by the parts of its grain, empty parts included."""

    measured_at: datetime | None
    whole: Sum
    over_time: tuple[Sum, ...]
    by_urgency: tuple[Sum, ...]
    by_element: tuple[Sum, ...]
    """By process and element; an element of a clock over a whole process is the process itself."""


def compliance(database: Database, actor: Actor, wanted: MeasureFilter) -> Compliance:
    """Count kept and missed clocks of the cases that the actor may have counted."""
    clock = Measure.CLOCK
    with database.reading() as session:
        days = sums(session, actor, wanted, clock, ["day"])
        return Compliance(
            measured_at(session),
            one(sums(session, actor, wanted, clock)),
            tuple(by_part(days, wanted.period)),
            tuple(sums(session, actor, wanted, clock, ["urgency"])),
            tuple(sums(session, actor, wanted, clock, ["process_id", "element_id"])),
        )
