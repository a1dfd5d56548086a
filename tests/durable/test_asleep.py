"""What a case promises that was asleep while its clock went on: everything due happens once, in order, in small turns."""

import asyncio
import time
from datetime import datetime

from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import CancelInstance
from tests.durable.site import Site, eventually
from tests.durable.test_histories import only_when_asked, record_new

BEDS, BEATS = 200, 8
_MOST = 700
"""Firings of one turn: those of about 1,000 activations, two or three a firing."""


def asleep(site: Site) -> str:
    """Let a case sleep through most firings of its cycles: its worker is away."""
    site.work()
    case = site.start("many_reminders", beds=list(range(BEDS)))
    site.rest()
    time.sleep(BEATS)
    site.work()
    return case


def firings(site: Site, case: str) -> list[HistoryEntry]:
    lines = site.rows(HistoryEntry, instance_id=case, kind="ClearTimer")
    return [line for line in lines if line.data["fired"]]


def test_a_case_asleep_through_its_reminders_would_stand_still_or_miss_some(site: Site) -> None:
    case = asleep(site)
    eventually(lambda: len(firings(site, case)) == BEDS * BEATS)
    site.cases.cancel(case, CancelInstance("enough", "the ward is closed", "li"))
    assert site.ended(case).state == "cancelled"
    fired = sorted(firings(site, case), key=lambda line: line.id)
    lines = site.rows(HistoryEntry, instance_id=case, kind="SetTimer")
    due = {line.data["timer_id"]: datetime.fromisoformat(line.data["due_at"]) for line in lines}
    times = [due[line.data["timer_id"]] for line in fired]
    assert len({line.data["timer_id"] for line in fired}) == BEDS * BEATS
    assert times == sorted(times)
    assert all(line.at >= moment for line, moment in zip(fired, times, strict=True))
    turns = [line.turn for line in fired]
    assert max(turns.count(turn) for turn in set(turns)) < _MOST
    runs = site.loop.run(histories(site.client, workflow_id(case)))
    assert any("core_patch" in run.to_json() for run in runs)
    for run in runs:
        asyncio.run(replay_worker(site.client.data_converter).replay_workflow(run))


@only_when_asked
def test_record_asleep(site: Site) -> None:
    """Write the history of a case that catches up in parts."""
    case = asleep(site)
    eventually(lambda: len(firings(site, case)) == BEDS * BEATS)
    record_new(site, "asleep_caught_up_in_parts", case)
