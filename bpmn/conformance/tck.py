"""Runs test cases of the DMN TCK: decide, compare, and tell what each case showed.

Numbers compare to 10^-8 relative, as in the TCK's own runner; a result marked as error accepts null too.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

from bpmn.conformance.dmn_mutation import mutate_dmn
from bpmn.conformance.report import Row, compared
from bpmn.conformance.tck_files import TckCase, Unreadable, Wanted, read_tck_file
from bpmn.conformance.tck_limits import limit_of
from bpmn.dmn.decisions import BUDGET, Decisions, read_decisions
from bpmn.dmn.errors import DecisionError
from bpmn.dmn.evaluation import Evaluation
from bpmn.feel.builtins.conversions import feel_text
from bpmn.feel.compare import equal
from bpmn.feel.errors import FeelError
from bpmn.feel.functions import call
from bpmn.feel.scope import Run

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
"""The time at which every case decides."""
_PRECISION = Decimal("1e-8")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class KitFile:
    """A test file in its folder: group and name for the report, what reads it, its model and the models beside that."""

    group: str
    name: str
    read: Callable[[], bytes]
    read_model: Callable[[str], bytes]
    read_others: Callable[[], dict[str, bytes]]


def run_files(files: Iterable[KitFile], seed: int | None = None) -> Iterator[Row]:
    """Run all cases of all files, and with a seed those of the changed models as well, which then count."""
    for file in files:
        plain = _rows(file, None)
        if seed is None:
            yield from plain
        else:
            changed = _rows(file, seed)
            yield from (compared(one, other) for one, other in zip(plain, changed, strict=True))


def _rows(file: KitFile, seed: int | None) -> list[Row]:
    try:
        tests = read_tck_file(file.read(), file.name)
        cases = [(case, f"{file.name} {case.id}") for case in tests.cases]
    except Exception as error:  # noqa: BLE001 - a broken file is one failed case, whatever it breaks
        return [_broken(file, file.name, error)]
    try:
        data = file.read_model(tests.model)
        others = file.read_others() if b"import" in data else {}
        if seed is not None:
            data = mutate_dmn(data, seed)
            others = {name: mutate_dmn(other, seed) for name, other in others.items()}
        decisions = read_decisions(data, tests.model, lenient=True, others=others)
    except Exception as error:  # noqa: BLE001 - the same for a broken model
        return [_broken(file, name, error) for _, name in cases]
    return [_row(file.group, name, decisions, case) for case, name in cases]


def _broken(file: KitFile, name: str, error: Exception) -> Row:
    return Row(file.group, name, fits=False, expected="results", got=f"no result: {error}")


def _row(group: str, name: str, decisions: Decisions, case: TckCase) -> Row:
    expected: list[str] = []
    got: list[str] = []
    warnings: list[str] = []
    fits = True
    for wanted in case.results:
        result, right = _result(decisions, case, wanted, warnings)
        fits = fits and right
        either = "error or " if wanted.error else ""
        expected.append(f"{wanted.node} = {either}{_shown(wanted.value)}")
        got.append(f"{wanted.node} = {result}")
    if not case.results:
        fits, got = False, ["the case asks for nothing"]
    note = "" if fits else limit_of(warnings) or "; ".join(warnings)
    return Row(group, name, fits, "; ".join(expected), "; ".join(got), note)


def _result(
    decisions: Decisions, case: TckCase, wanted: Wanted, warnings: list[str]
) -> tuple[str, bool]:
    """Give the result as text, and whether it is right."""
    try:
        result = evaluate(decisions, case, wanted.node, warnings)
    except (DecisionError, FeelError) as error:
        return f"error: {error}", wanted.error
    except Exception as error:  # noqa: BLE001 - a broken model is one failed case
        return f"no result: {error!r}", False
    return _shown(result), (wanted.error and result is None) or same(result, wanted.value)


def evaluate(decisions: Decisions, case: TckCase, node: str, warnings: list[str]) -> object:
    """Decide what a case asks for: a decision, a decision service, or a business knowledge model."""
    graph = decisions.graph
    run = Run(case.inputs, NOW, warnings, BUDGET, graph.types)
    evaluation = Evaluation(graph, run)
    by_name = {one.name: one.id for one in graph.decisions.values()}
    if case.kind == "decisionService":
        named = {one.name: one for one in graph.services.values()}
        given = {by_name[name]: value for name, value in case.inputs.items() if name in by_name}
        evaluation.results = given
        result = evaluation.serve(_found(named, case.invocable))
        return result[node] if isinstance(result, dict) and node in result else result
    if case.kind == "bkm":
        functions = {one.name: one.id for one in graph.knowledge.values()}
        function = evaluation.function(_found(functions, case.invocable))
        return call(run, function, list(case.inputs.values()), tuple(case.inputs))
    return evaluation.decide(_found(by_name, node))


def _found(named: dict[str, _Value], name: str) -> _Value:
    if name not in named:
        raise DecisionError(name, "not in the model")
    return named[name]


def same(result: object, expected: object) -> bool:
    """Whether a result is what was expected."""
    if isinstance(result, Decimal) and isinstance(expected, Decimal):
        return abs(result - expected) <= _PRECISION * max(Decimal(1), abs(expected))
    if isinstance(result, list) and isinstance(expected, list):
        return len(result) == len(expected) and all(map(same, result, expected))
    if isinstance(result, dict) and isinstance(expected, dict):
        return result.keys() == expected.keys() and all(
            same(result[key], expected[key]) for key in result
        )
    if isinstance(expected, Unreadable):
        return False
    return equal(Run({}, NOW, [], 100_000), result, expected) is True


def _shown(value: object) -> str:
    if isinstance(value, Unreadable):
        return f"{value.text!r}, which is no {value.kind}"
    return feel_text(Run({}, NOW, [], 100_000), value)
