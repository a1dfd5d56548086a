"""Whether what cases did without people happened once: jobs, timers, messages, signals.

Pure functions of the record and the facts; each gives what is wrong, one line a problem.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from carelane.chaos.facts import Facts
from carelane.chaos.record import Operation


def job_effects(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Every job that a case asked for has had its effect once; nothing else has had any."""
    asked: Counter[str] = Counter()
    for case in facts.cases.values():
        asked.update(case.jobs)
    for key, count in facts.effects.items():
        if count > 1:
            yield f"doubled: the effect of job {key} happened {count} times"
        if key not in asked:
            yield f"doubled: the effect of job {key} was asked for by no case"
    for key, count in asked.items():
        if count > 1:
            yield f"doubled: job {key} was asked for {count} times"
        if key not in facts.effects and _ended_well(facts, key):
            yield f"lost: job {key} had no effect"


def _ended_well(facts: Facts, key: str) -> bool:
    """Whether the job's case came to its end: one that was called off may have called off its job."""
    case = facts.cases[key.partition(":")[0]]
    return "completed" in case.ends


def timers(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Every timer fired once and not early, or was cleared because its element was gone."""
    for case in facts.cases.values():
        for timer in case.timers:
            if len(timer.fired_at) > 1:
                yield f"doubled: timer {case.id}:{timer.timer} fired {len(timer.fired_at)} times"
            if any(at < timer.due_at for at in timer.fired_at):
                yield f"early: timer {case.id}:{timer.timer} fired at {timer.fired_at[0]}, due {timer.due_at}"
            if case.closed and not timer.fired_at and not timer.cleared:
                yield f"lost: timer {case.id}:{timer.timer}, due {timer.due_at}, never fired"


def messages(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Every message reached its case once and in order; none is left on its way."""
    for state, count in facts.messages.items():
        if state != "delivered":
            yield f"lost: {count} messages are {state}"
    for case in facts.cases.values():
        if case.process_id == "chaos_reader":
            row = facts.rows.get(case.id)
            for where, sheets in (("history", case.sheets), ("read model", row and row.sheets)):
                if "completed" in case.ends and sheets != (1, 2, 3):
                    yield f"lost or doubled: {case.id} read {sheets} by its {where}"
    writers = [case for case in facts.cases.values() if case.process_id == "chaos_writer"]
    readers = [case for case in facts.cases.values() if case.process_id == "chaos_reader"]
    if len(writers) != len(readers):
        yield f"lost or doubled: {len(writers)} letters were sent, {len(readers)} received"


def signals(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Every signal was heard once by whoever listened, and began one case at each place."""
    thrown = sum(case.thrown for case in facts.cases.values())
    if facts.signals != thrown:
        yield f"lost or doubled: {thrown} signals were thrown, {facts.signals} are kept"
    for state, count in facts.deliveries.items():
        if state == "waiting":
            yield f"lost: {count} signals were not told"
    for case in facts.cases.values():
        for signal, count in case.heard.items():
            if count > 1:
                yield f"doubled: {case.id} heard signal {signal} {count} times"
        if case.process_id == "chaos_watch" and len(case.heard) != thrown:
            yield f"lost: {case.id} listened and heard {len(case.heard)} of {thrown} signals"
