"""What would be lost between cases that call each other: the way from one to the other, for those who may go it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from bpmn.definition import Bundle
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.tables import ProcessDefinition
from carelane.domain.wire import CompleteTask
from carelane.services.process_definitions import deploy
from carelane.services.process_instances import get_case
from tests.data.cases import CasesInMemory
from tests.data.world import World
from tests.durable.site import payload

FILE = Path(__file__).parents[1] / "durable" / "files" / "calls.bpmn"


@pytest.fixture
def bundle(world: World) -> Bundle:
    made = Bundle(FILE.read_text("utf-8"))
    deploy(world.database, made, "calls")
    return made


def _begin(cases: CasesInMemory, bundle: Bundle, **variables: str) -> str:
    start = payload(bundle, "referring", callee="consulting", **variables)
    cases.start(replace(start, started_by="id-coord1"))
    return start.instance_id


def _child(cases: CasesInMemory, case: str) -> str:
    return next(id_ for id_ in cases.cases if id_ != case)


def test_the_way_between_a_case_and_whom_it_called(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    case = _begin(cases, bundle)
    child = _child(cases, case)
    starter = world.actor("coord1")
    (link,) = get_case(world.database, starter, case).called
    assert (link.id, link.process_name, link.state, link.element_id) == (
        child,
        "Consultation",
        "active",
        "consult",
    )
    back = get_case(world.database, starter, child).caller
    assert back is not None
    assert (back.id, back.element_id) == (case, "consult")


def test_who_may_see_one_of_two_cases_sees_no_link_to_the_other(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    case = _begin(cases, bundle)
    colleague = world.actor("doctor1")  # owns the task of the child, nothing of the caller
    shown = get_case(world.database, colleague, _child(cases, case))
    assert shown.caller is None
    assert shown.row.state == "active"


def test_what_a_call_passes_on_stands_once(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    case = _begin(cases, bundle, secret="x")
    (task,) = cases.describe(_child(cases, case)).open_tasks
    command = CompleteTask("c", task, {"opinion": "normal"}, "id-doctor1")
    cases.complete_task(_child(cases, case), command)
    with world.database.reading() as session:
        lines = select(HistoryEntry).where(HistoryEntry.kind == "StartChild")
        rows = session.exec(lines).all()
        caller = session.get_one(ProcessInstance, case)
    assert [row.data.get("variables") for row in rows] == [None]
    assert caller.variables["opinion"] == "normal"
    assert cases.cases[case].case.state.open_tasks()


def test_a_process_for_another_kind_of_institution_is_not_called_here(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    with world.database.transaction() as session:
        called = select(ProcessDefinition).where(ProcessDefinition.process_id == "consulting")
        row = session.exec(called).one()
        row.pool_kind = "HOS"
    case = _begin(cases, bundle)
    assert cases.describe(case).open_incidents
    assert list(cases.cases) == [case]


def test_a_called_case_would_not_know_the_groups_only_desk(
    world: World, cases: CasesInMemory, bundle: Bundle
) -> None:
    with world.database.transaction() as session:
        called = select(ProcessDefinition).where(ProcessDefinition.process_id == "consulting")
        session.exec(called).one().pools = {"GRP": "GRP", "HOS": "HOS"}
    case = _begin(cases, bundle)
    assert cases.cases[_child(cases, case)].start.pools == {"GRP": "GRP"}
