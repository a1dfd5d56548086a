"""What would be lost at the emergency desk: the most urgent call on top, a moment that cannot be, another's patients."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from carelane.domain.emergencies import CREW, INCIDENT, RECEIVING
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.resources import Resource
from carelane.services.emergency import calls, prealerts
from carelane.services.emergency.ambulances import ambulances
from carelane.services.emergency.calls import open_calls
from carelane.services.emergency.prealerts import open_prealerts
from carelane.services.emergency.troubles import troubles
from carelane.services.transaction import Database
from tests.data.world import World

SCENE = {"lat": 36.66, "lon": 117.02}


@pytest.fixture
def world(world: World) -> World:
    """Two emergency centres with three ambulances, and who receives patients at two hospitals."""
    fill(world)
    return world


def fill(world: World) -> None:
    now = world.database.now()
    with world.database.transaction() as rows:
        for code in ("EMS1", "EMS2"):
            rows.add(Institution(code=code, name=f"急救{code}", name_en=code, kind="EMS"))
        rows.flush()
        for login, place, role in (
            ("calls1", "EMS1", "ems_calltaker"),
            ("disp1", "EMS1", "ems_dispatch"),
            ("crew1", "EMS1", "ems_crew"),
            ("disp2", "EMS2", "ems_dispatch"),
            ("ed_a", "HOSA", "hos_ed"),
            ("ed_b", "HOSB", "hos_ed"),
        ):
            rows.add(Person(id=f"id-{login}", login=login, name=f"人{login}", name_en=login))
            rows.flush()
            rows.add(Membership(person_id=f"id-{login}", institution_code=place, role=role))
        for number, state, lat in (
            (1, "available", 36.67),
            (2, "available", 36.9),
            (3, "off", 36.66),
        ):
            rows.add(
                Resource(
                    id=f"U{number}",
                    kind="unit",
                    institution_code="EMS1",
                    category="ALS",
                    name=f"车 {number}",
                    state=state,
                    features={"station": "North", "lat": lat, "lon": 117.02},
                    reported_at=now - timedelta(minutes=11 * (number - 1)),
                )
            )


def incident(
    world: World,
    key: str,
    minutes: int,
    category: str | None,
    definition: str = "def",
    **known: Any,
) -> str:
    called = world.database.now() - timedelta(minutes=minutes)
    about = {"called_at": called.isoformat(), "category": category, "address": f"at {key}"}
    with world.database.transaction() as rows:
        case = world.case(
            rows,
            "EMS1",
            process_id=INCIDENT,
            definition_id=definition,
            business_key=key,
            started_at=called,
            variables=about | {"position": SCENE, "unit_ids": []} | known,
        )
        world.task(rows, case, ("EMS1", "ems_calltaker"), element_id="PE02_key", due=0.1)
        return case


def crew(world: World, of: str, definition: str = "def", *, key: str = "", **known: Any) -> str:
    called = world.database.now() - timedelta(minutes=30)
    about = {"called_at": called.isoformat(), "category": "RED", "unit_ids": ["U1"]}
    with world.database.transaction() as rows:
        return world.case(
            rows,
            "EMS1",
            process_id=CREW,
            definition_id=definition,
            business_key=key or of,
            variables=about | {"incident_id": of} | known,
        )


def prealert(world: World, place: str, definition: str = "def", **known: Any) -> str:
    now = world.database.now()
    about = {"atmist": {"age": 61}, "sent_at": now.isoformat(), "category": "RED", "team": "cath"}
    with world.database.transaction() as rows:
        case = world.case(
            rows,
            place,
            process_id=RECEIVING,
            definition_id=definition,
            variables=about | {"ems_org": "EMS1"} | known,
        )
        world.task(rows, case, (place, "hos_ed"), element_id="PE11_ack")
        return case


def test_calls_stand_by_category_then_age_and_nobody_else_has_any(world: World) -> None:
    for key, minutes, category in (
        ("G", 90, "GREEN"),
        ("R-young", 2, "RED"),
        ("R-old", 20, "RED"),
        ("new", 1, None),
        ("A", 1, "RED-A"),
    ):
        incident(world, key, minutes, category)
    for login in ("calls1", "disp1"):
        found = open_calls(world.database, world.actor(login))
        assert [line.business_key for line in found.lines] == ["new", "A", "R-old", "R-young", "G"]
        assert all(line.steps[0].visible for line in found.lines)
    for login in ("disp2", "crew1", "ed_a", "doctor1", "group", "operator"):
        assert open_calls(world.database, world.actor(login)).lines == ()


def test_the_response_runs_from_the_call_by_category_or_as_the_institution_set_it(
    world: World,
) -> None:
    incident(world, "own", 5, "RED", targets={"pe_resp_cat1_p90": "PT4M"})
    incident(world, "usual", 5, "ORANGE")
    crew(world, "usual", on_scene_at=world.database.now().isoformat())
    own, usual = open_calls(world.database, world.actor("disp1")).lines
    assert own.response_due == own.called_at + timedelta(minutes=4)
    assert own.reached_at is None
    assert usual.response_due == usual.called_at + timedelta(minutes=40)
    assert usual.reached_at is not None


def test_a_mass_casualty_shows_its_tags_with_its_call(world: World) -> None:
    tags = [{"tag": str(each), "colour": "red", "where": "bus"} for each in (1, 2, 3)]
    incident(world, "M", 5, "RED", tags=tags, assignments=tags[:2])
    crew(world, "M", key="M/2", tag="2", colour="yellow", category="ORANGE")
    crew(world, "M", key="M/1", tag="1", colour="red")
    (line,) = open_calls(world.database, world.actor("disp1")).lines
    assert (line.tags, [each.tag for each in line.waiting]) == (3, ["3"])
    assert [(each.tag, each.colour) for each in line.crews] == [("1", "red"), ("2", "yellow")]


def test_a_hundred_calls_take_as_many_statements_as_one(world: World) -> None:
    counted = {1: 0, 100: 0}
    actor = world.actor("disp1")
    for number in range(100):
        if number == 1:
            counted[1] = statements(world.database, lambda: open_calls(world.database, actor))
        incident(world, f"C{number}", number, "RED")
    counted[100] = statements(world.database, lambda: open_calls(world.database, actor))
    assert len(open_calls(world.database, actor).lines) == 100
    assert counted[1] == counted[100] == 4


def test_where_there_are_too_many_the_most_urgent_are_kept_and_the_others_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "MOST", 2)
    monkeypatch.setattr(prealerts, "MOST", 1)
    for key, minutes, category in (("G", 90, "GREEN"), ("new", 1, None), ("R", 9, "RED")):
        incident(world, key, minutes, category)
    found = open_calls(world.database, world.actor("disp1"))
    assert ([line.business_key for line in found.lines], found.left_out) == (["new", "R"], 1)
    now = world.database.now().isoformat()
    prealert(world, "HOSA", ack_at=now)
    prealert(world, "HOSA", category="YELLOW", ack_at=None)
    prealert(world, "HOSA", arrived_at=now)
    alerts = open_prealerts(world.database, world.actor("ed_a"))
    assert ([line.category for line in alerts.lines], alerts.left_out) == (["YELLOW"], 2)


def statements(database: Database, ask: Any) -> int:
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, text: str, *_more: Any) -> None:
        if text.lstrip().upper().startswith("SELECT"):
            seen.append(text)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_hospital_sees_what_was_sent_to_it_until_it_has_signed(world: World) -> None:
    mine = prealert(world, "HOSA")
    prealert(world, "HOSA", received_at=world.database.now().isoformat())
    prealert(world, "HOSA", atmist=None)
    prealert(world, "HOSB")
    (line,) = open_prealerts(world.database, world.actor("ed_a")).lines
    assert (line.case_id, line.acknowledged_at, line.team_called_at, line.bay) == (
        mine,
        None,
        None,
        "",
    )
    assert line.acknowledge_due == line.sent_at + timedelta(minutes=2)
    assert line.task_id
    for login in ("disp1", "desk_a", "head_a", "doctor1"):
        assert open_prealerts(world.database, world.actor(login)).lines == ()


def test_the_nearest_free_ambulance_comes_first_and_old_reports_are_unverified(
    world: World,
) -> None:
    incident(world, "C", 5, "RED")
    (call,) = open_calls(world.database, world.actor("calls1")).lines
    found = ambulances(world.database, world.actor("calls1"), call.position).units
    assert [(each.unit.unit_id, each.unit.verified) for each in found] == [
        ("U1", True),
        ("U2", False),
        ("U3", False),
    ]
    minutes = [each.unit.minutes for each in found]
    assert minutes[0] is not None
    assert minutes[1] is not None
    assert minutes[0] < minutes[1]
    assert ambulances(world.database, world.actor("ed_a")).units == ()


def test_what_is_wrong_is_told_by_category_and_then_by_how_late_it_is(world: World) -> None:
    now = world.database.now()
    incident(world, "G", 200, "GREEN")
    incident(world, "R", 20, "RED", tags=[{"tag": "7", "colour": "red"}])
    gone = (now - timedelta(minutes=9)).isoformat()
    crew(world, "R", journey_open=True, ack={"note": "-"}, departed_at=gone)
    rolls = crew(world, "R", key="R", tag="2")
    with world.database.transaction() as rows:
        case = rows.get_one(ProcessInstance, rolls)
        world.task(rows, case.id, ("EMS1", "ems_crew"), element_id="PE05_mobile", due=-0.1)
    found = troubles(open_calls(world.database, world.actor("disp1")), now)
    assert [(each.call.business_key, each.kind) for each in found] == [
        ("R", "silent"),
        ("R", "not_rolling"),
        ("R", "not_reached"),
        ("R", "tag_waits"),
        ("G", "not_reached"),
    ]
    assert all(each.due is None or each.due < now for each in found)
