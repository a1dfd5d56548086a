"""The consent block (CB) of a form, read with care: what a person typed becomes a consent, or the code of why it is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from carelane.domain.consents import EMERGENCY, GIVERS, KINDS

SKEW = timedelta(hours=1)
"""How far ahead of ours another clock may be."""


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What was typed, with moments read. ``clinician`` is who took the consent, by id; empty if nobody says."""

    kind: str
    by: str
    at: datetime
    evidence: str = ""
    scope: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    expires_at: datetime | None = None
    emergency_basis: str = ""
    second_clinician: str = ""


def read_consent(values: Mapping[str, Any], now: datetime, zone: str) -> ConsentForm | str:
    """Read a consent block; gives the code of what is wrong where it cannot be taken as it is.

    ``expires`` may be a moment or a date, which ends with that day in the time zone of the institution.
    """
    at = _moment(values.get("at"), now, zone) if values.get("at") else now
    expires = _moment(values.get("expires"), now, zone, ends=True)
    if at is None or (values.get("expires") and expires is None):
        return "moment_unreadable"
    form = ConsentForm(
        kind=_text(values.get("kind")),
        by=_text(values.get("by")),
        at=at,
        evidence=_text(values.get("evidence")),
        scope=_texts(values.get("scope")),
        recipients=_texts(values.get("recipients")),
        expires_at=expires,
        emergency_basis=_text(values.get("emergency_basis")),
        second_clinician=_text(values.get("second_clinician")),
    )
    return _problem(form, now) or form


def _problem(form: ConsentForm, now: datetime) -> str:
    """Say what is wrong with a consent; empty for a whole one."""
    if form.kind not in KINDS:
        return "kind_unknown"
    if form.by not in GIVERS:
        return "giver_unknown"
    if form.at > now + SKEW:
        return "in_the_future"
    if form.expires_at is not None and form.expires_at <= form.at:
        return "expires_too_early"
    if form.by == EMERGENCY and not (form.emergency_basis and form.second_clinician):
        return "emergency_incomplete"
    return ""


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    """Accept a list, or one value for a list of it."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(text for text in map(_text, values) if text))


def _moment(value: Any, now: datetime, zone: str, *, ends: bool = False) -> datetime | None:
    """Read an ISO moment; a date begins, or ends, with that day in the zone, and a moment without an offset is of it."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        pass
    else:
        wanted = day + timedelta(days=1) if ends else day
        start = datetime.combine(wanted, time(), ZoneInfo(zone))
        return start if ends else min(start, now)
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
