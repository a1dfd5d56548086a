"""The page of rules names every rule that a designer can meet, and none that is gone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bpmn.check.clinical.outcomes import PATHS
from bpmn.conformance.constraints import CONSTRAINTS, WITHOUT_EFFECT
from bpmn.style import LINT, OFF

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "checks.md").read_text()
PREFIXES = {"dmn": "dmn_", "forms": "form_", "scenarios": "scenario_"}
SAYING = frozenset(["error", "warning", "note", "refuse", "_refuse", "_refused"])
RULE = re.compile(r"[a-z][a-z_/-]+")
BUILT = {
    "bundle_parts.py": ["duplicate_decision", "duplicate_form", "unknown_decision", "unknown_form"],
    "feel/calls.py": [
        prefix + rule
        for prefix in ("", "dmn_", "form_")
        for rule in ("function_arguments", "unknown_function")
    ],
    "review.py": [
        "scenario_unknown_folder",
        "scenario_unknown_process",
        "scenario_unknown_task",
    ],
    "check/beginnings.py": ["message_name_not_static", "signal_name_not_static"],
    "check/standard/io_specifications.py": [
        "input_not_in_a_set",
        "output_not_in_a_set",
        "input_set_member",
        "output_set_member",
    ],
}
"""Rules whose names are put together, by the file that does it."""
KINDS = frozenset(["error", "warning"])


def said(tree: ast.AST) -> Iterator[str]:
    """Yield the names of rules in a file: the first plain word that a note is given, or a finding's rule."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        words = [word for word in words if isinstance(word, str) and RULE.fullmatch(word)]
        if name in SAYING and words:
            yield next((word for word in words if word not in KINDS), words[0])
        elif name == "Finding" and isinstance(node.args[1], ast.Constant):
            yield str(node.args[1].value)


def rules() -> set[str]:
    """All names of rules in the code."""
    adapters = ROOT / "carelane" / "adapters"
    files = [*ROOT.glob("bpmn/**/*.py"), adapters / "folders.py", adapters / "gate.py"]
    found = {rule for names in BUILT.values() for rule in names}
    for file in files:
        prefix = PREFIXES.get(file.parent.name, "")
        names = said(ast.parse(file.read_text()))
        found |= {prefix + name.replace("-", "_") for name in names if name not in KINDS}
    return found | {f"lint/{name}" for name in LINT} | {path.rule for path in PATHS}


def test_every_rule_is_on_the_page_and_every_rule_on_the_page_is_in_the_code() -> None:
    shown = set(re.findall(r"^\| `([^`]+)`", PAGE, flags=re.MULTILINE))
    assert sorted(rules() - shown) == []
    assert sorted(shown - rules()) == []


def test_a_constraint_names_rules_that_exist() -> None:
    named = {rule for _, names in CONSTRAINTS.values() for rule in names}
    assert sorted(named - rules()) == []


def test_lint_rules_that_are_off_say_why() -> None:
    from bpmn_io.lint.rules import RULES

    assert set(LINT) | set(OFF) == set(RULES)
    assert not set(LINT) & set(OFF)
    assert all(f"`{name}`: {reason}" in PAGE for name, reason in OFF.items())


def test_what_is_not_refused_is_said_with_its_reason() -> None:
    assert all(f"{number}: {reason}" in PAGE for number, reason in WITHOUT_EFFECT.items())
