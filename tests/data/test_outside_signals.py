"""What would be lost: an alarm from outside that some ward does not hear, or that is forgotten before all heard it."""

import pytest
from sqlmodel import select

from carelane.domain.errors import NotAllowed
from carelane.domain.signals import Signal, SignalDelivery
from carelane.domain.tables import ProcessInstance
from carelane.services import signals
from carelane.services.outside_signals import OutsideSignal, Told, broadcast
from carelane.services.rebuild import rewrite
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.test_signals import Group
from tests.data.world import World
from workflows import memory
from workflows.memory import KEPT_FOR


@pytest.fixture
def group(world: World, cases: CasesInMemory) -> Group:
    return Group(world, cases)


def tell(group: Group, own_id: str = "1", login: str = "operator", at: str = "PRI1") -> Told:
    signal = OutsideSignal("OUTBREAK", own_id, at, {"disease": "measles"})
    return broadcast(group.world.database, group.cases, group.world.actor(login), signal)


def test_an_alarm_from_outside_is_heard_everywhere_and_tells_only_its_own_institution_what(
    group: Group,
) -> None:
    here, there = group.start("ward_watch", "PRI1"), group.start("ward_watch", "HOSA")
    told = tell(group)
    assert (told.heard, told.waiting, told.duplicate) == (3, 0, False)  # and one case begun
    assert (group.isolations(here), group.isolations(there)) == (1, 1)
    (near,), (far,) = group.rows(ProcessInstance, id=here), group.rows(ProcessInstance, id=there)
    assert (near.variables.get("disease"), far.variables.get("disease")) == ("measles", None)
    (begun,) = group.begun("local_response")
    assert (begun.institution_code, begun.variables["disease"]) == ("PRI1", "measles")


def test_the_same_alarm_again_is_heard_once(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    tell(group)
    assert tell(group).duplicate
    assert group.isolations(ward) == 1


def test_who_may_raise_an_alarm(group: Group) -> None:
    tell(group, login="coord1")
    for login, at in (("doctor1", "PRI1"), ("coord1", "HOSA")):
        with pytest.raises(NotAllowed):
            tell(group, "2", login, at)


@pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # what a case remembers is no database's
def test_an_alarm_that_is_told_again_when_its_id_is_long_forgotten_is_not_heard_again(
    group: Group, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many ids a case remembers is a number that only says when the first is forgotten: here it is a tenth of it."""
    kept = memory.KEPT // 10
    monkeypatch.setattr(memory, "KEPT", kept)
    ward = group.start("ward_watch", "HOSA")
    for number in range(2 * kept):
        clock.advance(seconds=2 * KEPT_FOR.total_seconds() / kept)
        tell(group, str(number))
    heard = group.isolations(ward)
    assert group.tell_again() > kept
    assert group.isolations(ward) == heard == 2 * kept


def test_what_all_have_heard_is_forgotten_and_what_somebody_has_to_hear_is_not(
    group: Group, clock: SettableClock
) -> None:
    group.start("ward_watch", "HOSA")
    tell(group)
    thrower = group.announce()
    with group.world.database.transaction() as session:
        row = session.exec(select(SignalDelivery)).first()
        assert row is not None
        row.state, kept = "waiting", row.signal_id
        session.add(row)
    assert signals.forget_told(group.world.database) == 0
    clock.advance(days=31)
    assert signals.forget_told(group.world.database) == 1
    assert [signal.id for signal in group.rows(Signal)] == [kept]
    clock.advance(days=1000)
    assert signals.forget_told(group.world.database) == 0
    late = group.start("ward_watch", "HOSA")
    rewrite(group.world.database, group.cases.turns(thrower))
    signals.tell(group.world.database, group.cases, signals.all_untold(group.world.database))
    assert group.isolations(late) == 0  # what was forgotten is not thrown again
