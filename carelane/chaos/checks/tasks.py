"""Whether each task had one owner at a time, and whether what people typed was kept.

Pure functions of the record and the facts; each gives what is wrong, one line a problem.
"""

from collections.abc import Iterator, Sequence

from carelane.chaos.facts import Facts
from carelane.chaos.record import Operation, of_verb


def claims(record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Each claim has one winner: a task is claimed, released, claimed, and by nobody twice in between."""
    for task in facts.tasks.values():
        owner = ""
        for verb, person in task.lines:
            if verb == "claim" and owner:
                yield f"doubled: {task.id} was taken by {person} while {owner} had it"
            if verb == "release" and owner != person:
                yield f"doubled: {task.id} was given back by {person} while {owner or 'nobody'} had it"
            owner = person if verb == "claim" else ""
        if task.state != "exited" and task.owner != owner:
            yield f"lost: {task.id} belongs to {task.owner or 'nobody'}, taken by {owner or 'nobody'}"
        takers = {person for verb, person in task.lines if verb == "claim"}
        if task.completed_by and task.completed_by not in takers:
            yield f"lost: {task.id} was completed by {task.completed_by}, taken by {owner or 'nobody'}"
    for verb in ("claim", "release"):
        for operation in of_verb(record, verb):
            task_row = facts.tasks.get(operation.target)
            lines = task_row.lines if task_row is not None else ()
            if operation.outcome == "done" and (verb, operation.person) not in lines:
                yield f"lost: {verb} {operation.number} of {operation.target} by {operation.person}"


def drafts(record: Sequence[Operation], _facts: Facts) -> Iterator[str]:
    """Who looks at a task sees the last draft that was kept."""
    writes = [each for each in record if each.verb in {"draft", "complete"}]
    by_task: dict[str, list[Operation]] = {}
    for write in writes:
        by_task.setdefault(write.target, []).append(write)
    for look in of_verb(record, "look"):
        if look.outcome != "done":
            continue
        before = [each for each in by_task.get(look.target, []) if each.asked_at < look.ended_at]
        if not look.answer:
            kept = [each for each in before if each.outcome == "done" and each.verb == "draft"]
            if kept and not any(each.verb == "complete" for each in before):
                yield f"lost: {look.target} showed no draft after {kept[-1].number}"
            continue
        seen = [each for each in before if each.given == look.answer]
        if not seen:
            yield f"doubled: {look.target} showed a draft that nobody had typed"
        elif any(_between(seen[0], each, look) for each in before):
            yield f"lost: {look.target} showed an older draft than {look.number} could see"


def _between(seen: Operation, other: Operation, look: Operation) -> bool:
    """Whether the other write came wholly after the seen one and before the look."""
    return (
        other.outcome == "done"
        and other.verb == "draft"
        and seen.outcome != "unknown"
        and seen.ended_at < other.asked_at
        and other.ended_at < look.asked_at
    )
