"""What would be lost of what a crew telephones: who told, both times, a moment that cannot be, the crew's own form."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import compile_released
from bpmn.forms import check_values
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.emergencies import CREW, MILESTONE
from carelane.domain.errors import (
    CaseNotFound,
    ImpossibleTime,
    MilestoneKnown,
    NotAllowed,
    StatusRefused,
    TellerMissing,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.resources import Resource
from carelane.services.emergency import crew_forms, telephone
from carelane.services.emergency.calls import open_calls
from carelane.services.emergency.entries import Told
from carelane.services.messages import deliver
from carelane.services.process_definitions import deploy
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.test_emergency_desk import crew, fill, incident
from tests.data.world import World


@pytest.fixture
def world(world: World) -> World:
    fill(world)
    return world


def told(world: World, what: str, minutes: float, by: str = "李车长") -> Told:
    return Told(by, what, world.database.now() - timedelta(minutes=minutes))


def assign(world: World) -> None:
    with world.database.transaction() as rows:
        unit = rows.get_one(Resource, "U1")
        unit.state, unit.reported_at = "assigned", world.database.now() - timedelta(minutes=9)
        rows.add(unit)


def test_what_the_registry_of_ambulances_refuses_does_not_lose_the_crews_report(
    world: World, cases: CasesInMemory
) -> None:
    case, actor = crew(world, "C"), world.actor("disp1")
    wanted = told(world, "on_scene", 0)
    entered = telephone.enter(world.database, cases, actor, case, wanted, "k1")
    assert entered == telephone.Entered(("U1",), completed=False, task_id="")
    assert len(telephone.entries_of(world.database, actor, [case])) == 1


def test_moments_that_cannot_be_are_refused(world: World, cases: CasesInMemory) -> None:
    on_scene = (world.database.now() - timedelta(minutes=10)).isoformat()
    case, actor = crew(world, "C", on_scene_at=on_scene), world.actor("disp1")
    for what, minutes, why in (
        ("departed", -5, "future"),
        ("mobile", 45, "call"),
        ("departed", 15, "before"),
        ("mobile", 5, "after"),
    ):
        with pytest.raises(ImpossibleTime) as refused:
            telephone.enter(world.database, cases, actor, case, told(world, what, minutes), "k")
        assert refused.value.details["why"] == why
    with pytest.raises(MilestoneKnown):
        telephone.enter(world.database, cases, actor, case, told(world, "on_scene", 9), "k")
    with pytest.raises(TellerMissing):
        telephone.enter(world.database, cases, actor, case, told(world, "departed", 1, " "), "k")
    assert telephone.entries_of(world.database, actor, [case]) == ()


def test_an_entry_keeps_who_told_who_entered_and_both_times(
    world: World, cases: CasesInMemory
) -> None:
    assign(world)
    case, actor = crew(world, "C"), world.actor("disp1")
    wanted = told(world, "on_scene", 4)
    assert telephone.enter(world.database, cases, actor, case, wanted, "k1").refused == ()
    with world.database.reading() as rows:
        assert rows.get_one(Resource, "U1").state == "on_scene"
    (entry,) = telephone.entries_of(world.database, actor, [case])
    assert (entry.told_by, entry.entered_by.id) == ("李车长", "id-disp1")
    assert entry.happened_at == wanted.happened_at
    assert entry.entered_at == world.database.now()
    with pytest.raises(MilestoneKnown):
        telephone.enter(world.database, cases, actor, case, wanted, "k2")
    with pytest.raises(ImpossibleTime):
        telephone.enter(world.database, cases, actor, case, told(world, "departed", 6), "k3")
    for login, refusal in (("disp2", CaseNotFound), ("crew1", CaseNotFound)):
        with pytest.raises(refusal):
            telephone.enter(
                world.database, cases, world.actor(login), case, told(world, "departed", 1), "k4"
            )


def test_a_unit_is_reported_as_of_when_it_was_and_not_before_its_last_report(
    world: World, clock: SettableClock
) -> None:
    clock.advance(minutes=9)
    actor = world.actor("disp1")
    telephone.report_unit(world.database, actor, "U1", told(world, "off", 3))
    with world.database.reading() as rows:
        unit = rows.get_one(Resource, "U1")
    assert (unit.state, unit.reported_at) == ("off", world.database.now() - timedelta(minutes=3))
    kept = unit.features["telephone"]
    assert (kept["told_by"], kept["entered_by"]) == ("李车长", "id-disp1")
    assert datetime.fromisoformat(kept["entered_at"]) == world.database.now()
    with pytest.raises(ImpossibleTime):
        telephone.report_unit(world.database, actor, "U1", told(world, "available", 5))
    with pytest.raises(StatusRefused):
        telephone.report_unit(world.database, actor, "U1", told(world, "on_scene", 0))
    with pytest.raises(NotAllowed):
        telephone.report_unit(world.database, world.actor("disp2"), "U1", told(world, "off", 0))


def dispatched(world: World, cases: CasesInMemory) -> str:
    """Send a crew by the message that begins its case; gives the case."""
    deploy(world.database, read_bundle(LIBRARY / "prehospital_emergency"), "prehospital_emergency")
    now, key = world.database.now(), "EMS-9"
    called = now - timedelta(minutes=6)
    payload: dict[str, Any] = dict.fromkeys(
        ("age_est", "aed", "position", "tag", "colour", "key_symptom"), None
    )
    payload |= {"incident_id": key, "ems_org": "EMS1", "category": "RED", "urgency": "E"}
    payload |= {"address": "Quancheng Road", "callback": "1", "called_at": called.isoformat()}
    payload |= {"unit_ids": ["U1"], "patient": {"name": "caller"}, "infection_flag": "unknown"}
    with world.database.transaction() as rows:
        rows.add(
            Message(
                id="dispatch",
                name="EMS.DISPATCH",
                correlation_key=key,
                to_institution="EMS1",
                from_institution="EMS1",
                sender="test",
                message_key="dispatch",
                payload=payload,
                created_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
    deliver(world.database, cases, {("EMS.DISPATCH", key)})
    assign(world)
    with world.database.reading() as rows:
        return rows.exec(select(ProcessInstance.id).where(ProcessInstance.process_id == CREW)).one()


def task_of(world: World, case: str, element: str) -> HumanTask:
    here = (HumanTask.instance_id == case, HumanTask.element_id == element)
    with world.database.reading() as rows:
        return rows.exec(select(HumanTask).where(*here)).one()


def test_wheels_rolling_by_telephone_completes_the_crews_own_task(
    world: World, cases: CasesInMemory
) -> None:
    case = dispatched(world, cases)
    actor, wanted = world.actor("disp1"), told(world, "mobile", 3)
    entered = telephone.enter(world.database, cases, actor, case, wanted, "tel-1")
    assert entered == telephone.Entered((), completed=True, task_id="")
    task = task_of(world, case, "PE05_mobile")
    with world.database.reading() as rows:
        known = rows.get_one(ProcessInstance, case).variables
        lines = rows.exec(
            select(HistoryEntry.kind).where(
                col(HistoryEntry.instance_id) == case,
                col(HistoryEntry.person_id) == actor.person_id,
            )
        ).all()
    assert (task.state, task.completed_by) == ("completed", "id-disp1")
    assert datetime.fromisoformat(known["mobile_at"]).astimezone(UTC) == wanted.happened_at
    assert {"delegate", "Telephoned"} <= set(lines)


def test_a_form_that_asks_for_findings_stays_the_crews_until_somebody_fills_it_in_for_them(
    world: World, cases: CasesInMemory
) -> None:
    case, actor = dispatched(world, cases), world.actor("disp1")
    incident(world, "EMS-9", 6, "RED")
    telephone.enter(world.database, cases, actor, case, told(world, "mobile", 3), "tel-1")
    wanted = told(world, "on_scene", 1)
    entered = telephone.enter(world.database, cases, actor, case, wanted, "tel-2")
    task = task_of(world, case, "PE06_scene")
    assert (entered.completed, entered.task_id, task.state) == (False, task.id, "ready")
    (line,) = open_calls(world.database, actor).lines
    assert (line.reached_at, line.crews[0].told) == (wanted.happened_at, {"on_scene"})
    assert crew_forms.take_form(world.database, actor, case, wanted) == task.id
    task = task_of(world, case, "PE06_scene")
    assert task.actual_owner == actor.person_id
    assert task.draft == {"on_scene_at": wanted.happened_at.isoformat()}
    assert not crew_forms.take_form(world.database, actor, case, told(world, "departed", 0))


@pytest.mark.parametrize(("code", "form"), [("mobile", "pe05_mobile"), ("arrived", "pe12_observe")])
def test_rolling_and_arriving_are_told_whole_by_their_moment(code: str, form: str) -> None:
    bundle = compile_released(read_bundle(LIBRARY / "prehospital_emergency"))
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert check_values(bundle.forms[form], MILESTONE[code].values(at), at) == ()
