"""A table of codes as a file: CSV with ``code,name`` and, where it has them, ``name_en`` and ``initials``.

Every wrong cell is told by row and column, and nothing of such a file is used::

    code,name,name_en
    I63.900,脑梗死,Cerebral infarction
"""

from dataclasses import dataclass, field

from carelane.domain.pinyin import initials
from carelane.services.registry_cells import text as text_cell
from carelane.services.registry_files import Column, Values, WrongCell, read_registry

LONGEST_CODE = 64
LONGEST_NAME = 500
COLUMNS = (
    Column("code", text_cell(LONGEST_CODE), required=True),
    Column("name", text_cell(LONGEST_NAME), required=True),
    Column("name_en", text_cell(LONGEST_NAME)),
    Column("initials", text_cell(LONGEST_NAME)),
)


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
    read = read_registry(text, COLUMNS, key=("code",))
    if not read.rows and not read.wrong:
        read.tell(2, "code", "the file has no codes")
    return CodeFile([_code(row.values) for row in read.rows], read.wrong)


def _code(values: Values) -> CodeRow:
    """Add the words by which the code is found."""
    name, english = values["name"], values["name_en"]
    short = values["initials"] or initials(name)
    words = " ".join(part for part in (values["code"], name, english, short) if part).lower()
    return CodeRow(values["code"], name, english, words)
