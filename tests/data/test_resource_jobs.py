"""What would be lost: a bed for the wrong sex, a ventilator due for maintenance, an ambulance that cannot help."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from activities.registries import job_handlers
from carelane.domain.capability_statuses import CapabilityStatus
from carelane.domain.errors import NeedUnusable
from carelane.domain.institutions import Institution
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.resources import Resource
from carelane.domain.wire import JobCall, JobResult
from carelane.services.double_bookings import double_bookings
from tests.conftest import SettableClock
from tests.data.world import World

SCENE = {"lat": 30.5, "lon": 110.5}


@pytest.fixture
def group(world: World) -> World:
    """Two hospitals with beds, devices and slots, an emergency centre with units, a roster."""
    now = world.database.now()
    with world.database.transaction() as session:
        session.add(
            Institution(code="EMS", name="急救", name_en="EMS", kind="EMS", parent_code="GRP")
        )
        for place, minutes in (("HOSA", 60), ("HOSB", 20)):
            hospital = session.get_one(Institution, place)
            journeys = {"PRI1": {"minutes": minutes, "km": minutes}}
            hospital.capabilities = {"journeys": journeys, "position": SCENE}
            session.add(hospital)
        session.flush()
        _beds(session, now)
        _units(session, now)
        for number in range(6):
            session.add(
                Resource(
                    id=f"opd{number}",
                    kind="slot",
                    institution_code="HOSA" if number < 4 else "HOSB",
                    category="opd",
                    specialty="cardiology",
                    state="free",
                    pool="reserved" if number in {1, 3} else "general",
                    starts_at=now + timedelta(days=3, hours=number),
                    ends_at=now + timedelta(days=3, hours=number, minutes=30),
                    features={"expert": number == 3},
                    reported_at=now,
                )
            )
        for place in ("HOSA", "HOSB"):
            session.add(CapabilityStatus(institution_code=place, capability="ct", reported_at=now))
        session.add(CapabilityStatus(institution_code="HOSA", capability="cath_lab"))
        for second in (False, True):
            session.add(
                Resource(
                    id=f"duty{second}",
                    kind="doctor",
                    institution_code="HOSA",
                    category="hos_spec",
                    person_id="id-head_a" if second else "id-spec_a",
                    state="on_duty",
                    starts_at=now - timedelta(hours=1),
                    ends_at=now + timedelta(hours=11),
                    features={"second_call": second, "phone": "8001"},
                )
            )
    return world


def _beds(session: Session, now: Any) -> None:
    beds: list[tuple[str, str, str, dict[str, Any]]] = [
        ("women", "HOSA", "general", {"sex": "F", "staffed": True}),
        ("men", "HOSA", "general", {"sex": "M", "staffed": True}),
        ("bare", "HOSB", "general", {"sex": "any", "staffed": False}),
        ("icu", "HOSA", "icu", {"sex": "any", "ventilator": True, "isolation": "airborne"}),
        ("near", "HOSB", "general", {"sex": "any"}),
    ]
    for name, place, ward, features in beds:
        session.add(
            Resource(
                id=name,
                kind="bed",
                institution_code=place,
                category=ward,
                state="U",
                features=features,
                reported_at=now,
            )
        )
    for name, days in (("old", 1), ("new", 90)):
        due = (now + timedelta(days=days)).date().isoformat()
        session.add(
            Resource(
                id=name,
                kind="equipment",
                institution_code="HOSA",
                category="ventilator",
                state="available",
                features={"maintenance_due": due, "accessories": ["mask"], "model": "V1"},
                reported_at=now,
            )
        )


def _units(session: Session, now: Any) -> None:
    units = [
        ("basic", "BLS", 30.5, ["aed"]),
        ("far", "ALS", 30.9, ["ecg", "defibrillator"]),
        ("doctor", "MICU", 30.6, ["ecg", "defibrillator"]),
        ("baby", "neonatal", 30.5, ["ecg", "incubator"]),
    ]
    for name, crew, lat, equipment in units:
        session.add(
            Resource(
                id=name,
                kind="unit",
                institution_code="EMS",
                category=crew,
                state="available",
                features={"lat": lat, "lon": 110.5, "equipment": equipment},
                reported_at=now,
            )
        )


COUNT = iter(range(10_000))


def run(
    world: World, job_type: str, place: str = "PRI1", case: str = "case1", **variables: Any
) -> JobResult:
    key = f"{job_type}:{next(COUNT)}"
    call = JobCall(case, "j1", "e", job_type, {}, variables, place, key)
    return job_handlers(world.database)[job_type](call)


def found(world: World, **need: Any) -> list[str]:
    answer = run(world, "resource.match", need={"kind": "bed"} | need).variables
    return [answer["match"], *(each["resource_id"] for each in answer["candidates"])]


def test_a_bed_fits_the_patient_or_is_not_offered(group: World) -> None:
    assert found(group, spec={"ward_type": "general", "sex": "F"}) == ["exact", "near", "women"]
    assert found(group, spec={"ward_type": "general", "sex": "M"}) == ["exact", "near", "men"]
    assert found(group, spec={"isolation": "contact"}) == ["exact", "icu"]
    assert found(group, spec={"ward_type": "general", "ventilator": True}) == ["none"]
    assert found(group, spec={"ward_type": "hdu"}) == ["substitute", "icu"]
    assert found(group, org="HOSB") == ["exact", "near"], "an unstaffed bed is none"


def test_what_one_place_does_not_have_is_split_over_several(group: World) -> None:
    general = {"ward_type": "general"}
    assert found(group, spec=general, quantity=2) == ["exact", "men", "women"]
    assert found(group, spec=general, quantity=3) == ["split", "near", "men", "women"]
    assert found(group, spec=general, quantity=4) == ["none"]


def test_a_term_that_no_device_covers_is_split_over_two_in_turn(group: World) -> None:
    now = group.database.now()
    days = [(now + timedelta(days=each)).isoformat() for each in range(60)]
    need = {"kind": "equipment", "org": "HOSA", "spec": {"category": "ventilator"}}
    for name, start, end in (("new", 20, 30), ("second", 1, 10)):
        if name == "second":
            add_device(group, name)
        held = run(
            group, "resource.hold", resource_ids=[name], **{"from": days[start], "to": days[end]}
        )
        assert held.error_code == ""
    answer = found(group, **need, **{"from": days[5], "to": days[28]})
    assert answer == ["split", "new", "second"]


def add_device(group: World, name: str) -> None:
    with group.database.transaction() as session:
        session.add(
            Resource(
                id=name,
                kind="equipment",
                institution_code="HOSA",
                category="ventilator",
                state="available",
            )
        )


def test_a_device_that_is_due_for_maintenance_within_the_term_is_not_offered(group: World) -> None:
    now = group.database.now()
    need = {"kind": "equipment", "spec": {"category": "ventilator", "accessories": ["mask"]}}
    assert found(group, **need, to=(now + timedelta(hours=2)).isoformat()) == [
        "exact",
        "new",
        "old",
    ]
    assert found(group, **need, to=(now + timedelta(days=5)).isoformat()) == ["exact", "new"]
    assert found(group, kind="equipment", spec={"accessories": ["circuit"]}) == ["none"]
    other = {"kind": "equipment", "spec": {"model": "V2"}}
    assert found(group, **other)[0] == "substitute"


def test_an_old_report_is_shown_as_unverified(group: World, clock: SettableClock) -> None:
    def verified() -> bool:
        need = {"kind": "bed", "org": "HOSB"}
        (one,) = run(group, "resource.match", need=need).variables["candidates"]
        return bool(one["verified"])

    assert verified()
    clock.advance(minutes=11)
    assert not verified()
    run(group, "resource.status", "HOSB", resource_id="near", status="U")
    assert verified()


def test_a_hold_goes_its_way_from_need_to_clean_bed(group: World) -> None:
    answer = run(
        group,
        "resource.hold",
        need={"kind": "bed", "org": "HOSA", "spec": {"sex": "F", "ward_type": "general"}},
        urgency="U",
        request_for="TR-1",
    ).variables
    hold = answer["hold"]
    assert (hold["resource_id"], hold["state"], answer["hold_ids"]) == (
        "women",
        "held",
        [hold["hold_id"]],
    )
    committed = run(group, "resource.commit", hold=hold).variables["hold"]
    assert (committed["state"], committed["expires_at"]) == ("committed", None)
    assert run(group, "resource.occupy", hold=hold).variables["hold"]["state"] == "in_use"
    (back,) = run(group, "resource.return", hold=hold, condition="dirty").variables["returned"]
    due = group.database.now() + timedelta(minutes=60)
    assert back == {"resource_id": "women", "state": "H", "clean_due": due.isoformat()}
    refused = run(group, "resource.status", "HOSA", resource_id="women", status="O")
    assert refused.error_code == "STATUS_REFUSED"
    foreign = run(group, "resource.status", "HOSB", resource_id="women", status="U")
    assert foreign.error_code == "STATUS_REFUSED", "a bed is reported by its owner or holder"
    clean = run(group, "resource.status", "HOSA", resource_id="women", status="U").variables[
        "resource"
    ]
    assert clean["state"] == "U"


def test_all_that_an_operation_needs_is_held_or_nothing(group: World) -> None:
    bed = {"kind": "bed", "org": "HOSA", "spec": {"ward_type": "icu"}}
    vent = {"kind": "equipment", "org": "HOSA", "spec": {"category": "ventilator"}, "quantity": 3}
    refused = run(group, "resource.hold", needs=[bed, vent])
    assert (refused.error_code, refused.error_message) == ("NO_RESOURCE", "nothing free: equipment")
    held = run(group, "resource.hold", needs=[bed, vent | {"quantity": 2}]).variables
    assert sorted(each["resource_id"] for each in held["holds"]) == ["icu", "new", "old"]
    lost = run(group, "resource.hold", needs=[bed])
    assert "lost to another request: icu is held until" in lost.error_message
    assert run(group, "resource.release", holds=held["holds"]).variables["released"]
    assert run(group, "resource.release", holds=held["holds"]).variables == {"released": []}
    assert run(group, "resource.hold", needs=[bed]).error_code == ""


def test_primary_institutions_book_what_is_reserved_for_them_first(
    group: World, clock: SettableClock
) -> None:
    wish = {"provider_org": "HOSA", "service": "opd", "specialty": "cardiology"}

    def booked(place: str, **more: Any) -> str:
        answer = run(group, "resource.book", place, **(wish | more))
        return str(answer.variables["slots"][0]["resource_id"]) if not answer.error_code else ""

    assert booked("PRI1") == "opd1"
    assert booked("HOSB") == "opd0"
    assert booked("HOSB") == "opd2"
    assert booked("HOSB") == "", "the last one is reserved"
    clock.advance(days=1, hours=4)
    assert booked("HOSB") == "opd0", "what lapsed comes first"
    assert booked("HOSB", spec={"expert": True}) == "opd3", "and what nobody used is everybody's"


def test_a_slot_whose_hold_ended_is_held_anew_itself_or_not_at_all(
    group: World, clock: SettableClock
) -> None:
    wish = {"provider_org": "HOSA", "service": "opd", "specialty": "cardiology"}
    first = run(group, "resource.book", "PRI1", **wish, hold_for="PT15M").variables
    longer = run(group, "resource.extend", "PRI1", hold_ids=first["hold_ids"], hold_for="PT2H15M")
    assert longer.variables["expires_at"] > first["expires_at"]
    same = [each["resource_id"] for each in first["holds"]]
    clock.advance(hours=3)
    anew = run(group, "resource.book", "PRI1", **wish, slot_ids=same).variables
    assert [each["resource_id"] for each in anew["holds"]] == same
    assert anew["hold_ids"] != first["hold_ids"]
    assert run(group, "resource.book", "HOSB", **wish, slot_ids=same).error_code == "NO_SLOT"


def test_linked_slots_keep_their_order_all_or_none_and_the_last_resort_is_a_list(
    group: World,
) -> None:
    with group.database.transaction() as session:
        early = session.get_one(Resource, "opd0")
        exam = {
            "id": "exam",
            "category": "exam",
            "starts_at": early.starts_at,
            "ends_at": early.ends_at,
        }
        session.add(Resource(**(early.model_dump() | exam)))
    first = {"org": "HOSA", "spec": {"service": "exam"}}
    then = {"org": "HOSA", "spec": {"service": "opd", "specialty": "cardiology"}}
    answer = run(group, "resource.book", "HOSB", needs=[first, then], commit=True).variables
    assert [each["resource_id"] for each in answer["slots"]] == ["exam", "opd2"]
    assert {each["state"] for each in answer["slots"]} == {"committed"}
    refused = run(group, "resource.book", "HOSB", needs=[first, then], waitlist=True)
    assert refused.error_code == "NO_SLOT"
    assert refused.variables["waitlist_id"]
    assert double_bookings(group.database) == ()


def test_the_nearest_unit_is_the_nearest_that_can_help(group: World) -> None:
    def units(**wish: Any) -> list[str]:
        answer = run(group, "unit.nearest", "EMS", position=SCENE, **wish)
        return [each["unit_id"] for each in answer.variables.get("units", [])]

    assert units() == ["basic", "baby", "doctor", "far"]
    assert units(crew_level="ALS") == ["doctor", "far"], (
        "a higher crew does, a neonatal one does not"
    )
    assert units(crew_level="ALS", equipment=["ecg"], exclude=["doctor"]) == ["far"]
    assert units(crew_level="neonatal") == ["baby"]
    assert (
        run(group, "unit.nearest", "EMS", position=SCENE, equipment=["boat"]).error_code
        == "NO_UNIT"
    )
    best = run(group, "unit.nearest", "EMS", position=SCENE, crew_level="MICU").variables["unit"]
    assert (best["km"], best["minutes"]) == (14.5, 19)


def test_a_unit_has_one_incident_until_it_is_available_again(group: World) -> None:
    unit = run(group, "unit.assign", "EMS", unit_id="doctor", incident_id="I-1").variables["unit"]
    assert (unit["state"], bool(unit["hold_id"])) == ("assigned", True)
    assert run(group, "unit.assign", "EMS", unit_id="doctor").error_code == "UNIT_TAKEN"
    at = group.database.now()
    for number, status in enumerate(
        ("mobile", "on_scene", "transporting", "at_hospital", "clearing")
    ):
        moment = (at + timedelta(minutes=number)).isoformat()
        said = run(group, "unit.status", "EMS", unit_id="doctor", status=status, at=moment)
        assert said.variables["unit"]["state"] == status
    late = run(group, "unit.status", "EMS", unit_id="doctor", status="on_scene", at=at.isoformat())
    assert late.variables["unit"]["state"] == "clearing", "a report that comes late changes nothing"
    moment = (at + timedelta(minutes=9)).isoformat()
    where = {"lat": 30.7, "lon": 110.7}
    back = run(
        group, "unit.status", "EMS", unit=unit, status="available", at=moment, position=where
    ).variables["unit"]
    assert (back["state"], back["lat"]) == ("available", 30.7)
    assert run(group, "unit.assign", "EMS", unit_id="doctor").error_code == ""
    assert double_bookings(group.database) == ()


def test_a_diversion_ends_by_itself_and_the_whole_group_never_closes(
    group: World, clock: SettableClock
) -> None:
    def status(org: str, **more: Any) -> JobResult:
        return run(group, "capability.status", org, capability="ct", org=org, **more)

    def said(org: str) -> str:
        return str(status(org).variables["capabilities"][0]["status"])

    closed = status("HOSA", set={"status": "closed", "reason": "CT broken"})
    assert closed.variables["capabilities"][0]["status"] == "closed"
    assert status("HOSB", set={"status": "closed", "reason": "too"}).error_code == "CLOSURE_REFUSED"
    assert status("HOSB", set={"status": "limited", "reason": "full"}).error_code == ""
    clock.advance(minutes=61)
    assert (said("HOSA"), said("HOSB")) == ("open", "open")
    assert status("HOSB", set={"status": "closed", "reason": "later"}).error_code == ""
    everywhere = run(group, "capability.status", capability="cath_lab", orgs=["HOSA", "HOSB"])
    assert [(each["org"], each["status"]) for each in everywhere.variables["capabilities"]] == [
        ("HOSA", "open"),
        ("HOSB", "absent"),
    ]
    alone = run(
        group,
        "capability.status",
        "HOSA",
        capability="cath_lab",
        org="HOSA",
        set={"status": "closed", "reason": "power"},
    )
    assert alone.error_code == "", "what only one hospital has, it may lose"


def test_first_and_second_call_are_found(group: World) -> None:
    answer = run(
        group, "roster.find", org="HOSA", role="hos_spec", specialty="cardiology"
    ).variables
    assert (answer["first"], answer["second"]) == ("id-spec_a", "id-head_a")
    assert answer["on_duty"][0]["phone"] == "8001"
    later = (group.database.now() + timedelta(days=2)).isoformat()
    assert run(group, "roster.find", org="HOSA", at=later).variables["on_duty"] == []


def test_a_term_that_cannot_be_read_is_refused_and_not_guessed(group: World) -> None:
    need = {"kind": "bed", "org": "HOSA", "from": "next week"}
    for wrong in (need, {"kind": "sofa"}, {"kind": "bed", "quantity": 0}):
        with pytest.raises(NeedUnusable):
            run(group, "resource.hold", need=wrong)
    zoned = need | {"from": "2026-03-05T09:00:00@Asia/Shanghai", "quantity": None}
    held = run(group, "resource.hold", need=zoned).variables["hold"]
    assert held["from"] == "2026-03-05T01:00:00+00:00"


def test_a_crew_may_leave_a_step_out_and_the_way_to_hospitals_is_told(group: World) -> None:
    run(group, "unit.assign", "HOSA", unit_id="far", incident_id="TR-1")
    for status in ("transporting", "available"):
        said = run(group, "unit.status", "HOSA", unit_id="far", status=status)
        assert said.variables["unit"]["state"] == status
    again = run(group, "unit.status", "HOSA", unit_id="far", status="available")
    assert again.error_code == "", "once more is the same"
    foreign = run(group, "unit.status", "HOSA", unit_id="basic", status="off")
    assert foreign.error_code == "STATUS_REFUSED"
    answer = run(
        group, "capability.status", "EMS", capability="ct", position={"lat": 30.6, "lon": 110.5}
    )
    assert {each["minutes"] for each in answer.variables["hospitals"]} == {19}


@pytest.mark.parametrize(
    "job_type",
    ["resource.release", "resource.return", "resource.commit", "roster.find", "capability.status"],
)
def test_a_wrong_mapping_breaks_nothing(group: World, job_type: str) -> None:
    wild = {"hold": 7, "holds": [1, {}], "hold_ids": {"a": 1}, "org": 5, "role": [1], "set": "x"}
    assert run(group, job_type, **wild).error_code in {"", "HOLD_EXPIRED"}


def test_a_case_on_the_waiting_list_would_not_hear_that_a_slot_is_free(group: World) -> None:
    def waiting(case: str, urgency: str) -> None:
        with group.database.transaction() as session:
            group.case(session, "PRI1", id=case)
            wait = {"message_name": "APT.FREED", "correlation_key": f"MA-{case}"}
            now = group.database.now()
            session.add(
                MessageSubscription(
                    instance_id=case, subscription_id="w", element_id="e", created_at=now, **wait
                )
            )
        answer = run(group, "resource.book", case=case, urgency=urgency, waitlist=True, **wish)
        assert answer.error_code == "NO_SLOT"

    wish: dict[str, Any] = {"provider_org": "HOSB", "service": "opd", "specialty": "cardiology"}
    wish["pool"] = "general"
    held = [run(group, "resource.book", case=f"h{n}", **wish).variables for n in range(2)]
    waiting("routine", "R")
    waiting("priority", "P")
    run(group, "resource.release", holds=held[0]["holds"])
    run(group, "resource.release", holds=held[0]["holds"])
    with group.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.name) == "APT.FREED")).all()
    assert [(each.only_instance_id, each.correlation_key) for each in told] == [
        ("priority", "MA-priority")
    ]
