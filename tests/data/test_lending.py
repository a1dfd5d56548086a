"""What would be lost: processes that are right by themselves and do not fit the registries they run on."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resources import Resource
from carelane.domain.tables import (
    HumanTask,
    Institution,
    Membership,
    Patient,
    Person,
    ProcessInstance,
)
from carelane.services import process_definitions
from carelane.services.human_tasks import complete
from carelane.services.process_instances import StartRequest, start
from tests.data.cases import CasesInMemory
from tests.data.world import World

PATIENT = {
    "id_type": "resident_id",
    "id_no": "110101195001010018",
    "name": "王示例",
    "sex": "2",
    "birth_date": "1950-01-01",
    "phone": "13800000000",
    "allergies": "无",
    "infection_flag": "none",
}


@dataclass
class Walk:
    """People who walk through cases of the library on the real registries."""

    world: World
    cases: CasesInMemory
    count: int = 0

    def start(self, login: str, process: str, **values: Any) -> str:
        actor = self.world.actor(login)
        request = StartRequest(process, values={"patient": PATIENT, **values})
        return start(self.world.database, self.cases, actor, request, "start").instance_id

    def do(self, login: str, element: str, **values: Any) -> None:
        with self.world.database.reading() as session:
            wanted = select(HumanTask.id).where(
                col(HumanTask.element_id) == element, col(HumanTask.state) != "completed"
            )
            tasks = session.exec(wanted).all()
        assert len(tasks) == 1, f"{element}: {self.trouble()}"
        self.count += 1
        actor = self.world.actor(login)
        complete(self.world.database, self.cases, actor, tasks[0], values, f"c{self.count}")

    def trouble(self) -> list[Any]:
        return [self.cases.describe(case) for case in self.cases.cases]

    def status(self) -> dict[str, str]:
        with self.world.database.reading() as session:
            rows = session.exec(select(ProcessInstance)).all()
            return {f"{row.process_id}@{row.institution_code}": row.business_status for row in rows}

    def holds(self) -> list[str]:
        with self.world.database.reading() as session:
            return [row.state for row in session.exec(select(ResourceHold)).all()]


@pytest.fixture
def walk(world: World, cases: CasesInMemory) -> Walk:
    for name in ("mutual_appointment", "resource_sharing"):
        process_definitions.deploy(world.database, read_bundle(LIBRARY / name), name)
    now = world.database.now()
    with world.database.transaction() as session:
        hospital = session.get_one(Institution, "HOSA")
        hospital.capabilities = {"specialties": ["cardiology"], "services": ["opd"]}
        session.add(Person(id="id-bed_a", login="bed_a", name="床位", name_en="Beds"))
        session.flush()
        session.add(Membership(person_id="id-bed_a", institution_code="HOSA", role="hos_bed"))
        session.add(Patient(empi_id="E7", id_no=PATIENT["id_no"], name="王示例", pinyin="wsl"))
        slot = {"kind": "slot", "category": "opd", "specialty": "cardiology", "state": "free"}
        times = {
            "starts_at": now + timedelta(days=9),
            "ends_at": now + timedelta(days=9, minutes=20),
        }
        about = {"institution_code": "HOSA", "reported_at": now}
        session.add(Resource(id="s1", pool="reserved", place="3", **slot, **times, **about))
        bed = {"kind": "bed", "category": "general", "state": "U", "features": {"sex": "any"}}
        session.add(Resource(id="b1", place="12", **bed, **about))
    return Walk(world, cases)


def test_a_clinic_visit_would_not_be_booked_in_the_real_registry(walk: Walk) -> None:
    wish = {"service": "opd", "specialty": "cardiology", "urgency": "R", "awaiting": "patient"}
    walk.start("coord1", "mutual_appointment", **wish)
    walk.do("coord1", "AP01_choose", provider_org="HOSA")
    assert walk.holds() == ["held"]
    walk.do("coord1", "AP04_agree", patient_answer="accepted", phone="1", prep_ack=True)
    assert walk.status() == {
        "mutual_appointment@PRI1": "booked",
        "mutual_appointment_prov@HOSA": "booked",
    }
    assert walk.holds() == ["committed"]
    walk.do("desk_a", "AP07_arrival", presence="arrived")
    walk.do("desk_a", "AP08_seen")
    assert walk.holds() == ["in_use"]
    assert walk.status()["mutual_appointment_prov@HOSA"] == "completed"


def test_a_bed_would_not_be_lent_in_the_real_registry(walk: Walk) -> None:
    need = {"kind": "bed", "spec": {"ward_type": "general", "sex": "F"}}
    walk.start("coord1", "resource_sharing", urgency="U", need=need, justification="满床")
    walk.do("bed_a", "RS03_answer", offer_answer="offer")
    assert walk.holds() == ["held"]
    walk.do("coord1", "RS05_decide", commit_answer="commit")
    assert walk.holds() == ["committed"]
    walk.do("bed_a", "RS06_handout", handout="handed", checklist=["ready"])
    assert walk.holds() == ["in_use"]
    walk.do("coord1", "RS06_check", received_ok=True)
    walk.do("coord1", "RS07_use", use_action="return", condition="dirty")
    walk.do("bed_a", "RS08_inspect", inspected="clean")
    walk.do("bed_a", "RS09_settle", amount=0)
    walk.do("coord1", "RS09_rate", amount_ok=True, rating="good")
    assert walk.status()["resource_sharing_owner@HOSA"] == "completed"
    assert walk.holds() == ["ended"]
