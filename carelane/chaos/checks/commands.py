"""Whether what was acknowledged to people is there, once: starts, completions, cases that were called off.

Pure functions of the record and the facts; each gives what is wrong, one line a problem.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from carelane.chaos.facts import Facts
from carelane.chaos.record import Operation, of_verb


def acknowledged_starts(record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Find acknowledged starts that are not one case, in Temporal and in the read model."""
    for start in of_verb(record, "start"):
        if start.outcome != "done":
            continue
        if start.answer not in facts.cases:
            yield f"lost in Temporal: start {start.number} of {start.answer}"
        if start.answer not in facts.rows:
            yield f"lost in the read model: start {start.number} of {start.answer}"


def one_case_per_command(record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """However often a start was sent, it began one case, and nobody's case began without being asked for."""
    answers: dict[str, set[str]] = {}
    for start in of_verb(record, "start"):
        answers.setdefault(start.command_id, set())
        if start.outcome == "done":
            answers[start.command_id].add(start.answer)
    asked = {facts.commands.get(command, "") for command in answers}
    for command, cases in answers.items():
        if len(cases) > 1:
            yield f"doubled: start {command} began {len(cases)} cases"
    startable = {start.target for start in of_verb(record, "start")}
    for case in facts.cases.values():
        if case.process_id in startable and case.id not in asked:
            yield f"doubled: case {case.id} of {case.process_id} was asked for by no command"


def acknowledged_completions(record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Find acknowledged completions that are not once in the history and once in the read model, with what was typed."""
    for command, sent in _by_command(of_verb(record, "complete")).items():
        done = any(operation.outcome == "done" for operation in sent)
        first = sent[0]
        case_id, _, task = first.target.partition(":")
        case, row = facts.cases.get(case_id), facts.rows.get(case_id)
        if case is None or row is None:
            if done:
                yield f"lost: completion {command}, its case {case_id} is gone"
            continue
        for where, count in (
            ("accepted by the server", case.commands[command]),
            ("typed in the history", case.notes[command]),
        ):
            if count > 1:
                yield f"doubled: completion {command} is {count} times {where}"
            if done and not count:
                yield f"lost: completion {command} of {first.target} is not {where}"
        if done and row.completions[task, first.person] != 1:
            lines = row.completions[task, first.person]
            yield f"lost or doubled: completion {command} of {first.target} has {lines} lines"


def one_completion_per_task(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """No task is completed twice, or shown twice, whoever asked for it."""
    for case in facts.cases.values():
        for task, count in Counter(task for task, _ in case.completed).items():
            if count > 1:
                yield f"doubled: task {case.id}:{task} was completed {count} times"
        for task, count in case.opened.items():
            if count > 1:
                yield f"doubled: task {case.id}:{task} was opened {count} times"
        if case.process_id == "chaos_care":
            for element, count in case.elements.items():
                if count > 1:
                    yield f"doubled: case {case.id} asked {count} times for {element}"


def acknowledged_cancels(record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Find cases that were called off and did not end so, once."""
    for cancel in of_verb(record, "cancel"):
        case = facts.cases.get(cancel.target)
        if cancel.outcome == "done" and (case is None or case.ends != ("cancelled",)):
            yield f"lost: {cancel.target} was called off and ended as {case and case.ends}"


def _by_command(sent: Sequence[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in sent:
        found.setdefault(operation.command_id, []).append(operation)
    return found
