"""What would be lost: another hospital's patients. Every way into the services, tried by every role of three institutions."""

import sys
from collections.abc import Iterator

import pytest

from carelane.domain.errors import CarelaneError
from tests.leaks.changes import CHANGES, QUIET
from tests.leaks.doors import EXCUSED, LISTS, READS, WITH_A_REASON, doors
from tests.leaks.group import Group, Somebody, Target


def say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")


def told(call: object) -> tuple[str, bool]:
    """Give everything that a call says, and whether it was refused."""
    try:
        return repr(call()), False  # type: ignore[operator]
    except CarelaneError as error:
        return f"{error} {error.details!r}", True


def leaks(who: Somebody, door: str, text: str, group: Group, named: Target | None) -> Iterator[str]:
    """List the forbidden texts that were met; what the caller named itself is no secret to them."""
    forbidden = who.forbidden(group.targets, reads_with_reason=door in WITH_A_REASON)
    if named is not None:
        forbidden -= {named.incident, named.message}
    for secret in sorted(forbidden):
        if secret in text:
            yield f"{door} tells {who.name}: {secret}"


BLIND = {
    "case_changes.mark_of",
    "case_elements.stays_of",
    "case_tasks.task_choices",
    "incident_batches.begun_before",
    "colleagues.of_case",
    "message_candidates.candidates",
    "journeys.views.journey_of_case",
    "patient_cases.cases_of_patient",
    "operations.foresee",
    "operations.look_inside",
    "task_waiters.waiters",
    "timeline_choices.timeline_choices",
}
"""Ways on which nobody is told anything that a text could be looked for in."""


def test_every_door_is_in_the_matrix() -> None:
    tried = {*LISTS, *READS, *CHANGES}
    assert doors() - tried - set(EXCUSED) == set()
    assert (tried | set(EXCUSED)) - doors() == set()


def test_whoever_is_not_tried_is_like_somebody_who_is(group: Group) -> None:
    """`Group.kinds` goes by the table of rights, `Somebody.forbidden` by plain words: both have to say the same."""
    chosen = {who.kind: who for who in group.kinds()}
    assert {who.kind for who in group.people} == set(chosen)
    for who in group.people:
        tried = chosen[who.kind]
        assert who.place == tried.place
        for read in (True, False):
            mine = who.forbidden(group.targets, reads_with_reason=read)
            assert mine == tried.forbidden(group.targets, reads_with_reason=read), who.name


def test_nobody_reads_what_is_not_theirs(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    """And it sees what is allowed: a matrix in which nobody sees anything would find no leak either.

    One of each kind of people reads: whom the table of rights does not tell apart, no service does. Changes are tried by all.
    """
    found, tried, seen = [], 0, set()
    people = group.kinds()
    for who in people:
        for door, ask in LISTS.items():
            tried += 1
            text, _ = told(lambda ask=ask, who=who: ask(group, who.actor))
            found += leaks(who, door, text, group, None)
        for target in group.targets:
            for door, look in READS.items():
                tried += 1
                text, refused = told(lambda look=look, who=who, t=target: look(group, who.actor, t))
                found += leaks(who, door, text, group, target)
                if not refused and (target.clinical in text or target.technical in text):
                    seen.add(door)
    assert found == []
    assert READS.keys() - seen == BLIND
    say(capsys, f"reads: {tried} combinations of {len(people)} people, 0 leaks")


def test_nobody_changes_what_is_not_theirs(
    group: Group, capsys: pytest.CaptureFixture[str]
) -> None:
    found, tried = [], 0
    before = {target.place: group.fingerprint(target.place) for target in group.targets}
    for who in group.people:
        for target in group.targets:
            if who.related(target):
                continue
            for door, change in CHANGES.items():
                tried += 1
                text, refused = told(lambda c=change, w=who, t=target: c(group, w.actor, t))
                found += leaks(who, door, text, group, target)
                if not refused and door not in QUIET:
                    found.append(f"{door} did something for {who.name} at {target.place}: {text}")
    assert found == []
    assert before == {target.place: group.fingerprint(target.place) for target in group.targets}
    say(capsys, f"changes: {tried} combinations, 0 leaks, nothing changed")
