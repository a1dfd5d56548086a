"""Boxed expressions, functions, services and types of DMN 1.5 (chapters 7.3, 10.2 and 10.4)."""

from datetime import UTC, datetime

import pytest

from bpmn.dmn import DecisionError, read_decisions

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def box(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


def need(kind: str, element_id: str) -> str:
    outer, inner = {
        "input": ("informationRequirement", "requiredInput"),
        "decision": ("informationRequirement", "requiredDecision"),
        "function": ("knowledgeRequirement", "requiredKnowledge"),
    }[kind]
    return f'<{outer}><{inner} href="#{element_id}"/></{outer}>'


def element(kind: str, name: str, body: str = "", type_: str = "") -> str:
    declared = f' typeRef="{type_}"' if type_ else ""
    return f'<{kind} id="{name}" name="{name}"><variable name="{name}"{declared}/>{body}</{kind}>'


def decide(body: str, **variables: object) -> object:
    data = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="n">'
        f"{body}</definitions>"
    )
    return read_decisions(data.encode(), "t.dmn").evaluate("m", variables, NOW).output


def decision(logic: str, type_: str = "") -> object:
    return decide(element("decision", "m", logic, type_))


@pytest.mark.parametrize(("test", "expected"), [("true", 1), ("false", 2), ("null", 2), ('"a"', 2)])
def test_a_boxed_conditional_takes_a_branch(test: str, expected: int) -> None:
    logic = f"<conditional><if>{box(test)}</if><then>{box('1')}</then><else>{box('2')}</else></conditional>"
    assert decision(logic) == expected


@pytest.mark.parametrize(
    ("items", "match", "expected"),
    [
        ("[1, 2, 3]", "item &gt; 1", [2, 3]),
        ("[1, 2, 3]", "2", 2),
        ("[1, 2, 3]", "-1", 3),
        ("[{a: 1}, {a: 2}]", "a = 2", [{"a": 2}]),
        ("1", "item = 1", [1]),
        ("[1, 2]", '"x"', None),
        ("[]", "true", []),
    ],
)
def test_a_boxed_filter_keeps_what_matches(items: str, match: str, expected: object) -> None:
    assert (
        decision(f"<filter><in>{box(items)}</in><match>{box(match)}</match></filter>") == expected
    )


@pytest.mark.parametrize(
    ("kind", "items", "body", "expected"),
    [
        ("for", "[1, 2]", "i * 2", [2, 4]),
        ("for", "[1..3]", "i", [1, 2, 3]),
        ("for", "[1, 2, 3]", "count(partial)", [0, 1, 2]),
        ("for", "null", "i", None),
        ("some", "[1, 2]", "i &gt; 1", True),
        ("some", "[]", "true", False),
        ("every", "[1, 2]", "i &gt; 1", False),
        ("every", "[]", "false", True),
        ("every", "null", "true", None),
    ],
)
def test_a_boxed_iterator_visits_every_item(
    kind: str, items: str, body: str, expected: object
) -> None:
    last = "return" if kind == "for" else "satisfies"
    logic = (
        f'<{kind} iteratorVariable="i"><in>{box(items)}</in><{last}>{box(body)}</{last}></{kind}>'
    )
    assert decision(logic) == expected


def entry(name: str, logic: str, type_: str = "") -> str:
    declared = f' typeRef="{type_}"' if type_ else ""
    variable = f'<variable name="{name}"{declared}/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def test_a_boxed_context_sees_what_stands_before_and_may_have_a_result() -> None:
    entries = entry("a", box("1")) + entry("b c", box("a + 1"))
    assert decision(f"<context>{entries}</context>") == {"a": 1, "b c": 2}
    assert decision(f"<context>{entries}{entry('', box('b c * 2'))}</context>") == 4
    assert decision(f"<context>{entry('a', box('1'), 'string')}</context>") == {"a": None}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [("1", 2), ("x: 2", 3), ("[3]", 4), ('"a"', None), ("", None), ("y: 1", None), ("1, 2", None)],
)
def test_a_boxed_function_takes_its_arguments_only(arguments: str, expected: object) -> None:
    function = (
        '<functionDefinition><formalParameter name="x" typeRef="number"/>'
        f"{box('x + 1')}</functionDefinition>"
    )
    logic = f"<context>{entry('f', function)}{entry('', box(f'f({arguments})'))}</context>"
    assert decision(logic) == expected


def test_relations_and_lists_hold_what_their_cells_say() -> None:
    rows = f"<row>{box('1')}{box('2')}</row><row>{box('3')}{box('null')}</row>"
    relation = f'<relation><column name="a"/><column name="b c"/>{rows}</relation>'
    assert decision(relation) == [{"a": 1, "b c": 2}, {"a": 3, "b c": None}]
    assert decision(f"<list>{box('1')}<list>{box('2')}</list></list>") == [1, [2]]


KNOWLEDGE = element(
    "businessKnowledgeModel",
    "k",
    '<encapsulatedLogic><formalParameter name="x" typeRef="number"/>'
    f"{box('if x &lt; 2 then 1 else x * k(x - 1)')}</encapsulatedLogic>",
    "number",
)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("k(5)", 120),
        ("k(x: 3)", 6),
        ("k([2])", 2),
        ('k("a")', None),
        ("k()", None),
        ("for i in [1, 2, 3] return k(i)", [1, 2, 6]),
        ("sort([3, 1], function(a, b) k(a) &lt; k(b))", [1, 3]),
    ],
)
def test_a_business_knowledge_model_is_a_function(call: str, expected: object) -> None:
    assert (
        decide(KNOWLEDGE + element("decision", "m", need("function", "k") + box(call))) == expected
    )


def test_a_boxed_invocation_names_its_arguments() -> None:
    logic = f'<invocation>{box("k")}<binding><parameter name="x"/>{box("4")}</binding></invocation>'
    assert decide(KNOWLEDGE + element("decision", "m", need("function", "k") + logic)) == 24


def service(type_: str = "", *, outputs: tuple[str, ...] = ("out",)) -> str:
    hrefs = "".join(f'<outputDecision href="#{one}"/>' for one in outputs)
    hrefs += '<encapsulatedDecision href="#enc"/><inputDecision href="#ind"/><inputData href="#a"/>'
    return (
        element("inputData", "a", "", "number")
        + element("decision", "ind", box("100"), "number")
        + element("decision", "enc", need("input", "a") + box("a * 2"), "number")
        + element(
            "decision", "out", need("decision", "enc") + need("decision", "ind") + box("enc + ind")
        )
        + element("decisionService", "s", hrefs, type_)
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("s(1, 2)", 4),
        ("s(ind: 2, a: 1)", 4),
        ("s([1], 2)", 4),
        ("s(1)", None),
        ("s(1, 2, 3)", None),
        ('s("x", 2)', None),
        ('s(1, "x")', None),
        ("s(a: 1, b: 2)", None),
        ("[s(1, 2), s(2, 2)]", [4, 6]),
    ],
)
def test_a_decision_service_is_a_function_of_its_inputs(call: str, expected: object) -> None:
    assert (
        decide(service() + element("decision", "m", need("function", "s") + box(call))) == expected
    )


def test_a_decision_service_gives_its_declared_type_and_all_its_outputs() -> None:
    ask = element("decision", "m", need("function", "s") + box("s(1, 2)"))
    assert decide(service("string") + ask) is None
    assert decide(service(outputs=("out", "enc")) + ask) == {"out": 4, "enc": 2}


TYPES = """
<itemDefinition name="tA"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
<itemDefinition name="tN"><typeRef>number</typeRef><allowedValues><text>[1..10], 99</text></allowedValues></itemDefinition>
<itemDefinition name="tL" isCollection="true"><typeRef>number</typeRef></itemDefinition>
<itemDefinition name="tAL" isCollection="true"><typeRef>tA</typeRef></itemDefinition>
<itemDefinition name="tFew" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tSmall" isCollection="true"><typeRef>number</typeRef>
  <allowedValues><text>&lt; 5</text></allowedValues></itemDefinition>
<itemDefinition name="tC"><itemComponent name="x"><typeRef>tN</typeRef></itemComponent>
  <itemComponent name="y" isCollection="true"><typeRef>string</typeRef></itemComponent></itemDefinition>
"""


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("tA", '"a"', "a"),
        ("tA", '"z"', None),
        ("tA", '["a"]', "a"),
        ("tN", "99", 99),
        ("tN", "11", None),
        ("tL", "1", [1]),
        ("tL", "[]", []),
        ("tL", '[1, "x"]', None),
        ("tL", "null", None),
        ("tAL", '["a", "b"]', ["a", "b"]),
        ("tAL", '["a", "z"]', None),
        ("tAL", '"b"', ["b"]),
        ("tFew", "[1, 2]", [1, 2]),
        ("tFew", "[1, 2, 3]", None),
        ("tSmall", "[1, 9]", None),
        ("tC", '{x: 1, y: ["a"]}', {"x": 1, "y": ["a"]}),
        ("tC", '{x: 50, y: ["a"]}', None),
        ("tC", "{x: 1}", None),
        ("number", '"1"', None),
        ("number", "[1]", 1),
        ("number", "[1, 2]", None),
        ("date and time", 'date("2020-01-01")', "2020-01-01T00:00:00Z"),
        ("date", 'date and time("2020-01-01T00:00:00")', None),
        ("Any", "[1, 2]", [1, 2]),
    ],
)
def test_a_value_has_the_type_it_is_declared_to_have_or_is_null(
    type_: str, text: str, expected: object
) -> None:
    assert decide(TYPES + element("decision", "m", box(text), type_)) == expected


CELLS = [
    ("5", True), ("&gt; 3", True), ("[1..5]", True), ("(1..5)", False), ("1, 5", True), ("not(5)", False),
    ("not(1, 2)", True), ("not(&gt; 3)", False), ("? &gt; 3 and ? &lt; 6", True), ("x", True), ("null", False),
    ("-", True), ("odd(?)", True), ("!= 4", True), ("(&gt; 3)", True), ("[1, 5]", True), ('"5"', False),
    ("some i in [1, 5] satisfies i = ?", True), ("&gt;= 2 + 3", True), ("list contains([5], ?)", True),
    ("&lt; 3, &gt; 4", True), ("-5", False), ("null, 5", True), ("{a: 1}", False),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "hit"), CELLS)
def test_a_cell_means_what_a_unary_test_means(cell: str, hit: bool) -> None:  # noqa: FBT001
    table = (
        "<decisionTable><input><inputExpression><text>x</text></inputExpression></input><output/>"
        f"<rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
        "</decisionTable>"
    )
    body = element("inputData", "x") + element("decision", "m", need("input", "x") + table)
    assert decide(body, x=5) == (1 if hit else None)


def test_a_function_in_another_language_is_refused_where_it_stands() -> None:
    logic = f'<functionDefinition kind="Java"><context>{entry("class", box("1"))}</context></functionDefinition>'
    with pytest.raises(Exception, match="function_kind"):
        decision(logic)
    with pytest.raises(Exception, match="external"):
        decision(box('function(x) external {java: {class: "a", method signature: "b()"}}'))


def test_recursion_without_an_end_stops() -> None:
    endless = KNOWLEDGE.replace("if x &lt; 2 then 1 else x * k(x - 1)", "k(x + 1)")
    with pytest.raises((DecisionError, Exception), match="nested too deeply"):
        decide(endless + element("decision", "m", need("function", "k") + box("k(1)")))
