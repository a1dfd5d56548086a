"""What would be lost: a session that was ended, or a role that was taken away, ends at the next click in every window.

What a page draws once and runs later (what a button calls, what runs by itself) must ask anew who is there: whoever was
there when it was drawn may be gone.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "worklists_ui"
PEOPLE = {"actor", "person"}
CALLED_LATER = {"on_click", "on_change", "on_select", "on_submit"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def later(call: ast.Call) -> Iterator[ast.expr]:
    """Give what a widget keeps for later: arguments, and what a lambda takes along."""
    if CALLED_LATER.isdisjoint(one.arg or "" for one in call.keywords):
        return
    for one in call.keywords:
        if one.arg in {"args", "kwargs"} or isinstance(one.value, ast.Lambda):
            yield one.value


def runs_by_itself(function: ast.FunctionDef) -> bool:
    return any("fragment" in ast.dump(each) for each in function.decorator_list)


def test_no_button_acts_as_who_was_there_when_it_was_drawn() -> None:
    found, looked = [], 0
    for file, tree in trees():
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            for kept in later(call):
                looked += 1
                if names(kept) & PEOPLE:
                    found.append(f"{file}:{call.lineno}")
    assert looked > 20
    assert found == []


def test_nothing_that_runs_by_itself_keeps_who_was_there() -> None:
    found, looked = [], 0
    for file, tree in trees():
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
            if runs_by_itself(function):
                looked += 1
                kept = {each.arg for each in function.args.args} & PEOPLE
                found += [f"{file}:{function.lineno}"] * bool(kept)
    assert looked > 8
    assert found == []
