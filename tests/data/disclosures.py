"""Patients, consents and documents of a small group, for the tests of disclosures."""

from datetime import timedelta
from typing import Any

from activities.registries import job_handlers
from carelane.domain.patients import Patient
from carelane.domain.people import Membership, Person
from carelane.domain.record_references import RecordReference
from carelane.domain.wire import JobCall, JobResult
from carelane.services.consent_checks import Question
from carelane.services.record_wishes import Wish
from tests.data.world import World

PATIENT = {"empi_id": "E1"}
CONSENT = {"kind": "share", "by": "self", "evidence": "SIG-1", "scope": ["record"]}
DOCUMENTS = (
    ("summary", "clinical_summary", "general", 1),
    ("lab", "lab_result", "general", 10),
    ("old_lab", "lab_result", "general", 91),
    ("psychiatric", "consult_note", "psychiatric", 5),
    ("hiv", "lab_result", "hiv_sti", 5),
    ("nursing", "nursing_note", "general", 5),
)
"""Id, type, section and age in days."""


def fill(world: World) -> None:
    """Add a patient, documents of HOSB about them, and the privacy officer."""
    now = world.database.now()
    with world.database.transaction() as session:
        session.add(Patient(empi_id="E1", id_no="990101199001011234", name="张伟"))
        session.add(Patient(empi_id="E2", id_no="990101199001015678", name="李强"))
        session.add(Person(id="id-privacy", login="privacy", name="隐私官", name_en="Privacy"))
        session.flush()
        session.add(Membership(person_id="id-privacy", institution_code="GRP", role="grp_privacy"))
        for key, kind, section, age in DOCUMENTS:
            session.add(
                RecordReference(
                    id=key,
                    empi_id="E1",
                    document_type=kind,
                    section=section,
                    institution_code="HOSB",
                    dated_at=now - timedelta(days=age),
                    locator=f"urn:hosb:{key}",
                    registered_at=now,
                )
            )


def job(world: World, kind: str, key: str = "", **variables: Any) -> JobResult:
    """Run a job of a case of HOSA, once per key."""
    world.tasks += 1
    call = JobCall(
        instance_id="case1",
        job_id="j1",
        element_id="e",
        job_type=kind,
        headers={},
        variables={"patient": PATIENT, **variables},
        institution="HOSA",
        idempotency_key=key or f"{kind}:{world.tasks}",
    )
    return job_handlers(world.database)[kind](call)


def agreed(world: World, **changed: Any) -> str:
    """Record a consent and give its id."""
    result = job(world, "consent.record", consent={**CONSENT, **changed})
    assert not result.error_code, result.error_message
    return str(result.variables["consent_id"])


def answer(world: World, **variables: Any) -> dict[str, Any]:
    """Ask whether something may be disclosed."""
    given = {"purpose": "treatment", "recipient_org": "HOSA", **variables}
    found: dict[str, Any] = job(world, "consent.check", **given).variables["consent_check"]
    return found


def released(world: World, **variables: Any) -> list[str] | str:
    """Release documents; gives their ids, or the code of the reason why not."""
    given = {"purpose": "treatment", "process": "referral_up", **variables}
    result = job(world, "record.release", **given)
    if result.error_code:
        assert result.error_code == "RELEASE_REFUSED"
        return result.error_message
    return [each["reference_id"] for each in result.variables["release"]["references"]]


def wish(purpose: str = "treatment", recipient: str = "HOSA", **more: Any) -> Wish:
    """Make a wish of a person."""
    reason = more.pop("reason", "")
    return Wish(Question("E1", purpose, recipient, **more), reason=reason, process="referral_up")
