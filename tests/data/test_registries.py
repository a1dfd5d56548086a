"""What would be lost: a slot given twice, a patient linked to a stranger, an effect done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from activities.registries import job_handlers
from carelane.domain.tables import Consent, Institution, Notice, Patient, Resource, ResourceHold
from carelane.domain.wire import JobCall, JobResult
from tests.conftest import SettableClock
from tests.data.world import World

ZHANG = {
    "id_type": "resident_id",
    "id_no": "990101199001011230",
    "name": "张伟",
    "birth_date": "1990-01-01",
}


def run(
    world: World, job_type: str, key: str = "", case: str = "case1", **variables: Any
) -> JobResult:
    call = JobCall(
        instance_id=case,
        job_id="j1",
        element_id="e",
        job_type=job_type,
        headers={"role": "from header"},
        variables=variables,
        institution="PRI1",
        idempotency_key=key or f"{case}:{job_type}",
    )
    return job_handlers(world.database)[job_type](call)


@pytest.fixture
def patients(world: World) -> World:
    with world.database.transaction() as session:
        session.add(
            Patient(
                empi_id="E1",
                id_no=ZHANG["id_no"],
                name="张伟",
                pinyin="zw",
                birth_date=date(1990, 1, 1),
            )
        )
    return world


@pytest.mark.parametrize(
    ("changed", "outcome", "linked"),
    [
        ({}, "exact", "E1"),
        ({"name": "张炜"}, "possible", ""),
        ({"id_no": "99010119900101567X"}, "possible", ""),
        ({"id_no": "", "birth_date": None}, "none", ""),
        ({"id_no": "1", "name": "王芳"}, "none", ""),
    ],
)
def test_only_an_exact_match_is_linked(
    patients: World, changed: dict[str, Any], outcome: str, linked: str
) -> None:
    answer = run(patients, "empi.match", patient={**ZHANG, **changed}).variables["empi"]
    assert (answer["outcome"], answer["empi_id"]) == (outcome, linked)


def add_slots(world: World, number: int, kind: str = "opd", place: str = "HOSA") -> None:
    with world.database.transaction() as session:
        session.add_all(
            Resource(
                id=f"{kind}{n}",
                institution_code=place,
                kind="bed" if kind == "bed" else "slot",
                category="general" if kind == "bed" else kind,
                state="U" if kind == "bed" else "free",
                specialty="cardiology",
                starts_at=world.database.now() + timedelta(hours=n + 1),
            )
            for n in range(number)
        )


def hold(world: World, case: str) -> JobResult:
    return run(
        world, "slot.hold", case=case, target_org="HOSA", specialty="cardiology", service="opd"
    )


def test_of_many_cases_each_slot_goes_to_one(world: World) -> None:
    add_slots(world, 5)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: hold(world, f"case{n}"), range(12)))
    held = [answer.variables["slot"]["slot_id"] for answer in answers if not answer.error_code]
    assert sorted(held) == [f"opd{n}" for n in range(5)]
    assert {answer.error_code for answer in answers} == {"", "NO_SLOT"}


def test_a_second_attempt_gets_the_first_ones_slot(world: World) -> None:
    add_slots(world, 5)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: hold(world, "case1"), range(8)))
    assert all(answer == answers[0] for answer in answers)
    with world.database.reading() as session:
        taken = session.exec(select(ResourceHold).where(ResourceHold.state == "held")).all()
    assert len(taken) == 1


def test_a_hold_ends_by_itself_and_a_booking_does_not(world: World, clock: SettableClock) -> None:
    add_slots(world, 1)
    first = hold(world, "case1").variables["slot"]
    assert run(world, "slot.book", case="case1", slot=first).variables["slot"]["state"] == "booked"
    clock.advance(minutes=30)
    assert hold(world, "case2").error_code == "NO_SLOT"
    run(world, "slot.release", case="case1", slot=first)
    second = run(world, "slot.hold", "again", "case2", target_org="HOSA", specialty="cardiology")
    assert second.variables["slot"]["slot_id"] == first["slot_id"]
    assert run(world, "slot.book", "late", "case1", slot=first).error_code == "HOLD_EXPIRED"


def test_an_expired_hold_is_given_to_the_next(world: World, clock: SettableClock) -> None:
    with world.database.transaction() as session:
        session.add(
            Resource(id="bed1", institution_code="HOSA", kind="bed", category="general", state="U")
        )
    held = run(world, "bed.hold", case="case1", target_org="HOSA", specialty="surgery")
    assert held.variables["slot"]["slot_id"] == "bed1"
    assert run(world, "bed.hold", case="case2", target_org="HOSA").error_code == "NO_BED"
    clock.advance(hours=3)
    taken = run(world, "bed.hold", "next", "case3", target_org="HOSA", specialty="surgery")
    assert taken.variables["slot"]["slot_id"] == "bed1"


def test_releasing_nothing_is_fine(world: World) -> None:
    assert run(world, "slot.release").variables == {"slot": None}


def test_a_clinical_duplicate_is_shown(world: World, clock: SettableClock) -> None:
    with world.database.transaction() as session:
        old = world.case(session, variables={"specialty": "cardiology"})
        world.case(session, variables={"specialty": "cardiology"}, state="completed")
        world.case(session, variables={"specialty": "surgery"})
        own = world.case(session, variables={"specialty": "cardiology"})
    asked: dict[str, Any] = {"patient": {"empi_id": "E1"}, "specialty": "cardiology"}
    found = run(world, "referral.duplicates", case=own, **asked).variables["duplicates"]
    assert [one["instance_id"] for one in found] == [old]
    clock.advance(days=31)
    later = run(world, "referral.duplicates", "later", own, **asked)
    assert later.variables["duplicates"] == []


def test_destinations_are_listed_with_what_a_decision_needs(world: World) -> None:
    add_slots(world, 3)
    with world.database.transaction() as session:
        hospital = session.get_one(Institution, "HOSA")
        hospital.capabilities = {
            "specialties": ["cardiology"],
            "services": ["opd"],
            "journeys": {"PRI1": {"minutes": 50, "km": 61.5}},
        }
        session.add(hospital)
    found = run(
        world, "destination.rank", specialty="cardiology", service="opd", preferred_org="HOSB"
    )
    by_org = {one["org"]: one for one in found.variables["candidates"]}
    assert list(by_org) == ["HOSA", "HOSB"]
    assert by_org["HOSA"]["capable"]
    assert (by_org["HOSA"]["minutes"], by_org["HOSA"]["free"]) == (50, 3)
    assert by_org["HOSB"] | {"preferred": True, "capable": False} == by_org["HOSB"]


def test_consent_in_an_emergency_needs_a_reason_and_a_second_clinician(world: World) -> None:
    consent = {"kind": "share", "by": "none_emergency", "emergency_basis": "coma"}
    refused = run(world, "consent.record", "a", consent=consent)
    assert refused.error_code == "CONSENT_INCOMPLETE"
    full = consent | {"second_clinician": "id-doctor2", "scope": "summary", "recipients": ["HOSA"]}
    given = run(world, "consent.record", "b", consent=full, patient={"empi_id": "E1"})
    again = run(world, "consent.record", "b", consent=full, patient={"empi_id": "E1"})
    assert given == again
    with world.database.reading() as session:
        rows = session.exec(select(Consent)).all()
    assert [(row.id, row.scope) for row in rows] == [(given.variables["consent_id"], ["summary"])]


def test_a_new_person_is_registered_and_a_temporary_one_never_matches(world: World) -> None:
    first = run(world, "empi.register", "a", patient=ZHANG, temporary=False).variables
    assert run(world, "empi.register", "a", patient=ZHANG, temporary=False).variables == first
    assert run(world, "empi.match", "b", patient=ZHANG).variables["empi"]["outcome"] == "exact"
    stranger = ZHANG | {"name": "李强", "id_no": "990101198501014329", "birth_date": None}
    temporary = run(world, "empi.register", "c", patient=stranger, temporary=True).variables
    assert temporary["temporary"] is True
    assert run(world, "empi.match", "d", patient=stranger).variables["empi"]["outcome"] == "none"


def test_the_green_channel_never_waits_for_a_bed(world: World) -> None:
    first = run(world, "transfer.request", "a", target_org="HOSA", specialty="cardiology")
    assert first.variables["slot"]["kind"] == "emergency"
    booked = run(world, "slot.book", "b", slot=first.variables["slot"])
    assert booked.error_code == ""
    add_slots(world, 1, kind="bed")
    second = run(world, "transfer.request", "c", target_org="HOSA", specialty="cardiology")
    assert second.variables["slot"]["slot_id"] == "bed0"
    run(world, "transfer.cancel", "d", slot=second.variables["slot"])
    assert hold_bed(world, "case9").variables["slot"]["slot_id"] == "bed0"


def hold_bed(world: World, case: str) -> JobResult:
    return run(world, "bed.hold", case=case, target_org="HOSA", specialty="cardiology")


def test_a_dead_patients_reminders_are_stopped(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, business_key="R-1")
    told: dict[str, Any] = {
        "recipient": "patient",
        "subject": "S",
        "body": "R-1",
        "patient": {"empi_id": "E1"},
    }
    assert run(world, "notify", case=case, **told).variables == {"notified": 1}
    stopped = run(world, "reminders.suppress", case=case, referral_id="R-1")
    assert stopped.variables == {"suppressed": 1}


def test_a_closed_consent_allows_nothing_more(world: World, clock: SettableClock) -> None:
    consent = {"kind": "share", "by": "self"}
    given = run(world, "consent.record", consent=consent).variables["consent_id"]
    clock.advance(days=1)
    assert run(world, "consent.close", "x", "case2", consent_id=given).variables == {
        "closed": False
    }
    assert run(world, "consent.close", consent_id=given).variables == {"closed": True}
    with world.database.reading() as session:
        assert session.get_one(Consent, given).expires_at == clock()


def test_everybody_with_the_role_is_told_once(world: World) -> None:
    told = {"to_role": "pri_doctor", "subject": "Reply", "body": "A reply has come."}
    assert run(world, "notify", **told).variables == {"notified": 2}
    assert run(world, "notify", **told).variables == {"notified": 2}
    with world.database.reading() as session:
        people = sorted(row.recipient_person or "" for row in session.exec(select(Notice)))
    assert people == ["id-doctor1", "id-doctor1b"]
    assert run(world, "notify", "x", to_person="nobody", subject="s", body="b") is not None


@pytest.mark.parametrize(
    "job_type", ["empi.match", "referral.duplicates", "destination.rank", "slot.release", "notify"]
)
def test_a_wrong_mapping_breaks_nothing(world: World, job_type: str) -> None:
    wild: dict[str, Any] = {
        "patient": 7,
        "slot": "x",
        "specialty": [1],
        "to_role": {},
        "subject": 1,
        "body": None,
    }
    assert run(world, job_type, **wild).error_code == ""
