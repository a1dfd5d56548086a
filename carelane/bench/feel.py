"""FEEL's speed against simpleeval: the same conditions over the same variables, each compiled once.

simpleeval's side is its fastest fair use: the text is parsed beforehand (``SimpleEval.parse``) and the parsed
form evaluated, by the plain class wherever the expression needs no list. Both sides get a case's variables
anew for every evaluation, as an engine gives them. Rounds are interleaved; every pair's answers are compared.
"""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from math import prod
from statistics import median
from time import process_time
from typing import Any

from bpmn.feel import Expression, parse_expression
from bpmn.json_types import Variables
from carelane.bench.missing import Missing

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ROUNDS = 15
REPEATS = 200
PAIRS = (
    ('decision = "accept"', 'decision == "accept"'),
    ('urgency != "R"', 'urgency != "R"'),
    ("age > 60", "age > 60"),
    ("sent <= limit", "sent <= limit"),
    ("weight < 62.5", "weight < 62.5"),
    ('urgency = "E" and age > 60', 'urgency == "E" and age > 60'),
    ('urgency = "R" or age > 60 and ready', 'urgency == "R" or age > 60 and ready'),
    ("ready", "ready"),
    ("not(ready)", "not ready"),
    ("sent + 1 <= limit", "sent + 1 <= limit"),
    ("score * 2 + limit > 18", "score * 2 + limit > 18"),
    ("(score - limit) / 2 < 3", "(score - limit) / 2 < 3"),
    ("-score < 0", "-score < 0"),
    ("age between 18 and 75", "18 <= age <= 75"),
    ('urgency in ("E", "U")', 'urgency in ("E", "U")'),
    ('list contains(["E", "U"], urgency)', 'urgency in ["E", "U"]'),
    ('list contains(codes, "I50")', '"I50" in codes'),
    ("patient.age >= 65", "patient.age >= 65"),
    ('patient.address.city = "Hangzhou"', 'patient.address.city == "Hangzhou"'),
    ('if age > 60 then "senior" else "adult"', '"senior" if age > 60 else "adult"'),
)
"""The same condition in FEEL and as simpleeval writes it."""
CASES: tuple[Variables, ...] = tuple(
    {
        "decision": decision,
        "urgency": urgency,
        "age": age,
        "sent": age % 7,
        "limit": 5,
        "score": age // 8,
        "weight": age + 0.5,
        "ready": decision == "accept",
        "codes": ["I21", "I22", "I50"],
        "patient": {"age": age, "address": {"city": city}},
    }
    for decision, urgency, age, city in (
        ("accept", "E", 71, "Hangzhou"),
        ("reject", "R", 34, "Ningbo"),
        ("accept", "U", 58, "Hangzhou"),
        ("redirect", "R", 19, "Wenzhou"),
    )
)


def run() -> dict[str, float]:
    """Measure; the ratios come first: the geometric mean, the worst, then every pair's own."""
    if find_spec("simpleeval") is None:
        raise Missing("simpleeval")
    ratios = {feel: _ratio(feel, other) for feel, other in PAIRS}
    return {
        "speed_vs_simpleeval": prod(ratios.values()) ** (1 / len(ratios)),
        "speed_vs_simpleeval_worst": min(ratios.values()),
        **ratios,
    }


def _ratio(feel: str, other: str) -> float:
    """Give simpleeval's time divided by ours, the median of the rounds."""
    ours = partial(_ours, parse_expression(feel))
    theirs = partial(_theirs, *_prepared(other))
    for variables in CASES:
        assert ours(variables) == theirs(variables), feel
    return median(_timed(theirs) / _timed(ours) for _ in range(ROUNDS))


def _prepared(text: str) -> tuple[Any, Any, str]:
    from simpleeval import EvalWithCompoundTypes, SimpleEval

    needs_lists = "[" in text or "(" in text
    evaluator = EvalWithCompoundTypes() if needs_lists else SimpleEval()
    return evaluator, evaluator.parse(text), text


def _ours(expression: Expression, variables: Variables) -> object:
    return expression.evaluate(variables, NOW)


def _theirs(evaluator: Any, parsed: Any, text: str, variables: Variables) -> object:
    evaluator.names = variables
    return evaluator.eval(text, parsed)


def _timed(evaluate: Callable[[Variables], object]) -> float:
    gc.collect()
    begin = process_time()
    for _ in range(REPEATS):
        for variables in CASES:
            evaluate(variables)
    return process_time() - begin
