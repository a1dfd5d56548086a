"""Kinds of files that a case may hold: how their content begins, and how their names may end."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, get_args

FileKindCode = Literal["pdf", "png", "jpeg", "tiff", "webp", "dicom", "docx", "xlsx", "text"]
"""What settings call the kinds."""
_LOOKED_AT = 65_536
_DICOM_AT = 128
_CONTROL = {*range(32)} - {9, 10, 12, 13}
MOST_MEMBERS = 5_000
"""Members of an Office file that are looked at."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind: its code for settings, media type, the endings of names, and how content is told."""

    code: FileKindCode
    media_type: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _office(part: str) -> Callable[[bytes], bool]:
    """Tell an Office document by its members; one with macros is none."""

    def fits(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False
        macros = any("vbaProject" in name for name in names)
        known = "[Content_Types].xml" in names and any(name.startswith(part) for name in names)
        return known and not macros and len(names) <= MOST_MEMBERS

    return fits


def _text(content: bytes) -> bool:
    """Tell plain text: UTF-8 or GB 18030 without control characters."""
    if not content or _CONTROL & set(content):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _dicom(content: bytes) -> bool:
    return content[_DICOM_AT : _DICOM_AT + 4] == b"DICM"


def _pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_LOOKED_AT:]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: tuple[FileKind, ...] = (
    FileKind("pdf", "application/pdf", (".pdf",), _pdf),
    FileKind("png", "image/png", (".png",), _begins(b"\x89PNG\r\n\x1a\n")),
    FileKind("jpeg", "image/jpeg", (".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
    FileKind("tiff", "image/tiff", (".tif", ".tiff"), _begins(b"II*\x00", b"MM\x00*")),
    FileKind("webp", "image/webp", (".webp",), _webp),
    FileKind("dicom", "application/dicom", (".dcm", ".dicom"), _dicom),
    FileKind("docx", _WORD, (".docx",), _office("word/")),
    FileKind("xlsx", _SHEET, (".xlsx",), _office("xl/")),
    FileKind("text", "text/plain", (".txt", ".csv"), _text),
)
"""Every kind that is known, the stricter ones first."""
CODES: tuple[FileKindCode, ...] = get_args(FileKindCode)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_of(content: bytes) -> FileKind | None:
    """Give the kind that the content is, whatever its name says."""
    return next((kind for kind in KINDS if kind.fits(content)), None)


def ending_of(name: str) -> str:
    """Give the ending of a name in small letters, with its dot; empty where it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def takes(accept: str, kind: FileKind) -> bool:
    """Say whether a form's ``accept`` (``.pdf, image/*``) takes a kind; an empty one takes all."""
    wanted = [part.strip().lower() for part in accept.split(",") if part.strip()]
    return not wanted or any(
        part in kind.endings
        or part == kind.media_type
        or (part.endswith("/*") and kind.media_type.startswith(part[:-1]))
        for part in wanted
    )
