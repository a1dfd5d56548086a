"""A hospital's own target does not reach its cases, or a typing error becomes a clock: institutions' targets."""

import pytest

from carelane.domain.errors import NotAllowed, RegistryFileWrong, TargetUnusable
from carelane.services import case_variables, target_files, targets
from tests.data.world import World


def given(world: World, institution: str) -> dict[str, object]:
    """Give the variable of a case that begins there now."""
    with world.database.reading() as session:
        born = case_variables.born_with(
            session.connection(),
            institution=institution,
            pools={},
            started_by="",
            business_key="k",
            started_at=world.database.now(),
        )
    found: dict[str, object] = born["targets"]
    return found


def test_a_new_case_is_given_what_its_institution_sets_and_nothing_else(world: World) -> None:
    operator = world.actor("operator")
    assert given(world, "HOSA") == {}
    targets.set_target(world.database, operator, "HOSA", "trf.accept.E", "PT5M")
    targets.set_target(world.database, operator, "HOSA", "fu.attempts", "5")
    assert given(world, "HOSA") == {"trf_accept_E": "PT5M", "fu_attempts": 5}
    assert given(world, "HOSB") == {}
    targets.set_target(world.database, operator, "HOSA", "fu.attempts", "")
    assert given(world, "HOSA") == {"trf_accept_E": "PT5M"}


def test_what_the_group_sets_holds_below_until_somebody_says_otherwise(world: World) -> None:
    operator = world.actor("operator")
    for place, value in (("GRP", "PT9M"), ("HOSB", "PT8M")):
        targets.set_target(world.database, operator, place, "trf.accept.E", value)
    assert [given(world, each)["trf_accept_E"] for each in ("HOSA", "HOSB", "PRI1")] == [
        "PT9M",
        "PT8M",
        "PT8M",
    ]
    row = next(
        each
        for each in targets.target_rows(world.database, operator, "PRI1")
        if each.target.key == "trf.accept.E"
    )
    assert (row.value, row.own, row.inherited_from) == ("PT8M", False, "HOSB")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("trf.accept.E", "10 minutes"),
        ("trf.accept.E", "PT0S"),
        ("trf.accept.E", "-PT5M"),
        ("trf.accept.E", "P100Y"),
        ("trf.accept.E", "continuous"),
        ("fu.attempts", "0"),
        ("fu.attempts", "PT3M"),
        ("apt.reserved.share", "101"),
        ("mon.news2.score7", "always"),
        ("trf.accept.X", "PT5M"),
    ],
)
def test_a_value_that_is_none_is_refused(world: World, key: str, value: str) -> None:
    with pytest.raises(TargetUnusable):
        targets.set_target(world.database, world.actor("operator"), "HOSA", key, value)
    assert given(world, "HOSA") == {}


def test_only_operators_set_targets(world: World) -> None:
    for login in ("head_a", "group", "desk_a"):
        with pytest.raises(NotAllowed):
            targets.set_target(world.database, world.actor(login), "HOSA", "fu.attempts", "4")
        with pytest.raises(NotAllowed):
            targets.target_rows(world.database, world.actor(login), "HOSA")


def test_a_file_with_a_wrong_cell_writes_nothing_unless_its_row_is_to_be_skipped(
    world: World,
) -> None:
    text = (
        "institution,key,value\nHOSA,trf.accept.E,PT5M\nNOWHERE,trf.accept.E,PT5M\n"
        "HOSA,trf.accept.X,PT5M\nHOSB,trf.accept.E,soon\nHOSA,trf.accept.E,PT6M\n"
    )
    read = target_files.read_targets(text, target_files.institutions(world.database))
    assert [(each.row, each.column) for each in read.wrong] == [
        (3, "institution"),
        (4, "key"),
        (5, "value"),
        (6, "key"),
    ]
    operator = world.actor("operator")
    with pytest.raises(RegistryFileWrong):
        target_files.write_targets(world.database, operator, read)
    assert given(world, "HOSA") == {}
    assert target_files.write_targets(world.database, operator, read, skip=True) == 1
    assert given(world, "HOSA") == {"trf_accept_E": "PT5M"}


def test_what_is_exported_is_read_again_as_it_was(world: World) -> None:
    operator = world.actor("operator")
    for key, value in (("mon.news2.score7", "PT30M"), ("apt.reserved.share", "20")):
        targets.set_target(world.database, operator, "HOSB", key, value)
    text = target_files.export_targets(world.database)
    assert text == (
        "institution,key,value\nHOSB,mon.news2.score7,PT30M\nHOSB,apt.reserved.share,20\n"
    )
    read = target_files.read_targets(text, target_files.institutions(world.database))
    assert target_files.write_targets(world.database, operator, read) == 2
    assert target_files.export_targets(world.database) == text
