"""A merge of identities, on the real server: a running case would keep caring for somebody who does not exist any more."""

from typing import Any

from carelane.domain.patient_merges import IdentityWork, PatientMerge
from carelane.domain.patients import Patient
from carelane.domain.process_instances import HistoryEntry
from carelane.services import identity_work, patient_merges
from tests.durable.site import Site
from tests.durable.test_calls import replayed


def known_by(site: Site, case: str) -> tuple[Any, ...]:
    row = site.row(case)
    assert row is not None
    return row.patient_ref, row.variables["patient"]["empi_id"], row.variables["asked"]["by"]


def test_a_merge_would_be_half_done_when_a_worker_dies(site: Site) -> None:
    site.work()
    patient = {"empi_id": "E2", "name": "张玮"}
    case = site.start("escalation", patient=patient, asked={"by": [{"empi_id": "E2"}, "E2"]})
    now = site.database.now()
    with site.database.transaction() as session:
        session.add_all(
            [Patient(empi_id="E1", id_no="1", name="张伟"), Patient(**patient, id_no="2")]
        )
        session.flush()
        merge = PatientMerge(id="m1", survivor="E1", merged="E2", reason="one person", at=now)
        patient_merges.join(session, merge)
    site.rest()
    assert identity_work.do(site.database, site.door(0.5)).away == 1
    site.work()
    identity_work.do(site.database, site.cases)
    assert known_by(site, case) == ("E1", "E1", [{"empi_id": "E1"}, "E2"])
    with site.database.transaction() as session:
        (work,) = site.rows(IdentityWork)
        again = session.get_one(IdentityWork, work.id)
        again.state = "todo"  # told, and the note of it lost
        session.add(again)
    assert identity_work.do(site.database, site.cases).done == 1
    told = [line.data for line in site.rows(HistoryEntry, instance_id=case, kind="Operation")]
    assert told == [{"operation": "rekey_patient", "reason": "patient_merged"}]
    site.complete(case, "triage")
    replayed(site, case)
