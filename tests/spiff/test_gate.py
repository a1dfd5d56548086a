"""A release that both engines do not understand alike is stopped before a patient is in it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bpmn.engine.behaviours.gateways import Choosing
from bpmn.engine.nodes import Edge, Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn
from bpmn.findings import Refused
from bpmn.spiff.limits import REASONS
from carelane.adapters.folders import read_bundle
from carelane.adapters.gate import pass_gate
from carelane.adapters.library import deploy_folders
from carelane.adapters.simulation import run_paths
from carelane.cli import app
from carelane.services.definition_lists import list_definitions
from carelane.services.transaction import Database
from tests.spiff.recorded import drawn, flows, user
from tests.spiff.test_limits import END, MESSAGE, NEWS, START, conditional, handler

GATEWAY = '<bpmn:exclusiveGateway id="g" default="no"/>'
NO = '<bpmn:sequenceFlow id="no" sourceRef="g" targetRef="c"/>'
CHOICE = (
    START + user("a", "b", "c") + GATEWAY + END + flows("s>a>g", "b>e", "c>e") + NO
) + conditional("b", "urgent", "g")
GIVEN = """
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { T01: { kind: PRI } }
"""
SCENARIO = f"""scenario: An urgent patient is seen at once
{GIVEN}
steps:
  - start: {{ process: process, at: T01 }}
  - complete: {{ task: a, at: T01, as: nurse, with: {{ urgent: true }} }}
  - expect: {{ running: [T01] }}
"""


def folder(tmp_path: Path, text: str, scenario: str = SCENARIO) -> Path:
    path = tmp_path / "triage"
    (path / "scenarios").mkdir(parents=True)
    (path / "process.bpmn").write_text(text, encoding="utf-8")
    (path / "scenarios" / "urgent.yaml").write_text(scenario, encoding="utf-8")
    return path


@pytest.fixture
def wrong_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our engine, deliberately wrong: every exclusive gateway takes its default flow."""

    def ways(_self: Choosing, _turn: Turn, _activation: Activation, node: Node) -> Sequence[Edge]:
        return [edge for edge in node.outgoing if edge.is_default] or node.outgoing

    monkeypatch.setattr(Choosing, "ways", ways)


def test_what_both_engines_do_alike_is_released(tmp_path: Path, database: Database) -> None:
    lines = deploy_folders(database, [folder(tmp_path, drawn(CHOICE))], gated=True)
    assert [line for line in lines if " warning " not in line] == [
        "triage: 1 scenario, both engines agree on 2 of 2 turns",
        "process version 1",
    ]


@pytest.mark.usefixtures("wrong_engine")
def test_an_engine_that_goes_the_wrong_way_releases_nothing(
    tmp_path: Path, database: Database
) -> None:
    path = folder(tmp_path, drawn(CHOICE))
    assert run_paths([path]).failed == 0
    with pytest.raises(Refused) as refused:
        deploy_folders(database, [path], gated=True)
    (finding,) = refused.value.findings
    assert finding.rule == "engines_disagree"
    assert finding.file == str(path / "scenarios" / "urgent.yaml")
    assert finding.line == 9
    assert "opened after TaskCompleted of a" in finding.message
    assert "ours ['c'], SpiffWorkflow's ['b']" in finding.message
    assert not list_definitions(database)


@pytest.mark.usefixtures("wrong_engine")
def test_the_command_tells_the_disagreement_and_fails(tmp_path: Path) -> None:
    path = folder(tmp_path, drawn(CHOICE))
    done = CliRunner().invoke(app, ["simulate", "--both", str(path)])
    assert done.exit_code == 1
    assert "passed  triage/urgent" in done.stdout
    assert "DISAGREED in T01 at urgent.yaml:9: opened after TaskCompleted of a" in done.stdout
    assert "1 disagreed" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 passed, 0 failed"


def test_what_the_second_engine_cannot_judge_is_said(tmp_path: Path) -> None:
    text = drawn(START + user("a") + END + flows("s>a>e") + handler(NEWS), MESSAGE)
    scenario = SCENARIO.replace(
        "  - complete: { task: a, at: T01, as: nurse, with: { urgent: true } }\n",
        "  - message: { name: NEWS }\n".replace("NEWS", "news").replace("}", ', key: "" }'),
    )
    path = folder(tmp_path, text, scenario)
    kind = "interrupting_event_subprocess"
    lines = pass_gate(path, read_bundle(path))
    assert lines == [
        "triage: 1 scenario, both engines agree on 1 of 2 turns",
        f"  not compared behind handler (1 case): {kind}, SpiffWorkflow {REASONS[kind]}",
    ]
    report = run_paths([path], both=True)
    assert "both engines agree in T01 1 of 2 turns, until handler" in report.to_text()
    (opinion,) = report.processes[0].opinions
    assert opinion.verdict == "partly"


def test_a_folder_without_scenarios_is_not_told_to_be_compared(tmp_path: Path) -> None:
    path = folder(tmp_path, drawn(CHOICE))
    (path / "scenarios" / "urgent.yaml").unlink()
    (line,) = pass_gate(path, read_bundle(path))
    assert line == "triage: no scenarios, nothing was compared with the second engine"


def test_a_scenario_that_fails_keeps_its_process_back(tmp_path: Path) -> None:
    path = folder(tmp_path, drawn(CHOICE), SCENARIO.replace("[T01]", "[]"))
    with pytest.raises(Refused) as refused:
        pass_gate(path, read_bundle(path))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.element_id, finding.line) == ("scenario_failed", "urgent", 10)


def test_tools_get_the_figures_of_both_engines(tmp_path: Path) -> None:
    got = run_paths([folder(tmp_path, drawn(CHOICE))], both=True).to_json()
    assert (got["scenarios"], got["failed"], got["disagreed"]) == (1, 0, 0)
    assert got["element_coverage"] == pytest.approx(66.67, abs=0.01)
    assert got["flow_coverage"] == 50.0
    (process,) = got["processes"]  # type: ignore[misc]
    assert process["elements"]["process"]["missed"] == ["c", "e"]
    (scenario,) = process["scenarios"]
    assert scenario["second_engine"]["verdict"] == "agreed"
