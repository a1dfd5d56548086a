"""What would be lost by scripts that move cases: the exit code, the last line, and nothing done on a dry run."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bpmn.definition import Bundle
from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.cli import app
from carelane.domain.process_instances import ProcessInstance
from carelane.services.process_definitions import deploy
from carelane.settings import Settings
from tests.data.stuck import FILE, Ward
from tests.data.world import World

LANE = "<bpmn:flowNodeRef>start</bpmn:flowNodeRef>"
NEW = "<bpmn:flowNodeRef>late</bpmn:flowNodeRef><bpmn:flowNodeRef>late_end</bpmn:flowNodeRef>"
TIMER = """
    <bpmn:boundaryEvent id="late" attachedToRef="study" cancelActivity="false">
      <bpmn:outgoing>f5</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT2H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="late_end"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f5" sourceRef="late" targetRef="late_end"/>
"""
ROUTE = ("two_tasks", "1", "2")
WHY = ("--reason", "the second task is renamed")


@pytest.fixture
def ward(world: World, monkeypatch: pytest.MonkeyPatch) -> Ward:
    """Cases of one version, and a second one in which the task `read` is called `study` and has a timer."""
    made = Ward(world.database)
    made.desk.error = None
    wired = Product(Settings(), world.database, made.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda _settings: wired)
    text = FILE.read_text("utf-8").replace('"read"', '"study"').replace("read<", "study<")
    timed = text.replace("<bpmn:endEvent", f"{TIMER}<bpmn:endEvent").replace(LANE, LANE + NEW)
    deploy(world.database, Bundle(timed), "two_tasks")
    return made


def told(group: str, *words: str, login: str = "operator") -> Result:
    return CliRunner().invoke(app, [group, *words, "--as", login])


def read(group: str, *words: str) -> Any:
    return json.loads(told(group, *words, "--json").stdout)


def last(result: Result) -> str:
    return result.stdout.strip().splitlines()[-1]


def versions_of(ward: Ward, *cases: str) -> list[int]:
    with ward.database.reading() as session:
        return [session.get_one(ProcessInstance, case).version for case in cases]


def proposed(folder: Path) -> Path:
    """Let the command propose a mapping, and complete it by hand."""
    file = folder / "mapping.json"
    done = told("versions", "propose", *ROUTE, "--out", str(file))
    assert (done.exit_code, "read (userTask) is gone" in done.stderr) == (0, True), done.stderr
    mapping = json.loads(file.read_text("utf-8"))
    assert mapping["elements"]["read"] is None
    mapping["elements"]["read"] = "study"
    file.write_text(json.dumps(mapping), "utf-8")
    return file


def test_cases_move_and_are_taken_back(ward: Ward, tmp_path: Path) -> None:
    cases = [ward.begin(), ward.begin()]
    file = str(proposed(tmp_path))
    dry = told("migrations", "start", *ROUTE, "--mapping", file, "--dry-run")
    assert (dry.exit_code, last(dry)) == (0, "2 of 2 cases would move")
    foreseen = read("migrations", "start", *ROUTE, "--mapping", file, "--dry-run")
    assert {each["instance_id"] for each in foreseen} == set(cases)
    assert [(each["outcome"], each["opened"]) for each in foreseen] == [("moves", ["late"])] * 2
    assert (read("migrations", "list"), versions_of(ward, *cases)) == ([], [1, 1])
    moved = told("migrations", "start", *ROUTE, "--mapping", file, *WHY)
    assert (moved.exit_code, versions_of(ward, *cases)) == (0, [2, 2]), moved.output
    (listed,) = read("migrations", "list")
    assert (listed["state"], listed["counts"], listed["reason"]) == (
        "done",
        {"moved": 2},
        WHY[1],
    )
    assert last(moved) == f"{listed['id']} two_tasks 1 -> 2 done: 2 moved"
    back = told("migrations", "undo", listed["id"], "--reason", "a mistake")
    assert (back.exit_code, versions_of(ward, *cases)) == (0, [1, 1])
    assert last(back) == f"{listed['id']} two_tasks 1 -> 2 done: 2 undone"


def test_a_migration_that_was_held_up_goes_on_and_no_case_moves_twice(
    ward: Ward, tmp_path: Path
) -> None:
    """One case cannot move by ids alone and stops the first run; it keeps its version."""
    stuck, other = ward.begin(), ward.begin()
    first = told("migrations", "start", *ROUTE, "--batch", "1", "--stop-on-failure", *WHY)
    assert (first.exit_code, "read unmapped" in first.stdout) == (1, True)
    migration = last(first).split()[0]
    assert last(first) == f"{migration} two_tasks 1 -> 2 paused: 1 cannot, 1 waiting"
    on = told("migrations", "continue", migration)
    assert (on.exit_code, last(on)) == (1, f"{migration} two_tasks 1 -> 2 done: 2 cannot")
    told("migrations", "start", *ROUTE, "--mapping", str(proposed(tmp_path)), *WHY)
    again = read("migrations", "continue", migration)
    assert (again["counts"], versions_of(ward, stuck, other)) == ({"cannot": 2}, [2, 2])
    assert [line["state"] for line in again["cases"]] == ["cannot", "cannot"]


def test_wrong_words_are_refused_before_any_case_moves(ward: Ward, tmp_path: Path) -> None:
    case = ward.begin()
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "wrong.json").write_text('{"elements": {"read": "nowhere"}}')
    for words, code, said in (
        (("start", *ROUTE, "--mapping", str(tmp_path / "broken.json")), 2, "is not JSON"),
        (("start", *ROUTE, "--mapping", str(tmp_path / "wrong.json"), *WHY), 1, "wrong_mapping"),
        (("start", *ROUTE), 1, "reason_missing"),
        (("start", "two_tasks", "1", "9", *WHY), 1, "definition_not_found"),
        (("continue", "nothing"), 1, "migration_not_found"),
        (("undo", "nothing", *WHY), 1, "migration_not_found"),
    ):
        done = told("migrations", *words)
        told_of = getattr(done.exception, "code", done.stderr)
        assert (done.exit_code, said in str(told_of) + done.stderr) == (code, True), words
    assert told("migrations", "start", *ROUTE, *WHY, login="doctor1").exit_code == 1
    assert versions_of(ward, case) == [1]


@pytest.mark.usefixtures("ward")
def test_new_cases_take_the_version_that_is_pinned() -> None:
    pinned = told("versions", "pin", "two_tasks", "1", *WHY, "--institution", "PRI1")
    assert last(pinned) == "New cases of two_tasks take version 1 at PRI1."
    assert [row["pinned_at"] for row in read("versions", "list", "two_tasks")] == [[], ["PRI1"]]
    assert "pinned at PRI1" in told("versions", "list", "two_tasks").stdout
    unpin = ("versions", "unpin", "two_tasks", *WHY, "--institution", "PRI1")
    assert last(told(*unpin)) == "Nothing is pinned for two_tasks at PRI1 any more."
    again = told(*unpin)
    assert (again.exit_code, again.stderr) == (1, "no version of two_tasks is pinned at PRI1\n")
    assert told("versions", "pin", "two_tasks", "9", *WHY).exit_code == 1
