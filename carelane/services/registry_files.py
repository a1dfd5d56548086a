"""Registries as files that an office keeps: CSV in UTF-8, its first row the names of columns, each wrong cell told.

A registry says its columns as data (`Column` with one of the readings of `carelane.services.registry_cells`) and gets typed rows. Nothing of a file
with a wrong cell is to be loaded, unless somebody asks to skip the wrong rows (`RegistryFile.to_load`)::

    id,kind,institution,sex
    B-301,bed,HOS-JH,F
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from carelane.domain.errors import RegistryFileWrong

MOST_BYTES = 20_000_000
MOST_SHOWN = 200
"""Wrong cells that are told; the rest is counted: a file of the wrong kind has some in each row."""
_SHOWN_TEXT = 40

Values = dict[str, Any]
Reading = Callable[[str], Any]
"""Makes a value of a cell's text; raises ValueError with the reason, in words that follow the text."""
Check = Callable[[Values], Iterable[tuple[str, str]]]
"""Looks at a row whose cells are all right; gives (column, why) for what does not fit together."""


@dataclass(frozen=True, slots=True)
class WrongCell:
    """What is wrong in a file: the row as a spreadsheet numbers it, and the column's name."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        """Write it in one line."""
        return f"row {self.row}, column {self.column}: {self.why}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its cells are read, and whether they may be empty (then the value is ``default``)."""

    name: str
    read: Reading
    required: bool = False
    default: Any = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is right: its number in a spreadsheet, and a value for each column of the registry."""

    number: int
    values: Values


@dataclass(slots=True)
class RegistryFile:
    """What a file says: rows that are right, wrong cells (at most `MOST_SHOWN`), and how many there are of each."""

    rows: list[Row] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)
    wrong_cells: int = 0
    wrong_rows: int = 0
    readable: bool = True
    """False where the file as a whole is none: then there is nothing to skip."""

    def tell(self, row: int, column: str, why: str) -> None:
        """Note a wrong cell."""
        self.wrong_cells += 1
        if len(self.wrong) < MOST_SHOWN:
            self.wrong.append(WrongCell(row, column, why))

    def refuse(self, column: str, why: str) -> "RegistryFile":
        """Note that the file as a whole cannot be read."""
        self.tell(1, column, why)
        self.readable = False
        return self

    def to_load(self, *, skip: bool = False) -> list[Row]:
        """Give the rows to load; raises `RegistryFileWrong` for a file with wrong cells, unless they are to be skipped."""
        if self.wrong_cells and not (skip and self.readable):
            raise RegistryFileWrong(cells=self.wrong_cells, rows=self.wrong_rows)
        return self.rows


def read_registry(
    content: bytes | str,
    columns: Sequence[Column],
    *,
    key: Sequence[str] = (),
    check: Check | None = None,
) -> RegistryFile:
    """Read a file. ``key`` names columns that together stand once in it; a twin counts as wrong, the first as right."""
    found = RegistryFile()
    text = _text(found, content)
    if text is None:
        return found
    try:
        return _read(found, text, columns, key, check)
    except csv.Error as error:
        found.rows.clear()
        return found.refuse("", f"is no CSV: {error}")


def header(content: str) -> list[str]:
    """Give the names in the first row, to tell kinds of files apart."""
    rows = csv.reader(StringIO(content.removeprefix("\ufeff")), skipinitialspace=True)
    return [name.strip() for name in next(rows, [])]


def _text(found: RegistryFile, content: bytes | str) -> str | None:
    """Decode a file, or say why it is none."""
    if len(content) > MOST_BYTES:
        found.refuse("", f"has {len(content)} bytes; at most {MOST_BYTES} are read: split the file")
        return None
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = f"is not UTF-8 (byte {error.start}): save it as CSV UTF-8"
        found.refuse("", why)
        return None


def _read(
    found: RegistryFile,
    text: str,
    columns: Sequence[Column],
    key: Sequence[str],
    check: Check | None,
) -> RegistryFile:
    rows = csv.reader(StringIO(text), skipinitialspace=True)
    names = [name.strip() for name in next(rows, [])]
    if not _names_fit(found, names, columns):
        return found
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in _filled(rows):
        before = found.wrong_cells
        values = _values(found, number, names, cells, columns)
        if found.wrong_cells == before:
            for column, why in check(values) if check else ():
                found.tell(number, column, why)
        if found.wrong_cells == before:
            _once(found, number, values, key, seen)
        if found.wrong_cells == before:
            found.rows.append(Row(number, values))
        else:
            found.wrong_rows += 1
    return found


def _names_fit(found: RegistryFile, names: list[str], columns: Sequence[Column]) -> bool:
    """Say whether the first row names what is needed, nothing else and nothing twice."""
    known = {column.name for column in columns}
    missing = [each.name for each in columns if each.required and each.name not in names]
    unknown = [name for name in names if name not in known]
    twice = sorted({name for name in names if names.count(name) > 1})
    for said, which in (("missing", missing), ("unknown", unknown), ("twice", twice)):
        if which:
            found.refuse(which[0], f"the first row has {said}: {', '.join(which)}")
            return False
    return True


def _filled(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Give rows with the numbers that a spreadsheet shows, and leave out empty ones."""
    for number, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _values(
    found: RegistryFile,
    number: int,
    names: Sequence[str],
    cells: Sequence[str],
    columns: Sequence[Column],
) -> Values:
    """Read each cell of a row; of a wrong one its default is given, which nobody gets to see."""
    if len(cells) > len(names):
        found.tell(number, names[-1], "the row has more cells than the first")
    texts: Mapping[str, str] = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    return {each.name: _value(found, number, each, texts.get(each.name, "")) for each in columns}


def _value(found: RegistryFile, number: int, column: Column, text: str) -> Any:
    if not text:
        if column.required:
            found.tell(number, column.name, "is empty")
        return column.default
    try:
        return column.read(text)
    except ValueError as error:
        found.tell(number, column.name, f"{_shortened(text)!r} {error}")
        return column.default


def _once(
    found: RegistryFile,
    number: int,
    values: Values,
    key: Sequence[str],
    seen: dict[tuple[Any, ...], int],
) -> None:
    """Tell what stands twice: which one counts, nobody could say."""
    if not key:
        return
    first = seen.setdefault(tuple(values[name] for name in key), number)
    if first != number:
        shown = _shortened(str(values[key[-1]]))
        found.tell(number, key[-1], f"{shown!r} stands in row {first} already")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else f"{text[:_SHOWN_TEXT]}…"
