"""Instances that complete in one moment: each gives its own answer, though all write the same variable."""

import pytest

from bpmn.definition import Bundle
from tests.engine.conftest import Case

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><process id="p" isExecutable="true">
<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="judge"/>"""
LOOP = """<multiInstanceLoopCharacteristics isSequential="{sequential}"><extensionElements>
<zeebe:loopCharacteristics inputCollection="=ages" inputElement="age" outputCollection="words" outputElement="=word"/>
</extensionElements></multiInstanceLoopCharacteristics>"""
TAIL = """<sequenceFlow id="f2" sourceRef="judge" targetRef="look"/><userTask id="look" name="Look"><extensionElements>
<zeebe:assignmentDefinition candidateGroups="hos_spec"/></extensionElements></userTask>
<sequenceFlow id="f3" sourceRef="look" targetRef="end"/><endEvent id="end"/></process></definitions>"""
RULE = """<businessRuleTask id="judge" name="Judge"><extensionElements><zeebe:calledDecision decisionId="Word" resultVariable="word"/>
</extensionElements>{loop}</businessRuleTask>"""
SCRIPT = """<scriptTask id="judge" name="Judge"><extensionElements>
<zeebe:script expression="=if age &lt; 18 then &quot;child&quot; else &quot;adult&quot;" resultVariable="word"/>
</extensionElements>{loop}</scriptTask>"""
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">
<decision id="Word" name="Word"><variable name="Word"/><literalExpression>
<text>if age &lt; 18 then "child" else "adult"</text></literalExpression></decision></definitions>"""


@pytest.mark.parametrize("sequential", ["false", "true"])
@pytest.mark.parametrize("task", [RULE, SCRIPT], ids=["rule", "script"])
def test_each_instance_would_give_the_answer_of_the_last(task: str, sequential: str) -> None:
    text = HEAD + task.format(loop=LOOP.format(sequential=sequential)) + TAIL
    bundle = Bundle(text, {"word.dmn": TABLE} if task is RULE else {})
    case = Case(bundle, ages=[7, 70, 17])
    assert case.tasks() == ["look"]
    assert case.state.variables["words"] == ["child", "adult", "child"]


def test_a_result_that_cannot_be_worked_out_is_corrected_and_then_each_has_its_own() -> None:
    text = HEAD + SCRIPT.format(loop=LOOP.format(sequential="false")) + TAIL
    text = text.replace('outputElement="=word"', 'outputElement="=for i in 1..most return word"')
    case = Case(text, ages=[7, 70], most=10**9)
    assert set(case.incidents()) == {"expression"}
    while case.incidents():
        case.resolve(most=1)
    assert [len(each) for each in case.state.variables["words"]] == [1, 1]
