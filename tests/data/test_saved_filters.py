"""What would be lost: somebody's filters, or a shared one that shows more than its reader may see."""

import pytest

from carelane.domain.errors import FilterNotSaved, NotFound
from carelane.services.saved_filters import (
    MOST_FILTERS,
    Choice,
    NewFilter,
    choice_of,
    choose_columns,
    choose_filter,
    forget_filter,
    keep_filter,
    saved_filters,
)
from carelane.services.visibility import Membership
from carelane.services.worklists import WorklistFilter, count_filters
from tests.conftest import SettableClock
from tests.data.world import World

DOCTORS = Membership("PRI1", "pri_doctor")


def names(world: World, login: str) -> list[str]:
    return [row.name for row in saved_filters(world.database, world.actor(login))]


def test_a_filter_is_there_again_and_one_name_is_one_filter(world: World) -> None:
    doctor = world.actor("doctor1")
    first = keep_filter(
        world.database, doctor, NewFilter(" 紧急  ones ", {"urgency": "EU", "text": ""})
    )
    again = keep_filter(world.database, doctor, NewFilter("紧急 ones", {"urgency": "E"}))
    assert again == first
    (kept,) = saved_filters(world.database, doctor)
    assert (kept.name, kept.query, kept.mine, kept.team) == (
        "紧急 ones",
        {"urgency": "E"},
        True,
        None,
    )
    forget_filter(world.database, doctor, first)
    assert names(world, "doctor1") == []


def test_a_team_shares_a_filter_and_others_never_hear_of_it(world: World) -> None:
    doctor = world.actor("doctor1")
    shared = keep_filter(world.database, doctor, NewFilter("team", {"due": "overdue"}, DOCTORS))
    keep_filter(world.database, doctor, NewFilter("private", {"text": "张伟"}))
    assert names(world, "doctor1") == ["private", "team"]
    assert names(world, "doctor1b") == ["team"]
    for stranger in ("doctor2", "coord1", "desk_a", "operator"):
        assert names(world, stranger) == []
    with pytest.raises(NotFound):
        forget_filter(world.database, world.actor("doctor1b"), shared)
    with pytest.raises(NotFound):
        choose_filter(world.database, world.actor("doctor2"), shared)


def test_a_shared_filter_shows_its_reader_only_what_the_reader_may_see(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session)
        world.task(session, case, ("PRI1", "pri_doctor"), urgency="E")
        world.task(session, case, ("PRI2", "pri_doctor"), urgency="E")
    wanted = [WorklistFilter(urgency=("E",)), WorklistFilter(institution="PRI2", urgency=("E",))]
    assert count_filters(world.database, world.actor("doctor1"), wanted) == (1, 0)
    assert count_filters(world.database, world.actor("doctor2"), wanted) == (1, 1)
    assert count_filters(world.database, world.actor("operator"), wanted) == (0, 0)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (NewFilter("  "), "name"),
        (NewFilter("x" * 61), "name"),
        (NewFilter("a\x00b"), "name"),
        (NewFilter("x", {"process": "p" * 201}), "long"),
        (NewFilter("x", {}, Membership("PRI2", "pri_doctor")), "team"),
        (NewFilter("x", {"text": "张伟"}, DOCTORS), "text"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(
    world: World, wanted: NewFilter, reason: str
) -> None:
    with pytest.raises(FilterNotSaved) as refused:
        keep_filter(world.database, world.actor("doctor1"), wanted)
    assert refused.value.reason == reason
    assert names(world, "doctor1") == []


def test_filters_of_one_person_do_not_grow_without_end(world: World) -> None:
    doctor = world.actor("doctor1")
    for number in range(MOST_FILTERS):
        keep_filter(world.database, doctor, NewFilter(f"f{number:02}"))
    with pytest.raises(FilterNotSaved):
        keep_filter(world.database, doctor, NewFilter("one more"))
    keep_filter(world.database, doctor, NewFilter("f00", {"state": "mine"}))


def test_what_a_person_chose_comes_back(world: World) -> None:
    doctor = world.actor("doctor1")
    assert choice_of(world.database, doctor) == Choice()
    kept = keep_filter(world.database, doctor, NewFilter("first", {"state": "mine"}))
    choose_filter(world.database, doctor, kept)
    choose_columns(world.database, doctor, ["patient", "task", "patient"])
    assert choice_of(world.database, doctor) == Choice(kept, ("patient", "task"))
    choose_filter(world.database, doctor, "")
    assert choice_of(world.database, doctor) == Choice("", ("patient", "task"))
    assert choice_of(world.database, world.actor("doctor1b")) == Choice()


def test_the_last_week_of_a_filter_is_that_of_the_day_on_which_it_is_used(
    world: World, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        world.task(session, world.case(session), ("PRI1", "pri_doctor"), due=2.0)
    doctor = world.actor("doctor1")

    def counts() -> tuple[int, ...]:
        due = [WorklistFilter(due=each) for each in ("week", "overdue", "overdue_day")]
        since = [WorklistFilter(since=each) for each in ("today", "week", "month", "before_week")]
        return count_filters(world.database, doctor, [*due, *since])

    assert counts() == (1, 0, 0, 1, 1, 1, 0)
    clock.advance(hours=25)
    assert counts() == (0, 1, 0, 0, 1, 1, 0)
    clock.advance(days=7)
    assert counts() == (0, 1, 1, 0, 0, 1, 1)
