"""A job's error that a registry throws for a good reason stops a case of the library for good: nothing catches it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from activities import registries
from bpmn.definition import compile_bundle
from bpmn.model import BoundaryEvent, ErrorTrigger, FlowNode, StartEvent, SubProcess, triggers_in
from bpmn.model.extension import JobDefinition
from bpmn.model.flows import Body
from bpmn.model.jobs import job_of
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import library_folders

_ROW = re.compile(r"^\| ``(\S+)`` \|.*\|([^|]*)\|$", re.MULTILINE)
THROWN = {
    job_type: frozenset(re.findall(r"``(\w+)``", thrown))
    for job_type, thrown in _ROW.findall(registries.__doc__ or "")
}
"""What each job type throws, of the table of `activities.registries`."""
ANY = ""
CANNOT_BE = {
    ("patient_transfer", "TR09_way", "CLOSURE_REFUSED"): "only reads (no `set`)",
    ("patient_transfer", "EX_divert_rank", "CLOSURE_REFUSED"): "only reads (no `set`)",
    ("prehospital_emergency", "PE09_status", "CLOSURE_REFUSED"): "only reads (no `set`)",
    ("prehospital_emergency", "EX_reopen", "CLOSURE_REFUSED"): "opens, which is never refused",
}
"""Errors that cannot come at this element, and why."""


def test_the_table_of_job_types_says_what_they_throw() -> None:
    assert THROWN["resource.occupy"] == {"HOLD_EXPIRED"}
    assert THROWN["resource.extend"] == {"HOLD_EXPIRED", "EXTENSION_REFUSED"}
    assert THROWN["notify"] == frozenset()


@pytest.mark.parametrize("folder", library_folders(), ids=lambda folder: folder.name)
def test_every_error_of_a_job_is_caught(folder: Path) -> None:
    uncaught = set(_uncaught(folder))
    excused = {(name, at, code) for name, at, code in CANNOT_BE if name == folder.name}
    assert uncaught == excused, "draw what happens then, or say in CANNOT_BE why it cannot be"


def _uncaught(folder: Path) -> Iterator[tuple[str, str, str]]:
    for process in compile_bundle(read_bundle(folder)).processes.values():
        for node, job, caught in _jobs(process.body, frozenset()):
            if ANY in caught:
                continue
            for code in THROWN.get(job.type.text, frozenset()) - caught:
                yield folder.name, node.id, code


def _jobs(
    body: Body, outside: frozenset[str]
) -> Iterator[tuple[FlowNode, JobDefinition, frozenset[str]]]:
    """Yield every job with the errors that are caught where it stands."""
    inside = outside | _caught_by_sub_processes(body)
    for node in body.nodes:
        here = inside | _caught_at(body, node)
        if job := job_of(node):
            yield node, job, here
        if isinstance(node, SubProcess):
            yield from _jobs(node.body, outside if node.by_event else here)


def _caught_at(body: Body, node: FlowNode) -> frozenset[str]:
    return _codes(
        each
        for each in body.nodes
        if isinstance(each, BoundaryEvent) and each.attached_to == node.id
    )


def _caught_by_sub_processes(body: Body) -> frozenset[str]:
    begun = [each for each in body.nodes if isinstance(each, SubProcess) and each.by_event]
    return _codes(
        node for each in begun for node in each.body.nodes if isinstance(node, StartEvent)
    )


def _codes(events: Iterator[BoundaryEvent] | Iterator[StartEvent]) -> frozenset[str]:
    triggers = (trigger for event in events for trigger in triggers_in(event.trigger))
    return frozenset(trigger.code for trigger in triggers if isinstance(trigger, ErrorTrigger))
