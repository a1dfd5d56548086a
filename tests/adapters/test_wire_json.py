"""What travels through Temporal is written and read exactly as Temporal's own converter would do it."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from temporalio.converter import DataConverter

from carelane.adapters.temporal_client import data_converter
from carelane.domain.calls import CallAnswer, CalledProcess
from carelane.domain.wire import (
    Answer,
    CalledBy,
    Cause,
    CompleteTask,
    Delivery,
    EndTask,
    FirstTurn,
    JobCall,
    JobResult,
    Operate,
    SignalHeard,
    StartProcess,
    Turn,
    Written,
)

OURS, THEIRS = data_converter().payload_converter, DataConverter.default.payload_converter
EFFECTS = [{"type": "SetTimer", "due_at": "2026-01-01T00:00:00+00:00", "deep": [{"a": [1, None]}]}]
START = StartProcess(
    instance_id="a1",
    process_id="p",
    bundle="b",
    bundle_sha256="s",
    institution="PRI1",
    pools={"P": "PRI1"},
    variables={"name": "张", "list": [1, 2.5, True, None, {"x": {}}]},
    message=Delivery("m", "NOTE", "k", {"v": 1}, 2),
    called_by=CalledBy("c", "k1", "call", ["E1"], 3),
    job_queues={"book": "q"},
    state={"turn": 3, "engine": {"tasks": {"h1": "a1"}}},
)
VALUES: list[Any] = [
    START,
    Turn(
        "a1", 2, "2026-01-01T00:00:00+00:00", [Cause("person", "li")], EFFECTS, FirstTurn.of(START)
    ),
    Turn("a1", 3, "2026-01-01T00:00:00+00:00", [], []),
    Written([("NOTE", "k")], ["s1"], diverged=True),
    Answer("done", turn=4),
    CompleteTask("c", "h1", {"note": "ok"}, "li"),
    EndTask("c", "h1", "fail", "li", "because", "ABSENT", "wang"),
    Operate("c", "suspend", "li", "because", {"deep": {"er": []}}),
    JobCall("a", "j", "e", "t", {"h": "x"}, {"v": [1]}, "PRI1", "a:j"),
    JobResult({"v": {"w": 1}}, "CODE", "why"),
    SignalHeard("s", "alarm", {"v": 1}),
    CallAnswer("k1", 2, "escalated", "NEWS", variables={"v": 1}),
    CalledProcess(START),
    CalledProcess(None, "no such process"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_worker_of_another_make_would_not_understand_us(value: Any) -> None:
    (ours,), (theirs,) = OURS.to_payloads([value]), THEIRS.to_payloads([value])
    assert ours == theirs
    hint = [type(value)]
    assert OURS.from_payloads([theirs], hint) == THEIRS.from_payloads([theirs], hint)


def test_values_that_are_no_contracts_would_come_back_as_something_else() -> None:
    for value, hint in (
        ({"a": 1}, dict[str, Any]),
        ("text", str),
        (None, str | None),
        ([1], list[int]),
    ):
        (ours,), (theirs,) = OURS.to_payloads([value]), THEIRS.to_payloads([value])
        assert ours == theirs
        assert OURS.from_payloads([ours], [hint]) == THEIRS.from_payloads([ours], [hint])  # type: ignore[list-item]


@dataclass
class _Newer:
    """A contract that has lost a field and gained one with a default."""

    instance_id: str
    added: dict[str, int] = field(default_factory=dict)


def test_a_field_of_another_version_would_stop_a_case() -> None:
    (sent,) = THEIRS.to_payloads([{"instance_id": "a", "dropped": 1}])
    assert OURS.from_payloads([sent], [_Newer]) == [_Newer("a")]


@pytest.mark.parametrize(
    "wrong", [{"instance_id": 1}, {}, [], {"instance_id": "a", "added": {"x": "y"}}]
)
def test_what_does_not_fit_would_be_taken(wrong: Any) -> None:
    (sent,) = THEIRS.to_payloads([wrong])
    for converter in (OURS, THEIRS):
        with pytest.raises(Exception):  # noqa: B017, PT011 - what exactly is Temporal's affair
            converter.from_payloads([sent], [_Newer])
