"""A small process of which every case waits for what happens to its patient."""

from bpmn.definition import Bundle
from carelane.services import process_definitions, process_instances
from carelane.services.process_instances import StartRequest
from tests.data.cases import CasesInMemory
from tests.data.world import World

EVENTS = ("PATIENT.DETERIORATED", "INSTITUTION.OUTAGE", "CONSENT.WITHDRAWN")


def _handler(name: str) -> str:
    key = name.replace(".", "_")
    return (
        f'<bpmn:subProcess id="ex_{key}" triggeredByEvent="true">'
        f'<bpmn:startEvent id="s_{key}" isInterrupting="false"><bpmn:extensionElements><zeebe:ioMapping>'
        f'<zeebe:output source="=happened_at" target="heard_{key}"/></zeebe:ioMapping></bpmn:extensionElements>'
        f'<bpmn:messageEventDefinition messageRef="m_{key}"/></bpmn:startEvent>'
        f'<bpmn:userTask id="t_{key}"/><bpmn:endEvent id="e_{key}"/>'
        f'<bpmn:sequenceFlow id="f1_{key}" sourceRef="s_{key}" targetRef="t_{key}"/>'
        f'<bpmn:sequenceFlow id="f2_{key}" sourceRef="t_{key}" targetRef="e_{key}"/></bpmn:subProcess>'
    )


BPMN = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t">'
    + "".join(
        f'<bpmn:message id="m_{name.replace(".", "_")}" name="{name}"><bpmn:extensionElements>'
        '<zeebe:subscription correlationKey="=business_key"/></bpmn:extensionElements></bpmn:message>'
        for name in EVENTS
    )
    + '<bpmn:process id="waiting" isExecutable="true"><bpmn:extensionElements>'
    '<carelane:startable role="pri_doctor"/><carelane:pool kind="PRI"/></bpmn:extensionElements>'
    '<bpmn:laneSet id="lanes"><bpmn:lane id="pri_doctor">'
    + "".join(
        f"<bpmn:flowNodeRef>{each}</bpmn:flowNodeRef>"
        for each in ("s", "care", "e", *(f"ex_{name.replace('.', '_')}" for name in EVENTS))
    )
    + '</bpmn:lane></bpmn:laneSet><bpmn:startEvent id="s"/><bpmn:userTask id="care"/><bpmn:endEvent id="e"/>'
    '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="care"/>'
    '<bpmn:sequenceFlow id="f2" sourceRef="care" targetRef="e"/>'
    + "".join(map(_handler, EVENTS))
    + "</bpmn:process></bpmn:definitions>"
)


def release(world: World) -> None:
    process_definitions.deploy(world.database, Bundle(BPMN), "waiting")


def begin(world: World, cases: CasesInMemory, patient: str, key: str = "K1") -> str:
    """Begin a case about a patient; gives its id."""
    number = len(cases.cases)
    request = StartRequest("waiting", patient_ref=patient, business_key=key)
    doctor = world.actor("doctor1")
    return process_instances.start(world.database, cases, doctor, request, f"w{number}").instance_id
