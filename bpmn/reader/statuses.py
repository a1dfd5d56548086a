"""Reads `carelane:statusDefinition`: words of business status that a process has beside the standard ones."""

import re

from bpmn.model.statuses import NEXT, START, StatusDefinition
from bpmn.reader.extension import Found
from bpmn.reader.source import Source
from bpmn.xml_names import Xml, line_of

_WHAT = "carelane:statusDefinition"
_CODE = re.compile(r"[a-z][a-z0-9_]*")
EQUIVALENTS = {
    "request": ("draft", "active", "on-hold", "revoked", "completed"),
    "task": (
        "draft",
        "requested",
        "received",
        "accepted",
        "rejected",
        "in-progress",
        "on-hold",
        "completed",
        "cancelled",
    ),
    "xdw": (
        "CREATED",
        "READY",
        "RESERVED",
        "IN_PROGRESS",
        "SUSPENDED",
        "COMPLETED",
        "FAILED",
        "EXITED",
    ),
}
"""The words of FHIR ServiceRequest.status, FHIR Task.status and the XDW task that an own word may be equal to."""
_OF_OWN_WORDS = ("name", "nameEn", *EQUIVALENTS, "closes")


def read_status_words(source: Source, found: Found) -> tuple[StatusDefinition, ...]:
    """Read the definitions of a process or pool; refuse what cannot be meant."""
    read = [(at, _definition(source, at)) for at in found.get(_WHAT, [])]
    words = [(at, each) for at, each in read if each is not None]
    known = {*NEXT, *(each.code for _, each in words)}
    for at, word in words:
        for other in (*word.after, *word.before):
            if other not in known or (other == START and other in word.before):
                message = f"{_WHAT} {word.code} names the status {other!r}, which is not defined"
                hint = f"use one of: {', '.join(sorted(known))}"
                source.error("unknown_status", at, message, hint)
    return tuple(each for _, each in words)


def _definition(source: Source, at: Xml) -> StatusDefinition | None:
    code = (at.get("code") or "").strip()
    if not _CODE.fullmatch(code) or code == START:
        message = f"{_WHAT} has code {code!r}"
        source.error("invalid_value", at, message, "use small letters, digits and _; not start")
        return None
    if code in NEXT:
        _only_ways(source, at, code)
    else:
        _whole(source, at, code)
    return StatusDefinition(
        code=code,
        name=_text(at, "name"),
        name_en=_text(at, "nameEn"),
        request=_text(at, "request"),
        task=_text(at, "task"),
        xdw=_text(at, "xdw"),
        closes=_text(at, "closes") == "true",
        after=tuple(_text(at, "after").split()),
        before=tuple(_text(at, "before").split()),
        line=line_of(at),
    )


def _text(at: Xml, name: str) -> str:
    return (at.get(name) or "").strip()


def _only_ways(source: Source, at: Xml, code: str) -> None:
    """Refuse another meaning for a standard word: other systems would be told something else."""
    given = [name for name in _OF_OWN_WORDS if _text(at, name)]
    if given:
        message = f"{_WHAT} gives the standard status {code} another {given[0]}"
        source.error(
            "standard_status", at, message, "keep only after and before, or use a word of your own"
        )


def _whole(source: Source, at: Xml, code: str) -> None:
    for name in ("name", "nameEn"):
        if not _text(at, name):
            message = f"{_WHAT} {code} has no {name}"
            source.error("missing_attribute", at, message, "people read it: give both names")
    for name, words in EQUIVALENTS.items():
        if _text(at, name) and _text(at, name) not in words:
            message = f"{_WHAT} {code} has {name} {_text(at, name)!r}"
            source.error("invalid_value", at, message, f"use one of: {', '.join(words)}")
    if _text(at, "closes") not in {"", "true", "false"}:
        message = f"{_WHAT} {code} has closes {_text(at, 'closes')!r}"
        source.error("invalid_value", at, message, "write true or false")
