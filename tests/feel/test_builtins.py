"""The built-in functions of DMN 1.5 (chapter 10.3.4) in their signatures, by name and position, and their errors."""

from datetime import UTC, datetime

import pytest

from bpmn.feel import parse_expression

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)

CONVERSIONS = [
    ('number("1 000,0", " ", ",")', 1000),
    ('number("1,000.0", ",", ".")', 1000),
    ('number(from: "1.000,0", grouping separator: ".", decimal separator: ",")', 1000),
    ('number("1", null, null)', 1),
    ('number("1", ",", ",")', None),
    ('number("1", "$", ".")', None),
    ('number("one")', None),
    ("number(null, null, null)", None),
    ("string(1.1)", "1.1"),
    ("string(null)", None),
    ('string(from: "a")', "a"),
    ('string([1, "a", null])', '[1, "a", null]'),
    ('string({a: 1, b: {c: "x"}})', '{a: 1, b: {c: "x"}}'),
    ('string(@"P1DT2H3M4.5S")', "P1DT2H3M4.5S"),
    ('string(@"P14M")', "P1Y2M"),
    ("string([1..3))", "[1..3)"),
    ("not(negand: true)", False),
    ("not(1)", None),
]
STRINGS = [
    ('substring("foobar", 3)', "obar"),
    ('substring("foobar", 3, 3)', "oba"),
    ('substring("foobar", -2, 1)', "a"),
    ('substring("\\U01F40Eab", 2)', "ab"),
    ('substring("foobar", 0)', None),
    ('substring("foobar", 10)', ""),
    ('string length("\\U01F40Eab")', 3),
    ('upper case("aBc4ß")', "ABC4SS"),
    ('lower case(string: "aBc4")', "abc4"),
    ('substring before("foobar", "bar")', "foo"),
    ('substring before("foobar", "xyz")', ""),
    ('substring before("foobar", "")', ""),
    ('substring after("foobar", "ob")', "ar"),
    ('substring after("foobar", "")', "foobar"),
    ('substring after("", "a")', ""),
    ('contains("foobar", "of")', False),
    ('starts with(string: "foobar", match: "fo")', True),
    ('ends with("foobar", "r")', True),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
    ('replace(input: "a", pattern: "A", replacement: "b", flags: "i")', "b"),
    ('replace("abc", "b", null)', None),
    ('replace("a.c", ".", "-", "q")', "a-c"),
    ('matches("foobar", "^Fo*bar", "i")', True),
    ('matches("a", "a", "g")', None),
    ('split("John Doe", "\\\\s")', ["John", "Doe"]),
    ('split("a;b;c;;", ";")', ["a", "b", "c", "", ""]),
    ('split("a", "")', None),
    ('string join(["a", "b", null], "_and_")', "a_and_b"),
    ('string join(["a", "b"])', "ab"),
    ("string join([])", ""),
    ('string join(["a", 1], "")', None),
]
LISTS = [
    ("list contains([1, null], null)", True),
    ("list contains(null, 1)", None),
    ("count([1, null])", 2),
    ("min(1, 2, 3)", 1),
    ("min([])", None),
    ('max("a", "b")', "b"),
    ('max([1, "a"])', None),
    ("sum([1, 2])", 3),
    ("sum([])", None),
    ("mean(1, 2, 3)", 2),
    ("all([true, null])", None),
    ("all([false, null])", False),
    ("all([])", True),
    ("any([true, null])", True),
    ("any([])", False),
    ("any(0)", None),
    ("sublist([4, 5, 6], 1, 2)", [4, 5]),
    ("sublist([4, 5, 6], -1)", [6]),
    ("sublist([4, 5, 6], 0)", None),
    ("append([1], 2, 3)", [1, 2, 3]),
    ("append(list: [1], item: 2)", [1, 2]),
    ("concatenate([1], [2, 3])", [1, 2, 3]),
    ("concatenate([1], null)", None),
    ("insert before([1, 3], 1, 2)", [2, 1, 3]),
    ("insert before([1, 3], 4, 2)", None),
    ("remove([1, 2, 3], -1)", [1, 2]),
    ("remove([1], 2)", None),
    ("list replace([2, 4, 7, 8], 3, 6)", [2, 4, 6, 8]),
    ("list replace([2, 4, 7, 8], function(item, new) item < new, 5)", [5, 5, 7, 8]),
    ("list replace(list: [2], match: function(a, b) true, newItem: 6)", [6]),
    ("list replace([1], function(a) true, 2)", None),
    ("reverse([1, 2])", [2, 1]),
    ("index of([1, null, 1], null)", [2]),
    ("union([1, 2], [2, 3])", [1, 2, 3]),
    ("distinct values([1, 2, 1, null, null])", [1, 2, None]),
    ("flatten([[1, [2]], 3])", [1, 2, 3]),
    ("product([2, 3])", 6),
    ("median(8, 2, 5, 3, 4)", 4),
    ("median([])", None),
    ("stddev([2, 4, 7, 5])", 2.0816659994661326),
    ("stddev([1])", None),
    ("mode([6, 1, 9, 6, 1])", [1, 6]),
    ("mode([])", []),
    ("sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]),
    ("sort(list: [3, 1], precedes: function(x, y) x < y)", [1, 3]),
]
NUMBERS = [
    ("decimal(1/3, 2)", 0.33),
    ("decimal(2.5, 0)", 2),
    ("floor(-1.56, 1)", -1.6),
    ("ceiling(n: 1.5)", 2),
    ("round up(-5.5, 0)", -6),
    ("round down(-5.5, 0)", -5),
    ("round half up(-5.5, 0)", -6),
    ("round half down(5.5, 0)", 5),
    ("round up(5.5, 7000)", None),
    ('abs(@"-PT5H")', "PT5H"),
    ("modulo(-12, 5)", 3),
    ("modulo(10.1, -4.5)", -3.4),
    ("modulo(1, 0)", None),
    ("sqrt(number: 16)", 4),
    ("sqrt(-1)", None),
    ("log(0)", None),
    ("exp(0)", 1),
    ("odd(5)", True),
    ("even(-2)", True),
    ("even(2.5)", None),
]
TIMES = [
    ('date("2017-08-30") = date(year: 2017, month: 8, day: 30)', True),
    ('date(date and time("2017-08-14T14:25:00"))', "2017-08-14"),
    ("date(2017, 13, 1)", None),
    ('date("2012-12-25T")', None),
    ('date("01211-12-31")', None),
    ('time("23:59:00@Asia/Shanghai")', "23:59:00@Asia/Shanghai"),
    ('time("23:59:00Z").time offset', "PT0S"),
    ('time("23:59:60")', None),
    ('time("13:20:00+19:00")', None),
    ('time("13:20:00Z@Europe/Paris")', None),
    ('time("13:20:00@Xyz/Abc")', None),
    ('time(12, 59, 1.3, duration("-PT1H"))', "12:59:01.3-01:00"),
    ("time(12, 59, 1, null)", "12:59:01"),
    ("time(24, 0, 0)", None),
    ("date and time(2017, 1, 2, 3, 4, 5.5)", "2017-01-02T03:04:05.5"),
    ('date and time(2017, 1, 2, 3, 4, 5, @"PT2H")', "2017-01-02T03:04:05+02:00"),
    ('date and time(2017, 1, 2, 3, 4, 5, "Asia/Shanghai")', "2017-01-02T03:04:05@Asia/Shanghai"),
    ('date and time(2017, 1, 2, 3, 4, 5, "Nowhere")', None),
    ('duration("P1Y2M") = @"P14M"', True),
    ('duration("P1M1D")', None),
    ('duration("P-1D")', None),
    ('duration("PT")', None),
    ('years and months duration(date("2011-12-22"), date("2013-08-24"))', "P1Y8M"),
    ('years and months duration(from: date("2013-08-24"), to: date("2011-12-22"))', "-P1Y8M"),
    ('week of year(date("2005-01-01"))', 53),
    ('day of year(date("2019-09-17"))', 260),
    ('month of year(date and time("2019-09-17T10:00:00"))', "September"),
    ('is(@"23:00:50", @"23:00:50Z")', False),
    ('is(@"23:00:50Z", @"23:00:50+00:00")', True),
]
CONTEXTS = [
    ('get value({a: 1}, "a")', 1),
    ('get value(null, "a")', None),
    ("get entries({a: 1})", [{"key": "a", "value": 1}]),
    ('context([{key: "a", value: 1}])', {"a": 1}),
    ('context({key: "a", value: 1})', {"a": 1}),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
    ('context([{key: "a"}])', None),
    ('context put({x: 1}, "y", 2)', {"x": 1, "y": 2}),
    ('context put(context: {x: {y: 1}}, keys: ["x", "y"], value: 2)', {"x": {"y": 2}}),
    ('context put({x: 1}, ["x", "y"], 2)', None),
    ("context put({x: 1}, [], 2)", None),
    ("context merge([{x: 1}, {x: 2, y: 3}])", {"x": 2, "y": 3}),
    ("context merge([{x: 1}, null])", None),
    ('{"b c": 2}.b c', 2),
]
RANGES = [
    ("before(1, 10)", True),
    ("before(point: 1, range: (1..10])", True),
    ("before(range: [1..10], point: 11)", True),
    ("before(range1: [1..10], range2: (10..20])", True),
    ("after(11, [1..10])", True),
    ("meets(range1: [1..5], range2: [5..10])", True),
    ("met by([5..10], [1..5])", True),
    ("overlaps([1..5], [3..8])", True),
    ("overlaps before([1..5], [3..8])", True),
    ("overlaps after([3..8], [1..5])", True),
    ("finishes(point: 10, range: [1..10])", True),
    ("finished by(range: [1..10], point: 10)", True),
    ("includes(point: 5, range: [1..10])", True),
    ("during(5, (1..10))", True),
    ("starts([1..5], [1..10])", True),
    ("started by([1..10], 1)", True),
    ("coincides(point1: 5, point2: 5)", True),
    ("coincides([1..5], 5)", None),
    ('range("[1..3]")', "[1..3]"),
    ('range(from: "(@\\"2020-01-01\\"..@\\"2020-02-01\\"]")', '(@"2020-01-01"..@"2020-02-01"]'),
    ('range("[3..1]")', None),
    ('range("[x..1]")', None),
    ('range("x")', None),
]
TYPES = [
    "number", "string", "boolean", "Null", "date", "time", "date and time", "days and time duration",
    "years and months duration", "list<number>", "list<string>", "list<Any>", "context<a: number>",
    "context<a: number, b: string>", "context<a: string>", "range<number>", "range<string>",
    "function<number> -> Any", "function<number, number> -> Any", "Any",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CONVERSIONS, *STRINGS, *LISTS, *NUMBERS, *TIMES, *CONTEXTS, *RANGES],
)
def test_a_function_gives_what_the_standard_says(text: str, expected: object) -> None:
    assert parse_expression(text).evaluate_json({}, NOW) == expected


@pytest.mark.parametrize(
    "call",
    [
        "abs()",
        "abs(1, 2)",
        "abs(m: 1)",
        'abs("a")',
        "abs(null)",
        "count()",
        "today(1)",
        "sort(1, 2)",
    ],
)
def test_wrong_arguments_are_null_and_say_so(call: str) -> None:
    warnings: list[str] = []
    assert parse_expression(call).evaluate({}, NOW, warnings) is None
    assert warnings


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ("1", ["number", "Any"]),
        ('"a"', ["string", "Any"]),
        ("true", ["boolean", "Any"]),
        ("null", ["Null"]),
        ('@"2020-01-01"', ["date", "Any"]),
        ('@"2020-01-01T00:00:00"', ["date and time", "Any"]),
        ('@"10:00:00"', ["time", "Any"]),
        ('@"P1D"', ["days and time duration", "Any"]),
        ('@"P1Y"', ["years and months duration", "Any"]),
        ("[1]", ["list<number>", "list<Any>", "Any"]),
        ("[]", ["list<number>", "list<string>", "list<Any>", "Any"]),
        ('{a: 1, b: "x"}', ["context<a: number>", "context<a: number, b: string>", "Any"]),
        ("[1..2]", ["range<number>", "Any"]),
        ("(function(a: number) a)", ["function<number> -> Any", "Any"]),
    ],
)
def test_a_value_is_an_instance_of_its_types_and_no_other(value: str, types: list[str]) -> None:
    found = [
        name for name in TYPES
        if parse_expression(f"{value} instance of {name}").evaluate({}, NOW) is True
    ]  # fmt: skip
    assert set(found) == set(types)
