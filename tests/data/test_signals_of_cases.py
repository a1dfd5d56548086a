"""What would be lost: that a signal was told, in the story of the case that told it."""

from sqlmodel import select

from bpmn.definition import Bundle
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.signals import Signal, SignalSubscription
from carelane.domain.tables import MessageSubscription
from carelane.services import process_definitions
from carelane.services.process_instances import StartRequest, start
from tests.data.cases import CasesInMemory
from tests.data.world import World

FILE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:carelane="https://carelane.org/schema/bpmn/1.0" id="Definitions" targetNamespace="https://carelane.org/tests">
  <signal id="s" name="surge"/><signal id="q" name="quiet"/>
  <message id="m" name="CALM"><extensionElements><zeebe:subscription correlationKey="=&quot;R1&quot;"/></extensionElements></message>
  <collaboration id="group"><participant id="PRI" processRef="surge">
    <extensionElements><carelane:pool kind="PRI"/></extensionElements></participant></collaboration>
  <process id="surge" name="Surge" isExecutable="true">
    <extensionElements><carelane:startable role="pri_doctor"/></extensionElements>
    <startEvent id="a"/><parallelGateway id="p"/><endEvent id="z"/>
    <intermediateThrowEvent id="tell"><extensionElements><zeebe:ioMapping>
      <zeebe:input source="=7" target="level"/></zeebe:ioMapping></extensionElements><signalEventDefinition signalRef="s"/></intermediateThrowEvent>
    <intermediateCatchEvent id="wait" parallelMultiple="true"><messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="q"/>
      <conditionalEventDefinition><condition xsi:type="tFormalExpression">=calm</condition></conditionalEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f1" sourceRef="a" targetRef="p"/><sequenceFlow id="f2" sourceRef="p" targetRef="tell"/>
    <sequenceFlow id="f3" sourceRef="p" targetRef="wait"/><sequenceFlow id="f4" sourceRef="tell" targetRef="z"/>
    <sequenceFlow id="f5" sourceRef="wait" targetRef="z"/>
  </process>
</definitions>"""


def test_the_story_of_a_case_says_what_was_told(world: World, cases: CasesInMemory) -> None:
    process_definitions.deploy(world.database, Bundle(FILE), "surge")
    doctor = world.actor("doctor1")
    case = start(world.database, cases, doctor, StartRequest("surge", pools={}), "once")
    with world.database.reading() as session:
        of_case = HistoryEntry.instance_id == case.instance_id
        lines = {row.kind: row for row in session.exec(select(HistoryEntry).where(of_case))}
        subscriptions = session.exec(select(MessageSubscription)).all()
        signals = session.exec(select(Signal)).all()
        listening = session.exec(select(SignalSubscription)).all()
    assert lines["BroadcastSignal"].element_id == "tell"
    assert lines["BroadcastSignal"].data["signal_name"] == "surge"
    assert [(row.name, row.payload) for row in signals] == [("surge", {"level": 7})]
    assert [row.signal_name for row in listening] == ["quiet"]
    assert not {"ListenSignal", "ForgetSignal"} & set(lines)
    assert [row.message_name for row in subscriptions] == ["CALM"]
