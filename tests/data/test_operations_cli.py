"""What would be lost by scripts that operate: the exit code, the last line, and nothing done on a dry run."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.cli import app
from carelane.settings import Settings
from tests.data.stuck import Ward
from tests.data.world import World


@pytest.fixture
def ward(world: World, monkeypatch: pytest.MonkeyPatch) -> Ward:
    made = Ward(world.database)
    wired = Product(Settings(), world.database, made.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda _settings: wired)
    return made


def told(*words: str, login: str = "operator") -> Result:
    return CliRunner().invoke(app, ["operations", *words, "--as", login])


def read(*words: str, login: str = "operator") -> Any:
    return json.loads(told(*words, "--json", login=login).stdout)


def last(result: Result) -> str:
    return result.stdout.strip().splitlines()[-1]


def test_a_batch_by_filter_says_how_each_case_stands(ward: Ward) -> None:
    cases = {ward.begin(), ward.begin()}
    ward.begin("PRI2")
    assert last(told("incidents")) == "3 incidents, page 1 of 1"
    assert last(told("incidents", "--groups")) == "3 incidents in 1 groups"
    assert {
        row["instance_id"] for row in read("incidents", "--where", "institution=PRI1")["rows"]
    } == cases
    words = ("resolve", "--all", "--where", "institution=PRI1", "--reason", "open again")
    dry = told(*words, "--dry-run")
    assert (dry.exit_code, last(dry)) == (0, "2 incidents; nothing was done")
    assert len(ward.desk.asked) == 3
    again = told(*words)
    assert (again.exit_code, last(again)) == (1, "2 incidents: 2 failed again")
    assert "mail_not_sent" in again.stdout
    ward.desk.error = None
    done = told(*words)
    assert (done.exit_code, last(done)) == (0, "2 incidents: 2 went on")
    batch = read("resolve", "--all", "--reason", "open again")
    assert batch["counts"] == {"went_on": 1}
    repeated = told("resolve", "--all", "--reason", "open again", "--batch", batch["batch"])
    assert (repeated.exit_code, last(repeated)) == (0, "1 incidents: 1 went on")


def test_wrong_words_are_refused_before_anything_happens(ward: Ward) -> None:
    ward.begin()
    for words in (
        ("resolve", "--reason", "x"),
        ("resolve", "a:i1", "--all", "--reason", "x"),
        ("resolve", "--all", "--where", "proces=x", "--reason", "x"),
        ("resolve", "--all", "--where", "version=one", "--reason", "x"),
        ("resolve", "--all", "--skip", "--set", '{"a": 1}', "--reason", "x"),
    ):
        assert told(*words).exit_code == 2, words
    assert len(ward.desk.asked) == 1
    assert told("incidents", login="nobody").exit_code == 1


def test_a_case_is_operated_by_key_or_id(ward: Ward) -> None:
    case = ward.begin(secret="canary")
    assert last(told("suspend", case, "--reason", "w")) == (
        "suspend: done in turn 4; the case is active and suspended"
    )
    again = told("suspend", case, "--reason", "w")
    assert (again.exit_code, "case_suspended" in again.stderr) == (1, True)
    assert read("resume", case, "--reason", "w")["suspended"] is False
    assert "canary" not in told("inspect", case).stdout
    assert "canary" in told("inspect", case, "--reason", "the bed is wrong").stdout
    held = next(one for one in read("inspect", case)["activations"] if one["element_id"] == "book")
    move = ("modify", case, "--terminate", held["id"], "--activate", "read", "--reason", "w")
    foreseen = told(*move, "--dry-run")
    assert (foreseen.exit_code, last(foreseen)) == (0, "nothing was done")
    assert "terminated: book" in foreseen.stdout
    assert (
        told("modify", case, "--activate", "nowhere", "--reason", "w", "--dry-run").exit_code == 1
    )
    assert told(*move).exit_code == 0
    assert told("set-variable", case, "--set", '{"bed": "B-2"}', "--reason", "w").exit_code == 0
    assert read("inspect", case, "--reason", "w")["activations"][0]["variables"]["bed"] == "B-2"
    assert (
        "not_allowed"
        in told("modify", case, "--activate", "read", "--reason", "w", login="coord1").stderr
    )
    assert told("cancel", case, "--reason", "w", login="head_a").exit_code == 1
    assert last(told("cancel", case, "--reason", "w", login="coord1")).endswith("cancelled")
