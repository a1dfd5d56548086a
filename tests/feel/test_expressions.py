"""What a designer writes in a condition or mapping, and what it has to mean."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bpmn.feel import (
    FeelError,
    FeelSyntaxError,
    from_json,
    parse_expression,
    parse_unary_tests,
    to_datetime,
    to_json,
)

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
PATIENT = {
    "urgency": "E",
    "age": 70,
    "temperature": 38.6,
    "patient": {"age": 70, "name": "Li", "allergies": ["penicillin"], "nok": None},
    "beds": [{"ward": "A", "free": 2}, {"ward": "B", "free": 0}],
    "n": 2,
    "nothing": None,
}


def value(text: str, names: tuple[str, ...] = (), **more: object) -> object:
    return parse_expression(text, names).evaluate_json({**PATIENT, **more}, NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('urgency = "E" and age > 60', True),
        ('urgency != "E" or age <= 60', False),
        ("patient.age + 1", 71),
        ("temperature > 38.5", True),
        ("0.1 + 0.2 = 0.3", True),
        ("2 + 3 * 4 ** 2 / 8 - 1", 7),
        ("-3 ** 2", 9),
        ('if age > 80 then "old" else if age > 60 then "elder" else "young"', "elder"),
        ('urgency in ("E", "U")', True),
        ("age in [60..70]", True),
        ("age in [60..70)", False),
        ("age in (> 60)", True),
        ("5 in ]1..5[", False),
        ("age between 60 and 80", True),
        ("beds[free > 0].ward", ["A"]),
        ("beds[1].ward", "A"),
        ("beds[-1].ward", "B"),
        ("beds[n].ward", "B"),
        ("count(beds[free > 5])", 0),
        ("for b in beds return b.free", [2, 0]),
        ("for i in 1..3, j in 1..2 return i * j", [1, 2, 2, 4, 3, 6]),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", [1, 2, 6, 24]),
        ("some b in beds satisfies b.free > 0", True),
        ("every b in beds satisfies b.free > 0", False),
        ("{a: 1, b: a + 1}.b", 2),
        ('{"free beds": 2}', {"free beds": 2}),
        ("{free beds: 2, twice: free beds * 2}.twice", 4),
        ("(function(a, b) a - b)(5, 3)", 2),
        ("(function(a, b) a - b)(b: 5, a: 3)", -2),
        ('substring(string: "hospital", start position: 5)', "ital"),
        ('string join(["a", "b"], "-")', "a-b"),
        ("sort([3, 1, 2], function(a, b) a < b)", [1, 2, 3]),
        ('matches("PRI-0042", "^PRI-[0-9]{4}$")', True),
        ('replace("2025/03", "([0-9]+)/([0-9]+)", "$2.$1")', "03.2025"),
        ('replace("5", "[0-9]", "\\\\$$0 \\\\\\\\")', "$5 \\"),
        ('replace("5", "[0-9]", "$")', None),
        ('replace("5", "[0-9]", "\\\\")', None),
        ('replace("5", "[0-9]*", "x")', None),
        ('split("a;b;c", ";")', ["a", "b", "c"]),
        ('date("2024-01-31") + duration("P1M")', "2024-02-29"),
        ('@"2025-03-04T10:00:00Z" - now()', "PT4H53M53S"),
        ("today()", "2025-03-04"),
        ('@"P1DT2H".hours', 2),
        ('day of week(@"2025-03-04")', "Tuesday"),
        ("patient instance of context<age: number>", True),
        ("not(patient.nok = null)", False),
        ("get or else(nothing, 5)", 5),
        ("is defined(nothing)", False),
        ("// a remark\n 1 /* one */ + 1", 2),
        ('"\\u6025\\u8bca \\"E\\""', '急诊 "E"'),
        ("before([1..5], [6..9])", True),
        ('number("1.000,5", ".", ",")', 1000.5),
        ("string(1.50)", "1.5"),
        ("modulo(-7, 3)", 2),
        ("median([3, 1, 2, 10])", 2.5),
        ('context put({a: 1}, ["b", "c"], 2)', {"a": 1, "b": {"c": 2}}),
    ],
)
def test_an_expression_means_what_the_standard_says(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "age + urgency",
        "1 / 0",
        "nobody.age",
        "patient.phone",
        "age > urgency",
        "sqrt(-1)",
        "beds[9]",
    ],
)
def test_what_cannot_be_computed_is_null_and_says_why(text: str) -> None:
    warnings: list[str] = []
    assert parse_expression(text).evaluate(PATIENT, NOW, warnings) is None
    assert warnings


def test_a_warning_never_shows_patient_data() -> None:
    warnings: list[str] = []
    parse_expression('patient.name + 1 > date("1950-01-01")').evaluate(
        {"patient": {"name": "Canary Li"}}, NOW, warnings
    )
    assert warnings
    assert "Canary" not in " ".join(warnings)


def test_null_decides_nothing_but_what_is_decided_stays() -> None:
    assert value("nothing = 1 and false") is False
    assert value("nothing > 1 or true") is True
    assert value("nothing > 1 or false") is None


def test_names_with_spaces_are_found_when_they_are_known() -> None:
    names = ("blood pressure", "free beds-total")
    assert value("blood pressure > 140", names, **{"blood pressure": 150}) is True
    assert value("free beds-total - 1", names, **{"free beds-total": 3}) == 2


def test_a_name_nobody_knows_is_refused_with_its_place() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse_expression("age > blood pressure")
    assert caught.value.position == len("age > blood ")
    assert caught.value.text == "age > blood pressure"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        '"open',
        "if a then b",
        "for x in xs",
        "a b",
        "{a: 1, a: 2}",
        "1 ; 2",
        "@5",
        '@"x"',
    ],
)
def test_text_that_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse_expression(text)


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ('urgency = "E" and patient.age > limit', ("limit", "patient", "urgency")),
        ("for b in beds return b.free + n", ("beds", "n")),
        ("{a: x, b: a}.b", ("x",)),
        ("count(beds)", ("beds",)),
        ("(function(a) a + c)(1)", ("c",)),
        ("some q in qs satisfies q > n", ("n", "qs")),
    ],
)
def test_a_conditional_event_knows_which_variables_to_watch(
    text: str, variables: tuple[str, ...]
) -> None:
    assert parse_expression(text).variables == variables


def test_an_iso_string_is_not_silently_a_date() -> None:
    assert value('due > @"2025-01-01"', due="2025-03-04") is None
    assert value('date(due) > @"2025-01-01"', due="2025-03-04") is True


@pytest.mark.parametrize(
    ("cell", "given", "expected"),
    [
        ("-", 5, True),
        ("", 5, None),
        ("< 5", 5, False),
        ("<= 5", 5, True),
        ("[1..5)", 5, False),
        ('"E", "U"', "U", True),
        ('not("E", "U")', "U", False),
        ("null", None, True),
        ("? > 3 and ? < 9", 5, True),
        ("> limit", 5, True),
        ("-1", -1, True),
        ("true", True, True),
        ('date("2025-01-01")', date(2025, 1, 1), True),
    ],
)
def test_a_table_cell_matches_as_the_standard_says(
    cell: str, given: object, expected: object
) -> None:
    if expected is None:
        with pytest.raises(FeelSyntaxError):
            parse_unary_tests(cell)
    else:
        assert parse_unary_tests(cell).matches(given, {"limit": 4}, NOW) is expected


def test_numbers_come_back_as_json_numbers() -> None:
    result = value("[1, 2.50, 1/3, 10 ** 20]")
    assert result == [1, 2.5, 1 / 3, 10**20]
    assert isinstance(result, list)
    assert isinstance(result[0], int)
    assert from_json(0.1) == Decimal("0.1")
    assert from_json(float("nan")) is None
    assert to_json(Decimal("1E+5000")) is None


def test_a_big_variable_is_not_changed_by_the_expression() -> None:
    beds = {"list": [{"free": 1}], "x": 1}
    parse_expression('context put(all, "x", 2)').evaluate({"all": beds}, NOW)
    parse_expression("append(all.list, 5)").evaluate({"all": beds}, NOW)
    assert beds == {"list": [{"free": 1}], "x": 1}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-03-05T10:00:00Z", datetime(2025, 3, 5, 10, tzinfo=UTC)),
        ("2025-03-05T10:00+08:00", datetime(2025, 3, 5, 2, tzinfo=UTC)),
        ("2025-03-05T10:00:00@Asia/Shanghai", datetime(2025, 3, 5, 2, tzinfo=UTC)),
        ("2025-03-05", datetime(2025, 3, 5, tzinfo=UTC)),
        (date(2025, 3, 5), datetime(2025, 3, 5, tzinfo=UTC)),
        (
            datetime(2025, 3, 5, tzinfo=timezone(timedelta(hours=8))),
            datetime(2025, 3, 4, 16, tzinfo=UTC),
        ),
    ],
)
def test_a_timer_date_is_a_moment(given: object, expected: datetime) -> None:
    assert to_datetime(given, NOW) == expected


@pytest.mark.parametrize("given", ["tomorrow", "PT", "P", 5, None, "2025-02-30", "P1D2H", "T10"])
def test_what_is_no_time_is_refused(given: object) -> None:
    with pytest.raises(FeelError):
        to_datetime(given, NOW)
