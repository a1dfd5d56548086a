"""A seed that does not give its plan again would make a failure nobody could look at."""

from collections import Counter
from pathlib import Path

from carelane.chaos.installation import COMPONENTS
from carelane.chaos.plan import make_plan
from carelane.chaos.record import Record, read


def test_a_failed_run_could_not_be_planned_again() -> None:
    assert make_plan(7, 60, COMPONENTS) == make_plan(7, 60, COMPONENTS)
    assert make_plan(7, 60, COMPONENTS) != make_plan(8, 60, COMPONENTS)


def test_a_component_would_never_be_killed() -> None:
    for seed in range(20):
        kills = Counter(f.component for f in make_plan(seed, 30, COMPONENTS) if f.kind == "kill")
        assert kills.total() == 30
        assert min(kills[component] for component in COMPONENTS) >= 3


def test_an_operation_could_be_forgotten_by_the_record(tmp_path: Path) -> None:
    record = Record(tmp_path / "record.jsonl")
    values = {"person": "li", "target": "case:t1", "command_id": "c1", "given": "c1"}
    number = record.asked(verb="complete", **values)
    record.again(number, "case_unavailable")
    record.ended(number, "done", answer="yes")
    record.asked(verb="claim", **values)
    first, second = read(tmp_path / "record.jsonl")
    assert (first.outcome, first.tries, first.codes) == ("done", 2, ("case_unavailable",))
    assert (second.verb, second.outcome) == ("claim", "unknown")
    assert record.done == 1
