"""What would be lost: one person's care under two names, or a stranger's in this one's chart."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from carelane.domain.errors import IdentityConflict, NotAllowed, ReasonMissing
from carelane.domain.identity_questions import IdentityQuestion
from carelane.domain.patient_merges import IdentityWork
from carelane.domain.resident_ids import problem
from carelane.domain.tables import (
    Consent,
    Membership,
    Notice,
    Patient,
    PatientIdentifier,
    ProcessInstance,
)
from carelane.services import identities, identity_questions, identity_work, patients
from carelane.services.patient_merges import Merging, merge, unmerge
from tests.data import waiting_case
from tests.data.cases import CasesInMemory
from tests.data.test_registries import ZHANG, run
from tests.data.world import World

REASON = "the same person, seen at the desk"


@pytest.fixture
def two(world: World) -> World:
    """One person who was registered twice."""
    waiting_case.release(world)
    with world.database.transaction() as session:
        session.add(Patient(empi_id="E1", id_no=ZHANG["id_no"], name="张伟", pinyin="zw"))
        session.add(Patient(empi_id="E2", id_type="passport", id_no="P77", name="张玮"))
        session.flush()
        session.add(
            Consent(
                id="c1",
                instance_id="x",
                patient_ref="E2",
                kind="share",
                given_by="self",
                given_at=world.database.now(),
            )
        )
    return world


def merged(world: World, cases: CasesInMemory, key: str = "m1") -> str:
    desk = world.actor("group")
    return merge(world.database, cases, desk, Merging("E1", "E2", REASON), key)


def patient_of(world: World, case: str) -> tuple[str, Any]:
    with world.database.reading() as session:
        row = session.get_one(ProcessInstance, case)
        return row.patient_ref, row.variables["patient"]["empi_id"]


@pytest.mark.parametrize(
    ("number", "birth", "sex", "why"),
    [
        ("990101199001011230", None, "", ""),
        ("99010119900101123X", None, "", "check_digit"),
        ("99010119900101", None, "", "format"),
        ("99010119900230000X", None, "", "birth_date"),
        ("990101199001011230", date(1991, 1, 1), "", "birth_date"),
        ("990101199001011230", None, "2", "sex"),
        ("990101199001011230", date(1990, 1, 1), "1", ""),
    ],
)
def test_a_number_that_cannot_be_is_told(
    number: str, birth: date | None, sex: str, why: str
) -> None:
    assert problem(number, birth, sex, date(2026, 1, 1)) == why


def test_a_wrong_number_is_never_an_exact_match_and_becomes_a_question(world: World) -> None:
    wrong = ZHANG | {"id_no": "990101199001011234"}
    made = run(world, "empi.register", "a", patient=wrong).variables
    answer = run(world, "empi.match", "b", patient=wrong).variables["empi"]
    assert (answer["outcome"], answer["problem"]) == ("possible", "check_digit")
    asked = identity_questions.open_questions(world.database, world.actor("group")).rows
    assert [(one.kind, one.patient.empi_id) for one in asked] == [("wrong_number", made["empi_id"])]


def test_one_document_at_two_persons_and_one_person_under_two_ids_are_questions(
    world: World,
) -> None:
    first = run(world, "empi.register", "a", patient=ZHANG).variables["empi_id"]
    second = run(world, "empi.register", "b", patient=ZHANG | {"name": "张炜"}).variables["empi_id"]
    twin = ZHANG | {"id_type": "passport", "id_no": "P9"}
    third = run(world, "empi.register", "c", patient=twin).variables["empi_id"]
    run(world, "empi.match", "d", patient=twin | {"sex": "1"})
    desk = world.actor("group")
    rows = identity_questions.open_questions(world.database, desk).rows
    found = {(one.kind, one.patient.empi_id, one.other.empi_id) for one in rows if one.other}
    assert found == {("shared_id", second, first), ("two_ids", third, first)}
    with world.database.reading() as session:
        verified = session.exec(
            select(PatientIdentifier.empi_id).where(PatientIdentifier.verified)
        ).all()
    assert sorted(verified) == sorted([first, third])
    identity_questions.settle(
        world.database, desk, rows[0].id, "two brothers, one typed the other's card"
    )
    assert identity_questions.open_questions(world.database, desk).total == 1
    with pytest.raises(NotAllowed):
        identity_questions.open_questions(world.database, world.actor("doctor1"))


def test_running_cases_and_what_belongs_to_the_patient_follow_a_merge(
    two: World, cases: CasesInMemory
) -> None:
    case, other = (waiting_case.begin(two, cases, each) for each in ("E2", "E1"))
    cases.available = False
    assert merged(two, cases) == "m1"
    assert patient_of(two, case) == ("E2", "E2")
    cases.available = True
    assert str(identity_work.do(two.database, cases)).startswith("1 done")
    assert patient_of(two, case) == patient_of(two, other) == ("E1", "E1")
    told = len(cases.cases[case].written)
    merged(two, cases)
    assert identity_work.do(two.database, cases).done == 0
    assert len(cases.cases[case].written) == told
    with two.database.reading() as session:
        assert session.get_one(Consent, "c1").patient_ref == "E1"
        assert identities.ids_of(session, "E2") == ("E1", "E2")
    found = patients.find(two.database, two.actor("doctor1"), "P77")
    assert [one.empi_id for one in found] == ["E1"]
    assert [one.empi_id for one in patients.find(two.database, two.actor("doctor1"), "E2")] == [
        "E1"
    ]
    late = waiting_case.begin(two, cases, "E2")
    assert patient_of(two, late) == ("E1", "E1")


def test_a_worker_that_died_half_way_changes_a_case_once(two: World, cases: CasesInMemory) -> None:
    case = waiting_case.begin(two, cases, "E2")
    merged(two, cases)
    turns = len(cases.cases[case].written)
    with two.database.transaction() as session:
        (work,) = session.exec(select(IdentityWork)).all()
        work.state = "todo"  # told, and the note of it lost
        session.add(work)
    assert identity_work.do(two.database, cases).done == 1
    assert len(cases.cases[case].written) == turns


def test_a_merge_taken_apart_gives_each_its_own_and_stops_what_may_be_wrong(
    two: World, cases: CasesInMemory
) -> None:
    own, case = (waiting_case.begin(two, cases, each) for each in ("E1", "E2"))
    merged(two, cases)
    desk = two.actor("group")
    with two.database.transaction() as session:
        session.add(Membership(person_id="id-group", institution_code="GRP", role="grp_privacy"))
    affected = unmerge(two.database, cases, desk, "m1", "two cousins")
    assert set(affected) == {own, case}
    assert patient_of(two, case) == ("E2", "E2")
    assert patient_of(two, own) == ("E1", "E1")
    with two.database.reading() as session:
        rows = session.exec(select(ProcessInstance)).all()
        assert {row.id for row in rows if row.suspended} == {own, case}
        assert session.get_one(Consent, "c1").patient_ref == "E2"
        asked = session.exec(select(IdentityQuestion)).one()
        notice = session.exec(select(Notice).where(Notice.recipient_person == "id-group")).one()
    assert "2 cases" in notice.body
    assert (asked.kind, asked.merge_id) == ("unmerged", "m1")
    (review,) = identity_questions.open_questions(two.database, desk).rows
    assert {(each.instance_id, each.suspended) for each in review.cases} == {
        (own, True),
        (case, True),
    }


def test_who_may_not_or_does_not_say_why_merges_nothing(two: World, cases: CasesInMemory) -> None:
    wanted = Merging("E1", "E2", REASON)
    with pytest.raises(NotAllowed):
        merge(two.database, cases, two.actor("doctor1"), wanted, "m1")
    with pytest.raises(ReasonMissing):
        merge(two.database, cases, two.actor("group"), Merging("E1", "E2", " "), "m1")
    with pytest.raises(IdentityConflict):
        merge(two.database, cases, two.actor("group"), Merging("E1", "E1", REASON), "m1")
    with two.database.reading() as session:
        assert session.get_one(Patient, "E2").merged_into is None


def test_a_temporary_identity_finds_its_real_one_and_its_case_hears_of_it(
    two: World, cases: CasesInMemory
) -> None:
    unknown = run(two, "empi.register", "t", patient={"name": "无名氏"}, temporary=True).variables
    case = waiting_case.begin(two, cases, unknown["empi_id"])
    linked = run(two, "empi.link", "l", temporary_id=unknown["empi_id"], empi_id="E1")
    assert linked.variables == {"empi_id": "E1", "linked": True}
    identity_work.do(two.database, cases)
    assert patient_of(two, case) == ("E1", "E1")
    wrong = run(two, "empi.link", "l2", temporary_id="E2", empi_id="E1")
    assert wrong.error_code == "IDENTITY_CONFLICT"


def test_a_machine_links_nobody_whose_cards_differ(two: World) -> None:
    unknown = run(two, "empi.register", "t", patient={"name": "无名氏"}, temporary=True).variables
    with two.database.transaction() as session:
        document = ("resident_id", "990101198501014329", "")
        identities.add_identifier(session, unknown["empi_id"], document, two.database.now())
    linked = run(two, "empi.link", "l", temporary_id=unknown["empi_id"], empi_id="E1")
    assert (linked.error_code, linked.variables) == ("IDENTITY_CONFLICT", {"why": "two_documents"})
    asked = identity_questions.open_questions(two.database, two.actor("group")).rows
    assert [(one.kind, one.other and one.other.empi_id) for one in asked] == [("two_ids", "E1")]


def test_a_case_that_begins_late_under_a_merged_id_is_found(
    two: World, cases: CasesInMemory
) -> None:
    case = waiting_case.begin(two, cases, "E2")
    cases.available = False
    merged(two, cases)
    with two.database.transaction() as session:
        session.delete(session.exec(select(IdentityWork)).one())
    cases.available = True
    assert identity_work.find_late(two.database) == 1
    assert identity_work.find_late(two.database) == 0
    identity_work.do(two.database, cases)
    assert patient_of(two, case) == ("E1", "E1")


def test_open_requests_for_the_same_are_found_under_every_id(two: World) -> None:
    now = two.database.now()
    heart = {"patient": {"empi_id": "E2"}, "specialty": "cardiology"}
    with two.database.transaction() as session:
        own = two.case(session, patient={"empi_id": "E1"})
        other = two.case(session, patient={"empi_id": "E2"}, variables=heart, process_id="down")
        two.case(
            session,
            patient={"empi_id": "E2"},
            variables=heart,
            process_id="down",
            started_at=now - timedelta(days=31),
        )
        session.get_one(Patient, "E2").merged_into = "E1"
    asked = {"patient": {"empi_id": "E1"}, "specialty": "cardiology"}
    mine = run(two, "request.duplicates", "a", own, **asked).variables["duplicates"]
    assert mine == []
    any_of = run(two, "request.duplicates", "b", own, process_ids="referral down", **asked)
    assert [one["instance_id"] for one in any_of.variables["duplicates"]] == [other]
    longer = run(two, "request.duplicates", "c", own, process_ids=["down"], days=60, **asked)
    assert len(longer.variables["duplicates"]) == 2
