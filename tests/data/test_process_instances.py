"""What would be lost: a case started twice or half, or its story."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from bpmn.definition import Bundle
from bpmn.findings import Refused
from carelane.domain.errors import (
    CaseNotFound,
    CaseUnavailable,
    Conflict,
    DefinitionNotFound,
    InvalidPools,
    NotAllowed,
    NotFound,
)
from carelane.domain.tables import Patient, ProcessDefinition, ProcessInstance, StoredBundle
from carelane.services import human_tasks, process_definitions
from carelane.services.case_messages import messages_of_case
from carelane.services.process_instances import StartRequest, cancel, get_case, list_cases, start
from carelane.services.supervision import OverdueFilter, overdue
from carelane.services.worklists import my_tasks
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.stories import story_of
from tests.data.world import World

REQUEST = StartRequest("handover", pools={"HOS": "HOSA"})


@pytest.fixture
def released(world: World) -> World:
    process_definitions.deploy(world.database, handover_bundle(), "handover", "test")
    with world.database.transaction() as session:
        session.add(Patient(empi_id="E7", id_no="99010119900101123X", name="李小红", pinyin="lxh"))
    return world


def test_the_same_bundle_twice_is_one_version(released: World) -> None:
    again = process_definitions.deploy(released.database, handover_bundle(), "other name")
    assert [(row.process_id, row.version) for row in again] == [("handover", 1), ("receive", 1)]
    bundle = handover_bundle()
    changed = Bundle(bundle.bpmn.replace("Check the reply", "Read the reply"), forms=bundle.forms)
    newer = process_definitions.deploy(released.database, changed, "handover")
    assert [row.version for row in newer] == [2, 2]
    latest = [row for row in process_definitions.list_definitions(released.database) if row.latest]
    assert {(row.process_id, row.version) for row in latest if row.process_id != "referral"} == {
        ("handover", 2),
        ("receive", 2),
    }


def test_a_refused_file_leaves_nothing_behind(world: World) -> None:
    bundle = handover_bundle()
    broken = Bundle(bundle.bpmn.replace("formId=", "formID="), forms={"x.form": "{"})
    with pytest.raises(Refused):
        process_definitions.deploy(world.database, broken, "broken")
    with world.database.reading() as session:
        assert len(session.exec(select(StoredBundle)).all()) == 1
        assert len(session.exec(select(ProcessDefinition)).all()) == 1


def test_people_are_offered_what_their_role_may_start(released: World) -> None:
    def offered(login: str) -> list[str]:
        found = process_definitions.startable(released.database, released.actor(login))
        return [one.process_id for one in found if one.process_id != "referral"]

    assert offered("doctor1") == ["handover"]
    assert offered("desk_a") == offered("group") == []


def test_a_process_may_be_begun_by_several_roles(world: World) -> None:
    bundle = handover_bundle()
    several = bundle.bpmn.replace(
        'startable role="pri_doctor"', 'startable role="hos_ward, pri_doctor"', 1
    )
    assert several != bundle.bpmn
    process_definitions.deploy(world.database, Bundle(several, forms=bundle.forms), "handover")
    found = process_definitions.startable(world.database, world.actor("doctor1"))
    assert "handover" in [one.process_id for one in found]


def test_a_case_would_not_know_the_kind_of_its_institution(
    released: World, cases: CasesInMemory
) -> None:
    case = start(released.database, cases, released.actor("doctor1"), REQUEST, "kind")
    assert cases.cases[case.instance_id].start.variables["pool_kind"] == "PRI"


def test_a_start_sent_many_times_starts_one_case(released: World, cases: CasesInMemory) -> None:
    doctor = released.actor("doctor1")
    with ThreadPoolExecutor(8) as pool:
        started = list(
            pool.map(lambda _n: start(released.database, cases, doctor, REQUEST, "same"), range(20))
        )
    assert len(set(started)) == 1
    assert list(cases.cases) == [started[0].instance_id]


def test_another_persons_command_id_is_no_back_door(released: World, cases: CasesInMemory) -> None:
    start(released.database, cases, released.actor("doctor1"), REQUEST, "mine")
    with pytest.raises(Conflict):
        start(released.database, cases, released.actor("doctor2"), REQUEST, "mine")


def test_a_start_while_the_engine_is_away_leaves_no_half_case(
    released: World, cases: CasesInMemory
) -> None:
    doctor = released.actor("doctor1")
    cases.available = False
    with pytest.raises(CaseUnavailable):
        start(released.database, cases, doctor, REQUEST, "c1")
    with released.database.reading() as session:
        assert session.exec(select(ProcessInstance)).all() == []
    cases.available = True
    start(released.database, cases, doctor, REQUEST, "c1")
    assert list_cases(released.database, doctor).total == 1


@pytest.mark.parametrize(
    ("login", "request_", "error"),
    [
        ("desk_a", REQUEST, NotAllowed),
        ("doctor1", StartRequest("nothing"), DefinitionNotFound),
        ("doctor1", StartRequest("handover", pools={"HOS": "PRI2"}), InvalidPools),
        ("doctor1", StartRequest("handover", pools={"HOS": "MOON"}), InvalidPools),
        ("doctor1", StartRequest("handover", pools={"XYZ": "HOSA"}), InvalidPools),
        ("doctor1", StartRequest("handover", institution="PRI2"), InvalidPools),
        ("doctor1", StartRequest("handover", patient_ref="E404"), NotFound),
    ],
)
def test_a_wrong_start_starts_nothing(
    released: World,
    cases: CasesInMemory,
    login: str,
    request_: StartRequest,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        start(released.database, cases, released.actor(login), request_, "c1")
    assert cases.cases == {}


def test_a_case_tells_its_story_to_both_sides_and_nobody_else(
    released: World, cases: CasesInMemory
) -> None:
    database, doctor = released.database, released.actor("doctor1")
    asked = StartRequest("handover", pools={"HOS": "HOSA"}, patient_ref="E7", business_key="K1")
    instance = start(database, cases, doctor, asked, "c1").instance_id
    task = my_tasks(database, doctor).rows[0]
    assert (task.patient_name, task.business_key) == ("李小红", "K1")
    human_tasks.complete(database, cases, doctor, task.id, {"question": "Why?"}, "c2")
    case = get_case(database, doctor, instance)
    assert (case.row.state, case.row.business_status) == ("active", "submitted")
    assert [one.element_id for one in case.live if one.element_id != "handover"] == ["check"]
    assert case.flows == {"f1": 1, "f2": 1, "f3": 1}
    messages = messages_of_case(database, doctor, instance).rows
    assert [(one.name, one.sent, one.other.id) for one in messages] == [
        ("HANDOVER.REQUEST", True, "HOSA")
    ]
    story = story_of(database, doctor, instance)
    done = [line for line in story if line.kind == "CloseHumanTask"]
    assert [(line.element_id, line.person and line.person.name) for line in done] == [
        ("compose", "人doctor1")
    ]
    assert "<bpmn:definitions" in case.bpmn_xml
    assert {deed.name for deed in case.deeds if deed.allowed} == {"comment", "cancel"}
    answer = my_tasks(database, released.actor("desk_a")).rows[0]
    other = get_case(database, released.actor("desk_a"), answer.instance_id)
    assert other.row.from_institution.id == "PRI1"
    assert other.variables["question"] == "Why?"
    assert {deed.name: deed.why for deed in other.deeds} == {
        "comment": "",
        "cancel": "not_allowed",
        "extend_clock": "not_allowed",
        "operate": "not_allowed",
    }
    for login, hidden in (("desk_a", instance), ("doctor2", instance), ("doctor1", other.row.id)):
        with pytest.raises(CaseNotFound):
            get_case(database, released.actor(login), hidden)


def test_only_the_starter_and_supervisors_cancel(released: World, cases: CasesInMemory) -> None:
    database = released.database
    instance = start(database, cases, released.actor("doctor1"), REQUEST, "c1").instance_id
    with pytest.raises(NotAllowed):
        cancel(database, cases, released.actor("doctor1b"), instance, "no", "x1")
    with pytest.raises(CaseNotFound):
        cancel(database, cases, released.actor("doctor2"), instance, "no", "x2")
    cancel(database, cases, released.actor("coord1"), instance, "duplicate", "x3")
    assert get_case(database, released.actor("doctor1"), instance).row.state == "cancelled"


def test_what_is_late_shows_where_with_whom_and_why(
    released: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    database = released.database
    start(database, cases, released.actor("doctor1"), REQUEST, "c1")
    coordinator, group = released.actor("coord1"), released.actor("group")
    assert overdue(database, coordinator).rows == ()
    clock.advance(minutes=50)
    cases.tick()
    at_risk = overdue(database, coordinator).rows[0]
    assert (at_risk.overdue, at_risk.reason, at_risk.percent) == (False, "unclaimed", 83)
    human_tasks.claim(database, released.actor("doctor1"), at_risk.task_id or "")
    clock.advance(minutes=20)
    cases.tick()
    board = overdue(database, group)
    late = board.rows[0]
    assert (late.overdue, late.reason, late.late) == (True, "not_completed", timedelta(minutes=10))
    assert late.actual_owner is not None
    assert (late.institution.id, late.actual_owner.id) == ("PRI1", "id-doctor1")
    assert board.overdue == {"PRI1": 1}
    assert overdue(database, group, OverdueFilter(kind="at_risk")).rows == ()
    for login in ("doctor1", "head_a", "head_b"):
        assert overdue(database, released.actor(login)).rows == ()
