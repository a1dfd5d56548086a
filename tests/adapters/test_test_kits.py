"""Test kits come from strangers: any folder of their form runs, and none can do anything else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bpmn.conformance.manifest import WrongForm
from carelane.adapters import test_kits

COMMAND = [sys.executable, "-m", "carelane.cli"]
ROOT = Path(__file__).parents[2]

PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p" isExecutable="true">
 <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
 <serviceTask id="t"><extensionElements><zeebe:taskDefinition type="trace"/>
 <zeebe:taskHeaders><zeebe:header key="label" value="done"/></zeebe:taskHeaders></extensionElements></serviceTask>
 <sequenceFlow id="g" sourceRef="t" targetRef="e"/><endEvent id="e"/></process></definitions>"""
ENDLESS = PROCESS.replace('targetRef="e"', 'targetRef="t"').replace(
    '<endEvent id="e"/>',
    '<exclusiveGateway id="e"/><sequenceFlow id="h" sourceRef="e" targetRef="t"/>',
)
MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
 <decision id="i" name="two"><variable name="two"/><literalExpression><text>1 + 1</text></literalExpression>
 </decision></definitions>"""
TEST = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>
 <testCase id="1"><resultNode name="two"><expected><value xsi:type="decimal">2</value></expected></resultNode>
 </testCase></testCases>"""
BOMB = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def case(**more: Any) -> dict[str, Any]:
    expect = {"trace": ["done"], "outcome": ["completed"]}
    return {"id": 1, "variables": {}, "also_start": [], "run_for_ms": 9, "expect": expect, **more}


def one_test(file: str = "a.bpmn", **more: Any) -> dict[str, Any]:
    return {"group": "g", "name": "n", "file": file, "process": "p", "cases": [case()], **more}


def manifest(folder: Path, *tests: object) -> Path:
    (folder / "manifest.json").write_text(json.dumps({"name": "x", "tests": tests}))
    return folder


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("more", [[], ["--mutate", "5"]])
def test_the_last_line_counts_and_nothing_follows_it(tmp_path: Path, more: list[str]) -> None:
    good = write(tmp_path / "good", a_dot_bpmn=PROCESS)
    done = run("conformance", str(manifest(good, one_test())), *more)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 passed, 0 failed")
    broken = write(tmp_path / "broken", R1__a_dot_bpmn="<a", R2__b_dot_bpmn=PROCESS)
    done = run("constraints", str(broken), *more)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 passed, 1 failed")
    kit = write(tmp_path / "kit", x__y__m_dot_dmn=MODEL)
    write(kit, **{"x__y__m-test-01_dot_xml": TEST})
    done = run("tck", str(kit), *more)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 passed, 0 failed")


def test_tools_get_json(tmp_path: Path) -> None:
    write(tmp_path, a_dot_bpmn=PROCESS)
    folder = manifest(
        tmp_path, one_test(), one_test(cases=[case(expect={"trace": [], "outcome": []})])
    )
    done = run("conformance", str(folder), "--json", "--mutate", "1")
    report = json.loads(done.stdout)
    assert (report["passed"], report["failed"], report["seed"], report["moved"]) == (1, 1, 1, 0)
    assert report["cases"][1]["got"] == "done; completed"
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["conformance", "constraints", "tck"])
def test_a_folder_of_another_form_is_told_so(command: str, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        done = run(command, str(path))
        assert done.returncode == 2
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"tests": {}}',
        '{"tests": []}',
        '{"tests": [1]}',
        "[" * 100_000,
        json.dumps({"tests": [{**one_test(), "file": 1}]}),
        json.dumps({"tests": [one_test(cases=[case(run_for_ms=-1)])]}),
        json.dumps({"tests": [one_test(cases=[case(run_for_ms=1e300)])]}),
        json.dumps({"tests": [one_test(cases=[case(run_for_ms=True)])]}),
        json.dumps({"tests": [one_test(cases=[case(also_start=[1])])]}),
        json.dumps({"tests": [one_test(cases=[case(expect={"trace": [], "outcome": ["won"]})])]}),
    ],
)
def test_a_manifest_of_another_form_is_refused_as_a_whole(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(WrongForm):
        test_kits.conformance(tmp_path)


def test_a_kit_given_to_the_wrong_command_is_refused(tmp_path: Path) -> None:
    manifest(write(tmp_path, g__a_dot_bpmn=PROCESS), one_test("g/a.bpmn"))
    with pytest.raises(WrongForm, match="carelane conformance"):
        test_kits.constraints(tmp_path)
    with pytest.raises(WrongForm, match="RULE/FILE"):
        test_kits.constraints(tmp_path / "g")
    with pytest.raises(WrongForm):
        test_kits.tck(tmp_path)


def test_a_hostile_or_broken_file_is_one_failed_case(tmp_path: Path) -> None:
    folder = write(tmp_path / "kit", good_dot_bpmn=PROCESS, bomb_dot_bpmn=BOMB, cut_dot_bpmn="<a")
    write(tmp_path, outside_dot_bpmn=PROCESS)
    write(
        folder, deep_dot_bpmn="<a>" * 5000, endless_dot_bpmn=ENDLESS, large_dot_bpmn=" " * 2_100_000
    )
    (folder / "link.bpmn").symlink_to(tmp_path / "outside.bpmn")
    (folder / "latin.bpmn").write_bytes(b"<a>\xff</a>")
    os.mkfifo(folder / "pipe.bpmn")
    names = ["bomb", "cut", "deep", "endless", "large", "link", "latin", "pipe", "absent", "good"]
    files = [
        *(f"{name}.bpmn" for name in names),
        "../outside.bpmn",
        str(tmp_path / "outside.bpmn"),
        "",
        "\0",
    ]
    tests = [one_test(file) for file in files]
    tests.append(one_test("good.bpmn", process="nobody"))
    for seed in (None, 3):
        report = test_kits.conformance(manifest(folder, *tests), seed)
        assert [files[place] for place, row in enumerate(report.rows) if row.passed] == [
            "good.bpmn"
        ]
        assert len(report.rows) == len(tests)
        assert not any("root:" in row.got + row.note for row in report.rows)


def test_a_file_refused_for_something_else_has_failed_and_says_so(tmp_path: Path) -> None:
    twice = PROCESS.replace('id="s"', 'id="e"')
    write(tmp_path, EXT002__own_dot_bpmn=twice, EXT002__other_dot_bpmn="<a")
    write(tmp_path, EXT002__accepted_dot_bpmn=PROCESS, Mine__unknown_dot_bpmn="<a")
    report = test_kits.constraints(tmp_path)
    assert [row.name for row in report.rows if row.passed] == ["own.bpmn", "unknown.bpmn"]
    text = report.to_text()
    assert "another rule, which counts as failed" in text
    assert "any refusal counts" in text
    assert text.splitlines()[-1] == "2 passed, 2 failed"


def test_a_hostile_model_or_test_is_failed_cases(tmp_path: Path) -> None:
    write(tmp_path, outside_dot_dmn=MODEL)
    kit = write(tmp_path / "kit", a__m_dot_dmn=MODEL, b__m_dot_dmn=BOMB, c__m_dot_dmn="<a")
    outside = TEST.replace("m.dmn", "../../outside.dmn")
    for folder, test in {
        "a": TEST,
        "b": TEST,
        "c": TEST,
        "d": TEST,
        "e": outside,
        "f": BOMB,
    }.items():
        write(kit, **{f"{folder}__m-test-01_dot_xml": test})
    (kit / "d" / "m.dmn").symlink_to(tmp_path / "outside.dmn")
    (kit / "loop").symlink_to(kit)
    for seed in (None, 3):
        report = test_kits.tck(kit, seed)
        assert [row.group for row in report.rows if row.passed] == ["a"]
        assert len(report.rows) == 6


def test_names_from_a_kit_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, a_dot_bpmn=PROCESS)
    evil = "\x1b[2J\n999 passed, 0 failed\r"
    broken = one_test(name=evil, group=evil, process=evil)
    text = test_kits.conformance(manifest(tmp_path, broken)).to_text()
    assert "\x1b" not in text
    assert "\r" not in text
    assert [line for line in text.splitlines() if line.startswith("999")] == []
