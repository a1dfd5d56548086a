"""Recording what a patient agreed to."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from carelane.domain.consents import Consent

EMERGENCY = "none_emergency"


def is_complete(consent: Mapping[str, Any]) -> bool:
    """Check the rule for emergencies: without consent, a basis and a second clinician are required."""
    if not consent.get("kind") or not consent.get("by"):
        return False
    if consent["by"] != EMERGENCY:
        return True
    return bool(consent.get("emergency_basis")) and bool(consent.get("second_clinician"))


def record(
    session: Session, instance_id: str, patient_ref: str, consent: Mapping[str, Any], now: datetime
) -> str:
    """Store a consent and give its id; scope and recipients must be lists."""
    row = Consent(
        id=uuid.uuid4().hex,
        instance_id=instance_id,
        patient_ref=patient_ref,
        kind=str(consent["kind"]),
        given_by=str(consent["by"]),
        given_at=_moment(consent.get("at")) or now,
        scope=_list(consent.get("scope")),
        recipients=_list(consent.get("recipients")),
        expires_at=_moment(consent.get("expires")),
        emergency_basis=str(consent.get("emergency_basis") or ""),
    )
    session.add(row)
    return row.id


def close(session: Session, consent_id: str, instance_id: str, now: datetime) -> bool:
    """End what a consent allows from now on; False when this case has no such consent."""
    consent = session.get(Consent, consent_id)
    if consent is None or consent.instance_id != instance_id:
        return False
    consent.expires_at = min(now, consent.expires_at or now)
    session.add(consent)
    return True


def _list(value: Any) -> list[Any]:
    """Accept a list, or one value for a list of it."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _moment(value: Any) -> datetime | None:
    """Read an aware ISO moment; anything else is no moment."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
