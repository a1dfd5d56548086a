"""Reports by mail: the figures of the last whole week or month, for who ordered them. Numbers and links, no case.

A report is written into the outbox once for each order and period, however often this runs; what it says is worked
out with the rights that its reader has at that moment.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urlencode

from sqlmodel import col, select

from carelane.domain.measures import Measure
from carelane.domain.notices import Topic
from carelane.domain.people import Person
from carelane.domain.periods import Period, before
from carelane.domain.report_orders import WEEKLY, ReportOrder
from carelane.domain.rights import Right
from carelane.services.accounts import actor_for
from carelane.services.comparisons import compare
from carelane.services.compliance import compliance
from carelane.services.letters import Letter, post
from carelane.services.measure_sums import MeasureFilter
from carelane.services.report_texts import Report, text_of
from carelane.services.request_outcomes import request_outcomes
from carelane.services.throughput import throughput
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may
from carelane.services.waiting_times import waiting


@dataclass(frozen=True, slots=True)
class Written:
    """How many reports were new, and how many were ordered by people who may not have them any more."""

    written: int = 0
    refused: int = 0


def write_reports(database: Database, zone: tzinfo, address: str) -> Written:
    """Put what is due into the outbox; ``address`` is the origin of the pages that links lead to, if it is known."""
    written = refused = 0
    for order, person in _orders(database):
        actor = actor_for(database, person.login)
        if actor is None or not may(actor, Right.SEE_FIGURES, order.institution_code or None):
            refused += 1
        else:
            written += _write(database, order, person, actor, zone, address)
    return Written(written, refused)


def _orders(database: Database) -> list[tuple[ReportOrder, Person]]:
    statement = (
        select(ReportOrder, Person)
        .join(Person, col(Person.id) == col(ReportOrder.person_id))
        .order_by(col(ReportOrder.id))
    )
    with database.reading() as session:
        return list(session.exec(statement).all())


def _write(  # noqa: PLR0913, PLR0917 - which order, of whom, seen by whom, when and where
    database: Database,
    order: ReportOrder,
    person: Person,
    actor: Actor,
    zone: tzinfo,
    address: str,
) -> int:
    """Write one report, unless it was written or was ordered after its period."""
    now = database.now()
    period = due_period(order.rhythm, now, zone)
    if order.ordered_at.astimezone(zone).date() <= period.until:
        return _send(database, order, person, report_of(database, actor, order, period), address)
    return 0


def due_period(rhythm: str, now: datetime, zone: tzinfo) -> Period:
    """Give the last whole week (from Monday) or month before a moment."""
    return before(now.astimezone(zone).date(), "week" if rhythm == WEEKLY else "month")


def report_of(database: Database, actor: Actor, order: ReportOrder, period: Period) -> Report:
    """Work out what a report says to this reader."""
    wanted = MeasureFilter(period, order.institution_code, order.process_id)
    times = waiting(database, actor, wanted).whole
    flow = throughput(database, actor, wanted)
    return Report(
        order.institution_code,
        order.process_id,
        period,
        compliance(database, actor, wanted).whole.share,
        request_outcomes(database, actor, wanted),
        {measure: found for measure, found in times.items() if measure is not Measure.TASK},
        sum(one.total for one in flow.started),
        sum(one.total for one in flow.ended),
        sum(flow.ages),
        compare(database, actor, wanted).rows,
    )


def _send(
    database: Database, order: ReportOrder, person: Person, report: Report, address: str
) -> int:
    period = report.period
    query = {
        "since": f"{period.since}",
        "until": f"{period.until}",
        "institution": order.institution_code,
        "process": order.process_id,
    }
    asked = urlencode({key: value for key, value in query.items() if value})
    link = f"{address}/figures?{asked}" if address else ""
    subject, body = text_of(report, person.language, link)
    letter = Letter(Topic.REPORT, f"report:{order.id}:{period.since}", subject, body)
    with database.transaction() as session:
        return post(session, letter, [person.id], database.now())
