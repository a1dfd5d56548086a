"""A scenario file that is wrong is refused where it is wrong, instead of passing by luck."""

from pathlib import Path

import pytest

from bpmn.definition import Bundle, compile_bundle
from bpmn.findings import Refused
from bpmn.scenarios import ScenarioResult, read_scenarios, run_scenario
from carelane.adapters.simulation import run_paths

HEAD = """
scenario: A question is answered
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { T01: { kind: PRI }, P01: { kind: HOS } }
  pools: { ASK: T01 }
"""
FILES = Path(__file__).parent / "files"


def run(steps: str, head: str = HEAD) -> ScenarioResult:
    (scenario,) = read_scenarios({"one.yaml": f"{head}steps:\n{steps}"})
    bundle = Bundle((FILES / "two_pools.bpmn").read_text(encoding="utf-8"))
    return run_scenario(compile_bundle(bundle), scenario)


def failures(steps: str, head: str = HEAD) -> list[str]:
    return [str(failure) for failure in run(steps, head).failures]


START = "  - start: { process: ask, at: T01, variables: { question: ECG } }\n"


def test_what_happens_in_two_institutions_is_told_together() -> None:
    steps = START + (
        "  - expect: { tasks: { P01: { answer: [doctor] } }, sent: [{ name: ASK, with: { question: ECG } }] }\n"
        "  - complete: { task: answer, at: P01, as: doctor, with: { text: normal } }\n"
        "  - expect: { variables: { T01: { text: normal } }, running: [], ended: { T01: completed } }\n"
    )
    result = run(steps)
    assert result.passed
    assert result.coverage.flows["answer_process"] == {"f3": 1, "f4": 1, "f5": 1}


def test_a_failed_expectation_says_where_and_what() -> None:
    assert failures(
        START + "  - expect: { tasks: { P01: [sleep] }, status: { T01: asked } }\n"
    ) == [
        "one.yaml:9: status of T01: expected 'asked', got None",
        "one.yaml:9: tasks of P01: expected ['sleep'], got ['answer']",
    ]


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("  - complete: { task: nothing, at: P01, as: doctor }\n", "nothing is not open in P01"),
        ("  - complete: { task: answer, at: P01, as: nurse }\n", "answer is not for nurse"),
        ("  - complete: { task: answer, at: P09, as: doctor }\n", "there is no case 'P09'"),
        ("  - start: { process: other, at: T01 }\n", "there is no process 'other'"),
        ("  - start: { process: ask, at: X01 }\n", "there is no institution 'X01'"),
    ],
)
def test_a_step_that_cannot_be_done_ends_the_scenario(steps: str, reason: str) -> None:
    (failure,) = failures(START + steps + "  - expect: { running: [] }\n")
    assert reason in failure


def test_a_message_held_back_waits_and_then_arrives_once() -> None:
    steps = (
        "  - hold: ASK\n"
        + START
        + "  - expect: { running: [T01], sent: [ASK] }\n"
        + "  - release: ASK\n"
        + "  - expect: { tasks: { P01: [answer] }, running: [T01, P01] }\n"
    )
    assert failures(steps) == []


def test_a_message_too_old_is_never_delivered() -> None:
    steps = (
        "  - hold: ASK\n"
        + START
        + "  - wait: P8D\n  - release: ASK\n  - expect: { running: [T01] }\n"
    )
    assert failures(steps) == []


def test_a_message_from_outside_reaches_whoever_waits() -> None:
    steps = START + (
        "  - message: { name: ANSWER, key: R-1, to: T01, with: { text: by telephone } }\n"
        "  - expect: { variables: { T01: { text: by telephone } }, running: [P01] }\n"
    )
    assert failures(steps) == []


def test_an_incident_that_nobody_expected_fails_the_scenario() -> None:
    steps = "  - start: { process: ask, at: T01, key: R-2, variables: { to_nobody: true } }\n"
    (failure,) = failures(steps)
    assert "incident in T01" in failure
    assert failures(steps + "  - expect: { incidents: { T01: [send] } }\n") == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("scenario: [", 1, "not YAML"),
        (f"{HEAD}steps:\n  - sleep: PT1H\n", 8, "there is no step 'sleep'"),
        (f"{HEAD}steps:\n  - wait: PT1H\nthen: []\n", 9, "a scenario has no 'then'"),
        (
            f"{HEAD}steps:\n  - start: {{ process: ask, at: T01, who: me }}\n",
            8,
            "start has no 'who'",
        ),
        (f"{HEAD}steps:\n  - expect: {{ task: [] }}\n", 8, "expect has no 'task'"),
        (f"{HEAD}steps:\n  - complete: {{ task: answer, as: doctor }}\n", 8, "complete needs 'at'"),
        (f"{HEAD}steps:\n  - use: nothing\n", 8, "there is no sequence 'nothing'"),
        (f"{HEAD}steps:\n  - until: tomorrow\n", 8, "a date-time with its offset"),
        (f"{HEAD}steps:\n  - jobs: {{ slot.hold: {{ gives: 1 }} }}\n", 8, "has no 'gives'"),
        (f"{HEAD}uses: _no.yaml\nsteps: []\n", 7, "there is no shared file"),
        ("scenario: a\nscenario: b\nsteps: []\n", 2, "stands twice"),
        ("scenario: &a x\nsteps: [*a]\n", 1, "anchors and aliases"),
        ("scenario: a\nsteps: []\n", 1, "needs steps, and given with now"),
        (
            HEAD.replace("pools: { ASK: T01 }", "pools: { ASK: T09 }") + "steps: []\n",
            3,
            "no institution 'T09'",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_scenarios({"one.yaml": text})
    found = [finding for finding in refused.value.findings if message in finding.message]
    assert [finding.line for finding in found] == [line]
    assert found[0].file == "one.yaml"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read_scenarios({"a.yaml": f"{HEAD}steps:\n  - sleep: 1\n", "b.yaml": "scenario: [\n"})
    assert [finding.file for finding in refused.value.findings] == ["a.yaml", "b.yaml"]


def test_a_sequence_that_uses_itself_is_refused() -> None:
    shared = "sequences:\n  again:\n    - use: again\n"
    files = {"_s.yaml": shared, "one.yaml": f"{HEAD}uses: _s.yaml\nsteps:\n  - use: again\n"}
    with pytest.raises(Refused, match="a sequence uses itself"):
        read_scenarios(files)


def test_a_folder_reports_what_passed_and_what_was_never_reached(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "process.bpmn").write_bytes((FILES / "two_pools.bpmn").read_bytes())
    good = f"{HEAD}steps:\n{START}"
    bad = f"{HEAD}steps:\n{START}  - expect: {{ running: [] }}\n"
    (tmp_path / "scenarios" / "good.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "scenarios" / "bad.yaml").write_text(bad, encoding="utf-8")
    report = run_paths([tmp_path])
    text = report.to_text().splitlines()
    assert text[-1] == "1 passed, 1 failed"
    assert "bad.yaml:9: running: expected [], got ['P01', 'T01']" in report.to_text()
    assert "missed: reply, done" in report.to_text()
    assert (
        run_paths([tmp_path / "scenarios" / "good.yaml"]).to_text().endswith("1 passed, 0 failed")
    )
    assert report.to_json()["failed"] == 1


def test_an_element_that_does_not_exist_cannot_be_inactive() -> None:
    (failure,) = failures(START + "  - expect: { inactive: { P01: [anwser] } }\n")
    assert "answer_process has no element 'anwser'" in failure


def test_a_job_that_the_scenario_does_not_answer_is_told(tmp_path: Path) -> None:
    text = (FILES / "two_pools.bpmn").read_text(encoding="utf-8")
    job = '<zeebe:taskDefinition type="empi.match" />'
    text = text.replace('<bpmn:userTask id="answer">', '<bpmn:serviceTask id="answer">')
    text = text.replace("</bpmn:userTask>", "</bpmn:serviceTask>")
    text = text.replace('<zeebe:assignmentDefinition candidateGroups="doctor" />', job)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "process.bpmn").write_text(text, encoding="utf-8")
    one = f"{HEAD}steps:\n{START}"
    (tmp_path / "scenarios" / "one.yaml").write_text(one, encoding="utf-8")
    assert "what the job 'empi.match' answers" in run_paths([tmp_path]).to_text()
