"""What would be lost: what really became of each case of a batch, and that nothing is done twice."""

from itertools import count

import pytest

from carelane.domain.errors import ReasonMissing
from carelane.domain.wire import Answer, ResolveIncident
from carelane.services.incident_batches import Batch, Pace, begun_before, run
from carelane.services.incident_filters import IncidentFilter
from carelane.services.incident_lists import matching
from carelane.services.incident_results import Patience
from carelane.services.incidents import Resolution
from tests.data.stuck import Ward
from tests.data.world import World

RETRY = Resolution("the desk is open again")
PACE = Pace(step=3, at_once=2, awaited=4)


@pytest.fixture
def ward(world: World) -> Ward:
    return Ward(world.database)


def test_every_case_of_a_batch_is_told_as_it_is(world: World, ward: Ward) -> None:
    cases = [ward.begin() for _ in range(4)]
    operator = world.actor("operator")
    ids = ward.incidents(operator)
    ward.desk.error = None
    first = Batch("b0", ids[:1], RETRY, PACE)
    assert run(first, ward.database, ward.cases, operator).succeeded
    told: list[int] = []
    batch = Batch("b1", [*ids, *ids, "nobody:i1"], RETRY, PACE)
    run(batch, ward.database, ward.cases, operator, lambda one: told.append(len(one.outcomes)))
    results = {
        outcome.incident_id: (outcome.result, outcome.code) for outcome in batch.outcomes.values()
    }
    assert results == {
        ids[0]: ("refused", "incident_closed"),
        ids[1]: ("went_on", ""),
        ids[2]: ("went_on", ""),
        ids[3]: ("went_on", ""),
        "nobody:i1": ("refused", "incident_not_found"),
    }
    assert (batch.done, batch.succeeded, batch.total) == (True, False, 5)
    assert batch.counts() == {"went_on": 3, "refused": 2}
    assert told == sorted(told)
    assert {outcome.instance_id for outcome in batch.outcomes.values()} == {*cases, "nobody"}


def test_a_batch_begun_again_does_nothing_twice(world: World, ward: Ward) -> None:
    for _ in range(4):
        ward.begin()
    operator = world.actor("operator")
    ids = matching(ward.database, operator, IncidentFilter())
    ward.database.clock.advance(minutes=1)  # type: ignore[attr-defined]
    batch = Batch("again", ids, RETRY, PACE)
    batch.step(ward.database, ward.cases, operator)
    batch.stop()
    assert [one.result for one in batch.outcomes.values()].count("not_tried") == 1
    tried = len(ward.desk.asked)
    raised_since = matching(ward.database, operator, IncidentFilter())
    again = begun_before(ward.database, operator, "again", raised_since)
    assert set(again) == set(ids)
    second = run(Batch("again", again, RETRY, PACE), ward.database, ward.cases, operator)
    assert len(ward.desk.asked) == tried + 1
    assert second.counts() == {"failed_again": 4}
    assert begun_before(ward.database, operator, "new", raised_since) == raised_since
    assert begun_before(ward.database, world.actor("coord1"), "again", ids) == ids


def test_a_batch_would_go_on_for_hours_against_a_system_that_is_away(
    world: World, ward: Ward
) -> None:
    for _ in range(5):
        ward.begin()
    operator = world.actor("operator")
    ids = ward.incidents(operator)
    ward.cases.available = False
    batch = run(Batch("away", ids, RETRY, PACE), ward.database, ward.cases, operator)
    assert batch.counts() == {"unavailable": 3, "not_tried": 2}
    ward.cases.available, ward.desk.error = True, None
    again = run(Batch("away", ids, RETRY, PACE), ward.database, ward.cases, operator)
    assert again.succeeded


def test_an_unanswered_command_would_be_told_as_done(
    world: World, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.begin()
    operator = world.actor("operator")
    ids = ward.incidents(operator)

    def accept(_case: str, _command: ResolveIncident) -> Answer:
        return Answer("done", turn=99)

    monkeypatch.setattr(ward.cases, "resolve_incident", accept)
    ticks = count()
    patience = Patience(3, 0, lambda _seconds: None, lambda: float(next(ticks)))
    batch = Batch("mute", ids, RETRY, Pace(patience=patience))
    run(batch, ward.database, ward.cases, operator)
    assert batch.counts() == {"still_running": 1}


def test_a_batch_needs_a_reason(world: World, ward: Ward) -> None:
    ward.begin()
    with pytest.raises(ReasonMissing):
        Batch("b", ward.incidents(world.actor("operator")), Resolution(""))
