"""A call that cannot come to anything is refused before a case gets there."""

import pytest

from bpmn.findings import Finding, Refused
from bpmn.reader import read_bpmn

FRAME = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="call"/>
    {call}
    <bpmn:sequenceFlow id="f2" sourceRef="call" targetRef="e"/><bpmn:endEvent id="e"/>
  </bpmn:process>
  {beside}
</bpmn:definitions>"""
PROCESS = '<bpmn:process id="q" isExecutable="{}">{}<bpmn:sequenceFlow id="g1" sourceRef="t" targetRef="u"/><bpmn:endEvent id="u"/></bpmn:process>'
PLAIN = '<bpmn:startEvent id="t"/>'
TIMED = '<bpmn:startEvent id="t"><bpmn:timerEventDefinition><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>'
BY_BPMN = '<bpmn:callActivity id="call" calledElement="q"/>'


def _zeebe(attributes: str, more: str = "") -> str:
    called = f"<zeebe:calledElement {attributes}/>"
    return f'<bpmn:callActivity id="call" {more}><bpmn:extensionElements>{called}</bpmn:extensionElements></bpmn:callActivity>'


def _findings(call: str, beside: str) -> tuple[Finding, ...]:
    try:
        return read_bpmn(FRAME.format(call=call, beside=beside).encode(), "up.bpmn")[1]
    except Refused as refused:
        return tuple(refused.findings)


@pytest.mark.parametrize(
    ("call", "beside", "rule"),
    [
        ('<bpmn:callActivity id="call"/>', "", "missing_called_element"),
        (BY_BPMN, PROCESS.format("false", PLAIN), "called_not_executable"),
        (BY_BPMN, PROCESS.format("true", TIMED), "called_without_start"),
        (BY_BPMN.replace('"q"', '"e"'), "", "called_element_kind"),
        (BY_BPMN, "", "called_process_elsewhere"),
        (_zeebe('processId="q"', 'calledElement="r"'), "", "two_called_elements"),
        (_zeebe('processId="q" bindingType="newest"'), "", "invalid_value"),
        (_zeebe('processId="q" bindingType="versionTag"'), "", "missing_attribute"),
        (_zeebe('processId="=1 +"'), "", "invalid_expression"),
        (_zeebe('processId=" "'), "", "missing_attribute"),
        (_zeebe('processId="q" propagateAllParentVariables="maybe"'), "", "invalid_value"),
        (_zeebe('processId="q" tenant="t"'), "", "unsupported_attribute"),
        (BY_BPMN, '<bpmn:globalTask id="q"><bpmn:ioBinding/></bpmn:globalTask>', "unsupported_element"),
        (BY_BPMN, '<bpmn:globalScriptTask id="q"/>', "missing_script"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_named_with_its_remedy(call: str, beside: str, rule: str) -> None:
    found = {each.rule: each for each in _findings(call, beside)}
    assert rule in found
    assert found[rule].hint
    assert found[rule].line


def test_a_process_of_another_folder_is_a_warning_only() -> None:
    (found,) = _findings(_zeebe('processId="elsewhere" bindingType="latest"'), "")
    assert (found.severity, found.rule) == ("warning", "called_process_elsewhere")


def test_a_call_of_this_file_is_fine() -> None:
    assert _findings(BY_BPMN, PROCESS.format("true", PLAIN)) == ()
    assert _findings(BY_BPMN, '<bpmn:globalTask id="q"/>') == ()


def test_a_process_that_calls_itself_is_told_to_end() -> None:
    back = PROCESS.format("true", PLAIN).replace(
        '<bpmn:endEvent id="u"/>', '<bpmn:callActivity id="u" calledElement="p"/>'
    )
    found = [(each.rule, each.element_id) for each in _findings(BY_BPMN, back)]
    assert ("call_cycle", "call") in found
    assert ("call_cycle", "u") in found
