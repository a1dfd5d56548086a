"""Nothing of a file reaches Python by way of SpiffWorkflow, which would run conditions and scripts."""

import sys

import pytest
import SpiffWorkflow.bpmn.specs.event_definitions.timer as timers
import SpiffWorkflow.task as tasks
from SpiffWorkflow.bpmn.script_engine.python_environment import TaskDataEnvironment

from bpmn.findings import Refused
from tests.spiff.recorded import Recorded, drawn, flows, user
from tests.spiff.test_agreement import AGREED
from tests.spiff.test_limits import END, START, boundary, conditional, timer

WATCHED = ("compile", "exec", "open", "os.system", "socket.connect", "subprocess.Popen")
HEARD: list[str] = []
"""What the interpreter told while `listening`; a hook cannot be taken away, so it is asked to be silent."""


class Ear:
    listening = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if Ear.listening and event in WATCHED:
        HEARD.append(f"{event} {arguments!r}"[:200])


sys.addaudithook(_hear)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for show in AGREED:
        show().again()
    HEARD.clear()
    monkeypatch.setattr(Ear, "listening", True)
    return HEARD


def test_no_case_compiles_runs_opens_or_connects_to_anything(ear: list[str]) -> None:
    for show in AGREED:
        recorded = show()
        ear.clear()
        assert recorded.again().difference == ""
        assert ear == []


def test_spiffworkflows_python_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("Python was asked to evaluate")

    monkeypatch.setattr(TaskDataEnvironment, "evaluate", refuse)
    monkeypatch.setattr(TaskDataEnvironment, "execute", refuse)
    for show in AGREED:
        assert show().again().difference == ""


@pytest.mark.parametrize("attack", ["__import__('os')", "().__class__", "open('/etc/passwd')"])
def test_python_in_a_file_gets_no_further_than_our_reader(attack: str) -> None:
    gateway = '<bpmn:exclusiveGateway id="g" default="no"/>'
    no = '<bpmn:sequenceFlow id="no" sourceRef="g" targetRef="e"/>'
    body = START + gateway + user("a") + END + flows("s>g", "a>e") + no
    try:
        recorded = Recorded(drawn(body + conditional("a", attack, "g")))
    except Refused:
        return
    assert recorded.again().difference == ""


def test_the_clock_of_the_machine_is_there_again_whatever_happens() -> None:
    before = (timers.datetime, timers.LOCALTZ, tasks.time, tasks.uuid4)
    wrong = boundary("x", "a", timer("timeDuration", "=later"))
    body = START + user("a", "b") + END + flows("s>a>e", "x>b>e") + wrong
    Recorded(drawn(body), later="tomorrow").again()
    Recorded(drawn(body), later="PT1H").wait(hours=1).again()
    assert (timers.datetime, timers.LOCALTZ, tasks.time, tasks.uuid4) == before
