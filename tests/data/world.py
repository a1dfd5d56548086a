"""A small group of institutions and cases, written as rows: fixtures of the data layer's tests."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.domain.process_instances import ProcessInstance
from carelane.services.accounts import actor_for
from carelane.services.institutions import seed_roles
from carelane.services.patients import summarise
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from carelane.services.worklist_entries import follow

PLACES = (
    ("GRP", "集团办", "Group office", "GRP", None),
    ("HOSA", "省医", "Provincial hospital", "HOS", "GRP"),
    ("HOSB", "县医", "County hospital", "HOS", "GRP"),
    ("PRI1", "东镇卫生院", "East township", "PRI", "HOSB"),
    ("PRI2", "西镇卫生院", "West township", "PRI", "HOSB"),
)
PEOPLE = (
    ("doctor1", "PRI1", "pri_doctor"),
    ("doctor1b", "PRI1", "pri_doctor"),
    ("coord1", "PRI1", "pri_coord"),
    ("doctor2", "PRI2", "pri_doctor"),
    ("desk_a", "HOSA", "hos_refdesk"),
    ("spec_a", "HOSA", "hos_spec"),
    ("head_a", "HOSA", "hos_head"),
    ("desk_b", "HOSB", "hos_refdesk"),
    ("head_b", "HOSB", "hos_head"),
    ("group", "GRP", "grp_desk"),
    ("operator", "GRP", "operator"),
)


@dataclass
class World:
    """Makes rows with short words."""

    database: Database
    cases: int = 0
    tasks: int = 0
    people: dict[str, Actor] = field(default_factory=dict)

    def fill(self) -> None:
        seed_roles(self.database)
        with self.database.transaction() as session:
            for code, name, english, kind, parent in PLACES:
                session.add(
                    Institution(
                        code=code, name=name, name_en=english, kind=kind, parent_code=parent
                    )
                )
            session.flush()
            for login, place, role in PEOPLE:
                session.add(Person(id=f"id-{login}", login=login, name=f"人{login}", name_en=login))
                session.flush()
                session.add(Membership(person_id=f"id-{login}", institution_code=place, role=role))
            session.add(StoredBundle(sha256="0" * 64, packed="", file_name="test"))
            session.flush()
            session.add(
                ProcessDefinition(
                    id="def",
                    process_id="referral",
                    version=1,
                    name="Referral",
                    bundle_sha256="0" * 64,
                    deployed_at=self.database.now(),
                    startable_role="pri_doctor",
                    pool_id="PRI",
                    pool_kind="PRI",
                    pools={"PRI": "PRI", "HOS": "HOS"},
                )
            )

    def actor(self, login: str) -> Actor:
        found = actor_for(self.database, login)
        assert found is not None
        return found

    def case(self, session: Session, institution: str = "PRI1", **values: Any) -> str:
        self.cases += 1
        case_id: str = values.pop("id", f"case{self.cases}")
        patient = values.pop(
            "patient", {"empi_id": "E1", "name": "张伟", "id_no": "990101199001011234"}
        )
        about = summarise({"patient": patient})
        session.add(
            ProcessInstance(
                **{
                    "id": case_id,
                    "definition_id": "def",
                    "process_id": "referral",
                    "version": 1,
                    "institution_code": institution,
                    "business_key": f"RU-{self.cases}",
                    "patient_ref": about.ref,
                    "patient_name": about.name,
                    "patient_pinyin": about.pinyin,
                    "patient_id_suffix": about.id_suffix,
                    "started_at": self.database.now(),
                    "variables": {"patient": patient},
                    **values,
                }
            )
        )
        session.flush()
        return case_id

    def task(
        self,
        session: Session,
        case: str,
        *owners: tuple[str, str],
        due: float | None = None,
        **values: Any,
    ) -> str:
        self.tasks += 1
        own_id: str = values.pop("task_id", f"t{self.tasks}")
        task_id = f"{case}:{own_id}"
        now = self.database.now()
        session.add(
            HumanTask(
                **{
                    "id": task_id,
                    "instance_id": case,
                    "task_id": own_id,
                    "element_id": "triage",
                    "name": "Triage",
                    "urgency": "R",
                    "created_at": now,
                    "due_at": None if due is None else now + timedelta(hours=due),
                    **values,
                }
            )
        )
        session.flush()
        for institution, role in owners:
            session.add(
                HumanTaskOwner(human_task_id=task_id, institution_code=institution, role=role)
            )
        session.flush()
        follow(session.connection(), case, task_id)
        return task_id

    def clock(
        self, session: Session, task: str, start: float, due: float, percent: int = 0
    ) -> None:
        case, name = task.split(":")
        now = self.database.now()
        session.add(
            Deadline(
                id=f"{case}:sla-{name}",
                instance_id=case,
                sla_id=f"sla-{name}",
                task_id=name,
                element_id="triage",
                start_at=now + timedelta(hours=start),
                due_at=now + timedelta(hours=due),
                percent=percent,
            )
        )
