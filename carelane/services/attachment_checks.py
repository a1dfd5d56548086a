"""What a file has to be before it is kept, and which files a form takes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bpmn.forms import Entered, FieldError
from bpmn.forms.check import error_of
from bpmn.forms.rules import Problem
from carelane.domain.attachments import Attachment
from carelane.domain.errors import FileEmpty, FileKindUnknown, FileNameWrong, FileTooLarge
from carelane.domain.file_kinds import BY_MEDIA_TYPE, CODES, FileKind, ending_of, kind_of, takes
from carelane.services.many_values import among

LONGEST_NAME = 200
_UNSAFE = frozenset(["Cc", "Cf", "Cs", "Co", "Zl", "Zp"])
"""Categories of characters that hide or turn a name round."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What this installation takes: at most so many bytes, of these kinds (`carelane.domain.file_kinds`)."""

    max_bytes: int = 20 * 1024 * 1024
    kinds: tuple[str, ...] = CODES


def checked(name: str, content: bytes, limits: FileLimits) -> tuple[FileKind, str]:
    """Give the kind of a file by its content, and its name made safe.

    Raises `FileTooLarge`, `FileEmpty`, `FileKindUnknown`, `FileNameWrong`.
    """
    if len(content) > limits.max_bytes:
        raise FileTooLarge(megabytes=limits.max_bytes // (1024 * 1024))
    if not content:
        raise FileEmpty
    kind = kind_of(content)
    if kind is None or kind.code not in limits.kinds:
        raise FileKindUnknown(kinds=", ".join(limits.kinds))
    safe = safe_name(name)
    if ending_of(safe) not in kind.endings:
        raise FileNameWrong(kind=kind.code, endings=", ".join(kind.endings))
    return kind, safe


def safe_name(name: str) -> str:
    """Give the last part of a name without what hides or turns it round; a long one is shortened before its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c) not in _UNSAFE).strip()
    ending = ending_of(plain)
    return plain[: LONGEST_NAME - len(ending)].removesuffix(ending) + ending if plain else "file"


def wrong_files(
    session: Session, found: tuple[Entered, ...], person_id: str, instance_id: str, given: set[str]
) -> Iterator[FieldError]:
    """Name the fields with a file that is not there: not of this case, nor given to it, nor just uploaded."""
    for one in found:
        if one.field.type != "filepicker":
            continue
        ids = one.value if isinstance(one.value, list) else [one.value]
        rows = {
            row.id: row
            for row in session.exec(
                select(Attachment).where(
                    among(col(Attachment.id), sorted(map(str, ids))),
                    col(Attachment.removed_at).is_(None),
                )
            )
        }
        for each in ids:
            row = rows.get(str(each))
            mine = row is not None and (
                row.id in given
                or (row.instance_id == instance_id and instance_id != "")
                or (row.instance_id == "" and row.added_by == person_id)
            )
            if row is None or not mine:
                yield error_of(one.key, Problem("file_missing"))
            elif not takes(one.field.accept, BY_MEDIA_TYPE[row.media_type]):
                yield error_of(one.key, Problem("wrong_kind", {"accept": one.field.accept}))
