"""What becomes of requests: decisions and their reasons, patients who do not come, loops that are closed."""

from dataclasses import dataclass
from datetime import datetime

from carelane.domain.measures import Measure
from carelane.domain.small_numbers import Share
from carelane.services.measure_sums import MeasureFilter, Sum, one, sums
from carelane.services.measuring import measured_at
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class RequestOutcomes:
    """Counts by code, the most frequent first. ``came`` is the share of appointments to which the patient came.

    ``loop`` is the share of accepted requests whose reply was read; ``loops`` are all of them by what became of them.
    """

    measured_at: datetime | None
    decisions: tuple[Sum, ...]
    reject_reasons: tuple[Sum, ...]
    redirect_reasons: tuple[Sum, ...]
    no_shows: tuple[Sum, ...]
    came: Share
    loop: Share
    loops: tuple[Sum, ...]


def request_outcomes(database: Database, actor: Actor, wanted: MeasureFilter) -> RequestOutcomes:
    """Count the cases that the actor may have counted."""
    with database.reading() as session:

        def by_code(measure: Measure) -> tuple[Sum, ...]:
            found = sums(session, actor, wanted, measure, ["code"])
            return tuple(sorted(found, key=lambda each: (-each.total, each.by)))

        visits = one(sums(session, actor, wanted, Measure.VISIT)).total
        missed = one(sums(session, actor, wanted, Measure.NO_SHOW)).total
        return RequestOutcomes(
            measured_at(session),
            by_code(Measure.DECISION),
            by_code(Measure.REJECT_REASON),
            by_code(Measure.REDIRECT_REASON),
            by_code(Measure.NO_SHOW),
            Share(visits, visits + missed),
            one(sums(session, actor, wanted, Measure.LOOP)).share,
            by_code(Measure.LOOP),
        )
