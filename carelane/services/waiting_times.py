"""How long people and cases wait: percentiles of every kind of waiting, as a whole and by step."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col

from carelane.domain.measurements import Measurement
from carelane.domain.measures import Measure
from carelane.services.measure_percentiles import Times, times
from carelane.services.measure_sums import Dimension, MeasureFilter
from carelane.services.measuring import measured_at
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

DONE = "completed"
_ONLY_DONE = frozenset({Measure.TASK, Measure.ENDED})
"""Measures of which only what was carried through tells how long it takes."""
WAITS = (Measure.DECISION, Measure.VISIT, Measure.PICKUP, Measure.TASK, Measure.ENDED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Percentiles by measure (those with anything measured), and of human tasks by process and element."""

    measured_at: datetime | None
    whole: dict[Measure, Times]
    by_urgency: dict[Measure, tuple[Times, ...]]
    pickups: tuple[Times, ...]
    tasks: tuple[Times, ...]


def waiting(database: Database, actor: Actor, wanted: MeasureFilter) -> Waiting:
    """Work out the percentiles of the cases that the actor may have counted."""
    by_step: tuple[Dimension, ...] = ("process_id", "element_id")
    with database.reading() as session:
        whole = {measure: _times(session, actor, wanted, measure) for measure in WAITS}
        return Waiting(
            measured_at(session),
            {measure: found[0] for measure, found in whole.items() if found},
            {
                measure: found
                for measure in (Measure.DECISION, Measure.VISIT)
                if (found := _times(session, actor, wanted, measure, ("urgency",)))
            },
            _times(session, actor, wanted, Measure.PICKUP, by_step),
            _times(session, actor, wanted, Measure.TASK, by_step),
        )


def _times(
    session: Session,
    actor: Actor,
    wanted: MeasureFilter,
    measure: Measure,
    by: tuple[Dimension, ...] = (),
) -> tuple[Times, ...]:
    done = [col(Measurement.code) == DONE] if measure in _ONLY_DONE else []
    return tuple(times(session, actor, wanted, measure, by, *done))
