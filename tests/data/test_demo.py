"""What would be lost: a demonstration that stands still, or that could be taken for real people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from carelane.adapters.database import open_database
from carelane.adapters.folders import read_bundle
from carelane.demo import people
from carelane.demo.emergencies import play_calls
from carelane.demo.group import SEED, make_group
from carelane.demo.places import GROUP, HOSPITALS, PLACES, TOWNSHIPS
from carelane.demo.referrals import play_all
from carelane.demo.staff import DEMO_PASSWORD, employees
from carelane.demo.stories import STORIES
from carelane.domain.document_types import BY_CODE
from carelane.domain.record_references import RecordReference
from carelane.services.accounts import NewSession, actor_for, sign_in
from carelane.services.case_lists import list_cases
from carelane.services.emergency.calls import open_calls
from carelane.services.emergency.prealerts import open_prealerts
from carelane.services.incident_lists import list_incidents
from carelane.services.process_definitions import deploy
from carelane.services.resource_matching import match
from carelane.services.resource_needs import Need
from carelane.services.supervision import overdue
from carelane.services.transaction import Database
from tests.data.cases import CasesInMemory

LIBRARY = Path(__file__).parents[2] / "bpmn" / "library"


@pytest.fixture
def empty(sqlite_address: str) -> Iterator[Database]:
    """An empty product on SQLite: what the demonstration calls is tested on both databases elsewhere."""
    database = open_database(sqlite_address)
    yield database
    database.engine.dispose()


def test_the_group_is_the_one_that_is_announced() -> None:
    assert (len(HOSPITALS), len(TOWNSHIPS)) == (3, 6)
    assert sorted({place.kind for place in PLACES}) == ["CTR", "EMS", "GRP", "HOS", "PRI"]
    staff = employees(SEED)
    assert 75 <= len(staff) <= 90
    assert len({one.login for one in staff}) == len({one.naming.chinese for one in staff})
    assert employees(SEED) == staff


def test_resident_ids_are_right_in_form_and_belong_to_nobody() -> None:
    made = people.patients(SEED, 120)
    numbers = [patient.id_no for patient in made]
    assert len(set(numbers)) == 120
    for patient, number in zip(made, numbers, strict=True):
        assert number.startswith("99")
        assert number[17] == people.check_digit(number[:17])
        assert patient.birth_date is not None
        assert number[6:14] == f"{patient.birth_date:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (patient.sex == "1")
    assert not {one.naming.chinese for one in employees(SEED)} & {one.name for one in made}


def test_everybody_can_sign_in_and_making_it_twice_changes_nothing(empty: Database) -> None:
    staff = make_group(empty)
    before = actor_for(empty, "liulin.doctor")
    assert make_group(empty) == staff
    assert actor_for(empty, "liulin.doctor") == before
    assert isinstance(sign_in(empty, "jianghai.desk", DEMO_PASSWORD), NewSession)


def test_a_township_has_a_bed_for_who_comes_back_to_it(empty: Database) -> None:
    make_group(empty)
    now = empty.now()
    with empty.reading() as session:
        for town in TOWNSHIPS:
            need = Need("bed", now, orgs=(town.code,))
            assert match(session, need, town.code, now, 1).offers, town.code


def test_twenty_referrals_stand_where_their_stories_leave_them(empty: Database) -> None:
    for name in ("referral_up", "mutual_appointment", "resource_sharing"):
        deploy(empty, read_bundle(LIBRARY / name), name)
    make_group(empty)
    cases = CasesInMemory(empty)
    stands = play_all(empty, cases, SEED, lambda _line: None)
    assert stands == [story.until or "closed" for story in STORIES]
    assert play_all(empty, cases, SEED, lambda _line: None) == []
    group = actor_for(empty, "group.desk")
    assert group is not None
    assert group.supervised_institutions == tuple(sorted(place.code for place in PLACES))
    assert GROUP in group.supervised_institutions
    late = overdue(empty, group)
    assert sum(late.overdue.values()) >= 3
    assert sum(late.at_risk.values()) >= 1
    assert list_incidents(empty, group).rows == ()
    statuses = {row.business_status for row in list_cases(empty, group).rows}
    assert {"draft", "received", "info_requested", "booked", "replied", "closed"} <= statuses


def test_the_emergency_desk_has_calls_and_an_announced_patient(empty: Database) -> None:
    deploy(empty, read_bundle(LIBRARY / "prehospital_emergency"), "prehospital_emergency")
    make_group(empty)
    cases = CasesInMemory(empty)
    assert len(play_calls(empty, cases, lambda _line: None)) == 3
    assert play_calls(empty, cases, lambda _line: None) == []
    dispatcher, nurse = actor_for(empty, "ems.dispatch"), actor_for(empty, "jianghai.ed")
    assert dispatcher is not None
    assert nurse is not None
    calls = open_calls(empty, dispatcher).lines
    assert [line.category for line in calls] == ["", "ORANGE", "YELLOW"]
    assert [len(line.crews) for line in calls] == [0, 1, 1]
    (alert,) = open_prealerts(empty, nurse).lines
    assert alert.task_id
    assert list_incidents(empty, dispatcher).rows == ()


def test_documents_lie_at_hospitals_and_some_need_a_reason(empty: Database) -> None:
    make_group(empty)
    with empty.reading() as session:
        rows = session.exec(select(RecordReference)).all()
    assert {row.institution_code for row in rows} == {place.code for place in HOSPITALS}
    assert len({row.empi_id for row in rows}) == 120
    assert any(row.section != "general" for row in rows)
    assert {row.document_type for row in rows} <= set(BY_CODE)
