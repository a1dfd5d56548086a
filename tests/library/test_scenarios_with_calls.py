"""A scenario shows the called case too, and takes it away when its caller does."""

from pathlib import Path

from bpmn.definition import Bundle, compile_bundle
from bpmn.scenarios import read_scenarios, run_scenario

FILE = Path(__file__).parents[1] / "engine" / "files" / "calls.bpmn"
HEAD = """
scenario: A colleague is asked
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { H01: { kind: HOS } }
  pools: {}
steps:
  - start: { process: process, at: H01, variables: { callee: consult } }
"""


def _failures(steps: str) -> list[str]:
    (scenario,) = read_scenarios({"one.yaml": HEAD + steps})
    result = run_scenario(compile_bundle(Bundle(FILE.read_text())), scenario)
    return [str(failure) for failure in result.failures]


def test_the_answer_of_a_called_case_comes_back() -> None:
    assert not _failures(
        "  - expect: { tasks: { H01/call: [answer] }, running: [H01, H01/call] }\n"
        "  - complete: { task: answer, at: H01/call, as: hos_spec, with: { way: end } }\n"
        "  - expect: { tasks: { H01: [after] }, variables: { H01: { way: end } } }\n"
    )


def test_a_deadline_of_the_caller_cancels_the_called_case() -> None:
    assert not _failures(
        "  - wait: PT1H\n"
        "  - expect: { running: [], ended: { H01: completed, H01/call: cancelled } }\n"
    )


def test_news_and_errors_of_the_called_case_reach_its_caller() -> None:
    told = "  - complete: { task: answer, at: H01/call, as: hos_spec, with: { way: tell } }\n"
    assert not _failures(told + "  - expect: { tasks: { H01/call: [ask_again] } }\n")
    refused = told.replace("tell", "refuse")
    assert not _failures(refused + "  - expect: { ended: { H01: completed, H01/call: error } }\n")
    other = told.replace("tell", "other")
    assert not _failures(other + "  - expect: { incidents: { H01: [call] } }\n")


def test_cases_that_call_each_other_without_end_are_stopped() -> None:
    text = (FILE.parent / "called_instances.bpmn").read_text()
    text = text.replace(
        'processId="consult" propagateAllParentVariables="false"', 'processId="process"'
    )
    head = HEAD.replace("callee: consult", "experts: [1, 2, 3, 4], enough: 4")
    (scenario,) = read_scenarios({"one.yaml": head})
    result = run_scenario(compile_bundle(Bundle(text)), scenario)
    assert [str(each) for each in result.failures] == ["one.yaml:8: there are more than 1000 cases"]


def test_a_process_of_another_folder_answers_as_the_scenario_says() -> None:
    head = HEAD.replace("callee: consult", "callee: elsewhere")
    answers = "  jobs: { elsewhere: %s }\nsteps:"
    for answer, expected in (
        (
            "{ returns: { way: end } }",
            "{ tasks: { H01: [after] }, variables: { H01: { way: end } } }",
        ),
        ("[{ throws: REFUSED }]", "{ ended: { H01: completed } }"),
        ("{ fails: it was cancelled }", "{ incidents: { H01: [call] } }"),
    ):
        text = head.replace("steps:", answers % answer) + f"  - expect: {expected}\n"
        (scenario,) = read_scenarios({"one.yaml": text})
        result = run_scenario(compile_bundle(Bundle(FILE.read_text())), scenario)
        assert not [str(failure) for failure in result.failures], answer
