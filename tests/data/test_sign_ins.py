"""What would be lost: a telephone that was left in a taxi stays signed in, and nobody sees it or can end it."""

import pytest
from sqlmodel import select

from carelane.domain.errors import NotAllowed, PersonMissing, ReasonMissing, ReasonTooLong
from carelane.domain.notices import Notice
from carelane.domain.sign_in_events import SignInEvent, SignInEventKind
from carelane.services import sign_ins, sweeps
from carelane.services.accounts import (
    Known,
    SignInRefused,
    Source,
    actor_of,
    open_session,
    sign_in,
    sign_out,
)
from carelane.services.sign_in_events import EventFilter, sign_in_events
from tests.conftest import SettableClock
from tests.data.world import World


def enter(world: World, login: str, address: str = "10.0.0.1") -> str:
    made = open_session(world.database, Known(person_id=f"id-{login}"), Source(address))
    assert made is not None
    return made.token


def here(world: World, login: str, token: str) -> list[tuple[str, bool]]:
    found = sign_ins.my_sign_ins(world.database, world.actor(login), token)
    return [(one.address, one.here) for one in found]


def test_a_person_sees_their_own_sign_ins_the_last_used_first(
    world: World, clock: SettableClock
) -> None:
    desk, phone = enter(world, "doctor1", "desk"), enter(world, "doctor1", "phone")
    enter(world, "doctor2", "elsewhere")
    clock.advance(minutes=20)
    assert actor_of(world.database, desk) is not None
    assert here(world, "doctor1", phone) == [("desk", False), ("phone", True)]
    clock.advance(minutes=15)  # the telephone has been idle for too long
    assert here(world, "doctor1", desk) == [("desk", True)]
    clock.advance(hours=12)
    assert here(world, "doctor1", desk) == []


def test_one_or_all_of_ones_own_end_at_once_and_nobody_elses(world: World) -> None:
    desk, phone = enter(world, "doctor1", "desk"), enter(world, "doctor1", "phone")
    other = enter(world, "doctor2")
    me, database = world.actor("doctor1"), world.database
    lost = next(one for one in sign_ins.my_sign_ins(database, me, desk) if not one.here)
    (theirs,) = sign_ins.my_sign_ins(database, world.actor("doctor2"), other)
    assert sign_ins.end_mine(database, me, theirs.id) == 0
    assert sign_ins.end_mine(database, me, lost.id) == 1
    assert [actor_of(database, each) is None for each in (desk, phone, other)] == [
        False,
        True,
        False,
    ]
    assert sign_ins.end_mine(database, me) == 1
    assert actor_of(database, desk) is None


def test_an_operator_ends_all_of_a_person_who_is_told_why(world: World) -> None:
    enter(world, "doctor1"), enter(world, "doctor1")
    operator, database = world.actor("operator"), world.database
    (found,) = sign_ins.signed_in(database, operator, "DOCTOR1")
    assert (found.login, found.sessions) == ("doctor1", 2)
    with pytest.raises(ReasonMissing):
        sign_ins.end_all_of(database, operator, found.person.id, "  ")
    with pytest.raises(ReasonTooLong):
        sign_ins.end_all_of(database, operator, found.person.id, "x" * 501)
    with pytest.raises(PersonMissing):
        sign_ins.end_all_of(database, operator, "nobody", "lost telephone")
    assert sign_ins.end_all_of(database, operator, found.person.id, "lost telephone") == 2
    assert sign_ins.signed_in(database, operator, "doctor1") == ()
    with database.reading() as session:
        (told,) = session.exec(select(Notice).where(Notice.recipient_person == found.person.id))
    assert operator.name in told.body
    assert "lost telephone" in told.body


def test_operators_see_who_came_in_who_failed_and_who_was_put_out_by_whom(
    world: World, clock: SettableClock
) -> None:
    database, operator = world.database, world.actor("operator")
    assert isinstance(sign_in(database, "doctor1", "wrong", "6.6.6.6"), SignInRefused)
    assert isinstance(sign_in(database, "hunter2", "wrong", "6.6.6.6"), SignInRefused)
    assert open_session(database, Known(login="stranger"), Source("7.7.7.7", "https://sso")) is None
    clock.advance(minutes=1)
    token = enter(world, "doctor1", "desk")
    clock.advance(minutes=1)
    sign_out(database, token)
    enter(world, "doctor2", "phone")
    clock.advance(minutes=1)
    sign_ins.end_all_of(database, operator, "id-doctor2", "lost telephone")

    def told(**wanted: object) -> list[tuple[str, str, str, str]]:
        found = sign_in_events(database, operator, EventFilter(**wanted)).rows  # type: ignore[arg-type]
        return [(one.kind, one.login, one.address, one.by.id if one.by else "") for one in found]

    assert told()[0] == ("ended", "doctor2", "phone", "id-operator")
    assert sorted(told(text="DOCTOR1")) == [
        ("entered", "doctor1", "desk", ""),
        ("left", "doctor1", "desk", ""),
        ("refused", "doctor1", "6.6.6.6", ""),
    ]
    refused = told(kind=SignInEventKind.REFUSED)
    assert sorted(refused) == [
        ("refused", "", "6.6.6.6", ""),
        ("refused", "doctor1", "6.6.6.6", ""),
    ]
    assert told(text="7.7") == [("unknown", "", "7.7.7.7", "")]
    with database.reading() as session:
        kept = session.exec(select(SignInEvent)).all()
    assert "hunter2" not in str([row.model_dump() for row in kept]), "what was typed is not kept"
    clock.advance(hours=24 * 40)
    sweeps.forget_sign_ins(database, keep_days=60)
    assert len(told()) == 7
    sweeps.forget_sign_ins(database, keep_days=30)
    assert told() == []


@pytest.mark.parametrize("login", ["doctor1", "head_a", "group"])
def test_others_learn_nothing_about_sign_ins_and_end_none(world: World, login: str) -> None:
    token = enter(world, "doctor2")
    actor, database = world.actor(login), world.database
    with pytest.raises(NotAllowed):
        sign_ins.signed_in(database, actor)
    with pytest.raises(NotAllowed):
        sign_in_events(database, actor)
    with pytest.raises(NotAllowed):
        sign_ins.end_all_of(database, actor, "id-doctor2", "because")
    assert actor_of(database, token) is not None
