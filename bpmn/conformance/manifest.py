"""The manifest of a folder of process tests, read strictly.

Its form: ``{"name", "tests": [{"group", "name", "file", "process", "description", "cases": [{"id",
"variables", "also_start", "run_for_ms", "expect": {"trace", "outcome"}}]}]}``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_RUN_MS = 366 * 24 * 3600 * 1000
"""Most virtual time that a case may ask for, in milliseconds: a year."""
OUTCOMES = frozenset(["completed", "open", "incident", "error", "rejected"])
"""How a case may end."""

_Fields = Mapping[str, type | tuple[type, ...]]
_CASE: _Fields = {
    "id": (int, str),
    "variables": dict,
    "also_start": list,
    "run_for_ms": (int, float),
    "expect": dict,
}


class WrongForm(ValueError):  # noqa: N818 - reads as what it is
    """The folder is not of the form that the test kit has; the message says where."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All tests of a folder, each as the manifest's own object, checked."""

    name: str
    tests: tuple[Mapping[str, Any], ...]


def read_manifest(text: str) -> Manifest:
    """Read and check a manifest; raises WrongForm."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongForm(f"manifest.json is not JSON: {error}") from None
    _object(whole, "manifest.json", {"tests": list})
    for number, test in enumerate(whole["tests"]):
        _test(test, f"manifest.json: tests[{number}]")
    return Manifest(str(whole.get("name", "")), tuple(whole["tests"]))


def _object(value: object, place: str, fields: _Fields) -> None:
    if not isinstance(value, dict):
        raise WrongForm(f"{place} is no object")
    for name, kind in fields.items():
        if name not in value:
            raise WrongForm(f"{place} has no {name!r}")
        if not isinstance(value[name], kind) or isinstance(value[name], bool):
            raise WrongForm(f"{place}: {name!r} is of another type than it should be")


def _test(test: Any, place: str) -> None:
    _object(test, place, {"group": str, "name": str, "file": str, "process": str, "cases": list})
    for number, case in enumerate(test["cases"]):
        where = f"{place}.cases[{number}]"
        _object(case, where, _CASE)
        if not 0 <= case["run_for_ms"] <= LONGEST_RUN_MS:
            raise WrongForm(f"{where}: 'run_for_ms' is not from 0 to {LONGEST_RUN_MS}")
        _texts(case["also_start"], f"{where}.also_start")
        _object(case["expect"], f"{where}.expect", {"trace": list, "outcome": list})
        _texts(case["expect"]["trace"], f"{where}.expect.trace")
        _texts(case["expect"]["outcome"], f"{where}.expect.outcome")
        if unknown := sorted(set(case["expect"]["outcome"]) - OUTCOMES):
            raise WrongForm(f"{where}.expect.outcome: there is no outcome {unknown[0]!r}")


def _texts(values: list[object], place: str) -> None:
    if not all(isinstance(value, str) for value in values):
        raise WrongForm(f"{place} holds something else than text")
