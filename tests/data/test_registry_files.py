"""Nobody loads half a registry: every wrong cell of a file is told by row and column, and only then may rows be skipped."""

import pytest

from carelane.domain.errors import RegistryFileWrong
from carelane.services import registry_cells as cells
from carelane.services.registry_files import MOST_BYTES, MOST_SHOWN, Column, read_registry

COLUMNS = (
    Column("id", cells.text(10), required=True),
    Column("kind", cells.code(("bed", "slot")), required=True),
    Column("institution", cells.reference({"HOSA"}, "institution")),
    Column("from", cells.moment, default=None),
    Column("due", cells.day, default=None),
    Column("lat", cells.number(-90, 90), default=None),
    Column("beds", cells.whole(0, 99), default=0),
    Column("staffed", cells.yes_or_no, default=True),
    Column("accessories", cells.words(("mask", "tube")), default=()),
)
GOOD = "id,kind,institution,from,lat,accessories\nB1,bed,HOSA,2027-01-01T08:00+08:00,30.5,mask;tube;mask\n"


def test_a_right_file_gives_typed_values_with_or_without_a_byte_order_mark() -> None:
    for content in (GOOD, GOOD.encode(), GOOD.encode("utf-8-sig")):
        (row,) = read_registry(content, COLUMNS, key=("id",)).to_load()
        assert (row.number, row.values["lat"], row.values["staffed"]) == (2, 30.5, True)
        assert row.values["from"].utcoffset().total_seconds() == 8 * 3600
        assert row.values["accessories"] == ["mask", "tube"]


def test_every_wrong_cell_is_told_and_nothing_is_loaded_unless_asked_to_skip() -> None:
    text = (
        "id,kind,institution,from,due,lat,beds,staffed,accessories\n"
        "B1,bed,HOSA,,,,,,\n"
        "B2,sofa,NOWHERE,2027-01-01T08:00,1.1.27,91,1.5,maybe,hat\n"
        ",bed,,,,nan,-1,,\n"
        "B1,slot,,,,,,,\n"
        "\n"
        "B3,bed,,,,,,,,too much\n"
    )
    read = read_registry(text, COLUMNS, key=("id",))
    assert [(each.row, each.column) for each in read.wrong] == [
        *((3, name) for name in ("kind", "institution", "from", "due", "lat", "beds", "staffed")),
        (3, "accessories"),
        *((4, name) for name in ("id", "lat", "beds")),
        (5, "id"),
        (7, "accessories"),
    ]
    with pytest.raises(RegistryFileWrong):
        read.to_load()
    assert [row.values["id"] for row in read.to_load(skip=True)] == ["B1"]
    assert (read.wrong_rows, read.wrong_cells) == (4, 13)
    assert str(read.wrong[0]) == "row 3, column kind: 'sofa' is none of bed, slot"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id,kind\n\xb4\xf3,bed\n", "save it as CSV UTF-8"),
        ("id\nB1\n", "missing: kind"),
        ("id,kind,colour\nB1,bed,red\n", "unknown: colour"),
        ("id,kind,id\nB1,bed,B2\n", "twice: id"),
        ("", "missing: id, kind"),
        ("x" * (MOST_BYTES + 1), "split the file"),
        ('id,kind\n"' + "x" * 200_000 + '",bed\n', "is no CSV"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole_even_when_rows_are_skipped(
    content: str | bytes, said: str
) -> None:
    read = read_registry(content, COLUMNS, key=("id",))
    assert said in read.wrong[0].why
    with pytest.raises(RegistryFileWrong):
        read.to_load(skip=True)


def test_a_file_of_the_wrong_kind_is_counted_and_not_told_cell_by_cell() -> None:
    read = read_registry("id,kind\n" + "B,sofa\n" * 1000, COLUMNS)
    assert (len(read.wrong), read.wrong_cells, read.wrong_rows) == (MOST_SHOWN, 1000, 1000)


def test_what_fits_each_cell_and_not_together_is_told_too() -> None:
    columns = (Column("low", cells.whole(0, 9)), Column("high", cells.whole(0, 9)))
    read = read_registry(
        "low,high\n1,2\n5,3\n",
        columns,
        check=lambda row: [("high", "is below low")] if row["high"] < row["low"] else [],
    )
    assert [str(each) for each in read.wrong] == ["row 3, column high: is below low"]
