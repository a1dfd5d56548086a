"""The referral of the library on a real server: late decisions escalate, and the loop closes at both sides."""

from datetime import timedelta
from typing import Any

import pytest

from activities.registries import job_handlers
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.deadlines import Deadline
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resources import Resource
from carelane.services.process_definitions import deploy
from tests.durable.site import Site, eventually

PATIENT = {
    "id_type": "resident_id",
    "id_no": "110101195001010018",
    "name": "王示例",
    "sex": "1",
    "birth_date": "1950-01-01",
    "phone": "13800000000",
    "allergies": "无",
    "infection_flag": "none",
}
REFERRAL: dict[str, Any] = {
    "patient": PATIENT,
    "urgency": "U",
    "specialty": "cardiology",
    "service": "opd",
    "reason_code": "hypertension",
    "question": "请调整方案",
    "vitals": {"sbp": 186, "dbp": 100},
    "findings": [],
}
CONSENT = {
    "by": "self",
    "at": "2026-03-02T09:00:00+08:00",
    "evidence": "SIG-1",
    "scope": ["summary"],
}


@pytest.fixture
def referral(site: Site) -> Site:
    """A site with the library's referral, a clinic slot, and the real registries."""
    for name in ("referral_up", "mutual_appointment"):
        bundle = read_bundle(LIBRARY / name)
        for definition in deploy(site.database, bundle, name):
            site.bundles[definition.process_id] = bundle
    starts = site.database.now() + timedelta(days=3)
    slot = {
        "kind": "slot",
        "category": "opd",
        "state": "free",
        "specialty": "cardiology",
        "place": "3",
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=20),
        "reported_at": site.database.now(),
    }
    with site.database.transaction() as session:
        session.add(Resource(id="S1", institution_code="HOS1", **slot))
    site.work(**job_handlers(site.database))
    return site


def sent(site: Site) -> str:
    """Start a referral and send it; give the sender's case."""
    calendar = {"zone": "Asia/Shanghai", "hours": [["08:00", "17:30"]]}
    sender = site.start("referral_up", calendar=calendar)
    site.complete(sender, "UP01_compose", **REFERRAL)
    site.complete(sender, "UP04_consent", choice_offered=True, consent=CONSENT)
    site.complete(sender, "UP05_choose", target_org="HOS1")
    return sender


def receiver_of(site: Site, sender: str) -> str:
    """Give the hospital's case of the same key."""

    def started() -> list[ProcessInstance]:
        rows = site.rows(ProcessInstance, process_id="referral_up_hos", business_key=sender)
        return [row for row in rows if row.institution_code == "HOS1"]

    return str(eventually(started)[0].id)


def case_of(site: Site, process_id: str) -> str:
    """Give the only case of a process."""
    return str(eventually(lambda: site.rows(ProcessInstance, process_id=process_id))[0].id)


def agree(site: Site) -> None:
    """Book the visit with the patient, in the case that the hospital's calls."""
    asked = case_of(site, "mutual_appointment")
    site.complete(asked, "AP04_agree", patient_answer="accepted", phone="1", prep_ack=True)


def status(site: Site, case: str, wanted: str) -> None:
    eventually(lambda: (row := site.row(case)) and row.business_status == wanted)


def test_a_late_decision_would_pass_unseen_and_the_loop_stay_open(referral: Site) -> None:
    site = referral
    sender = sent(site)
    hospital = receiver_of(site, sender)
    site.complete(hospital, "UP07_check", complete=True)
    eventually(lambda: site.tasks(hospital, "UP08_triage"))
    site.skip(hospital, hours=3.5)
    eventually(lambda: site.tasks(hospital, "UP08_triage")[0].sla_percent == 150)
    late = site.rows(Deadline, instance_id=hospital, element_id="referral_up_hos")
    assert [(clock.percent, clock.breached_at == clock.due_at) for clock in late] == [(150, True)]
    assert site.tasks(hospital, "UP08_triage")[0].overdue
    site.complete(hospital, "UP08_triage", decision="accept")
    status(site, sender, "accepted")
    agree(site)
    site.complete(
        hospital, "UP10_confirm", preparation="空腹", bring="身份证", insurance_filing="filed"
    )
    status(site, sender, "booked")
    assert site.rows(ResourceHold, resource_id="S1")[0].state == "committed"
    site.complete(case_of(site, "mutual_appointment_prov"), "AP07_arrival", presence="arrived")
    site.complete(hospital, "UP12_care", care_outcome="completed")
    site.complete(hospital, "UP13_reply", answer_to_question="加用缬沙坦", advice="两周复测")
    status(site, sender, "replied")
    assert site.row(hospital).business_status == "replied"  # type: ignore[union-attr]
    site.complete(sender, "UP14_read", reconciled=True)
    for case in (sender, hospital):
        row = site.ended(case)
        assert (row.state, row.business_status) == ("completed", "closed")
    assert {row.state for row in site.rows(Message, correlation_key=sender)} == {"delivered"}


def test_an_accepted_referral_would_be_cancelled_without_the_receiver(referral: Site) -> None:
    site = referral
    sender = sent(site)
    hospital = receiver_of(site, sender)
    site.complete(hospital, "UP07_check", complete=True)
    site.complete(hospital, "UP08_triage", decision="accept")
    eventually(lambda: site.tasks(case_of(site, "mutual_appointment"), "AP04_agree"))
    assert site.rows(ResourceHold, resource_id="S1")[0].state == "held"
    agree(site)
    eventually(lambda: site.tasks(hospital, "UP10_confirm"))
    assert site.rows(ResourceHold, resource_id="S1")[0].state == "committed"
    site.complete(sender, "UP06_track", track_action="cancel", cancel_reason="已好转")
    status(site, sender, "cancel_requested")
    site.complete(hospital, "EX_cancel_confirm", cancel_confirmed=True)
    for case in (sender, hospital):
        assert site.ended(case).business_status == "cancelled"
    eventually(lambda: site.rows(ResourceHold, resource_id="S1")[0].state == "released")
