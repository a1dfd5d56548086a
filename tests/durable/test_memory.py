"""What a case must not forget too early, and what it may."""

import json
from datetime import UTC, datetime, timedelta

from carelane.adapters.temporal_client import data_converter
from workflows.memory import KEPT, KEPT_FOR, MOST_KEPT, Remembered

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def filled(count: int, apart: timedelta) -> Remembered[int]:
    memory = Remembered[int]()
    for number in range(count):
        memory.keep(f"m{number}", number, NOW + apart * number)
    return memory


def test_a_busy_hour_would_let_a_late_repetition_count_twice() -> None:
    memory = filled(3_600, timedelta(seconds=1))
    assert len(memory.values) == 3_600
    memory.keep("one more", 1, NOW + KEPT_FOR + timedelta(seconds=2))
    assert "m0" not in memory.values
    assert "m2" in memory.values


def test_a_quiet_case_would_forget_its_last_commands() -> None:
    memory = filled(KEPT + 5, timedelta(days=1))
    assert list(memory.values) == [f"m{number}" for number in range(5, KEPT + 5)]


def test_a_flood_would_grow_beyond_what_one_payload_can_carry() -> None:
    memory = filled(MOST_KEPT + 5, timedelta(0))
    assert len(memory.values) == MOST_KEPT
    assert "m4" not in memory.values


def test_what_an_older_release_has_remembered_would_be_lost() -> None:
    memory = Remembered[int]()
    memory.load({"m1": 1, "m2": 1}, int)
    memory.keep("m3", 1, NOW)
    assert list(memory.values) == ["m1", "m2", "m3"]


def test_a_second_attempt_would_be_forgotten_with_the_first() -> None:
    memory = filled(KEPT, timedelta(0))
    memory.keep("m0", 2, NOW + KEPT_FOR * 2)
    memory.keep("new", 1, NOW + KEPT_FOR * 2)
    assert memory.values["m0"] == 2
    assert "m1" not in memory.values


def test_a_new_history_would_forget_the_youngest_first() -> None:
    memory = Remembered[int]()
    for number in reversed(range(KEPT)):  # ids that sort the other way round than they came
        memory.keep(f"m{number:03}", number, NOW)
    (sent,) = data_converter().payload_converter.to_payloads([{"memory": memory.dump(int)}])
    loaded = Remembered[int]()
    loaded.load(json.loads(sent.data)["memory"], int)
    assert list(loaded.values.items()) == list(memory.values.items())
    loaded.keep("new", 1, NOW + KEPT_FOR * 2)
    assert f"m{KEPT - 1:03}" not in loaded.values
