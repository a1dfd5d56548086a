"""What processes tell people in their own words, staff and patients (job type `notify`), and whom they name by role.

What the product itself tells staff goes by `carelane.services.notice_events`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from carelane.domain.notices import Notice, Topic
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.notice_events import Event, about_case, put, receivers


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice or mail to be written; written once per ``dedupe_key`` and recipient."""

    kind: str
    subject: str
    body: str
    dedupe_key: str
    instance_id: str = ""


def write(session: Session, draft: Draft, recipients: Iterable[str], now: datetime) -> int:
    """Put a notice into the outbox of each known recipient; gives how many were new.

    Each person hears as chosen; kind mail asks for a mail whatever was chosen. The words stand on the screen, and the
    mail says only that they do: a designer's words may name a patient. It goes after quiet hours, an emergency's at once.
    """
    connection = session.connection()
    about = about_case(connection, Event(Topic.PROCESS, draft.dedupe_key, draft.instance_id))
    words = about | {"subject": draft.subject, "body": draft.body}
    written = 0
    for each in receivers(connection, recipients):
        own = words | {"recipient_person": each.person_id}
        key = f"{draft.dedupe_key}:{each.person_id}"
        asked, urgency = draft.kind == "mail", about["urgency"]
        if asked or each.wants.shows(Topic.PROCESS, urgency):
            written += put(connection, key, now, own | {"kind": "notice", "due_at": now})
        if each.has_mail and (asked or each.wants.mails(Topic.PROCESS, urgency)):
            due_at = each.wants.mail_at(urgency, now)
            put(connection, f"{key}:mail", now, own | {"kind": "mail", "due_at": due_at})
    return written


def write_to_patient(session: Session, draft: Draft, patient_ref: str, now: datetime) -> bool:
    """Put a message to a patient into the outbox; says whether it was new."""
    values = {
        "kind": draft.kind,
        "subject": draft.subject,
        "body": draft.body,
        "instance_id": draft.instance_id,
        "recipient_patient": patient_ref,
    }
    return put(session.connection(), f"{draft.dedupe_key}:patient", now, values)


def suppress(session: Session, business_key: str) -> int:
    """Stop what processes still have to send about the cases with this key; gives how many.

    What the product tells staff (steps of clocks, tasks) goes on.
    """
    cases = select(ProcessInstance.id).where(
        col(ProcessInstance.business_key) == business_key,
        col(ProcessInstance.business_key) != "",
    )
    stopped = session.connection().execute(
        update(Notice)
        .where(
            col(Notice.instance_id).in_(cases),
            col(Notice.kind) != "notice",
            col(Notice.topic) == Topic.PROCESS.value,
            col(Notice.state) == "waiting",
        )
        .values(state="dropped", error="suppressed")
    )
    return stopped.rowcount


def holders(session: Session, institution_code: str, role: str) -> tuple[Person, ...]:
    """Find the active people who hold a role at an institution."""
    statement = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.institution_code) == institution_code,
            col(Membership.role) == role,
            col(Person.active).is_(True),
        )
        .order_by(col(Person.id))
    )
    return tuple(session.exec(statement))
