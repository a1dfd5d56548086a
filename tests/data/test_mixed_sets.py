"""What would be lost: one alarm that is two cases, because its letter and its siren came in the same moment."""

import uuid
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.errors import CaseUnavailable
from carelane.domain.messages import Message, MessageEvent
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import SignalDelivery
from carelane.domain.wire import StartProcess
from carelane.services import messages, process_definitions, signals
from tests.data.cases import CasesInMemory
from tests.data.world import World

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:carelane="https://carelane.org/schema/bpmn/1.0" id="Definitions" targetNamespace="https://carelane.org/tests">
  <message id="m" name="LETTER"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>
  <signal id="s" name="SIREN"/>"""
ALARM = (
    HEAD
    + """<process id="alarm" name="Alarm" isExecutable="true">
    <startEvent id="both" parallelMultiple="true"><messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="s"/></startEvent>
    <userTask id="go" name="Go"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="hos_spec"/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="both" targetRef="go"/><sequenceFlow id="f2" sourceRef="go" targetRef="end"/>
  </process>
</definitions>"""
)
SIREN = (
    HEAD
    + """<process id="siren" name="Siren" isExecutable="true">
    <startEvent id="a"/><endEvent id="z"><extensionElements><zeebe:ioMapping><zeebe:input source="=order" target="order"/></zeebe:ioMapping></extensionElements><signalEventDefinition signalRef="s"/></endEvent>
    <sequenceFlow id="f1" sourceRef="a" targetRef="z"/>
  </process>
</definitions>"""
)
TWICE = (
    HEAD
    + """<process id="twice" name="Twice" isExecutable="true">
    <startEvent id="a"/>
    <sendTask id="one" messageRef="m"><extensionElements><carelane:message correlationKey="=order" messageId="=order"/><zeebe:ioMapping><zeebe:input source="=1" target="copy"/></zeebe:ioMapping></extensionElements></sendTask>
    <sendTask id="two" messageRef="m"><extensionElements><carelane:message correlationKey="=order" messageId="=order"/><zeebe:ioMapping><zeebe:input source="=2" target="copy"/></zeebe:ioMapping></extensionElements></sendTask>
    <endEvent id="z"/>
    <sequenceFlow id="f1" sourceRef="a" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="two"/>
    <sequenceFlow id="f3" sourceRef="two" targetRef="z"/>
  </process>
</definitions>"""
)


class Ward:
    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.database, self.cases = world.database, cases
        for name, text in (("alarm", ALARM), ("siren", SIREN), ("twice", TWICE)):
            process_definitions.deploy(world.database, Bundle(text), name)

    def begin(self, process_id: str, text: str, **variables: Any) -> str:
        case, bundle = uuid.uuid4().hex, Bundle(text)
        self.cases.start(
            StartProcess(
                instance_id=case,
                process_id=process_id,
                bundle=bundle.pack(),
                bundle_sha256=bundle.sha256,
                institution="HOSA",
                pools={},
                variables=variables,
            )
        )
        return case

    def letter(self) -> None:
        now = self.database.now()
        with self.database.transaction() as session:
            session.add(
                Message(
                    id=uuid.uuid4().hex,
                    name="LETTER",
                    correlation_key="O1",
                    to_institution="HOSA",
                    payload={"order": "O1"},
                    sender="outside:HOSA",
                    message_key="1",
                    created_at=now,
                    expires_at=now.replace(year=now.year + 1),
                )
            )

    def deliver(self) -> int:
        return messages.deliver(self.database, self.cases, [("LETTER", "O1")])

    def rows(self, table: type[Any], **equal: Any) -> list[Any]:
        with self.database.reading() as session:
            where = (col(getattr(table, name)) == value for name, value in equal.items())
            return list(session.exec(select(table).where(*where)).all())

    def alarms(self) -> list[tuple[str, ...]]:
        return [
            self.cases.describe(row.id).open_tasks
            for row in self.rows(ProcessInstance, process_id="alarm")
        ]


@pytest.fixture
def ward(world: World, cases: CasesInMemory) -> Ward:
    return Ward(world, cases)


def test_a_siren_after_the_letter_is_the_same_alarm(ward: Ward) -> None:
    ward.letter()
    ward.deliver()
    ward.begin("siren", SIREN, order="O1")
    (tasks,) = ward.alarms()
    assert len(tasks) == 1


def test_a_letter_after_the_siren_is_the_same_alarm(ward: Ward) -> None:
    ward.begin("siren", SIREN, order="O1")
    ward.letter()
    ward.deliver()
    (tasks,) = ward.alarms()
    assert len(tasks) == 1


def test_a_siren_while_the_letter_is_on_its_way_is_the_same_alarm(ward: Ward) -> None:
    ward.letter()
    ward.cases.available = False  # the letter has been chosen for a case that has not begun
    with pytest.raises(CaseUnavailable):
        ward.deliver()
    ward.cases.available = True
    ward.begin("siren", SIREN)
    assert ward.alarms() == []
    (waits,) = ward.rows(SignalDelivery)
    assert (waits.state, waits.start_definition_id) == ("waiting", None)
    ward.deliver()
    (tasks,) = ward.alarms()
    assert len(tasks) == 1
    assert ward.rows(SignalDelivery)[0].state == "delivered"


def test_a_letter_while_the_siren_is_on_its_way_waits_for_its_case(ward: Ward) -> None:
    original = ward.cases.start
    ward.cases.start = _away  # type: ignore[assignment,method-assign]
    siren = Bundle(SIREN)
    running = StartProcess("s1", "siren", siren.pack(), siren.sha256, "HOSA", {}, {"order": "O1"})
    with pytest.raises(CaseUnavailable):
        original(running)
    ward.letter()
    assert ward.deliver() == 0
    ward.cases.start = original  # type: ignore[method-assign]
    signals.tell(ward.database, ward.cases, signals.all_untold(ward.database))
    (tasks,) = ward.alarms()
    assert len(tasks) == 1


def _away(_start: StartProcess, *, wait: bool = True) -> None:
    del wait
    raise CaseUnavailable


def test_a_letter_that_is_sent_again_under_its_own_id_arrives_once_and_is_noted(ward: Ward) -> None:
    case = ward.begin("twice", TWICE, order="O7")
    (sent,) = ward.rows(Message, correlation_key="O7")
    assert sent.payload == {"copy": 1}
    (noted,) = ward.rows(MessageEvent, kind="duplicate")
    assert (noted.message_id, noted.instance_id) == (sent.id, case)
