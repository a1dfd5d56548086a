"""What would be lost: a bench of worklists that measures something else than it says."""

import pytest
from sqlmodel import col, func, select

from carelane.bench.worklist import claims, filling, looks
from carelane.bench.worklist.filling import Size
from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services.transaction import Database
from carelane.services.worklist_entries import mend

SIZE = Size(tasks=1_200, open_tasks=200, institutions=3)
CLAIMED = 40


def test_the_bench_fills_what_it_says_and_counts_every_winner_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_MADE", 500)
    monkeypatch.setattr(looks, "ROUNDS", 1)
    monkeypatch.setattr(looks, "PEOPLE", 2)
    filling.fill(database, SIZE)
    with database.reading() as session:
        number = select(func.count())
        assert session.exec(number.select_from(HumanTask)).one() == SIZE.tasks
        assert session.exec(number.select_from(HumanTaskOwner)).one() == SIZE.tasks
        still_open = number.where(col(HumanTask.closed_at).is_(None))
        assert session.exec(still_open).one() == SIZE.open_tasks
        assert session.exec(number.select_from(WorklistEntry)).one() == SIZE.open_tasks
    assert mend(database) == 0
    (looked,) = looks.measure(database)
    assert 0 < looked.page_p50 <= looked.page_p95
    assert 0 < looked.board.typical <= looked.board.p95
    with database.reading() as session:
        open_now = col(HumanTask.closed_at).is_(None)
        late = number.select_from(HumanTask).where(open_now, col(HumanTask.due_at) < database.now())
        running = number.select_from(Deadline).where(col(Deadline.stopped_at).is_(None))
        soon = running.where(col(Deadline.percent) == 80)
        assert looked.board.rows == session.exec(late).one() + session.exec(soon).one()
    found = claims.measure(database, CLAIMED)
    assert (found["winners"], found["claimed_twice"]) == (CLAIMED, 0)
