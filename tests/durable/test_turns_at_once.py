"""What a person's command brings is written by the worker at once, unseen by the history, and never lost by it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from temporalio.api.enums.v1 import EventType

from activities import journal
from carelane.adapters import turn_writer
from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories
from carelane.adapters.turn_writer import TurnWriter
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import Turn, Written
from carelane.services.journal import write_turn
from carelane.services.transaction import Database
from tests.durable.site import Site
from tests.durable.test_histories import only_when_asked, record_new
from tests.durable.test_own_bugs import replay

TURN = Turn("case", 2, "2026-03-02T08:00:00+00:00", [], [{"type": "FlowTaken", "flow_id": "f1"}])


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


def kinds(site: Site, case: str) -> list[str]:
    (run,) = site.loop.run(histories(site.client, workflow_id(case)))
    return [EventType.Name(event.event_type).removeprefix("EVENT_TYPE_") for event in run.events]


def two_rounds(site: Site) -> str:
    case = site.start("rounds")
    for note in ("first", "kept"):
        site.complete(case, "ask", done=False, note=note)
    return case


def finish(site: Site, case: str) -> None:
    site.complete(case, "ask", done=True)
    assert site.ended(case).variables["note"] == "kept"


def test_a_completed_task_would_cost_a_history_more_than_five_events(site: Site) -> None:
    site.work()
    case = site.start("rounds")
    site.complete(case, "ask", done=False)
    before = len(kinds(site, case))
    for _ in range(4):
        site.complete(case, "ask", done=False)
    found = kinds(site, case)[before:]
    assert len(found) == 4 * 5
    assert "MARKER_RECORDED" not in found


def test_a_turn_that_the_history_does_not_name_would_be_lost_in_a_rebuild(site: Site) -> None:
    site.work()
    case = two_rounds(site)
    told = site.cases.turns(case)
    assert [turn.turn for turn in told] == [1, 2, 3]
    assert [cause.person for cause in told[1].causes] == ["li"]
    replay(site, case)


def test_a_slow_database_would_stop_the_case_or_hide_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too slow to be waited for: the history says so, and a replay goes the same way."""
    monkeypatch.setattr(turn_writer, "WITHIN", 0.0)
    site.work()
    case = two_rounds(site)
    assert "MARKER_RECORDED" in kinds(site, case)
    assert [turn.turn for turn in site.cases.turns(case)] == [1, 2, 3]
    lines = site.rows(HistoryEntry, instance_id=case)
    assert len({line.id for line in lines}) == len(lines)
    replay(site, case)
    monkeypatch.undo()
    finish(site, case)
    replay(site, case)


def test_a_worker_without_the_writer_would_leave_people_without_an_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TurnWriter, "workflow_interceptor_class", lambda _self, _input: None)
    site.work()
    case = two_rounds(site)
    finish(site, case)


def writer_of(journal: Callable[[Turn], Written], threads: ThreadPoolExecutor) -> TurnWriter:
    return TurnWriter(journal, threads)


def test_an_answer_that_matters_would_be_dropped(threads: ThreadPoolExecutor) -> None:
    for answer in (Written(signals=["s1"]), Written(diverged=True), Written([("letter", "k")])):
        assert not writer_of(lambda _turn, said=answer: said, threads).write(TURN)
    assert writer_of(lambda _turn: Written(), threads).write(TURN)


def test_a_database_that_is_away_would_hold_up_every_case(threads: ThreadPoolExecutor) -> None:
    asked: list[Turn] = []

    def away(turn: Turn) -> Written:
        asked.append(turn)
        raise OSError

    writer = writer_of(away, threads)
    assert not writer.write(TURN)
    assert not writer.write(TURN)
    assert len(asked) == 1, "it is asked again only after a rest"


def test_a_slow_write_would_see_what_the_case_did_later(
    threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn_writer, "WITHIN", 0.0)
    seen: list[str] = []

    def slow(turn: Turn) -> Written:
        time.sleep(0.05)
        seen.append(turn.effects[0]["flow_id"])
        return Written()

    effects = [{"type": "FlowTaken", "flow_id": "f1"}]
    assert not writer_of(slow, threads).write(Turn("case", 2, TURN.at, [], effects))
    effects[0]["flow_id"] = "f2"
    threads.shutdown()
    assert seen == ["f1"]


def test_a_late_write_would_come_twice_or_bring_an_old_turn_back(site: Site) -> None:
    """A write that was given up ends after the case has gone on."""
    site.work()
    case = two_rounds(site)
    first, second = site.cases.turns(case)[:2]
    before = len(site.rows(HistoryEntry, instance_id=case))
    assert write_turn(site.database, first).diverged
    write_turn(site.database, second)
    assert len(site.rows(HistoryEntry, instance_id=case)) == before
    row = site.row(case)
    assert row is not None
    assert row.turn == 3


@pytest.mark.parametrize("process", ["letter_writer", "rounds"])
def test_a_look_into_a_case_that_is_being_written_would_stop_it_for_good(
    site: Site, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, process: str
) -> None:
    """A question ends the workflow task in which a turn is written; what comes next must not be joined to it."""

    def slow(database: Database, turn: Turn) -> Written:
        time.sleep(0.4)
        return write_turn(database, turn)

    monkeypatch.setattr(journal, "write_turn", slow)
    values = {"letter_id": "L1", "to": "NOWHERE", "text": ""}
    case = site.start(process, wait=False, turns_per_run=1, **values)
    looks = [threads.submit(site.cases.inspect, case) for _ in range(2)]
    time.sleep(0.3)
    site.work()
    site.complete(case, "pause" if process == "letter_writer" else "ask", done=False)
    assert all(look.result() for look in looks)
    before = len(site.cases.turns(case))
    lines = site.rows(HistoryEntry, instance_id=case, turn=1)
    assert {line.at.isoformat() for line in lines} == {site.cases.turns(case)[0].at}
    assert before >= 2
    replay(site, case)


@only_when_asked
def test_record_turns_written_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the history of a case of which one turn was written at once and one was not."""
    site.work()
    case = site.start("rounds", turns_per_run=4)
    site.complete(case, "ask", done=False)
    with monkeypatch.context() as slow:
        slow.setattr(turn_writer, "WITHIN", 0.0)
        slow.setattr(turn_writer, "REST", 0.0)
        site.complete(case, "ask", done=False)
    for done in (False, False, False, True):
        site.complete(case, "ask", done=done)
    site.ended(case)
    record_new(site, "turns_written_at_once", case)
