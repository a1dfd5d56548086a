"""Institutions beside each other, with the caution that small numbers ask for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from carelane.domain.measures import Measure
from carelane.domain.small_numbers import Share
from carelane.services.measure_percentiles import times
from carelane.services.measure_sums import Dimension, MeasureFilter, sums
from carelane.services.measuring import measured_at
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

_PLACE: tuple[Dimension, ...] = ("institution_code",)
_SHARES = (Measure.CLOCK, Measure.DECISION, Measure.VISIT, Measure.LOOP)


@dataclass(frozen=True, slots=True)
class Compared:
    """One institution: cases begun, clocks kept, decisions in favour, appointments kept, loops closed.

    ``decision`` is the median time of its decisions; None where it made none.
    """

    institution: Name
    started: int
    kept: Share
    accepted: Share
    came: Share
    loop: Share
    decision: timedelta | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Institutions by the share of clocks they kept, the lowest first; those with too few stand at the end."""

    measured_at: datetime | None
    rows: tuple[Compared, ...]


def compare(database: Database, actor: Actor, wanted: MeasureFilter) -> Comparison:
    """Compare the institutions whose cases the actor may have counted."""
    with database.reading() as session:
        names = Names(session)
        started = {
            one.by[0]: one.total for one in sums(session, actor, wanted, Measure.STARTED, _PLACE)
        }
        shares = {measure: _shares(session, actor, wanted, measure) for measure in _SHARES}
        medians = {
            one.by[0]: one.percentile(50)
            for one in times(session, actor, wanted, Measure.DECISION, _PLACE)
        }
        codes = set(started).union(*shares.values())
        none = Share(0, 0)
        rows = [
            Compared(
                names.institution(code),
                started=started.get(code, 0),
                kept=shares[Measure.CLOCK].get(code, none),
                accepted=shares[Measure.DECISION].get(code, none),
                came=shares[Measure.VISIT].get(code, none),
                loop=shares[Measure.LOOP].get(code, none),
                decision=medians.get(code),
            )
            for code in codes
        ]
        return Comparison(measured_at(session), tuple(sorted(rows, key=_order)))


def _order(row: Compared) -> tuple[bool, float, str]:
    return row.kept.small, row.kept.value or 0.0, row.institution.id


def _shares(
    session: Session, actor: Actor, wanted: MeasureFilter, measure: Measure
) -> dict[str, Share]:
    """Give the share that a measure stands for, by institution."""
    if measure is Measure.DECISION:
        found = sums(session, actor, wanted, measure, [*_PLACE, "code"])
        totals: dict[str, Share] = {}
        for one in found:
            place, code = one.by
            old = totals.get(place, Share(0, 0))
            good = one.total if code == "accepted" else 0
            totals[place] = Share(old.good + good, old.total + one.total)
        return totals
    if measure is Measure.VISIT:
        came = {one.by[0]: one.total for one in sums(session, actor, wanted, measure, _PLACE)}
        missed = {
            one.by[0]: one.total for one in sums(session, actor, wanted, Measure.NO_SHOW, _PLACE)
        }
        return {
            place: Share(came.get(place, 0), came.get(place, 0) + missed.get(place, 0))
            for place in {*came, *missed}
        }
    return {one.by[0]: one.share for one in sums(session, actor, wanted, measure, _PLACE)}
