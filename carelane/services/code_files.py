"""A table of codes as a file: CSV with ``code,name`` and, where it has them, ``name_en`` and ``initials``.

Every wrong cell is told by row and column, and nothing of such a file is used::

    code,name,name_en
    I63.900,脑梗死,Cerebral infarction
"""

import csv
from dataclasses import dataclass, field
from io import StringIO

from carelane.domain.pinyin import initials
from carelane.services.calendar_files import WrongCell

COLUMNS = ("code", "name")
_KNOWN = {*COLUMNS, "name_en", "initials"}
LONGEST_CODE = 64
LONGEST_NAME = 500
MOST_WRONG = 50
"""Wrong cells told at once: a file of the wrong kind has one in each row."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code as the file says it; ``words`` as in `CodedConcept`."""

    code: str
    name: str
    name_en: str
    words: str


@dataclass(slots=True)
class CodeFile:
    """What a file says; nothing of it is to be used while there is a wrong cell."""

    rows: list[CodeRow] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)


def read_codes(text: str) -> CodeFile:
    """Read a file of codes."""
    found = CodeFile()
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")), skipinitialspace=True)
    columns = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    missing = [name for name in COLUMNS if name not in columns]
    unknown = [name for name in columns if name not in _KNOWN]
    if missing or unknown:
        said = f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(unknown)}"
        found.wrong.append(WrongCell(1, (missing or unknown)[0], f"the first row has {said}"))
        return found
    seen: dict[str, int] = {}
    for number, row in enumerate(reader, start=2):
        cells = {name: (row.get(name) or "").strip() for name in columns}
        if row.get(None) and len(found.wrong) < MOST_WRONG:
            found.wrong.append(
                WrongCell(number, columns[-1], "the row has more cells than the first")
            )
        if any(cells.values()) and len(found.wrong) < MOST_WRONG:
            _add(found, number, cells, seen)
    if not found.rows and not found.wrong:
        found.wrong.append(WrongCell(2, "code", "the file has no codes"))
    return found


def _add(found: CodeFile, number: int, cells: dict[str, str], seen: dict[str, int]) -> None:
    code, name = cells["code"], cells["name"]
    for column, most in (("code", LONGEST_CODE), ("name", LONGEST_NAME)):
        text = cells[column]
        if not text or len(text) > most:
            why = f"has {len(text)} letters instead of at most {most}" if text else "is empty"
            found.wrong.append(WrongCell(number, column, why))
    first = seen.setdefault(code, number)
    if first != number:
        found.wrong.append(
            WrongCell(number, "code", f"{code[:40]!r} stands in row {first} already")
        )
    english = cells.get("name_en", "")
    short = cells.get("initials") or initials(name)
    words = " ".join(part for part in (code, name, english, short) if part).lower()
    found.rows.append(CodeRow(code, name, english, words))
