"""Clocks on the real server: what stands still, is given more time or planned anew is the same after a restart or a rebuild."""

import uuid
from datetime import timedelta

from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import Delivery, Operate
from carelane.services.rebuild import rewrite
from tests.durable.site import Site, eventually
from tests.durable.test_calls import replayed
from tests.durable.test_histories import only_when_asked, record_new
from tests.durable.told_turns import told_turns

CALENDAR = {"zone": "Asia/Shanghai", "hours": [["08:00", "12:00"], ["14:00", "17:30"]]}
ANSWER = Delivery("answer", "ANSWER", "k1", {"note": "sent"})
WORSE = Delivery("worse", "WORSE", "k1", {"urgency": "E"})


def begin(site: Site, urgency: str = "U", turns_per_run: int = 0) -> str:
    given = {"urgency": urgency, "key": "k1", "calendar": CALENDAR}
    return site.start("decision", turns_per_run=turns_per_run, **given)


def clock(site: Site, case: str) -> Deadline:
    (found,) = site.rows(Deadline, instance_id=case, element_id="decision", name="decision")
    assert isinstance(found, Deadline)
    return found


def extend(site: Site, case: str, hours: float) -> str:
    now = clock(site, case)
    due = (now.due_at + timedelta(hours=hours)).isoformat()
    wanted = Operate(
        uuid.uuid4().hex, "extend_sla", "li", "theatre", {"sla": now.sla_id, "due_at": due}
    )
    answer = site.cases.operate(case, wanted)
    return answer.code


def rows(site: Site, case: str) -> list[tuple[object, ...]]:
    shown = [
        (
            each.due_at,
            each.percent,
            each.paused_at,
            each.paused_why,
            each.paused_seconds,
            each.extended_from,
            each.breached_at,
            each.breached_owner,
            each.breached_role,
            each.stopped_at,
        )
        for each in site.rows(Deadline, instance_id=case)
    ]
    tasks = [(task.element_id, task.due_at) for task in site.rows(HumanTask, instance_id=case)]
    return [*shown, *tasks]


def a_long_way(site: Site, turns_per_run: int = 0) -> str:
    """Let a clock be paused, run again, be extended, run out, be planned anew and stop."""
    case = begin(site, turns_per_run=turns_per_run)
    site.complete(case, "check", complete=False)
    assert clock(site, case).paused_why == "info_request"
    assert site.rows(Timer, instance_id=case) == []
    site.skip(case, hours=5)
    site.cases.deliver(case, ANSWER)
    eventually(lambda: site.tasks(case, "decide"))
    resumed = clock(site, case)
    assert resumed.paused_at is None
    assert resumed.paused_seconds >= 5 * 3600
    (task,) = site.tasks(case, "decide")
    assert task.due_at == resumed.due_at
    assert extend(site, case, 1) == ""
    with site.database.transaction() as session:
        row = session.get_one(HumanTask, task.id)
        row.state, row.actual_owner = "reserved", "li"
    site.skip(case, hours=3.2)
    eventually(lambda: clock(site, case).percent == 100)
    site.cases.deliver(case, WORSE)
    eventually(lambda: clock(site, case).percent == 150)
    return case


def test_a_pause_an_extension_and_a_breach_would_be_lost(site: Site) -> None:
    site.work()
    case = a_long_way(site)
    late = clock(site, case)
    assert (late.breached_owner, late.breached_role) == ("li", "hos_spec")
    assert late.extended_from is not None
    assert extend(site, case, 1) == "emergency_clock"
    before = rows(site, case)
    rewrite(site.database, told_turns(site, case))
    assert rows(site, case) == before
    kinds = [line.kind for line in site.rows(HistoryEntry, instance_id=case)]
    assert {"SlaPaused", "SlaResumed", "SlaExtended", "SlaReplanned"} <= set(kinds)
    (done,) = [
        line for line in site.rows(HistoryEntry, instance_id=case) if line.kind == "Operation"
    ]
    assert done.data == {"operation": "extend_sla", "reason": "theatre"}
    site.complete(case, "decide")
    site.complete(case, "book")
    site.ended(case)
    replayed(site, case)


def test_a_clock_would_begin_anew_in_a_new_history(site: Site) -> None:
    site.work()
    case = a_long_way(site, turns_per_run=1)
    before = rows(site, case)
    rewrite(site.database, told_turns(site, case))
    assert rows(site, case) == before


@only_when_asked
def test_record_a_clock(site: Site) -> None:
    """Write the history of a clock over a case."""
    site.work()
    case = a_long_way(site)
    site.complete(case, "decide")
    site.complete(case, "book")
    site.ended(case)
    record_new(site, "clock_over_a_case", case)
