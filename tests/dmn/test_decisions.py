"""Decision tables as clinical designers draw them: the right rule, or a clear refusal."""

from datetime import UTC, datetime

import pytest

from bpmn.dmn import DecisionError, read_decisions
from bpmn.findings import Refused

NOW = datetime(2025, 3, 4, tzinfo=UTC)
NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def dmn(body: str, namespace: str = NAMESPACE) -> bytes:
    return (
        f'<definitions xmlns="{namespace}" id="defs" name="d" namespace="urn:test">{body}</definitions>'
    ).encode()


def table(
    rules: list[tuple[list[str], list[str]]],
    policy: str = "UNIQUE",
    inputs: tuple[str, ...] = ("sbp",),
    outputs: str = '<output id="o" name="urgency" typeRef="string"/>',
    aggregation: str = "",
) -> str:
    columns = "".join(
        f'<input id="i{n}"><inputExpression id="e{n}"><text>{text}</text></inputExpression></input>'
        for n, text in enumerate(inputs)
    )
    rows = "".join(
        f'<rule id="r{n}">'
        + "".join(
            f'<inputEntry id="r{n}i{c}"><text>{cell}</text></inputEntry>'
            for c, cell in enumerate(tests)
        )
        + "".join(
            f'<outputEntry id="r{n}o{c}"><text>{cell}</text></outputEntry>'
            for c, cell in enumerate(ends)
        )
        + "</rule>"
        for n, (tests, ends) in enumerate(rules, 1)
    )
    collect = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decision id="criteria" name="Criteria"><decisionTable id="t" hitPolicy="{policy}"{collect}>'
        f"{columns}{outputs}{rows}</decisionTable></decision>"
    )


SEVERITY = [(["&gt;= 180"], ['"U"']), (["[140..180)"], ['"P"']), (["&lt; 140"], ['"R"'])]


def test_a_unique_table_finds_its_rule_and_names_it() -> None:
    decisions = read_decisions(dmn(table(SEVERITY)), "t.dmn")
    assert decisions.ids() == ("criteria",)
    decided = decisions.evaluate("criteria", {"sbp": 185}, NOW)
    assert (decided.output, decided.matched_rules) == ("U", ("r1",))
    assert decisions.evaluate("criteria", {"sbp": 139.5}, NOW).output == "R"


def test_a_missing_vital_sign_is_null_and_says_so() -> None:
    decided = read_decisions(dmn(table(SEVERITY)), "t.dmn").evaluate("criteria", {}, NOW)
    assert decided.output is None
    assert decided.matched_rules == ()
    assert any("sbp" in warning for warning in decided.warnings)


def test_overlapping_rules_of_a_unique_table_are_an_error_that_names_them() -> None:
    rules = [(["&gt; 100"], ['"U"']), (["&gt; 150"], ['"E"'])]
    decisions = read_decisions(dmn(table(rules)), "t.dmn")
    with pytest.raises(DecisionError, match="r1, r2") as caught:
        decisions.evaluate("criteria", {"sbp": 160}, NOW)
    assert caught.value.rules == ("r1", "r2")
    assert decisions.evaluate("criteria", {"sbp": 120}, NOW).output == "U"


@pytest.mark.parametrize(
    ("policy", "aggregation", "expected", "rules"),
    [
        ("FIRST", "", 1, ("r1",)),
        ("RULE ORDER", "", [1, 3, 2], ("r1", "r2", "r3")),
        ("COLLECT", "", [1, 3, 2], ("r1", "r2", "r3")),
        ("COLLECT", "SUM", 6, ("r1", "r2", "r3")),
        ("COLLECT", "MIN", 1, ("r1", "r2", "r3")),
        ("COLLECT", "MAX", 3, ("r1", "r2", "r3")),
        ("COLLECT", "COUNT", 3, ("r1", "r2", "r3")),
        ("PRIORITY", "", 3, ("r2",)),
        ("OUTPUT ORDER", "", [3, 2, 1], ("r2", "r3", "r1")),
    ],
)
def test_each_hit_policy_combines_rules_in_its_way(
    policy: str, aggregation: str, expected: object, rules: tuple[str, ...]
) -> None:
    output = '<output id="o" name="n"><outputValues><text>3, 2, 1</text></outputValues></output>'
    rows = [(["-"], ["1"]), (["&gt; 0"], ["3"]), ([""], ["2"]), (["&gt; 9"], ["7"])]
    body = table(rows, policy, outputs=output, aggregation=aggregation)
    decided = read_decisions(dmn(body), "t.dmn").evaluate("criteria", {"sbp": 5}, NOW)
    assert (decided.output, decided.matched_rules) == (expected, rules)


def test_an_any_table_wants_its_rules_to_agree() -> None:
    rows = [(["&gt; 0"], ['"U"']), (["&gt; 5"], ['"U"']), (["&gt; 9"], ['"E"'])]
    decisions = read_decisions(dmn(table(rows, "ANY")), "t.dmn")
    assert decisions.evaluate("criteria", {"sbp": 7}, NOW).output == "U"
    with pytest.raises(DecisionError, match="differently"):
        decisions.evaluate("criteria", {"sbp": 10}, NOW)


def test_several_outputs_make_a_context() -> None:
    outputs = '<output id="o1" name="urgency"/><output id="o2" name="due"/>'
    rows = [(['"E"'], ['"stat"', 'now() + duration("PT10M")'])]
    body = table(rows, inputs=("code",), outputs=outputs)
    decided = read_decisions(dmn(body), "t.dmn").evaluate("criteria", {"code": "E"}, NOW)
    assert decided.output == {"urgency": "stat", "due": "2025-03-04T00:10:00Z"}


def test_a_default_output_holds_where_no_rule_does() -> None:
    output = (
        '<output id="o" name="n"><defaultOutputEntry><text>"R"</text></defaultOutputEntry></output>'
    )
    body = table([(["&gt; 5"], ['"U"'])], outputs=output)
    assert read_decisions(dmn(body), "t.dmn").evaluate("criteria", {"sbp": 1}, NOW).output == "R"


CHAIN = """
<inputData id="birth_id" name="birth"><variable name="birth" typeRef="date"/></inputData>
<decision id="age" name="age in years"><variable name="age in years" typeRef="number"/>
  <informationRequirement><requiredInput href="#birth_id"/></informationRequirement>
  <literalExpression><text>years and months duration(birth, today()).years</text></literalExpression>
</decision>
<decision id="group" name="group"><variable name="group" typeRef="string"/>
  <informationRequirement><requiredDecision href="#age"/></informationRequirement>
  <literalExpression><text>if age in years &lt; 18 then "child" else "adult"</text></literalExpression>
</decision>
"""


def test_a_decision_gets_what_it_requires_and_a_declared_date_may_be_text() -> None:
    decisions = read_decisions(dmn(CHAIN), "t.dmn")
    assert decisions.evaluate("group", {"birth": "2010-05-01"}, NOW).output == "child"
    assert decisions.evaluate("age", {"birth": "1950-05-01"}, NOW).output == 74


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_files_of_every_version_are_read(namespace: str) -> None:
    decisions = read_decisions(dmn(table(SEVERITY), namespace), "t.dmn")
    assert decisions.evaluate("criteria", {"sbp": 200}, NOW).output == "U"


def test_a_prefix_or_another_order_changes_nothing() -> None:
    text = dmn(CHAIN).decode()
    prefixed = text.replace("<", "<d:").replace("<d:/", "</d:").replace("xmlns=", "xmlns:d=")
    decisions = read_decisions(prefixed.encode(), "t.dmn")
    assert decisions.evaluate("group", {"birth": "2010-05-01"}, NOW).output == "child"


PYTHON = """<decision id="d" name="d"><literalExpression id="l" expressionLanguage="python">
<text>1</text></literalExpression></decision>"""
CIRCLE = """<decision id="d" name="d"><informationRequirement><requiredDecision href="#d"/>
</informationRequirement><literalExpression><text>1</text></literalExpression></decision>"""


@pytest.mark.parametrize(
    ("body", "rule", "element"),
    [
        (table([(["&gt;"], ['"U"'])]), "dmn_feel", "r1i0"),
        (table([(["-"], ["1 +"])]), "dmn_feel", "r1o0"),
        (table([(["-", "-"], ["1"])]), "dmn_table", "r1"),
        (table([], "SOMETIMES"), "dmn_hit_policy", "t"),
        (table([], "PRIORITY"), "dmn_hit_policy", "t"),
        (table([], outputs=""), "dmn_table", "t"),
        (table([], outputs='<output id="a"/><output id="b"/>'), "dmn_table", "t"),
        (table([], "COLLECT", aggregation="AVG"), "dmn_aggregation", "t"),
        (table([], inputs=("",)), "dmn_table", "i0"),
        (CHAIN.replace("#age", "#nobody"), "dmn_missing", "group"),
        (CHAIN.replace("#birth_id", "#nobody"), "dmn_missing", "age"),
        (CHAIN.replace('typeRef="date"', 'typeRef="datum"'), "dmn_type", "birth_id"),
        ('<import name="x" namespace="urn:x" importType="y"/>', "dmn_import", ""),
        ('<decision id="d" name="d"/>', "dmn_logic", "d"),
        (PYTHON, "dmn_language", "l"),
        (CIRCLE, "dmn_cycle", "d"),
    ],
)
def test_a_broken_file_is_refused_at_its_place(body: str, rule: str, element: str) -> None:
    with pytest.raises(Refused) as caught:
        read_decisions(dmn(body), "broken.dmn")
    found = [(one.rule, one.element_id) for one in caught.value.findings]
    assert (rule, element) in found
    assert all(one.file == "broken.dmn" and one.line >= 1 for one in caught.value.findings)


def test_all_findings_are_told_at_once() -> None:
    rows = [(["&gt;"], ["1 +"]), (["["], ["2"])]
    with pytest.raises(Refused) as caught:
        read_decisions(dmn(table(rows)), "t.dmn")
    assert len(caught.value.findings) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<definitions",
        b"<other/>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions>&e;</definitions>',
        b"<a>" * 200 + b"</a>" * 200,
        b"<a>" + b"<b/>" * 6000 + b"</a>",
        b"<a>" + b" " * 2_100_000 + b"</a>",
    ],
)
def test_dangerous_or_foreign_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_decisions(data, "t.dmn")


def test_an_unknown_decision_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(DecisionError, match="criteria"):
        read_decisions(dmn(table(SEVERITY)), "t.dmn").evaluate("other", {}, NOW)


def test_a_thousand_chained_decisions_are_no_problem() -> None:
    first = '<decision id="d0" name="d0"><literalExpression><text>1</text></literalExpression></decision>'
    rest = "".join(
        f'<decision id="d{n}" name="d{n}"><informationRequirement><requiredDecision href="#d{n - 1}"/>'
        f"</informationRequirement><literalExpression><text>d{n - 1} + 1</text></literalExpression></decision>"
        for n in range(1, 800)
    )
    assert read_decisions(dmn(first + rest), "t.dmn").evaluate("d799", {}, NOW).output == 800


def test_an_unknown_answer_fits_neither_yes_nor_no() -> None:
    rules = [(["true"], ['"emergency"']), (["false"], ['"written"']), (["null"], ['"ask"'])]
    decisions = read_decisions(dmn(table(rules, "FIRST", ("cannot_consent",))), "t.dmn")
    assert decisions.evaluate("criteria", {"cannot_consent": True}, NOW).output == "emergency"
    assert decisions.evaluate("criteria", {"cannot_consent": False}, NOW).output == "written"
    assert decisions.evaluate("criteria", {"cannot_consent": None}, NOW).output == "ask"
    assert decisions.evaluate("criteria", {}, NOW).output == "ask"


def test_a_lenient_reading_takes_what_is_wrong_as_null_and_keeps_the_rest() -> None:
    wrong = [
        '<decision id="a" name="a"><literalExpression><text>1 +</text></literalExpression></decision>',
        '<decision id="a" name="a"><decisionTable hitPolicy="NONE"><output/></decisionTable></decision>',
        '<decision id="a" name="a"><invocation/></decision>',
        '<decision id="a" name="a"/>',
        '<import name="x" namespace="urn:x" importType="http://www.omg.org/spec/DMN/20180521/MODEL/"/>',
        '<decisionService id="a" name="a"><outputDecision href="#nobody"/></decisionService>',
    ]
    good = (
        '<decision id="b" name="b"><literalExpression><text>2</text></literalExpression></decision>'
    )
    for body in wrong:
        with pytest.raises(Refused):
            read_decisions(dmn(body + good), "t.dmn")
        lenient = read_decisions(dmn(body + good), "t.dmn", lenient=True)
        assert lenient.evaluate("b", {}, NOW).output == 2
        assert "a" not in lenient.ids() or lenient.evaluate("a", {}, NOW).output is None


def test_what_would_not_end_is_refused_in_any_case() -> None:
    with pytest.raises(Refused):
        read_decisions(dmn(CIRCLE), "t.dmn", lenient=True)
