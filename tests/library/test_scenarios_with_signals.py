"""A scenario shows how a signal reaches every case, and what begins by it."""

from bpmn.definition import Bundle, compile_bundle
from bpmn.scenarios import read_scenarios, run_scenario

OWNER = '<extensionElements><zeebe:assignmentDefinition candidateGroups="{}"/></extensionElements>'
FILE = f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:carelane="https://carelane.org/schema/bpmn/1.0"
    id="Definitions" targetNamespace="https://carelane.org/tests">
  <signal id="surge" name="surge"/>
  <collaboration id="group">
    <participant id="DESK" name="Desk" processRef="desk"><extensionElements><carelane:pool kind="GRP"/></extensionElements></participant>
    <participant id="WARD" name="Ward" processRef="ward"><extensionElements><carelane:pool kind="HOS"/></extensionElements></participant>
  </collaboration>
  <process id="desk" isExecutable="true">
    <startEvent id="d1"/><userTask id="decide">{OWNER.format("desk")}</userTask>
    <endEvent id="tell"><extensionElements><zeebe:ioMapping><zeebe:input source="=level" target="level"/></zeebe:ioMapping></extensionElements>
      <signalEventDefinition signalRef="surge"/></endEvent>
    <sequenceFlow id="d2" sourceRef="d1" targetRef="decide"/><sequenceFlow id="d3" sourceRef="decide" targetRef="tell"/>
  </process>
  <process id="ward" isExecutable="true">
    <startEvent id="w1"/><startEvent id="w2"><signalEventDefinition signalRef="surge"/></startEvent>
    <userTask id="care">{OWNER.format("nurse")}</userTask><userTask id="clear_beds">{OWNER.format("nurse")}</userTask><endEvent id="w3"/>
    <boundaryEvent id="heard" attachedToRef="care" cancelActivity="false"><signalEventDefinition signalRef="surge"/></boundaryEvent>
    <sequenceFlow id="f1" sourceRef="w1" targetRef="care"/><sequenceFlow id="f2" sourceRef="w2" targetRef="clear_beds"/>
    <sequenceFlow id="f3" sourceRef="care" targetRef="w3"/><sequenceFlow id="f4" sourceRef="clear_beds" targetRef="w3"/>
    <sequenceFlow id="f5" sourceRef="heard" targetRef="w3"/>
  </process>
</definitions>"""
HEAD = """
scenario: Beds run short
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { G1: { kind: GRP }, H1: { kind: HOS }, H2: { kind: HOS } }
  pools: { WARD: H2 }
steps:
  - start: { process: ward, at: H1 }
  - start: { process: desk, at: G1 }
"""


def _failures(steps: str) -> list[str]:
    (scenario,) = read_scenarios({"one.yaml": HEAD + steps})
    result = run_scenario(compile_bundle(Bundle(FILE)), scenario)
    return [str(failure) for failure in result.failures]


def test_the_whole_group_hears_of_the_surge_without_its_data_and_one_case_begins() -> None:
    assert not _failures(
        "  - complete: { task: decide, at: G1, as: desk, with: { level: 3, secret: x } }\n"
        "  - expect: { tasks: { H1: [care], H2: [clear_beds] }, ended: { G1: completed } }\n"
        "  - expect: { variables: { H1: { level: null }, H2: { level: null } } }\n"
    )


def test_a_signal_tells_its_own_institution_what_it_is_about() -> None:
    assert not _failures(
        "  - start: { process: ward, at: G1 }\n"
        "  - complete: { task: decide, at: G1, as: desk, with: { level: 3 } }\n"
        '  - expect: { variables: { "G1#2": { level: 3 } } }\n'
    )


def test_a_signal_may_come_from_outside() -> None:
    assert not _failures(
        "  - signal: { name: surge, with: { level: 1 } }\n"
        "  - expect: { tasks: { H1: [care], H2: [clear_beds], G1: [decide] } }\n"
        "  - expect: { variables: { H1: { level: 1 }, H2: { level: 1 } } }\n"
    )


def test_another_signal_is_heard_by_nobody() -> None:
    quiet = "  - signal: { name: calm }\n  - expect: { running: [H1, G1] }\n"
    assert not _failures(quiet)
