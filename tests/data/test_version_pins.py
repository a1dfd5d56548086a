"""What would be lost: new cases in a version that somebody had held back, whatever begins them."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.calls import CallRequest
from carelane.domain.errors import DefinitionNotFound, InvalidPools, NotAllowed, ReasonMissing
from carelane.domain.tables import Message, ProcessInstance, VersionPin
from carelane.services import message_starts, process_definitions, signal_receivers
from carelane.services.calls import called_process
from carelane.services.conditional_starts import evaluate_conditions
from carelane.services.process_instances import StartRequest, start
from carelane.services.timed_starts import start_due
from carelane.services.version_pins import Pin, pin, unpin, versions
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World

OWNER = '<bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="pri_doctor"/></bpmn:extensionElements>'
TEXT = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:carelane="https://carelane.org/schema/bpmn/1.0" id="d" targetNamespace="t">
<bpmn:message id="m" name="note"><bpmn:extensionElements>
  <zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>
<bpmn:signal id="s" name="outbreak"/>
<bpmn:collaboration id="c"><bpmn:participant id="PRI" processRef="p"><bpmn:extensionElements>
  <carelane:pool kind="PRI"/></bpmn:extensionElements></bpmn:participant></bpmn:collaboration>
<bpmn:process id="p" name="{name}" isExecutable="true"><bpmn:extensionElements>
  <carelane:startable role="pri_doctor"/></bpmn:extensionElements>
<bpmn:startEvent id="start"/>
<bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
<bpmn:startEvent id="heard"><bpmn:signalEventDefinition signalRef="s"/></bpmn:startEvent>
<bpmn:startEvent id="daily"><bpmn:timerEventDefinition>
  <bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
<bpmn:startEvent id="high"><bpmn:conditionalEventDefinition>
  <bpmn:condition xsi:type="bpmn:tFormalExpression">=level &gt; 5</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
<bpmn:userTask id="look" name="Look">{owner}</bpmn:userTask><bpmn:endEvent id="end"/>
{flows}</bpmn:process></bpmn:definitions>"""
FLOWS = "".join(
    f'<bpmn:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="look"/>'
    for number, source in enumerate(("start", "told", "heard", "daily", "high"))
)
FLOWS += '<bpmn:sequenceFlow id="f9" sourceRef="look" targetRef="end"/>'


def bundle(name: str) -> Bundle:
    return Bundle(TEXT.format(name=name, owner=OWNER, flows=FLOWS))


@pytest.fixture
def two(world: World) -> World:
    """Two versions of a process that can begin in every way."""
    for name in ("First", "Second"):
        process_definitions.deploy(world.database, bundle(name), name)
    return world


def hold(world: World, version: int = 1, institution: str = "") -> None:
    pin(world.database, world.actor("operator"), Pin("p", version, institution), "not yet trained")


def taken(world: World) -> list[tuple[str, int]]:
    """Give where cases have begun and in which version, in order."""
    statement = (
        select(ProcessInstance.institution_code, ProcessInstance.version)
        .where(col(ProcessInstance.process_id) == "p")
        .order_by(col(ProcessInstance.started_at), col(ProcessInstance.institution_code))
    )
    with world.database.reading() as session:
        return list(session.exec(statement))


def by_person(world: World, cases: CasesInMemory, login: str = "doctor1") -> None:
    request = StartRequest("p")
    start(world.database, cases, world.actor(login), request, f"c{len(cases.cases)}")


def test_a_person_begins_a_version_that_was_held_back(two: World, cases: CasesInMemory) -> None:
    by_person(two, cases)
    hold(two, 1, "PRI1")
    by_person(two, cases)
    by_person(two, cases, "doctor2")
    unpin(two.database, two.actor("operator"), "p", "PRI1", "they are trained")
    by_person(two, cases)
    assert sorted(taken(two)) == [("PRI1", 1), ("PRI1", 2), ("PRI1", 2), ("PRI2", 2)]


def test_the_list_offers_another_version_than_the_one_that_begins(two: World) -> None:
    def offered(login: str) -> list[tuple[int, tuple[str, ...]]]:
        found = process_definitions.startable(two.database, two.actor(login))
        return [(one.version, one.institutions) for one in found if one.process_id == "p"]

    hold(two, 1, "PRI1")
    assert offered("doctor1") == [(1, ("PRI1",))]
    assert offered("doctor2") == [(2, ("PRI2",))]


def test_somebody_who_names_a_version_gets_another(two: World, cases: CasesInMemory) -> None:
    hold(two)
    rows = versions(two.database, two.actor("operator"), "p")
    second = StartRequest(rows[0].definition_id)
    start(two.database, cases, two.actor("doctor1"), second, "named")
    assert taken(two) == [("PRI1", 2)]


def test_an_institutions_own_pin_loses_against_the_one_for_all(two: World) -> None:
    hold(two)
    hold(two, 2, "PRI1")
    rows = versions(two.database, two.actor("operator"), "p")
    assert [(row.version, row.pinned_at, row.latest) for row in rows] == [
        (2, ("PRI1",), True),
        (1, ("",), False),
    ]
    offered = process_definitions.startable(two.database, two.actor("doctor1"))
    assert [one.version for one in offered if one.process_id == "p"] == [2]


def message(**changes: Any) -> Message:
    values: dict[str, Any] = {
        "id": "m1",
        "name": "note",
        "correlation_key": "k",
        "to_institution": "PRI1",
        "from_instance_id": None,
    }
    return Message(**values | changes)


def test_a_message_begins_a_version_that_was_held_back(two: World) -> None:
    rows = {
        row.version: row.definition_id for row in versions(two.database, two.actor("operator"), "p")
    }
    hold(two, 1, "PRI1")
    with two.database.transaction() as session:
        find = message_starts.definition_for
        assert find(session.connection(), message()) == rows[1]
        assert find(session.connection(), message(to_institution="PRI2")) == rows[2]


def test_a_signal_begins_a_version_that_was_held_back(two: World) -> None:
    rows = {
        row.version: row.definition_id for row in versions(two.database, two.actor("operator"), "p")
    }
    hold(two, 1, "PRI1")

    def begun(place: str) -> list[str]:
        signal = {
            "id": f"s-{place}",
            "name": "outbreak",
            "from_instance_id": None,
            "from_institution": place,
            "created_at": two.database.now(),
        }
        with two.database.transaction() as session:
            found = signal_receivers.receivers(session.connection(), signal)
        return [str(row["start_definition_id"]) for row in found]

    assert begun("PRI1") == [rows[1]]
    assert begun("PRI2") == [rows[2]]


def test_a_clock_begins_a_version_that_was_held_back_or_two(
    two: World, cases: CasesInMemory, clock: SettableClock
) -> None:
    start_due(two.database, cases)
    hold(two, 1, "PRI1")
    clock.advance(days=1, hours=1)
    start_due(two.database, cases)
    assert taken(two) == [("PRI1", 1), ("PRI2", 2)]
    clock.advance(days=5)
    unpin(two.database, two.actor("operator"), "p", "PRI1", "they are trained")
    assert start_due(two.database, cases) == 1  # what PRI1 did not do meanwhile is not made up for
    clock.advance(days=1)
    start_due(two.database, cases)
    assert taken(two)[-2:] == [("PRI1", 2), ("PRI2", 2)]


def test_a_condition_begins_a_version_that_was_held_back(two: World, cases: CasesInMemory) -> None:
    hold(two, 1, "PRI1")
    for login, place in (("doctor1", "PRI1"), ("doctor2", "PRI2")):
        evaluate_conditions(two.database, cases, two.actor(login), place, {"level": 9})
    assert taken(two) == [("PRI1", 1), ("PRI2", 2)]


def test_a_call_begins_a_version_that_was_held_back(two: World) -> None:
    hold(two, 1, "PRI1")
    first, second = (bundle(name).sha256 for name in ("First", "Second"))
    call = CallRequest("case", "k1", "p", "latest", "", second, "PRI1", {}, "key", "")

    def called(one: CallRequest) -> str:
        found = called_process(two.database, one).start
        return found.bundle_sha256 if found is not None else ""

    assert called(call) == first
    assert called(replace(call, institution="PRI2")) == second
    assert called(replace(call, binding="deployment")) == second


def test_anybody_pins_anything_without_saying_why(two: World) -> None:
    operator = two.actor("operator")
    with pytest.raises(NotAllowed):
        pin(two.database, two.actor("head_a"), Pin("p", 1), "why not")
    with pytest.raises(NotAllowed):
        versions(two.database, two.actor("doctor1"))
    with pytest.raises(ReasonMissing):
        pin(two.database, operator, Pin("p", 1), "  ")
    with pytest.raises(DefinitionNotFound):
        pin(two.database, operator, Pin("p", 9), "because")
    with pytest.raises(InvalidPools):
        pin(two.database, operator, Pin("p", 1, "NOWHERE"), "because")
    assert not unpin(two.database, operator, "p", "", "there is none")
    hold(two)
    hold(two, 2)
    with two.database.reading() as session:
        lines = session.exec(select(VersionPin).order_by(col(VersionPin.id))).all()
    assert [(line.by, line.reason, line.ended_at is None) for line in lines] == [
        (operator.person_id, "not yet trained", False),
        (operator.person_id, "not yet trained", True),
    ]
