"""What a replay depends on: the process language reads no clock, chance, place or order of a set."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "bpmn"
SECOND_ENGINE = "spiff"
FORBIDDEN = {
    "asyncio",
    "io",
    "locale",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
CLOCKS = {"now", "utcnow", "today"}
FILES = sorted(path for path in ROOT.rglob("*.py") if path.parent.name != SECOND_ENGINE)
REPLAYED = sorted(ROOT.parent.joinpath("workflows").glob("*.py")) + [
    ROOT.parent / "carelane" / "domain" / name for name in ("wire.py", "calls.py", "inside.py")
]
"""What Temporal replays around the engine. Tasks and locks of asyncio are Temporal's there, and replay."""
ENGINE = [path for path in FILES if path.parent.name in ("engine", "behaviours", "migration")]


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", REPLAYED, ids=lambda path: path.name)
def test_a_case_would_take_another_way_when_it_is_replayed(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert not (FORBIDDEN - {"asyncio"}) & set(_imports(tree))
    _reaches_nothing(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            assert not _is_set(node.iter)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_of_the_world_is_reachable(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert not FORBIDDEN & set(_imports(tree))
    _reaches_nothing(tree)


def _reaches_nothing(tree: ast.AST) -> None:
    for call in _calls(tree):
        name = call.func
        if isinstance(name, ast.Name):
            assert name.id not in {
                "open",
                "eval",
                "exec",
                "compile",
                "__import__",
                "input",
                "print",
            }
        if isinstance(name, ast.Attribute) and isinstance(name.value, ast.Name):
            assert not (name.attr in CLOCKS and name.value.id in {"datetime", "date"})


def _is_set(node: ast.AST) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return named and node.func.id in {"set", "frozenset"}


def _gathers(node: ast.AST) -> bool:
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return named and node.func.id in {"list", "tuple", "iter", "next", "min", "max", "sorted"}


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_no_set_is_walked_through_in_the_engine(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.For | ast.comprehension):
            assert not _is_set(node.iter)
        if _gathers(node):
            assert not any(_is_set(argument) for argument in node.args)
