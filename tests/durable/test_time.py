"""What a clock promises: it runs while nobody looks, escalates once, and survives a new history."""

from carelane.domain.deadlines import Deadline, Timer
from tests.durable.site import Site, eventually


def test_a_referral_nobody_triages_would_not_escalate(site: Site) -> None:
    site.work()
    case = site.start("escalation")
    (clock,) = site.rows(Deadline, instance_id=case)
    assert (clock.percent, clock.breached_at) == (0, None)
    site.skip(case, hours=1.5)
    eventually(lambda: site.rows(Deadline, instance_id=case)[0].percent == 50)
    assert not site.tasks(case, "urge")
    site.skip(case, hours=1)
    eventually(lambda: site.tasks(case, "urge"))
    (clock,) = site.rows(Deadline, instance_id=case)
    assert clock.percent == 100
    assert clock.breached_at == clock.due_at
    (late,) = site.tasks(case, "triage")
    assert (late.overdue, late.sla_percent) == (True, 100)
    site.complete(case, "triage")
    site.complete(case, "urge")
    assert site.ended(case).state == "completed"
    (clock,) = site.rows(Deadline, instance_id=case)
    assert clock.stopped_at is not None
    assert site.rows(Timer, instance_id=case) == []


def test_a_task_done_in_time_would_escalate_all_the_same(site: Site) -> None:
    site.work()
    case = site.start("escalation")
    site.complete(case, "triage")
    row = site.ended(case)
    assert row.state == "completed"
    assert site.rows(Deadline, instance_id=case)[0].percent == 0


def test_a_reminder_would_be_forgotten_by_a_new_history(site: Site) -> None:
    site.work()
    case = site.start("rounds", turns_per_run=1)
    (timer,) = site.rows(Timer, instance_id=case)
    for _ in range(3):
        site.complete(case, "ask", done=False)
    (newer,) = site.rows(Timer, instance_id=case)
    assert newer.due_at > timer.due_at
    site.skip(case, days=31)
    eventually(lambda: not site.rows(Timer, instance_id=case))
    site.complete(case, "ask", done=True)
    assert site.ended(case).state == "completed"
