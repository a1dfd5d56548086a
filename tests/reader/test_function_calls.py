"""A call that no function takes is null whatever the values: it is refused before a case loses what it was to hold."""

import json
from collections.abc import Iterable

import pytest

from bpmn.definition import Bundle, compile_released, inspect_bundle
from bpmn.dmn import read_decisions
from bpmn.feel import misused, parse_expression
from bpmn.findings import Finding
from bpmn.forms import read_form
from bpmn.reader import inspect_bpmn

LOST = "context merge(consent, {kind: &quot;share&quot;})"
"""As it once stood in a process, whose consent was never recorded: one list is taken."""
FORMAL = 'xsi:type="tFormalExpression"'
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0">'
    f'<message id="m" name="M"><extensionElements><zeebe:subscription correlationKey="={LOST}"/>'
    "</extensionElements></message>"
)
JOB = '<zeebe:taskDefinition type="j"/>'
LOOP = "<multiInstanceLoopCharacteristics><extensionElements>{}</extensionElements></multiInstanceLoopCharacteristics>"


def task(extension: str, tag: str = "serviceTask", more: str = "") -> str:
    return f'<{tag} id="t"><extensionElements>{extension}</extensionElements>{more}</{tag}>'


def timer(tag: str) -> str:
    return (
        f'<intermediateCatchEvent id="t"><timerEventDefinition><{tag} {FORMAL}>={LOST}</{tag}>'
        "</timerEventDefinition></intermediateCatchEvent>"
    )


PLACES = {
    "input": task(
        f'{JOB}<zeebe:ioMapping><zeebe:input source="={LOST}" target="a"/></zeebe:ioMapping>'
    ),
    "output": task(
        f'{JOB}<zeebe:ioMapping><zeebe:output source="={LOST}" target="a"/></zeebe:ioMapping>'
    ),
    "script": task(f'<zeebe:script expression="={LOST}" resultVariable="a"/>', "scriptTask"),
    "assignment": task(f'<zeebe:assignmentDefinition candidateGroups="={LOST}"/>', "userTask"),
    "due date": task(
        f'<zeebe:assignmentDefinition candidateGroups="g"/><zeebe:taskSchedule dueDate="={LOST}"/>',
        "userTask",
    ),
    "clock": task(
        f'<zeebe:assignmentDefinition candidateGroups="g"/><carelane:sla target="={LOST}"/>',
        "userTask",
    ),
    "job": task(f'<zeebe:taskDefinition type="={LOST}"/>'),
    "loop": task(
        JOB,
        more=LOOP.format(
            f'<zeebe:loopCharacteristics inputCollection="={LOST}" inputElement="each"/>'
        ),
    ),
    "timer": timer("timeDuration"),
    "date": timer("timeDate"),
}


def process(node: str, flow: str = "") -> str:
    return (
        f'{HEAD}<process id="p" isExecutable="true"><startEvent id="s"/>{node}<endEvent id="e"/>'
        f'<sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
        f'<sequenceFlow id="f2" sourceRef="t" targetRef="e">{flow}</sequenceFlow></process></definitions>'
    )


def rules(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [
        (each.severity, each.rule, each.element_id) for each in findings if "function" in each.rule
    ]


def found(node: str, flow: str = "") -> list[Finding]:
    findings = inspect_bpmn(process(node, flow).encode(), "process.bpmn")[1]
    return [each for each in findings if "function" in each.rule and each.element_id != "m"]


@pytest.mark.parametrize("place", PLACES)
def test_a_value_that_would_be_lost_at_run_time_is_refused_where_it_stands(place: str) -> None:
    (one,) = found(PLACES[place])
    assert (one.severity, one.rule, one.element_id) == ("error", "function_arguments", "t")
    assert "context merge() does not take 2 arguments" in one.message
    assert one.hint == "write context merge(contexts: list)"


def test_a_condition_that_would_never_hold_is_refused_at_its_flow() -> None:
    flow = f'<conditionExpression {FORMAL}>=contains("a")</conditionExpression>'
    assert rules(found(PLACES["timer"].replace(LOST, '"PT1H"'), flow)) == [
        ("error", "function_arguments", "f2")
    ]


def test_a_message_that_no_case_would_hear_is_refused_at_its_key() -> None:
    event = '<intermediateCatchEvent id="t"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>'
    findings = inspect_bpmn(process(event).encode(), "process.bpmn")[1]
    assert ("error", "function_arguments") in [each[:2] for each in rules(findings)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("context merge([a, {b: 1}])", ""),
        ("substring(string: s, start position: 2)", ""),
        ("substring(string: s, from: 2)", "function_arguments"),
        ("min(1, 2, 3) + count([])", ""),
        ("for x in xs return count(x, 1)", "function_arguments"),
        ("xs[contains(item)]", "function_arguments"),
        ("{count: count(1, 2)}", "function_arguments"),
        ("{count: function(a, b) a, two: count(1, 2)}", ""),
        ("(function(count) count(1, 2))(f)", ""),
        ("for count in fs return count(1, 2)", ""),
        ("[{count: function(a, b) a}][count(1, 2) = 1]", ""),
        ('[context put({}, "count", f)][count(1, 2) = 1]', ""),
        ("x.count(1, 2)", ""),
        ("patient_age(birth)", "unknown_function"),
        ("some f in fs satisfies f(1)", ""),
    ],
)
def test_a_function_that_an_expression_defines_itself_is_never_refused(
    text: str, rule: str
) -> None:
    assert [each.rule for each in misused(parse_expression(text).calls)] == [rule] * bool(rule)


def test_a_function_that_there_is_not_is_warned_of_because_a_variable_is_never_one() -> None:
    assert rules(found(PLACES["input"].replace(LOST, "patient_age(birth)"))) == [
        ("warning", "unknown_function", "t")
    ]


def dmn(logic: str, beside: str = "") -> bytes:
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="u">'
        f'{beside}<decision id="Merge" name="Merge">{logic}</decision></definitions>'
    ).encode()


LITERAL = f'<literalExpression id="l"><text>{LOST}</text></literalExpression>'
TABLE = (
    '<decisionTable id="t"><input id="i"><inputExpression id="x"><text>count(a, b)</text></inputExpression></input>'
    '<output id="o" name="out"/><rule id="r"><inputEntry id="in"><text>&gt; count(a, b)</text></inputEntry>'
    '<outputEntry id="out"><text>count(a, b)</text></outputEntry></rule></decisionTable>'
)
INVOCATION = (
    '<invocation id="v"><literalExpression id="c"><text>count</text></literalExpression><binding>'
    '<parameter name="items"/><literalExpression><text>[1]</text></literalExpression></binding></invocation>'
)
OWN = (
    '<businessKnowledgeModel id="b" name="count"><encapsulatedLogic><formalParameter name="a"/>'
    '<formalParameter name="b"/><literalExpression><text>a</text></literalExpression></encapsulatedLogic>'
    "</businessKnowledgeModel>"
)


@pytest.mark.parametrize(
    ("logic", "places"), [(LITERAL, ["l"]), (TABLE, ["x", "in", "out"]), (INVOCATION, ["c"])]
)
def test_a_decision_that_would_say_nothing_is_refused_cell_by_cell(
    logic: str, places: list[str]
) -> None:
    findings = read_decisions(dmn(logic), "t.dmn").findings
    assert rules(findings) == [("error", "dmn_function_arguments", each) for each in places]


def test_a_model_may_define_a_function_of_the_name_of_one_of_feel() -> None:
    assert read_decisions(dmn(TABLE, OWN), "t.dmn").findings == ()


def test_a_function_that_no_model_defines_is_warned_of() -> None:
    unknown = LITERAL.replace(LOST, "patient age(birth)").replace("patient age", "age_of")
    findings = read_decisions(dmn(unknown), "t.dmn").findings
    assert rules(findings) == [("warning", "dmn_unknown_function", "l")]


FORM = json.dumps(
    {
        "id": "f",
        "components": [
            {"type": "textfield", "id": "a", "key": "a", "conditional": {"hide": '=contains("x")'}},
            {"type": "select", "id": "b", "key": "b", "valuesExpression": "=count(xs, 1)"},
            {"type": "expression", "id": "c", "key": "c", "expression": "=count(xs, 1)"},
            {"type": "text", "id": "d", "text": "Dear {{upper case(a, b)}}"},
            {"type": "number", "id": "e", "key": "e", "defaultValue": "=age_of(birth)"},
        ],
    }
)


def test_a_field_that_would_stay_empty_is_refused_and_a_function_that_there_is_not_is_warned_of() -> (
    None
):
    assert rules(read_form(FORM, "f.form").findings) == [
        *(("error", "form_function_arguments", each) for each in "abcd"),
        ("warning", "form_unknown_function", "e"),
    ]


def test_what_was_released_before_the_rule_runs_on_and_is_not_released_again() -> None:
    bundle = Bundle(process(PLACES["input"]), {"t.dmn": dmn(LITERAL).decode()}, {"f.form": FORM})
    inspected = inspect_bundle(bundle)
    assert inspected.definition is None
    assert {
        each.file for each in inspected.findings if each.rule.endswith("function_arguments")
    } == {
        "process.bpmn",
        "t.dmn",
        "f.form",
    }
    assert set(compile_released(bundle).processes) == {"p"}
