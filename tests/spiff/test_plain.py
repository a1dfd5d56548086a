"""SpiffWorkflow as the second opinion: the same file, the same answers, the same way."""

from datetime import UTC, datetime

from bpmn.engine import handle, start
from bpmn.engine.effects import OpenHumanTask, RunJob
from bpmn.engine.events import JobDone, TaskCompleted
from bpmn.json_types import Variables
from bpmn.spiff import SecondEngine
from carelane.bench.engine import TRIAGE
from carelane.bench.files import process_of

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def _ours(decision: str) -> list[list[str]]:
    process = process_of(TRIAGE)
    state, effects = start(process, {"referral_id": "R1"}, NOW)
    seen: list[list[str]] = []
    while not state.ended:
        asked = [each for each in effects if isinstance(each, OpenHumanTask | RunJob)]
        seen.append(sorted(each.element_id for each in asked))
        effects = ()
        for each in asked:
            answer: Variables = {"decision": decision}
            event = (
                TaskCompleted(each.task_id, answer)
                if isinstance(each, OpenHumanTask)
                else JobDone(each.job_id, answer)
            )
            state, more = handle(process, state, event, NOW)
            effects += more
    return seen


def _theirs(decision: str) -> list[list[str]]:
    second = SecondEngine(TRIAGE.read_bytes(), TRIAGE.name, "triage")
    case = second.begin(second.spec(), {"referral_id": "R1"}, NOW)
    seen: list[list[str]] = []
    while waiting := case.waiting():
        seen.append(sorted(waiting))
        for task in waiting.values():
            case.answer(task, {"decision": decision})
    assert case.ended
    return seen


def test_both_engines_ask_the_same_people_in_the_same_order() -> None:
    assert _ours("accept") == _theirs("accept")
    assert _ours("reject") == _theirs("reject") == [["Task_Triage"]]
    assert _ours("accept")[2] == ["Task_Examine", "Task_Prepare"]
