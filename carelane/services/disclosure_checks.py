"""The invariant of disclosures: nothing was given without consent or basis. Looked at again, row by row of the log.

The rows are compared with the consents and grants as they are kept now, not with what the release thought at the time.
What happened at the very moment of a withdrawal was in time: which came first, the lock on the consent has settled.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from carelane.domain.consents import EMERGENCY, Consent
from carelane.domain.document_types import covers
from carelane.domain.errors import NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.minimum_necessary import by_default, row_of
from carelane.domain.record_accesses import Basis, RecordAccess, RetrievalGrant
from carelane.domain.rights import Right
from carelane.services import consent_rule
from carelane.services.identities import ids_of
from carelane.services.record_wishes import GIVEN
from carelane.services.transaction import Database
from carelane.services.visibility import EVERYWHERE, Actor, places_of

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Violation:
    """A document that was given although something was missing: the row of the log, and the code of what."""

    access_id: str
    at: datetime
    institution: str
    recipient: str
    instance_id: str
    document_type: str
    code: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many disclosures were looked at, and which were wrong."""

    disclosures: int
    violations: tuple[Violation, ...]


def check_disclosures(database: Database, since: datetime | None = None) -> Checked:
    """Look at every document that was given (since a moment): an empty list of violations is the invariant."""
    count, found, after = 0, list[Violation](), ""
    with database.reading() as session:
        places = frozenset(session.exec(select(Institution.code)))
        while rows := _part(session, since, after):
            kept = _Kept(session, rows, places)
            wrong = ((row, kept.wrong(row)) for row in rows)
            found += [_violation(row, code) for row, code in wrong if code]
            count += len(rows)
            after = rows[-1].id
    return Checked(count, tuple(found))


def disclosure_violations(database: Database, actor: Actor) -> Checked:
    """Give the same to the privacy officer; raises `NotAllowed` for everybody else."""
    if places_of(actor, Right.SEE_RETRIEVALS) is not EVERYWHERE:
        raise NotAllowed
    return check_disclosures(database)


def _part(session: Session, since: datetime | None, after: str) -> list[RecordAccess]:
    statement = select(RecordAccess).where(
        col(RecordAccess.outcome) == GIVEN,
        col(RecordAccess.what) != "search",
        col(RecordAccess.id) > after,
    )
    if since is not None:
        statement = statement.where(col(RecordAccess.at) >= since)
    return list(session.exec(statement.order_by(col(RecordAccess.id)).limit(_AT_A_TIME)))


def _violation(row: RecordAccess, code: str) -> Violation:
    return Violation(
        row.id,
        row.at,
        row.institution_code,
        row.recipient,
        row.instance_id,
        row.document_type,
        code,
    )


class _Kept:
    """The consents and grants that some rows of the log rest on, as they are kept now."""

    def __init__(self, session: Session, rows: list[RecordAccess], places: frozenset[str]) -> None:
        self._session, self._places = session, places
        consents = {row.consent_id for row in rows if row.consent_id}
        grants = {row.grant_id for row in rows if row.grant_id}
        self._consents = {
            each.id: each
            for each in session.exec(select(Consent).where(col(Consent.id).in_(consents)))
        }
        self._grants = {
            each.id: each
            for each in session.exec(
                select(RetrievalGrant).where(col(RetrievalGrant.id).in_(grants))
            )
        }

    def wrong(self, row: RecordAccess) -> str:
        """Give the code of what a disclosure lacked; empty for nothing."""
        return self._of_grant(row) or self._of_matrix(row) or self._of_basis(row)

    def _of_grant(self, row: RecordAccess) -> str:
        grant = self._grants.get(row.grant_id)
        if grant is None:
            return "grant_unknown"
        if row.what == "retrieval" and not grant.is_open(row.at):
            return "grant_closed"
        return "" if grant.recipient == row.recipient else "other_recipient"

    def _of_matrix(self, row: RecordAccess) -> str:
        if row.reason or row.what == "retrieval" or row.dated_at is None:
            return ""
        matrix = row_of(row.process_id, row.purpose)
        fits = by_default(matrix, row.document_type, row.section, row.at - row.dated_at)
        return "" if fits else "reason_missing"

    def _of_basis(self, row: RecordAccess) -> str:
        emergency = row.basis == Basis.EMERGENCY
        outside = row.recipient not in self._places
        rule = consent_rule.required(
            row.purpose, row.at, cannot_consent=emergency, outside_group=outside
        )
        if row.basis == Basis.NONE_REQUIRED:
            return "" if rule.requirement == consent_rule.NONE else "no_basis"
        if row.basis not in tuple(Basis):
            return "no_basis"
        consent = self._consents.get(row.consent_id)
        if consent is None:
            return "consent_unknown"
        named = rule.requirement == consent_rule.NAMED and consent.given_by != EMERGENCY
        if (consent.recipients or named) and row.recipient not in consent.recipients:
            return "recipient_not_named"
        if consent.kind != rule.kind:
            return "other_kind"
        return self._of_consent(row, consent)

    def _of_consent(self, row: RecordAccess, consent: Consent) -> str:
        if row.empi_id not in ids_of(self._session, consent.patient_ref):
            return "other_patient"
        if consent.recorded_at is not None and consent.recorded_at > row.at:
            return "consent_later"
        if consent.withdrawn_at is not None and consent.withdrawn_at < row.at:
            return "consent_withdrawn"
        if consent.expires_at is not None and consent.expires_at < row.at:
            return "consent_expired"
        if not covers(consent.scope, row.document_type):
            return "document_not_covered"
        return _of_emergency(row, consent)


def _of_emergency(row: RecordAccess, consent: Consent) -> str:
    if consent.given_by != EMERGENCY or row.basis != Basis.EMERGENCY:
        return ""
    if not (consent.emergency_basis and consent.second_clinician):
        return "emergency_incomplete"
    due = consent.post_hoc_due_at
    return "post_hoc_overdue" if due is not None and due <= row.at else ""
