"""What the TCK's test files may ask for: decisions, decision services, business knowledge models."""

from bpmn.conformance.tck import KitFile, run_files

MODEL = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>
<decision id="o" name="one"><variable name="one"/><informationRequirement><requiredInput href="#a"/>
</informationRequirement><literalExpression><text>a + 1</text></literalExpression></decision>
<decision id="t" name="two"><variable name="two"/><informationRequirement><requiredDecision href="#o"/>
</informationRequirement><literalExpression><text>one * 2</text></literalExpression></decision>
<decision id="e" name="ext"><variable name="ext"/><knowledgeRequirement><requiredKnowledge href="#j"/>
</knowledgeRequirement><literalExpression><text>java(1)</text></literalExpression></decision>
<decisionService id="s" name="single"><variable name="single"/><outputDecision href="#t"/>
<inputDecision href="#o"/></decisionService>
<decisionService id="m" name="many"><variable name="many"/><outputDecision href="#o"/><outputDecision href="#t"/>
<inputData href="#a"/></decisionService>
<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic><formalParameter name="x"/>
<literalExpression><text>x * x</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<businessKnowledgeModel id="j" name="java"><variable name="java"/><encapsulatedLogic kind="Java">
<formalParameter name="x"/><context/></encapsulatedLogic></businessKnowledgeModel>
</definitions>"""


def case(attributes: str, name: str, value: str, node: str, expected: str) -> str:
    return (
        f'<testCase id="c" {attributes}><inputNode name="{name}"><value xsi:type="decimal">{value}</value>'
        f'</inputNode><resultNode name="{node}"><expected>{expected}</expected></resultNode></testCase>'
    )


def number(value: str) -> str:
    return f'<value xsi:type="decimal">{value}</value>'


def both(**values: str) -> str:
    return "".join(
        f'<component name="{key}">{number(value)}</component>' for key, value in values.items()
    )


CASES = [
    (case("", "a", "1", "two", number("4")), True),
    (case("", "a", "1", "two", number("5")), False),
    (case("", "a", "1", "nobody", number("5")), False),
    (case('type="decisionService" invocableName="single"', "one", "5", "two", number("10")), True),
    (case('type="decisionService" invocableName="many"', "a", "1", "two", number("4")), True),
    (
        case(
            'type="decisionService" invocableName="many"', "a", "1", "many", both(one="2", two="4")
        ),
        True,
    ),
    (case('type="decisionService" invocableName="many"', "a", "1", "many", both(one="2")), False),
    (case('type="decisionService" invocableName="none"', "a", "1", "two", number("4")), False),
    (case('type="bkm" invocableName="k"', "x", "3", "k", number("9")), True),
    (case('type="bkm" invocableName="k"', "y", "3", "k", number("9")), False),
    (case("", "a", "1", "two", number("4.00000000001")), True),
    (case("", "a", "1", "two", '<value xsi:nil="true"/>'), False),
    (case("", "a", "1", "two", '<value xsi:type="date">no date</value>'), False),
    (case("", "a", "1", "ext", number("1")), False),
]


def test_every_kind_of_case_is_asked_and_compared() -> None:
    tests = (
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>'
        f"{''.join(text for text, _ in CASES)}</testCases>"
    ).encode()
    file = KitFile("g", "m-test-01", lambda: tests, lambda _name: MODEL, dict)
    for seed in (None, 1):
        rows = list(run_files([file], seed))
        assert [row.passed for row in rows] == [good for _, good in CASES]
        assert "never run" in rows[-1].note
        assert not any(row.moved for row in rows)
