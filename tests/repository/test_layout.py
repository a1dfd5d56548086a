"""Nobody has to search: the top-level folders are those of the architecture, and the imports are ours."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ["activities", "bpmn", "carelane", "workflows", "worklists_ui"]


def test_the_tree_has_the_folders_of_the_architecture_and_no_others() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    folders = {path.split("/")[0] for path in tracked if "/" in path}
    assert folders == {*PACKAGES, "docs", "tests", ".ci"}


def test_an_unrelated_package_named_workflows_cannot_take_the_place_of_ours() -> None:
    code = f"import {', '.join(PACKAGES)}; print(*[m.__file__ for m in ({', '.join(PACKAGES)})])"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert [Path(file).parent.parent for file in shown] == [ROOT] * len(PACKAGES)


def test_the_lock_names_no_package_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "index-url" not in lock
    assert "://" not in lock
    assert not (ROOT / "uv.lock").exists()
