"""What would be lost: one place that says who may do what, and a page that says the same."""

import ast
from pathlib import Path

from carelane.commands.rights import page
from carelane.domain.rights import BY_RIGHT, PAGES, RULES, Right
from carelane.domain.roles import ROLES_BY_CODE
from worklists_ui import navigation

ROOT = Path(__file__).parents[2]
MAY_NAME_ROLES = {
    "carelane/domain/rights.py",
    "carelane/domain/roles.py",
}
FOLDERS = ("carelane/domain", "carelane/services", "carelane/api", "carelane/jobs", "worklists_ui")


def test_the_page_of_rights_is_what_the_table_says() -> None:
    """Written anew by `carelane rights > docs/rights.md`."""
    assert (ROOT / "docs/rights.md").read_text("utf-8") == page()


def test_every_right_has_one_rule_and_every_page_its_rights() -> None:
    assert [rule.right for rule in RULES] == list(Right)
    assert set(BY_RIGHT) == set(Right)
    assert set(PAGES) == set(navigation.PAGES)


def test_rules_name_roles_that_exist() -> None:
    named = {
        role
        for rule in RULES
        for holder in rule.holders
        if isinstance(holder.who, frozenset)
        for role in holder.who
    }
    assert named <= set(ROLES_BY_CODE)


def test_no_role_is_asked_for_outside_the_table() -> None:
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name in MAY_NAME_ROLES:
                continue
            found += [
                f"{name}:{node.lineno} {argument.value}"
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "has_role"
                for argument in node.args
                if isinstance(argument, ast.Constant)
            ]
    assert found == []
