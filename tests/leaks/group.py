"""Three institutions, one of them unrelated; every role at each; a case at each that is full of canaries.

PRI1 lies below HOS1; ELSE has nothing to do with either. What is clinical of the case at X says ``CLIN-X`` wherever a
text can stand, what is technical ``TECH-X``. `Somebody.sees` says by itself, in plain words, who may meet which.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import SQLModel, col, select

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.comments import Comment, CommentMention
from carelane.domain.emergencies import CREW, INCIDENT, RECEIVING
from carelane.domain.exports import Export
from carelane.domain.institutions import Institution
from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from carelane.domain.messages import Message
from carelane.domain.notices import Notice, Topic
from carelane.domain.people import Membership, Person
from carelane.domain.report_orders import ReportOrder
from carelane.domain.resource_holds import ResourceHold
from carelane.domain.resources import Resource
from carelane.domain.rights import CLINICAL, RULES, Holder, Right, Where, Who
from carelane.domain.roles import ROLES, InstitutionKind, RoleSpec, Supervises
from carelane.domain.saved_filters import SavedFilter
from carelane.domain.substitutions import Substitution
from carelane.domain.tables import Deadline, HistoryEntry, HumanTask, Patient, ProcessInstance
from carelane.domain.wire import CompleteTask
from carelane.services.accounts import Known, Source, actor_for, open_session
from carelane.services.holds import Asker, hold_all
from carelane.services.institutions import seed_roles
from carelane.services.measuring import roll_up
from carelane.services.resource_needs import Need
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from tests.data.stuck import Ward
from tests.data.world import World
from tests.durable.site import payload

PLACES = (("HOS1", "HOS", None), ("PRI1", "PRI", "HOS1"), ("ELSE", "HOS", None))
BELOW = {"HOS1": {"HOS1", "PRI1"}, "PRI1": {"PRI1"}, "ELSE": {"ELSE"}}
WORKING = ("pri_doctor", "hos_refdesk")
"""Roles that have tasks of each case: the diagram's and a further one."""
TECHNICAL = ("operator", "process_designer")


@dataclass(frozen=True)
class Target:
    """The case at an institution, and what belongs to it."""

    place: str
    case: str
    task: str
    incident: str
    message: str

    @property
    def clinical(self) -> str:
        return f"CLIN-{self.place}"

    @property
    def technical(self) -> str:
        return f"TECH-{self.place}"

    @property
    def file(self) -> str:
        return f"file-{self.place}"

    @property
    def comment(self) -> str:
        return f"comment-{self.place}"

    @property
    def held(self) -> str:
        return f"{self.case}:held"

    @property
    def journey(self) -> str:
        return f"journey-{self.place}"

    @property
    def saved_filter(self) -> str:
        return f"filter-{self.place}"


@dataclass(frozen=True)
class Somebody:
    """A role at an institution, and the person who holds nothing else; or nobody."""

    actor: Actor
    spec: RoleSpec | None = None
    place: str = ""

    @property
    def name(self) -> str:
        return f"{self.spec.code}@{self.place}" if self.spec else "nobody"

    @property
    def technical(self) -> bool:
        return self.spec is not None and self.spec.code in TECHNICAL

    @property
    def operates(self) -> bool:
        return self.technical or (
            self.spec is not None and self.spec.supervises is not Supervises.NONE
        )

    @property
    def involved(self) -> bool:
        """Whether there is any case with which they have to do."""
        return self.operates or (self.spec is not None and self.spec.code in WORKING)

    def clinical(self, target: Target) -> bool:
        """Whether the case is theirs to see: they work on it, or supervise its institution."""
        if self.spec is None:
            return False
        works = self.spec.code in WORKING and self.place == target.place
        here = self.spec.supervises is Supervises.INSTITUTION and self.place == target.place
        below = self.spec.supervises is Supervises.SUBTREE and target.place in BELOW[self.place]
        return works or here or below

    @property
    def kind(self) -> tuple[str, object]:
        """Give what is the same for people whom no service and no page can tell apart.

        That is where they are, and what the table of rights says of their role: nothing asks for a role elsewhere
        (tests/repository/test_rights.py). Roles by which a task here is theirs are kinds of their own.
        """
        if self.spec is None:
            return "", None
        working = self.spec.code if self.spec.code in WORKING else ""
        return self.place, (working, self.spec.supervises, rights_of(self.spec))

    def looks_up(self) -> bool:
        deciding = {"grp_desk", "grp_privacy"}
        if self.spec is None:
            return False
        return self.spec.kind is not InstitutionKind.GROUP or self.spec.code in deciding

    def related(self, target: Target) -> bool:
        """Whether they may have anything to do with the case: then what changes it is not tried."""
        return self.place == target.place or self.technical or self.clinical(target)

    def forbidden(self, targets: list[Target], *, reads_with_reason: bool) -> set[str]:
        """List the texts they must never meet."""
        found = set() if self.looks_up() else {"CLIN-REGISTRY"}
        for target in targets:
            if not self.clinical(target) and not (reads_with_reason and self.technical):
                found.add(target.clinical)
            if not self.clinical(target) and not self.technical:
                found |= {target.technical, target.incident, target.message}
        return found


def rights_of(spec: RoleSpec) -> frozenset[tuple[Right, Where]]:
    """List what the table of rights gives to a role, wherever it is held."""

    def has(holder: Holder) -> bool:
        if isinstance(holder.who, frozenset):
            return spec.code in holder.who
        supervises = holder.who is Who.SUPERVISORS and spec.supervises is not Supervises.NONE
        return supervises or (holder.who is Who.CLINICAL and spec.code in CLINICAL)

    return frozenset((r.right, each.where) for r in RULES for each in r.holders if has(each))


class KeptFiles:
    """A store of files in which every name stands for the same content."""

    SHA256 = "0" * 64

    def put(self, content: bytes) -> str:
        del content
        return self.SHA256

    def read(self, name: str) -> bytes | None:
        return name.encode()

    def delete(self, name: str, unless_newer_than: datetime) -> bool:
        del name, unless_newer_than
        return True

    def names(self, before: datetime) -> list[str]:
        del before
        return []


@dataclass
class Group:
    """Everything that the matrix works with."""

    database: Database
    ward: Ward
    targets: list[Target] = field(default_factory=list)
    people: list[Somebody] = field(default_factory=list)

    def kinds(self) -> list[Somebody]:
        """Choose one person of each kind: what the others could be told is told to them."""
        return list({who.kind: who for who in reversed(self.people)}.values())[::-1]

    def fingerprint(self, place: str) -> str:
        """Say in one text how everything of the case at an institution stands."""
        target = next(one for one in self.targets if one.place == place)
        tables: dict[type[SQLModel], Any] = {
            ProcessInstance: ProcessInstance.id == target.case,
            HumanTask: HumanTask.instance_id == target.case,
            Comment: Comment.instance_id == target.case,
            Attachment: Attachment.instance_id == target.case,
            JourneyEvent: JourneyEvent.journey_id == target.journey,
            HistoryEntry: HistoryEntry.instance_id == target.case,
            Message: Message.id == target.message,
            SavedFilter: SavedFilter.id == target.saved_filter,
            Substitution: Substitution.id == f"leave-{place}",
            Resource: Resource.institution_code == place,
            ResourceHold: ResourceHold.institution_code == place,
        }
        with self.database.reading() as session:
            rows = [
                [row.model_dump_json() for row in session.exec(select(table).where(which)).all()]
                for table, which in tables.items()
            ]
        turns = len(self.ward.cases.turns(target.case))
        return hashlib.sha256(json.dumps([rows, turns]).encode()).hexdigest()


def make(database: Database) -> Group:
    """Write the group."""
    seed_roles(database)
    with database.transaction() as session:
        for code, kind, parent in PLACES:
            session.add(
                Institution(code=code, name=code, name_en=code, kind=kind, parent_code=parent)
            )
            session.flush()
        for login, person, place, role in _staff():
            session.add(Person(id=person, login=login, name=login))
            session.flush()
            session.add(Membership(person_id=person, institution_code=place, role=role))
        for place, _kind, _parent in PLACES:
            session.add(Person(id=f"starter-{place}", login=f"starter-{place}", name="发起"))
        session.add(
            Patient(empi_id="CLIN-REGISTRY", id_no="CLIN-REGISTRY", name="赵登记", pinyin="zdj")
        )
    group = Group(database, Ward(database))
    for place, _kind, _parent in PLACES:
        group.targets.append(_case(group, place))
    _hold_beds(group)
    roll_up(database, UTC)
    specs = {spec.code: spec for spec in ROLES}
    for login, _person, place, role in _staff():
        actor = actor_for(database, login)
        assert actor is not None
        group.people.append(Somebody(actor, specs[role], place))
    with database.transaction() as session:
        session.add(Person(id="ghost", login="ghost", name="ghost"))
    group.people.append(Somebody(Actor("ghost", "", "", "en", ())))
    return group


def sign_in(group: Group, person_id: str) -> str:
    """Open a session and give its token."""
    opened = open_session(group.database, Known(person_id=person_id), Source("127.0.0.1"))
    assert opened is not None
    return opened.token


def _staff() -> Iterator[tuple[str, str, str, str]]:
    for place, _kind, _parent in PLACES:
        for role in ROLES:
            yield f"{role.code}.{place}", f"id-{role.code}-{place}", place, role.code


def _journey(database: Database, place: str, case: str) -> None:
    """Write the journey of the case's patient, in place of what the case has told by itself."""
    journey, now = f"journey-{place}", database.now()
    with database.transaction() as session:
        for table in (JourneyEvent, CustodyEntry):
            session.connection().execute(delete(table).where(col(table.instance_id) == case))
        row = {"id": journey, "patient_ref": f"CLIN-{place}", "opened_at": now}
        session.add(Journey(**row))
        session.flush()
        told = {"journey_id": journey, "instance_id": case, "turn": 1, "recorded_at": now}
        about = {"institution_code": place, "reference": f"TECH-{place}", "at": now}
        session.add(JourneyEvent(**told, **about))
        unit = {"institution_code": place, "unit": f"CLIN-{place}", "since": now}
        session.add(CustodyEntry(**told, **unit, responsible=f"starter-{place}"))


def _emergency(database: Database, place: str, of: str) -> None:
    """Write a call, its crew and a pre-alert at a place: who works there at the desk sees them, and nobody elsewhere."""
    clinical, technical, now = f"CLIN-{place}", f"TECH-{place}", database.now()
    known: dict[str, Any] = {"incident_id": technical, "category": "RED", "address": clinical}
    known |= {"atmist": {"mechanism": clinical}, "unit_ids": [f"unit-{place}"], "tag": clinical}
    with database.transaction() as session:
        definition = session.get_one(ProcessInstance, of).definition_id
        for name, process in (("call", INCIDENT), ("crew", CREW), ("alert", RECEIVING)):
            session.add(
                ProcessInstance(
                    id=f"{name}-{place}",
                    definition_id=definition,
                    process_id=process,
                    version=1,
                    institution_code=place,
                    business_key=technical,
                    started_by=f"starter-{place}",
                    started_at=now,
                    variables=known,
                )
            )
        session.flush()
        about = {"milestone": "on_scene", "told_by": clinical, "note": clinical}
        session.add(
            HistoryEntry(
                instance_id=f"crew-{place}",
                at=now,
                kind="Telephoned",
                person_id=f"starter-{place}",
                institution_code=place,
                data=about | {"happened_at": now.isoformat()},
            )
        )
        session.add(
            Resource(
                id=f"unit-{place}",
                kind="unit",
                institution_code=place,
                category="ALS",
                state="available",
            )
        )


def _case(group: Group, place: str) -> Target:
    """Begin a case that meets an incident, and write around it what else may stand there."""
    clinical, technical, database = f"CLIN-{place}", f"TECH-{place}", group.database
    patient = {"name": clinical, "empi_id": clinical, "id_no": f"{clinical}-1234"}
    start = payload(group.ward.bundle, "two_tasks", patient=patient, diagnosis=clinical)
    start = replace(
        start,
        institution=place,
        started_by=f"starter-{place}",
        business_key=technical,
        variables=start.variables | {"institution": place, "business_key": technical},
    )
    group.ward.cases.start(start)
    (first,) = group.ward.cases.describe(start.instance_id).open_tasks
    letter = CompleteTask(f"letter-{place}", first, {"note": clinical}, f"starter-{place}")
    group.ward.cases.complete_task(start.instance_id, letter)
    (incident,) = group.ward.cases.describe(start.instance_id).open_incidents
    _around(group, place, start.instance_id)
    _journey(database, place, start.instance_id)
    _emergency(database, place, start.instance_id)
    with database.transaction() as session:
        _add_message(session, database, place, start.instance_id)
    return Target(
        place,
        start.instance_id,
        f"{start.instance_id}:extra",
        f"{start.instance_id}:{incident}",
        f"msg-{place}-1",
    )


def _around(group: Group, place: str, case: str) -> None:
    clinical, world = f"CLIN-{place}", World(group.database)
    now = group.database.now()
    with group.database.transaction() as session:
        task = world.task(
            session,
            case,
            (place, "hos_refdesk"),
            (place, "pri_doctor"),
            task_id="extra",
            name=clinical,
            due=-1,
            draft={"said": clinical},
            variables={"said": clinical},
        )
        world.task(
            session,
            case,
            (place, "hos_refdesk"),
            (place, "pri_doctor"),
            task_id="held",
            name=clinical,
            state="reserved",
            actual_owner=f"starter-{place}",
            claimed_at=now,
        )
        session.add(
            Substitution(
                id=f"leave-{place}",
                person_id=f"starter-{place}",
                substitute_id=f"starter-{place}",
                institution_code=place,
                begins_at=now + timedelta(days=1),
                ends_at=now + timedelta(days=2),
                entered_by=f"starter-{place}",
                entered_at=now,
            )
        )
        world.clock(session, task, -3, -1, 100)
        session.add(
            Attachment(
                id=f"file-{place}",
                instance_id=case,
                task_id=task,
                sha256=KeptFiles.SHA256,
                size=1,
                media_type="application/pdf",
                name=f"{clinical}.pdf",
                added_by=f"starter-{place}",
                added_at=now,
            )
        )
        session.add(
            Comment(
                id=f"comment-{place}",
                instance_id=case,
                task_id=task,
                author_id=f"starter-{place}",
                at=now,
                text=clinical,
            )
        )
        session.flush()
        session.add(
            AttachmentReading(attachment_id=f"file-{place}", person_id=f"starter-{place}", at=now)
        )
        session.add(
            Export(
                id=f"export-{place}",
                person_id=f"id-hos_refdesk-{place}",
                at=now,
                what=f"TECH-{place}",
                form="csv",
                rows=1,
            )
        )
        session.add(CommentMention(comment_id=f"comment-{place}", person_id=f"starter-{place}"))
        session.add(
            SavedFilter(
                id=f"filter-{place}",
                person_id=f"starter-{place}",
                name=clinical,
                query={"text": clinical},
                saved_at=now,
            )
        )
        session.add(
            ReportOrder(
                id=f"order-{place}",
                person_id=f"starter-{place}",
                rhythm="weekly",
                institution_code=place,
                ordered_at=now,
            )
        )
        session.add(
            Notice(
                id=f"notice-{place}",
                kind="notice",
                recipient_person=f"starter-{place}",
                subject=clinical,
                body=clinical,
                instance_id=case,
                dedupe_key=f"n-{place}",
                created_at=now,
            )
        )
        session.add(
            Notice(
                id=f"mail-{place}",
                kind="mail",
                topic=Topic.REPORT,
                recipient_person=f"starter-{place}",
                subject=clinical,
                body=clinical,
                instance_id=case,
                dedupe_key=f"m-{place}",
                created_at=now,
                state="failed",
            )
        )
        session.add(
            HistoryEntry(
                instance_id=case,
                at=now,
                kind="CommentAdded",
                task_id="extra",
                person_id=f"starter-{place}",
                institution_code=place,
                data={"text": clinical},
            )
        )
        assert session.exec(select(Deadline)).first() is not None


def _hold_beds(group: Group) -> None:
    """Let the case at each place hold a bed of the next: the owner may know by whom, and not for what."""
    now = group.database.now()
    with group.database.transaction() as session:
        for place, _kind, _parent in PLACES:
            session.add(
                Resource(
                    id=f"bed-{place}",
                    kind="bed",
                    institution_code=place,
                    category="general",
                    state="U",
                )
            )
        session.flush()
        for number, target in enumerate(group.targets):
            until = now + timedelta(days=1)
            asker = Asker(target.case, target.place, now, until, request_for=target.technical)
            bed = f"bed-{PLACES[(number + 1) % len(PLACES)][0]}"
            hold_all(session, asker, [Need("bed", now, ids=(bed,))])


def _add_message(session: Any, database: Database, place: str, case: str) -> None:
    now = database.now()
    session.add(
        Message(
            id=f"msg-{place}-1",
            name=f"TECH-{place}",
            correlation_key=f"TECH-{place}",
            to_institution=place,
            payload={"said": f"CLIN-{place}"},
            sender=case,
            from_instance_id=case,
            from_institution=place,
            message_key=f"k-{place}",
            created_at=now,
            expires_at=now.replace(year=now.year + 1),
        )
    )
