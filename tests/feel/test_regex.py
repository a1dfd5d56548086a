"""Patterns mean what XPath says, and none of them can run away."""

import pytest

from bpmn.feel.errors import FeelError
from bpmn.feel.regex import TooManySteps, compile_regex

STEPS = 1_000_000


def found(text: str, pattern: str, flags: str = "") -> str | None:
    match, _ = compile_regex(pattern, flags).search(text, 0, STEPS)
    return None if match is None else match.text(text)


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("foobar", "^fo*b", "", "foob"),
        ("abracadabra", "(?:a|b|r)+", "", "abra"),
        ("aaa", "a{2}", "", "aa"),
        ("aaa", "a{2,}", "", "aaa"),
        ("aaaa", "a{1,3}?", "", "a"),
        ("aaaa", "a*?$", "", "aaaa"),
        ("b", "a??b", "", "b"),
        ("aaa", "^a{0,99999}$", "", "aaa"),
        ("ab", "(a|ab)(c|)", "", "a"),
        ("abc", "[a-c-[b]]+", "", "a"),
        ("bd", "[^a-c-[x]]", "", "d"),
        ("x9", "[\\d-[0-5]]", "", "9"),
        ("-", "[a-]", "", "-"),
        ("-", "[-a]", "", "-"),
        ("^", "[a^]", "", "^"),
        ("]", "[\\]]", "", "]"),
        ("É", "\\p{Lu}", "", "É"),
        ("é", "\\p{Lu}", "", None),
        ("é", "\\p{Lu}", "i", None),
        ("é", "\\P{Lu}", "", "é"),
        ("ж", "\\p{IsCyrillic}", "", "ж"),
        ("ж", "\\p{IsBasicLatin}", "", None),
        ("α", "\\p{IsGreek}", "", "α"),
        ("急诊", "\\p{IsCJKUnifiedIdeographs}+", "", "急诊"),
        ("٣", "\\d", "", "٣"),
        ("a_b", "\\w+", "", "a"),
        ("a:b", "\\i\\c*", "", "a:b"),
        ("9", "\\i", "", None),
        ("\u00a0", "\\s", "", None),
        ("a\nb", "a.b", "", None),
        ("a\rb", "a.b", "", None),
        ("a\nb", "a.b", "s", "a\nb"),
        ("a\nb", "^b", "", None),
        ("a\nb", "^b$", "m", "b"),
        ("a\n", "a$", "", None),
        ("ABC", "abc", "i", "ABC"),
        ("q", "[^Q]", "i", None),
        ("x", "[A-Z]", "i", "x"),
        ("\u212a", "k", "i", "\u212a"),
        ("helloworld", " hello[ ]?world ", "x", "helloworld"),
        ("hello world", "hello[ ]world", "x", "hello world"),
        ("a.b[", ".b[", "q", ".b["),
        ("A.B", "a.b", "qi", "A.B"),
        ("abab", "(ab)\\1", "", "abab"),
        ("aBab", "(ab)\\1", "i", "aBab"),
        ("b", "(a)?b\\1", "", "b"),
        ("a1", "(a)\\11?", "", None),
        ("aa1", "(a)\\11?", "", "aa1"),
        ("", "^$", "", ""),
        ("x", "", "", ""),
        ("a|b", "a\\|b", "", "a|b"),
        ("$", "\\$", "", "$"),
        ("\U0001f40e\U0001f40e", "^.{2}$", "", "\U0001f40e\U0001f40e"),
        ("aab", "^(a*)*b", "", "aab"),
        ("aab", "^((a*)\\2)*b", "", "aab"),
        ("xay", "(x|(a))+", "", "xa"),
    ],
)
def test_a_pattern_finds_what_xpath_says(
    text: str, pattern: str, flags: str, expected: str | None
) -> None:
    assert found(text, pattern, flags) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "(", ")", "a)", "[", "]", "[]", "[^]", "{", "}", "*a", "+", "?", "a**", "a*+", "a{", "a{}",
        "a{,2}", "a{2,1}", "a{1", "a{10001}", "(?=a)", "(?<a>b)", "(?i)a", "\\", "\\q", "\\b", "\\A", "\\1",
        "(a\\1)", "(a)\\2", "\\0", "[\\1]", "\\p", "\\p{", "\\p{Xx}", "\\p{IsNothing}", "\\pL", "[a-c-e]", "[z-a]",
        "[a-\\d]", "[[a]]", "[a-[b]c]", "\\u0041", "a|*", "(*)", "(?:a",
    ],
)  # fmt: skip
def test_what_xpath_does_not_allow_is_no_pattern(pattern: str) -> None:
    with pytest.raises(FeelError):
        compile_regex(pattern)


@pytest.mark.parametrize("flags", ["g", "I", "si ", "-"])
def test_an_unknown_flag_is_refused(flags: str) -> None:
    with pytest.raises(FeelError, match="flag"):
        compile_regex("a", flags)


def test_groups_tell_what_they_matched() -> None:
    match, _ = compile_regex("(a)(b)?(c*)").search("xac", 0, STEPS)
    assert match is not None
    assert [match.text("xac", group) for group in range(4)] == ["ac", "a", "", "c"]


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a*)*b", "((a*)*)*b", "(a|aa)+$", "(.*)(.*)(.*)x"]
)
def test_time_grows_with_the_text_and_not_worse(pattern: str) -> None:
    text = "a" * 1000 + "!"
    match, steps = compile_regex(pattern).search(text, 0, STEPS)
    assert match is None
    assert steps < 100 * len(text)


def test_nothing_however_often_costs_nothing() -> None:
    pattern = "a{0}"
    for _ in range(20):
        pattern = f"(?:{pattern}){{9999}}"
    assert found("", pattern) == ""


def test_references_are_stopped_where_they_take_too_long() -> None:
    with pytest.raises(TooManySteps):
        compile_regex("(a*)*(a*)*\\1b").search("a" * 60, 0, 100_000)


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 40 + ")" * 40,
        "(a{1000}){1000}",
        "(){9999}",
        "(a?){9999}",
        "((a{0}b){99}){99}",
        "a" * 2001,
        "[" * 20,
    ],
)
def test_a_huge_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(FeelError):
        compile_regex(pattern)
