"""May this be disclosed? The table ConsentRule says what is needed, the recorded consents whether it is there.

Asked before any disclosure, by cases and by people; every release (`carelane.services.record_releases`) asks here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bpmn.times import parse_duration
from carelane.domain.consents import ALLOWS, EMERGENCY, Consent, ConsentState
from carelane.domain.document_types import covers
from carelane.domain.institutions import Institution
from carelane.domain.record_accesses import Basis
from carelane.services import consent_rule
from carelane.services.consent_rule import Requirement
from carelane.services.consents import same_person
from carelane.services.identities import ids_of

_MOST = 500
"""Consents of one patient and kind that are looked through, the latest first."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants what of whom for what. ``recipient`` is an institution; one that is not ours is outside the group.

    ``document_types`` empty: whatever the consent covers. ``clinician`` is who asks, by id; the second of an emergency must be another.
    """

    empi_id: str
    purpose: str
    recipient: str
    document_types: tuple[str, ...] = ()
    cannot_consent: bool = False
    outside_group: bool = False
    emergency_basis: str = ""
    second_clinician: str = ""
    clinician: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """On which basis and consent it is allowed; without a basis it is not, and ``reason`` is the code of why."""

    basis: str
    rule: Requirement
    consent: Consent | None = None
    reason: str = ""
    post_hoc: str = ""
    post_hoc_due: datetime | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be disclosed."""
        return bool(self.basis)

    @property
    def consent_id(self) -> str:
        """Name the consent on which it rests; empty for none."""
        return self.consent.id if self.consent else ""


def check(session: Session, asked: Question, now: datetime, *, lock: bool = False) -> Answer:
    """Ask table and registry at this moment; ``lock`` keeps a withdrawal waiting until the transaction ends."""
    outside = asked.outside_group or not _of_group(session, asked.recipient)
    rule = consent_rule.required(
        asked.purpose, now, cannot_consent=asked.cannot_consent, outside_group=outside
    )
    if rule.requirement == consent_rule.NONE:
        return Answer(Basis.NONE_REQUIRED, rule)
    consents = _consents(session, asked.empi_id, rule.kind, lock=lock)
    reasons = [(_against(each, asked, rule.requirement, now), each) for each in consents]
    fitting = [each for reason, each in reasons if not reason]
    if fitting:
        return _on(min(fitting, key=lambda each: each.given_by == EMERGENCY), rule)
    if rule.requirement == consent_rule.EMERGENCY:
        why = _emergency(session, asked)
        basis = "" if why else Basis.EMERGENCY
        due = now + _lasts(rule.post_hoc)
        return Answer(basis, rule, reason=why, post_hoc=rule.post_hoc, post_hoc_due=due)
    return Answer("", rule, reason=_most_telling([reason for reason, _ in reasons]))


def _on(consent: Consent, rule: Requirement) -> Answer:
    """Answer that it is allowed on a recorded consent."""
    if consent.given_by != EMERGENCY or consent.settled_by:
        return Answer(Basis.CONSENT, rule, consent)
    due = consent.post_hoc_due_at
    return Answer(Basis.EMERGENCY, rule, consent, post_hoc=rule.post_hoc, post_hoc_due=due)


def _lasts(duration: str) -> timedelta:
    return parse_duration(duration).rest


def _of_group(session: Session, recipient: str) -> bool:
    return bool(recipient) and session.get(Institution, recipient) is not None


def _consents(session: Session, empi_id: str, kind: str, *, lock: bool) -> list[Consent]:
    """Read a patient's consents of a kind, the latest first."""
    if not empi_id:
        return []
    statement = (
        select(Consent)
        .where(col(Consent.patient_ref).in_(ids_of(session, empi_id)), col(Consent.kind) == kind)
        .order_by(col(Consent.given_at).desc(), col(Consent.id))
        .limit(_MOST)
    )
    return list(session.exec(statement.with_for_update() if lock else statement))


_REASONS = (
    "consent_withdrawn",
    "document_not_covered",
    "recipient_not_named",
    "post_hoc_overdue",
    "consent_expired",
)
"""The more telling first: what somebody could do about it, or must know."""


def _against(consent: Consent, asked: Question, requirement: str, now: datetime) -> str:
    """Say why a consent does not allow this; empty if it does."""
    if consent.given_at > now:
        return "no_consent"
    match consent.state(now):
        case ConsentState.WITHDRAWN:
            return "consent_withdrawn"
        case ConsentState.EXPIRED:
            return "consent_expired"
        case ConsentState.POST_HOC_OVERDUE:
            return "post_hoc_overdue"
        case state:
            assert state in ALLOWS
    named = consent.recipients or (
        requirement == consent_rule.NAMED and consent.given_by != EMERGENCY
    )
    if named and asked.recipient not in consent.recipients:
        return "recipient_not_named"
    if not all(covers(consent.scope, each) for each in asked.document_types):
        return "document_not_covered"
    return ""


def _most_telling(reasons: list[str]) -> str:
    return next((each for each in _REASONS if each in reasons), "no_consent")


def _emergency(session: Session, asked: Question) -> str:
    """Say what an emergency basis lacks; empty for a whole one."""
    if not asked.emergency_basis.strip():
        return "emergency_basis_missing"
    second = asked.second_clinician.strip()
    if not second or same_person(session, asked.clinician, second):
        return "second_clinician_missing"
    return ""
