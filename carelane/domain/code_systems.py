"""Tables of codes that forms search, such as ICD-10: loaded from a file, never changed by a case."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class CodeSystem(SQLModel, table=True):
    """A table of codes. ``sha256`` is that of the file that was loaded last."""

    __tablename__ = "code_systems"

    id: str = Field(primary_key=True)
    name: str
    version: str = ""
    sha256: str
    loaded_at: datetime = Field(sa_type=UtcDateTime)


class CodedConcept(SQLModel, table=True):
    """One code and what it means.

    ``words`` is what a search looks through: code, names and pinyin initials in small letters. A code that a newer
    file does not have is ``retired``: what was entered keeps its meaning, and it is not offered any more.
    """

    __tablename__ = "coded_concepts"

    system_id: str = Field(foreign_key="code_systems.id", primary_key=True)
    code: str = Field(primary_key=True)
    name: str
    name_en: str = ""
    words: str
    retired: bool = False
