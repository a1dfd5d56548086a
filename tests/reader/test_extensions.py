"""Whatever a modeler writes beside BPMN's own words is read, refused or warned of: nothing is lost in silence."""

import pytest

from bpmn.reader import inspect_bpmn

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
)
OWNER = '<zeebe:assignmentDefinition candidateGroups="ward"/>'
LISTENER = "<zeebe:executionListeners/>"
AT_ONCE = '<condition xsi:type="tFormalExpression">=late</condition>'


def beside(extension: str) -> str:
    return f"<extensionElements>{extension}</extensionElements>"


def found(task: str, *, flow: str = "", roots: str = "", more: str = "") -> list[str]:
    """Give the rules of what is found in a file with this task."""
    text = (
        f'{HEAD}{roots}<process id="p" isExecutable="true"><startEvent id="s"/>{task}<endEvent id="e"/>'
        f'<sequenceFlow id="1" sourceRef="s" targetRef="t">{flow}</sequenceFlow>'
        f'<sequenceFlow id="2" sourceRef="t" targetRef="e"/>{more}</process></definitions>'
    )
    return [each.rule for each in inspect_bpmn(text.encode(), "process.bpmn")[1]]


def user(extension: str, attributes: str = "", owner: str = OWNER) -> str:
    return f'<userTask id="t" {attributes}>{beside(owner + extension)}</userTask>'


def job(extension: str, attributes: str = "") -> str:
    return f'<serviceTask id="t" {attributes}>{beside(extension)}</serviceTask>'


JOB = '<zeebe:taskDefinition type="x" retries="2"/>'


@pytest.mark.parametrize(
    "task",
    [
        user('<zeebe:priorityDefinition priority="5" escalate="yes"/>'),
        user('<zeebe:taskSchedule dueDates="=due"/>'),
        user('<zeebe:formDefinition formId="f" formKey="k"/>'),
        user('<zeebe:formDefinition formId="f" externalReference="k"/>'),
        user('<zeebe:formDefinition formId="f" bindingType="versionTag" versionTag="1"/>'),
        user('<zeebe:ioMapping><zeebe:input source="=1" target="x" type="n"/></zeebe:ioMapping>'),
        user("", owner=OWNER.replace("/>", ' sorting="x"/>')),
        user("", 'zeebe:assignee="=nurse"'),
        user('<carelane:status value="open" when="=x"/>'),
        job('<zeebe:taskDefinition type="x" retryBackoff="PT1H"/>'),
        job(JOB).replace("service", "script").replace("taskDefinition", "script"),
    ],
)
def test_an_attribute_that_nothing_reads_is_refused(task: str) -> None:
    assert "unsupported_attribute" in found(task)


@pytest.mark.parametrize(
    "task",
    [
        user(LISTENER),
        user("<zeebe:taskListeners/>"),
        user('<zeebe:ioMapping><zeebe:inputs source="=1" target="x"/></zeebe:ioMapping>'),
        user('<zeebe:jobPriorityDefinition priority="1"/>'),
        job(JOB + '<zeebe:taskHeaders><zeebe:head key="a" value="b"/></zeebe:taskHeaders>'),
        job(JOB + "<zeebe:linkedResources/>"),
    ],
)
def test_an_extension_that_nothing_reads_is_refused(task: str) -> None:
    assert found(task) == ["unsupported_extension"]


@pytest.mark.parametrize(
    "roots",
    [
        f'<message id="m" name="m">{beside(LISTENER)}</message>',
        f'<signal id="m" name="m">{beside(LISTENER)}</signal>',
        f'<error id="m" name="m" errorCode="c">{beside(LISTENER)}</error>',
        beside(LISTENER),
    ],
)
def test_extensions_are_refused_also_where_no_element_runs(roots: str) -> None:
    assert found(user(""), roots=roots) == ["unsupported_extension"]


def test_extensions_of_flows_and_definitions_are_refused() -> None:
    assert found(user(""), flow=beside(LISTENER)) == ["unsupported_extension"]
    definition = f"<conditionalEventDefinition>{beside(LISTENER)}{AT_ONCE}"
    boundary = (
        f'<boundaryEvent id="b" attachedToRef="t">{definition}</conditionalEventDefinition>'
        '</boundaryEvent><endEvent id="f"/><sequenceFlow id="3" sourceRef="b" targetRef="f"/>'
    )
    assert found(user(""), more=boundary) == ["unsupported_extension"]


def test_elements_of_bpmn_do_not_hide_among_extensions() -> None:
    assert found(user('<task id="hidden"/>')) == ["unsupported_element"]


@pytest.mark.parametrize(
    "task",
    [
        user('<camunda:executionListener class="X"/>'),
        user("", 'camunda:candidateUsers="anna"'),
        job(JOB, 'camunda:asyncBefore="true"'),
    ],
)
def test_words_of_another_product_are_warned_of_once(task: str) -> None:
    assert found(task + task.replace('"t"', '"u"'))[-1:] == ["foreign_extension"]
    assert found(task) == ["foreign_extension"]


@pytest.mark.parametrize(
    "task",
    [
        user("<zeebe:userTask/>", 'zeebe:modelerTemplate="a" zeebe:modelerTemplateVersion="1"'),
        user('<zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties>'),
        user('<zeebe:taskSchedule dueDate="=due" followUpDate="=later"/>'),
        job(JOB + '<zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders>'),
    ],
)
def test_what_is_read_is_not_refused(task: str) -> None:
    assert found(task) == []
